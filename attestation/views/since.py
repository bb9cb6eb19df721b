"""«Что изменилось»: two signed contents of a document side by side, in words."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render

from accounts.requests import PersonRequest
from attestation.differences import content_now, differences, signed_digests, stored_content, voided_signatures
from documents.views.access import get_document


def since(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Compare what was signed with what is now, or two signed contents; only hashes of this document count."""
    _screen, document = get_document(request, slug, pk)
    versions = [{"revision": revision, "digest": digest} for revision, digest in signed_digests(document)]
    known = [str(version["digest"]) for version in versions]
    before = request.GET.get("before") if request.GET.get("before") in known else next(iter(known), "")
    after = request.GET.get("after") if request.GET.get("after") in known else ""
    old = stored_content(document.employer_id, before) if before else None
    new = stored_content(document.employer_id, after) if after else content_now(document)
    context = {
        "document": document,
        "versions": versions,
        "before": before,
        "after": after,
        "changes": differences(document, old, new) if old and new else [],
        "voided": voided_signatures(document),
    }
    return render(request, "attestation/since.html", context)
