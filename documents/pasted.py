"""A block of cells copied from Excel, as the values of a form."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from documents.fields import PickField
from documents.workbooks.dates import date_of
from documents.workbooks.reader import RawCell
from documents.workbooks.values import BadCell, decimal_of, normalized, time_of

MOST_ROWS = 500
_YES = {"да", "+", "1", "x", "х", "true", "истина", "on"}


def cells_of(text: str) -> list[list[str]]:
    """Return the rows of a copied block, cells stripped; empty rows are left out."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    stripped = [[cell.strip() for cell in row] for row in rows]
    return [row for row in stripped if any(row)]


def by_columns(rows: Sequence[Sequence[str]], columns: Mapping[str, str], start: str) -> list[dict[str, str]]:
    """Return each row as name of field → text.

    ``columns`` maps names to headings in their order. A first row of headings decides where each
    cell belongs; without one the cells begin at the column ``start``.
    """
    if not rows:
        return []
    names = {normalized(str(heading)): name for name, heading in columns.items()}
    heading = [names.get(normalized(cell), "") for cell in rows[0]]
    if sum(1 for name in heading if name) * 2 > len([cell for cell in rows[0] if cell]):
        order, body = heading, rows[1:]
    else:
        every = list(columns)
        order, body = every[every.index(start) if start in every else 0 :], rows
    return [{name: cell for name, cell in zip(order, row, strict=False) if name} for row in body]


def form_value(field: forms.Field, text: str) -> str:
    """Return what a form expects for the text of a cell: the key of a choice, an ISO date, a number.

    A text that is none of these is returned as it is: the form says what is wrong with it.
    """
    if isinstance(field, forms.BooleanField):
        return "on" if normalized(text) in _YES else ""
    if isinstance(field, forms.TypedChoiceField):
        return _choice(field, text)
    if isinstance(field, forms.ModelChoiceField):
        return text if isinstance(field, PickField) else _listed(field, text)
    try:
        return _scalar(field, text)
    except BadCell:
        return text


def _listed(field: forms.ModelChoiceField, text: str) -> str:
    wanted = normalized(text)
    found = [str(row.pk) for row in field.queryset or () if normalized(str(row)) == wanted]
    return found[0] if len(found) == 1 else text


def _scalar(field: forms.Field, text: str) -> str:
    cell = RawCell(text, "s")
    if not text:
        return ""
    if isinstance(field, forms.DateField):
        return date_of(cell).isoformat()
    if isinstance(field, forms.TimeField):
        found: dt.time = time_of(cell)
        return f"{found:%H:%M}"
    if isinstance(field, (forms.DecimalField, forms.IntegerField)):
        return format(decimal_of(cell), "f")
    return text


def _choice(field: Any, text: str) -> str:
    wanted = normalized(text)
    for key, label in field.choices:
        if wanted and wanted in (normalized(str(key)), normalized(str(label))):
            return str(key)
    begins = [str(key) for key, label in field.choices if wanted and normalized(str(label)).startswith(wanted)]
    return begins[0] if len(begins) == 1 else text
