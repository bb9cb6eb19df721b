"""«Мои дела»."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.requests import PersonRequest
from attestation.models import Campaign
from attestation.tasks import tasks_for
from documents.views.access import require_employer


def home(request: PersonRequest) -> HttpResponse:
    """What waits for the person, and the campaigns of the employer."""
    employer = require_employer(request)
    may_read = request.user.has_perm("attestation.view_campaign", employer)
    context = {
        "tasks": tasks_for(request.user, employer, timezone.localdate()),
        "campaigns": Campaign.objects.filter(employer=employer) if may_read else [],
    }
    return render(request, "attestation/home.html", context)
