"""Who changed what in a document, in words, and two versions side by side."""

from __future__ import annotations

import itertools
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.paging import PAGE_SIZE, keyset_page
from accounts.requests import PersonRequest
from documents.models import Document
from documents.selectors import acts_of
from documents.templatetags.words import verb_words
from documents.versions import Version, differences, versions_of
from documents.views.access import get_document

MOST_CHANGES = 30


def document_history(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """What was done to a document and what each version changed, newest first."""
    screen, document = get_document(request, slug, pk)
    versions = versions_of(document)
    page = keyset_page(acts_of(document), request.GET, key="sequence", descending=True)
    pairs = list(itertools.pairwise(versions))[-PAGE_SIZE:]
    done = _done(document, [newer for _older, newer in pairs])
    changes = [_change(document, older, newer, done) for older, newer in reversed(pairs)]
    context = {"screen": screen, "document": document, "page": page, "changes": changes, "versions": versions[::-1]}
    return render(request, "documents/history.html", context | _compared(request, document, versions))


def _done(document: Document, versions: list[Version]) -> dict[int, str]:
    """The acts that made versions, in words: what the journal holds between the moment of one and of the next."""
    if not versions:
        return {}
    ends = [*(version.at for version in versions[1:]), None]
    acts = acts_of(document).filter(at__gte=versions[0].at).exclude(act__endswith=".signature")  # part of an act
    entries = list(acts.order_by("sequence"))
    told = {}
    for version, end in zip(versions, ends, strict=True):
        words = [verb_words(entry) for entry in entries if version.at <= entry.at and (end is None or entry.at < end)]
        told[version.number] = capfirst("; ".join(dict.fromkeys(words)) or _("изменение"))
    return told


def _change(document: Document, older: Version, newer: Version, done: dict[int, str]) -> dict[str, Any]:
    found = differences(document, older, newer)
    return {
        "version": newer,
        "done": done[newer.number],
        "found": found[:MOST_CHANGES],
        "more": max(0, len(found) - MOST_CHANGES),
    }


def _compared(request: PersonRequest, document: Any, versions: list[Version]) -> dict[str, Any]:
    by_number = {str(version.number): version for version in versions}
    older, newer = by_number.get(request.GET.get("from", "")), by_number.get(request.GET.get("to", ""))
    if older is None or newer is None:
        return {}
    if older.number > newer.number:
        older, newer = newer, older
    return {"older": older, "newer": newer, "compared": differences(document, older, newer)}
