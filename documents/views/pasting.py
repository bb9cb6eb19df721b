"""A block of cells from Excel: shown row by row with problems in place, applied by one press."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.requests import PersonRequest
from documents.forms import OwnedForm
from documents.pasted import MOST_ROWS, by_columns, cells_of, form_value
from documents.problems import LockedDocument
from documents.services.editing import editing
from documents.views.grid import Grid
from documents.views.rows import get_grid, values_of


@dataclass
class PastedRow:
    """One row of the block: its texts as pasted, its form, what is wrong with it as a whole."""

    number: int
    texts: Mapping[str, str]
    form: OwnedForm
    names: list[str]

    @property
    def is_good(self) -> bool:
        """Whether it can be stored as it is."""
        return self.form.is_valid()

    @property
    def cells(self) -> list[dict[str, Any]]:
        """Each cell with its problems."""
        return [
            {"name": f"r{self.number}-{name}", "text": self.texts.get(name, ""), "errors": self.form.errors.get(name)}
            for name in self.names
        ]

    @property
    def other_errors(self) -> list[str]:
        """Problems of fields that the block has no cell for."""
        shown = set(self.names)
        return [
            f"{self.form.fields[name].label if name in self.form.fields else ''} {' '.join(map(str, errors))}".strip()
            for name, errors in self.form.errors.items()
            if name not in shown
        ]


def paste(request: PersonRequest, slug: str, pk: int, name: str) -> HttpResponse:
    """Show the pasted rows with their problems; with «apply» store the good ones and keep the rest."""
    grid = get_grid(request, slug, pk, name)
    texts = _texts(request, grid)
    names = [each for each in _columns(grid) if any(each in row for row in texts)]
    rows = [_row(grid, number, row, names) for number, row in enumerate(texts)]
    context: dict[str, Any] = {"grid": grid, "rows": rows, "start": request.POST.get("start", "")}
    if "apply" in request.POST and rows:
        good = [row for row in rows if row.is_good]
        try:
            _store(grid, good, request.user)
        except (ValidationError, LockedDocument) as error:
            context["refusal"] = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
        else:
            messages.success(request, _("Добавлено строк: %s") % len(good))
            bad = [row.texts for row in rows if not row.is_good]
            if not bad:
                return _to_document(request, grid)
            context |= {"rows": [_row(grid, n, t, names) for n, t in enumerate(bad)], "applied": len(good)}
    headings = _columns(grid)
    context |= {
        "headings": [headings[each] for each in names],
        "good": sum(1 for row in context["rows"] if row.is_good),
        "too_many": len(texts) == MOST_ROWS,
    }
    return render(request, "documents/paste.html" if request.htmx else "documents/paste_page.html", context)


def _columns(grid: Grid) -> dict[str, Any]:
    """Headings by column, still lazy: a block from Excel may have them in either language."""
    return {column.name: column.label for column in (*grid.part.fields, *grid.part.extra_fields)}


def _texts(request: PersonRequest, grid: Grid) -> list[dict[str, str]]:
    if text := request.POST.get("text", ""):
        found = by_columns(cells_of(text), _columns(grid), request.POST.get("start", ""))
        return found[:MOST_ROWS]
    rows: dict[int, dict[str, str]] = {}
    for key, value in request.POST.items():
        number, dash, name = key.partition("-")
        if dash and number[:1] == "r" and number[1:].isdigit() and name in _columns(grid):
            rows.setdefault(int(number[1:]), {})[name] = str(value).strip()
    return [rows[number] for number in sorted(rows)][:MOST_ROWS]


def _row(grid: Grid, number: int, texts: Mapping[str, str], names: list[str]) -> PastedRow:
    blank = grid.editor(grid.blank(), initial=grid.part.starts_with(grid.document))
    data = values_of(blank)
    if "place" in data and "place" not in texts and data["place"].isdigit():
        data["place"] = str(int(data["place"]) + number)
    data |= {name: form_value(blank.fields[name], text) for name, text in texts.items() if name in blank.fields}
    return PastedRow(number, texts, grid.editor(grid.blank(), data), names)


def _store(grid: Grid, rows: list[PastedRow], actor: User) -> None:
    if not rows:
        return
    with editing(grid.document, actor=actor, act="paste") as document:
        for row in rows:
            row.form.write(document, actor)


def _to_document(request: PersonRequest, grid: Grid) -> HttpResponse:
    address = f"{grid.document.get_absolute_url()}#{grid.part.name}"
    if not request.htmx:
        return redirect(address)
    answer = HttpResponse("")
    answer["HX-Refresh"] = "true"
    return answer
