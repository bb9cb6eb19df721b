"""Tables of the plant: tree, filter as you type, order, saved views."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import Employer
from accounts.paging import CURSORS
from accounts.requests import PersonRequest
from documents.selectors import permission_name
from documents.views.access import require, require_employer
from workplaces.cells import RowWriter
from workplaces.facets import Facet, all_facets, facet_of, typed_facets
from workplaces.models import AnalogousGroup, Department, Origin, SavedView
from workplaces.services.views import saved_view_drop, saved_view_put
from workplaces.tables import FILTERS, TABLES, PlantTable, department_tree, order_of, table_page


def get_table(slug: str) -> PlantTable:
    """Return a table of the plant or 404."""
    if slug not in TABLES:
        raise Http404
    return TABLES[slug]


def table_address(table: PlantTable) -> str:
    """Address of a table without any filter."""
    return reverse("workplaces") if table.slug == "workplaces" else reverse("plant-table", args=[table.slug])


def plant_table(request: PersonRequest, slug: str = "workplaces") -> HttpResponse:
    """A table of the plant; the rows only when the browser filters or pages."""
    table, employer = get_table(slug), require_employer(request)
    require(request, permission_name(table.model, "view"), employer)
    context = rows_context(request, table, employer)
    if request.htmx and not request.htmx.boosted:
        return render(request, "workplaces/rows.html", context)
    return render(request, "workplaces/table.html", {**context, **_frame(request, table, employer)})


def rows_context(request: PersonRequest, table: PlantTable, employer: Employer) -> dict[str, Any]:
    """What the rows of a table show, with their facets."""
    page = table_page(table, employer, request.GET)
    may_change = request.user.has_perm(permission_name(table.model, "change"), employer)
    writer = writer_of(table, page.rows, may_change=may_change)
    name, descending = order_of(table, request.GET)
    return {
        "table": table,
        "page": page,
        "lines": [writer.row(row) for row in page.rows],
        "facets": shown_facets(table),
        "headings": [_heading(request, column, name, descending) for column in table.columns],
        "may_change": may_change,
        "chips": _chips(request, table, employer),
        "exact": _address(request, count="1"),
        "address": table_address(table),
    }


def writer_of(table: PlantTable, rows: list[Any], *, may_change: bool) -> RowWriter:
    """What writes rows with the cells that rooms above add: one query for each facet."""
    groups = [table.group_of(row) for row in rows]
    values = [(str(facet.label), facet.values(groups)) for facet in shown_facets(table) if facet.values is not None]
    return RowWriter(table, values, may_change=may_change)


def shown_facets(table: PlantTable) -> list[Facet]:
    """The facets that stand as columns behind a table's own."""
    return [facet for facet in all_facets() if facet.values is not None] if table.group_path else []


def _frame(request: PersonRequest, table: PlantTable, employer: Employer) -> dict[str, Any]:
    """What stands around the rows: tree, filters, saved views."""
    chosen = request.GET.get("department", "")
    facets = all_facets() if table.group_path else []
    return {
        "tables": list(TABLES.values()),
        "tree": department_tree(table, employer, int(chosen) if chosen.isdecimal() else None)
        if table.has_departments
        else [],
        "filters": [(facet, request.GET.get(facet.name, "")) for facet in facets],
        "origins": Origin.choices if table.slug == "workplaces" else [],
        "views": SavedView.objects.filter(employer=employer, user=request.user, table=table.slug),
        "q": request.GET.get("q", ""),
        "query": _query(request),
    }


def _query(request: PersonRequest, **changes: str) -> str:
    """Filters and order of an address without its place in the list."""
    kept = {name: value for name, value in request.GET.items() if name not in (*CURSORS, "count") and value}
    return urlencode({name: value for name, value in {**kept, **changes}.items() if value})


def _address(request: PersonRequest, **changes: str) -> str:
    return "?" + _query(request, **changes)


def _heading(request: PersonRequest, column: Any, name: str, descending: bool) -> dict[str, Any]:
    current = column.order == name and bool(column.order)
    following = f"-{column.order}" if current and not descending else column.order
    return {
        "label": column.label,
        "order": column.order,
        "address": _address(request, sort=following),
        "sorted": ("descending" if descending else "ascending") if current else "",
    }


def _chips(request: PersonRequest, table: PlantTable, employer: Employer) -> list[dict[str, str]]:
    """Filters in force in words, each with the address without it; words that were taken for a filter too."""
    chips = []
    _rest, meant = typed_facets(request.GET.get("q", "")) if table.group_path else ("", {})
    for name, value in meant.items():
        facet = facet_of(name)
        assert facet is not None  # typed_facets has found it
        label = _("по слову поиска: %(label)s — %(choice)s") % {
            "label": facet.label,
            "choice": dict(facet.choices).get(value, value),
        }
        chips.append({"label": label, "address": ""})
    for name in (*FILTERS, *(facet.name for facet in all_facets())):
        if wanted := request.GET.get(name):
            chips.append({"label": _filter_words(name, wanted, employer), "address": _address(request, **{name: ""})})
    return chips


def _filter_words(name: str, value: str, employer: Employer) -> str:
    if (facet := facet_of(name)) is not None:
        return f"{facet.label}: {dict(facet.choices).get(value, '—')}"
    if name == "origin":
        return str(dict(Origin.choices).get(value, "—"))
    if name == "moved":
        return _("выведены из группы")
    model = Department if name == "department" else AnalogousGroup
    found = model.objects.filter(employer=employer, pk=int(value)).first() if value.isdecimal() else None
    return str(found or "—")


@require_POST
def view_save(request: PersonRequest, slug: str) -> HttpResponse:
    """Keep the table as it stands under a name."""
    table, employer = get_table(slug), require_employer(request)
    require(request, permission_name(table.model, "view"), employer)
    query = request.POST.get("query", "")
    try:
        saved_view_put(employer=employer, user=request.user, table=slug, name=request.POST.get("name", ""), query=query)
    except ValidationError as error:
        messages.error(request, "; ".join(error.messages))
    address = f"{table_address(table)}?{query}"
    safe = url_has_allowed_host_and_scheme(address, allowed_hosts={request.get_host()})
    return redirect(address if safe else table_address(table))


@require_POST
def view_drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget a saved view of one's own."""
    employer = require_employer(request)
    view = get_object_or_404(SavedView, pk=pk, employer=employer, user=request.user)
    address = table_address(get_table(view.table))
    saved_view_drop(view, user=request.user)
    return redirect(address)
