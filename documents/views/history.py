"""Who changed what in a document, in words, and two versions side by side."""

from __future__ import annotations

import itertools
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from accounts.paging import PAGE_SIZE, keyset_page
from accounts.requests import PersonRequest
from documents.selectors import acts_of
from documents.versions import Version, differences, versions_of
from documents.views.access import get_document

MOST_CHANGES = 30


def document_history(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """What was done to a document and what each version changed, newest first."""
    screen, document = get_document(request, slug, pk)
    versions = versions_of(document)
    page = keyset_page(acts_of(document), request.GET, key="sequence", descending=True)
    pairs = list(itertools.pairwise(versions))[-PAGE_SIZE:]
    changes = [_change(document, older, newer) for older, newer in reversed(pairs)]
    context = {"screen": screen, "document": document, "page": page, "changes": changes, "versions": versions[::-1]}
    return render(request, "documents/history.html", context | _compared(request, document, versions))


def _change(document: Any, older: Version, newer: Version) -> dict[str, Any]:
    found = differences(document, older, newer)
    return {"version": newer, "found": found[:MOST_CHANGES], "more": max(0, len(found) - MOST_CHANGES)}


def _compared(request: PersonRequest, document: Any, versions: list[Version]) -> dict[str, Any]:
    by_number = {str(version.number): version for version in versions}
    older, newer = by_number.get(request.GET.get("from", "")), by_number.get(request.GET.get("to", ""))
    if older is None or newer is None:
        return {}
    if older.number > newer.number:
        older, newer = newer, older
    return {"older": older, "newer": newer, "compared": differences(document, older, newer)}
