"""Choosing a row by a few letters of its name: a list of 50,000 workplaces is no drop-down list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.db.models import QuerySet

from documents.workbooks.values import normalized

MOST = 12


@dataclass(frozen=True)
class Suggestion:
    """One line offered while a person types: its text, a hint beside it, the fields it fills.

    ``pk`` names a stored row; without it the text alone is taken over. ``known_as`` is another name by which
    the row was found. ``fill`` maps names of
    fields of the same line to their texts.
    """

    text: str
    hint: str = ""
    pk: int | None = None
    fill: Mapping[str, str] = field(default_factory=dict)
    known_as: str = ""


@dataclass(frozen=True)
class Picker:
    """How rows of one model are found: ``search`` narrows a queryset by a folded text, ``hint`` tells
    two of one name apart, ``fill`` gives the fields that the choice decides, ``called`` more names that mean
    a row. Up to ``short`` rows a drop-down list is quicker than letters; ``related`` is what their names need."""

    model: type[models.Model]
    search: Callable[[QuerySet, str], QuerySet]
    hint: Callable[[Any], str] = lambda row: ""
    fill: Callable[[Any], Mapping[str, str]] = lambda row: {}
    called: Callable[[Any], Iterable[str]] = lambda row: ()
    short: int = 0
    related: tuple[str, ...] = ()

    def is_short(self, rows: QuerySet) -> bool:
        """Whether a drop-down list of these rows is quicker than letters."""
        return bool(self.short) and rows.order_by()[: self.short + 1].count() <= self.short

    def suggestions(self, rows: QuerySet, text: str) -> list[Suggestion]:
        """Return the rows that a text finds, best first, at most ``MOST``."""
        found = self.search(rows, normalized(text))[:MOST]
        return [Suggestion(str(row), self.hint(row), row.pk, self.fill(row)) for row in found]

    def named(self, rows: QuerySet, text: str) -> list[Any]:
        """Return the rows whose full name is the text, in any letter case, ё as е."""
        wanted = normalized(text)
        return [row for row in self.search(rows, wanted)[: MOST * 4] if wanted in self._names(row)]

    def _names(self, row: Any) -> set[str]:
        own = normalized(str(row))
        more = (normalized(name) for name in self.called(row))
        return {own, normalized(getattr(row, "search_name", own)), normalized(f"{row}, {self.hint(row)}"), *more}


_PICKERS: dict[type[models.Model], Picker] = {}


def register_pickers(*pickers: Picker) -> None:
    """Let forms offer rows of these models by their names."""
    for picker in pickers:
        _PICKERS[picker.model] = picker


def picker_of(model: type[models.Model]) -> Picker | None:
    """The picker of a model, or ``None`` where a drop-down list is short enough."""
    return _PICKERS.get(model)


def picker_called(label: str) -> Picker | None:
    """The picker of the model with this label («workplaces.analogousgroup»)."""
    return next((picker for model, picker in _PICKERS.items() if model._meta.label_lower == label), None)
