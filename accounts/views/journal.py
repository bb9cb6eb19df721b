"""The journal of an employer, for those who read everything."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render

from accounts.models import JournalEntry
from accounts.paging import keyset_page
from accounts.requests import PersonRequest

PAGE_SIZE = 100


def journal(request: PersonRequest) -> HttpResponse:
    """Acts of the chosen employer, newest first."""
    employer = request.employer
    if employer is None or not request.user.has_perm("accounts.view_journalentry", employer):
        raise PermissionDenied
    entries = JournalEntry.objects.filter(employer=employer)
    page = keyset_page(entries, request.GET, key="sequence", descending=True, size=PAGE_SIZE)
    return render(request, "accounts/journal.html", {"page": page})
