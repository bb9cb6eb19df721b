"""The page for whoever holds a print: what became of the document. Names only for its own people."""

from __future__ import annotations

import re
from typing import Any

from allauth.core.internal.ratelimit import consume, respond_429
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django_scopes import scopes_disabled

from accounts.requests import PersonRequest
from documents.models import Document
from documents.selectors import content_digest, document_of_code, permission_name, prints_of, signatures_of

LIMITS = {"verify": "30/m/ip"}


@login_not_required
@require_safe
def verify_form(request: PersonRequest) -> HttpResponse:
    """Type the code of a print."""
    if given := request.GET.get("code", ""):
        return redirect("verify", code=_letters(given) or "-")
    return render(request, "documents/verify_form.html", {"unknown": False})


@login_not_required
@require_safe
def verify(request: PersonRequest, code: str) -> HttpResponse:
    """Number, date, state and hash of a document by the code on its print; 404 in words for a wrong code."""
    if not consume(request, app="documents", action="verify", config=LIMITS, limit_get=True):
        return respond_429(request)
    document = document_of_code(_letters(code))
    if document is None:
        return render(request, "documents/verify_form.html", {"unknown": True, "code": code}, status=404)
    with scopes_disabled():  # the code is the right to see these facts, and only these
        facts = _facts(request, document)
    response = render(request, "documents/verify.html", facts | {"code": _letters(code)})
    response.headers["Cache-Control"] = "no-store"
    return response


def standing_of(document: Document) -> tuple[str, str]:
    """Return how a document stands (``force``, ``void``, ``work``) and the same in words."""
    state = dict(document.state_field().choices).get(document.state, document.state)
    later = getattr(document, "superseded_by", None)
    if later is not None and not later.is_editable:
        dated = f" от {later.dated_on:%d.%m.%Y}" if later.dated_on else ""
        return "void", _("Заменён: № %(number)s%(dated)s") % {"number": later.number or later.pk, "dated": dated}
    if document.state in ("VOID", "SUPERSEDED", "REFUSED"):
        return "void", _("Не действует: %s") % state
    if document.is_editable:
        return "work", _("Возвращён в работу: печать не действует")
    return "force", _("Действует") if state.lower() == _("действует") else _("Действует: %s") % state


def _facts(request: PersonRequest, document: Document) -> dict[str, Any]:
    standing, words = standing_of(document)
    signatures = signatures_of(document)
    hashes = {*prints_of(document).values_list("sha256", flat=True)}
    hashes |= {*signatures.exclude(pdf_digest="").values_list("pdf_digest", flat=True)}
    may_read = request.user.is_authenticated and request.user.has_perm(
        permission_name(type(document), "view"), document
    )
    return {
        "kind": document._meta.verbose_name,
        "number": document.number,
        "dated_on": document.dated_on,
        "revision": document.revision,
        "standing": standing,
        "standing_words": words,
        "content": content_digest(document),
        "hashes": " ".join(sorted(hashes)),
        "signature_count": signatures.count(),
        "signatures": list(signatures) if may_read else (),
        "document": document if may_read else None,
    }


def _letters(code: str) -> str:
    return re.sub(r"[^a-z2-7]", "", code.lower())
