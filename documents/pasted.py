"""A block of cells copied from Excel, as the values of a form."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from accounts.language import recorded
from documents.fields import PickField
from documents.workbooks.dates import date_of
from documents.workbooks.reader import RawCell
from documents.workbooks.values import BadCell, decimal_of, normalized, time_of

MOST_ROWS = 500
_YES = {"да", "так", "+", "1", "x", "х", "true", "истина", "on"}


def cells_of(text: str) -> list[list[str]]:
    """Return the rows of a copied block, cells stripped; empty rows are left out."""
    rows = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter="\t")
    stripped = [[cell.strip() for cell in row] for row in rows]
    return [row for row in stripped if any(row)]


def by_columns(rows: Sequence[Sequence[str]], columns: Mapping[str, Any], start: str) -> list[dict[str, str]]:
    """Return each row as name of field → text.

    ``columns`` maps names to headings in their order. A first row of headings decides where each
    cell belongs; without one the cells begin at the column ``start``.
    """
    if not rows:
        return []
    names = {words: name for name, heading in columns.items() for words in _in_both_languages(heading)}
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
    if not wanted:
        return text
    labels = {str(key): _in_both_languages(label) for key, label in field.choices}
    for key, words in labels.items():
        if wanted == normalized(key) or wanted in words:
            return key
    begins = [key for key, words in labels.items() if any(each.startswith(wanted) for each in words)]
    return begins[0] if len(begins) == 1 else text


def _in_both_languages(label: Any) -> set[str]:
    """A label as the screen says it and in Russian: a table in Excel is often in the other one."""
    with recorded():
        russian = normalized(str(label))
    return {russian, normalized(str(label))}
