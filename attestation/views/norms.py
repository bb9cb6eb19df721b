"""Page «Нормы»: what the law says on a day, where it stands, and what changed since another."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from documents.views.access import require_employer
from norms.catalogue import listed_norms, listed_tables, missing_norms
from norms.diff import changes
from norms.errors import BadInput, NormNotFound
from norms.lookup import look_up

FOUND_AT_MOST = 50
_DECIMAL = re.compile(r"\d+\.\d+")


def norms_page(request: PersonRequest) -> HttpResponse:
    """All norms of a day, a search in the reference tables, and the changes since another day."""
    require_employer(request)
    on, wrong_day = _day(request, "on")
    on = on or timezone.localdate()
    context: dict[str, Any] = {"on": on, "q": request.GET.get("q", "").strip(), **_found(request, on)}
    if request.htmx:
        return render(request, "attestation/norms_found.html", context)
    listed = listed_norms(on)
    context |= {
        "listed": listed,
        "verified": sum(norm.is_verified for norm in listed),
        "missing": missing_norms(on),
        "tables": listed_tables(on),
        **_changes(request, on),
    }
    context["wrong_day"] = wrong_day or context.get("wrong_day", "")
    return render(request, "attestation/norms.html", context)


def _day(request: PersonRequest, name: str) -> tuple[dt.date | None, str]:
    """The day of a parameter, and the sentence about one that is no day."""
    text = request.GET.get(name, "").strip()
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    return day, "" if day or not text else _("«%(text)s» — не день.") % {"text": text}


def _found(request: PersonRequest, on: dt.date) -> dict[str, Any]:
    text = request.GET.get("q", "").strip()
    if not text:
        return {}
    try:
        rows = look_up(text, on, limit=FOUND_AT_MOST)
    except BadInput as error:
        return {"refused": error.reason}
    except NormNotFound:
        return {"found": []}  # before every catalogue; the page says since when there are any
    found = []
    for row in rows:
        told = row.as_json()
        found.append({**told, "values": {label: _shown(label, cell) for label, cell in told["values"].items()}})
    return {"found": found, "is_cut": len(rows) == FOUND_AT_MOST}


def _shown(label: str, cell: str) -> str:
    """A cell for the eye: measured values («ПДК, мг/м³») with a decimal comma, parts after «; »."""
    is_measured = "," in label and _DECIMAL.fullmatch(cell)
    return cell.replace(".", ",") if is_measured else cell.replace(" ; ", "; ")


def _changes(request: PersonRequest, on: dt.date) -> dict[str, Any]:
    since, wrong_day = _day(request, "since")
    if since is None:
        return {"wrong_day": wrong_day}
    start, end = sorted((since, on))
    return {"since": since, "start": start, "end": end, "changes": changes(start, end)}
