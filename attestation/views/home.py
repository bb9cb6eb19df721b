"""«Мои дела»."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.models import Employer, User
from accounts.requests import PersonRequest
from attestation.beginnings import FIRST_STEPS
from attestation.models import Campaign
from attestation.tasks import tasks_for
from documents.views.access import require_employer


def _first_steps(user: User, employer: Employer) -> list[dict[str, Any]]:
    """The way into the program for whoever runs the procedure of an employer that has no campaign yet."""
    if not user.has_perm("attestation.change_campaign", employer):
        return []
    return [
        {"address": step.address, "words": step.words, "why": why}
        for step, why in FIRST_STEPS
        if user.has_perm(step.permission, employer)
    ]


def home(request: PersonRequest) -> HttpResponse:
    """What waits for the person, and the campaigns of the employer."""
    employer = require_employer(request)
    may_read = request.user.has_perm("attestation.view_campaign", employer)
    campaigns = list(Campaign.objects.filter(employer=employer)) if may_read else []
    context = {
        "tasks": tasks_for(request.user, employer, timezone.localdate()),
        "campaigns": campaigns,
        "begins": [] if campaigns else _first_steps(request.user, employer),
    }
    return render(request, "attestation/home.html", context)
