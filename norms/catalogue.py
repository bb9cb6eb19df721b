"""The norms as a list for people: what was in force on a day, where it stands, who has checked it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from norms.errors import NormNotFound
from norms.loader import load_norms
from norms.model import NormValue, Scale, Value
from norms.quantities import NBSP, plain
from norms.tables import Table, load_tables


@dataclass(frozen=True, slots=True)
class ListedNorm:
    """One norm on a day. ``first_day`` is when this value came into force, ``is_approximate`` says
    that the true day is not known to us; ``note`` is what we say of it."""

    key: str
    title: str
    unit: str
    printed: str
    act: str
    act_edition: str
    clause: str
    first_day: dt.date
    is_approximate: bool
    is_verified: bool
    note: str


@dataclass(frozen=True, slots=True)
class ListedTable:
    """One reference table: its title, act and number of rows."""

    key: str
    title: str
    act: str
    act_edition: str
    first_day: dt.date
    rows: int


def listed_norms(on: dt.date) -> tuple[ListedNorm, ...]:
    """Return every norm in force on the day ``on``, by key."""
    found = []
    for _, known in sorted(load_norms().items()):
        try:
            found.append(_listed(known.on(on)))
        except NormNotFound:
            continue
    return tuple(found)


def _listed(value: NormValue) -> ListedNorm:
    edition = value.edition
    return ListedNorm(
        value.key,
        value.title,
        value.unit,
        printed(value.value),
        edition.act.short,
        edition.act.edition,
        edition.clause,
        edition.valid_from,
        edition.is_approximate,
        edition.is_verified,
        edition.note,
    )


def listed_tables(on: dt.date) -> tuple[ListedTable, ...]:
    """Return the reference tables that we hold for the day ``on``."""
    return tuple(_listed_table(table) for table in load_tables().values() if table.valid_from <= on)


def _listed_table(table: Table) -> ListedTable:
    return ListedTable(table.key, table.title, table.act.short, table.act.edition, table.valid_from, len(table.rows))


def printed(value: Value) -> str:
    """Return the value of a norm as people read it: «2: до 0; 3.1: до 5; …; 4: более 35»."""
    if isinstance(value, Scale):
        return "; ".join(_printed_bracket(value, index) for index in range(len(value.brackets)))
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_cell(cell)}" for key, cell in value.items())
    if isinstance(value, tuple):
        return "; ".join(_cell(cell) for cell in value)
    return value if isinstance(value, str) else plain(value).replace(".", ",")


def _cell(cell: Any) -> str:
    if isinstance(cell, Mapping):
        rest = ", ".join(f"{key} {_cell(each)}" for key, each in cell.items() if key != "title")
        return f"{cell['title']} ({rest})" if "title" in cell else rest
    return ", ".join(_cell(each) for each in cell) if isinstance(cell, (list, tuple)) else str(cell)


def _printed_bracket(scale: Scale, index: int) -> str:
    bracket = scale.brackets[index]
    if bracket.edge is not None:
        words = "менее" if bracket.is_open else "до"
        return f"{bracket.conditions_class}: {words}{NBSP}{plain(bracket.edge).replace('.', ',')}"
    if index == 0:
        return f"{bracket.conditions_class}: любое значение"
    last = scale.brackets[index - 1]
    words = "от" if last.is_open else "более"
    edge = plain(last.edge) if last.edge is not None else ""
    return f"{bracket.conditions_class}: {words}{NBSP}{edge.replace('.', ',')}"
