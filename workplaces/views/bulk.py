"""One change for many workplaces: always the server's selection, never beyond the filter."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Employer
from accounts.requests import PersonRequest
from documents.views.access import require, require_employer
from workplaces.forms import BulkForm
from workplaces.models import Workplace
from workplaces.services.plant import SelectionChanged, workplaces_update
from workplaces.tables import TABLES, selected

MANY_IDS = 5000


@require_POST
def workplaces_bulk(request: PersonRequest) -> HttpResponse:
    """Ask what to change in a selection, then change it.

    The selection is either the ticked rows or everything that the filter finds; the filter is run
    again on the server in both cases, and the number of rows must be the one the person saw.
    """
    employer = require_employer(request)
    require(request, "workplaces.change_workplace", employer)
    rows = _selection(request, employer)
    count = rows.order_by().count()
    confirming = "confirm" in request.POST
    form = BulkForm(request.POST if confirming else None)
    status = 200
    if confirming and form.is_valid():
        seen = request.POST.get("seen", "")
        try:
            done = workplaces_update(
                rows,
                form.changes(),
                employer=employer,
                actor=request.user,
                seen=int(seen) if seen.isdecimal() else -1,
            )
        except SelectionChanged as changed:
            status, count = 409, changed.now
            form.add_error(
                None,
                _("Список изменился: было строк %(seen)s, сейчас %(now)s. Проверьте и подтвердите снова.")
                % {"seen": max(changed.seen, 0), "now": changed.now},
            )
        except ValidationError as error:
            status = 422
            form.add_error(None, error)
        else:
            messages.success(request, _("Изменено рабочих мест: %s") % done)
            return redirect(f"{reverse('workplaces')}?{QueryDict(request.POST.get('query', '')).urlencode()}")
    return render(request, "workplaces/bulk.html", _asking(request, rows, form, count), status=status)


def _asking(request: PersonRequest, rows: QuerySet[Workplace], form: BulkForm, count: int) -> dict[str, Any]:
    return {
        "form": form,
        "count": count,
        "query": request.POST.get("query", ""),
        "is_all": "all" in request.POST,
        "ids": request.POST.getlist("row")[:MANY_IDS],
        "sample": rows.select_related("group__profession", "group__department__parent").order_by("by_number")[:5],
    }


def _selection(request: PersonRequest, employer: Employer) -> QuerySet[Workplace]:
    """What the filter of the page finds now; of it only the ticked rows unless all were asked for."""
    found = selected(TABLES["workplaces"], employer, QueryDict(request.POST.get("query", "")))
    if "all" in request.POST:
        return found
    ids = [int(text) for text in request.POST.getlist("row")[:MANY_IDS] if text.isdecimal() and len(text) < 19]
    return found.filter(pk__in=ids)
