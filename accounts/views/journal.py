"""The journal of an employer, for those who read everything."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import JournalEntry
from accounts.requests import PersonRequest

PAGE_SIZE = 100


def journal(request: PersonRequest) -> HttpResponse:
    """Acts of the chosen employer, newest first."""
    employer = request.employer
    if employer is None or not request.user.has_perm("accounts.view_journalentry", employer):
        raise PermissionDenied
    entries = JournalEntry.objects.filter(employer=employer).order_by("-sequence")
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "accounts/journal.html", {"page": page})
