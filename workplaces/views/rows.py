"""One row of the table of workplaces, edited where it stands: one row, one request, with its version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from documents.conflicts import differences, with_choices
from documents.forms import OwnedForm
from documents.problems import StaleDocument
from documents.services.reference import reference_save
from documents.views.access import get_owned, require, version_of
from workplaces.forms import WorkplaceRowForm
from workplaces.models import Workplace
from workplaces.tables import TABLES
from workplaces.views.tables import shown_facets, writer_of


def workplace_row(request: PersonRequest, pk: int) -> HttpResponse:
    """A row to read (GET), to edit (GET ``edit``) or to save (POST): 422 with errors, 409 with the difference."""
    workplace = get_owned(Workplace, request, pk=pk)
    if request.method == "GET" and "edit" not in request.GET:
        return _shown(request, workplace)
    require(request, "workplaces.change_workplace", workplace)
    if request.method != "POST":
        form = WorkplaceRowForm(instance=workplace, employer=workplace.employer, auto_id=f"row-{pk}-%s")
        return _editor(request, workplace, form, workplace.version)
    return _save(request, workplace)


def _save(request: PersonRequest, workplace: Workplace) -> HttpResponse:
    seen = version_of(request)
    form = WorkplaceRowForm(
        with_choices(request.POST, workplace),
        instance=workplace,
        employer=workplace.employer,
        auto_id=f"row-{workplace.pk}-%s",
    )
    if not form.is_valid():
        return _editor(request, workplace, form, seen, status=422)
    try:
        saved = reference_save(form.save(commit=False), actor=request.user, expected_version=seen)
    except ValidationError as error:
        form.add_error(None, error)
        return _editor(request, workplace, form, seen, status=422)
    except StaleDocument as error:
        found = differences(form, error.document, seen)
        return _editor(request, workplace, form, error.document.version, status=409, differences=found)
    return _shown(request, saved)


def _shown(request: PersonRequest, workplace: Any) -> HttpResponse:
    table = TABLES["workplaces"]
    fresh = Workplace.objects.select_related(*table.related).get(pk=workplace.pk)
    may_change = request.user.has_perm("workplaces.change_workplace", fresh)
    message = _("Сохранено") if request.method == "POST" else ""
    return HttpResponse(writer_of(table, [fresh], may_change=may_change).row(fresh, message))


def _editor(
    request: PersonRequest,
    workplace: Workplace,
    form: OwnedForm,
    version: int | None,
    *,
    status: int = 200,
    differences: Any = None,
) -> HttpResponse:
    stored = Workplace.objects.select_related(*TABLES["workplaces"].related).get(pk=workplace.pk)
    context = {
        "row": stored,
        "form": form,
        "version": version,
        "differences": differences,
        "address": reverse("workplace-row", args=[workplace.pk]),
        "columns_left": len(shown_facets(TABLES["workplaces"])) + 1,
    }
    return render(request, "workplaces/row_edit.html", context, status=status)
