"""List and form of reference data."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from documents.reference import ReferenceScreen, all_references, reference_of
from documents.services.reference import reference_save
from documents.views.access import require_employer
from documents.views.pages import PAGE_SIZE


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
    page = Paginator(screen.rows(employer), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"screen": screen, "page": page, "may_change": screen.may("change", request.user, employer)}
    return render(request, "documents/reference_list.html", context)


def reference_change(request: PersonRequest, slug: str, pk: int | None = None) -> HttpResponse:
    """Add a row or change one."""
    screen, employer = _screen(request, slug, "change"), require_employer(request)
    row = get_object_or_404(screen.rows(employer), pk=pk) if pk else screen.model(employer=employer)
    form = screen.form(request.POST or None, instance=row, employer=employer, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            reference_save(form.save(commit=False), actor=request.user)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            form.save_m2m()
            messages.success(request, _("Сохранено"))
            return redirect("reference-list", slug=slug)
    return render(request, "documents/reference_form.html", {"screen": screen, "form": form, "row": row})
