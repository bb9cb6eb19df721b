"""List and form of reference data."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.paging import keyset_page
from accounts.requests import PersonRequest
from documents.conflicts import differences, with_choices
from documents.problems import StaleDocument
from documents.reference import ReferenceScreen, all_references, reference_of
from documents.services.reference import reference_save
from documents.views.access import require_employer, version_of


def _screen(request: PersonRequest, slug: str, verb: str) -> ReferenceScreen:
    screen, employer = reference_of(slug), require_employer(request)
    if screen is None or not screen.may(verb, request.user, employer):
        raise Http404
    return screen


def reference_index(request: PersonRequest) -> HttpResponse:
    """All kinds of reference data that the person may see."""
    employer = require_employer(request)
    screens = [screen for screen in all_references() if screen.may("view", request.user, employer)]
    return render(request, "documents/reference_index.html", {"screens": screens})


def reference_list(request: PersonRequest, slug: str) -> HttpResponse:
    """Rows of one kind."""
    screen, employer = _screen(request, slug, "view"), require_employer(request)
    key, descending = screen.order
    page = keyset_page(screen.rows(employer), request.GET, key=key, descending=descending)
    context = {"screen": screen, "page": page, "may_change": screen.may("change", request.user, employer)}
    return render(request, "documents/reference_list.html", context)


def reference_change(request: PersonRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Add a row or change one; the second of two tabs gets the difference and chooses."""
    screen, employer = _screen(request, slug, "change"), require_employer(request)
    row: Any = get_object_or_404(screen.rows(employer), pk=pk) if pk else screen.model(employer=employer)
    seen = version_of(request) if request.method == "POST" else getattr(row, "version", None)
    context = {"screen": screen, "row": row, "version": seen}
    data = with_choices(request.POST, row) if request.method == "POST" else None
    form = screen.form(data, instance=row, employer=employer, initial=request.GET.dict())
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            reference_save(form.save(commit=False), actor=request.user, expected_version=seen)
        except ValidationError as error:
            form.add_error(None, error)
        except StaleDocument as error:
            context["differences"] = differences(form, error.document, seen)
            context["version"], status = error.document.version, 409
        else:
            form.save_m2m()
            messages.success(request, _("Сохранено"))
            return redirect(screen.list_address)
    return render(request, "documents/reference_form.html", {**context, "form": form}, status=status)
