"""The norms as a list for people: what was in force on a day, where it stands, who has checked it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from norms.errors import NormNotFound
from norms.loader import load_norms
from norms.model import Norm
from norms.printing import printed
from norms.tables import Table, load_tables


@dataclass(frozen=True, slots=True)
class ListedNorm:
    """One norm on a day. ``first_day`` is when this value came into force, ``is_approximate`` says
    that the true day is not known to us; ``last_day`` is empty while no other value is known to
    follow; ``note`` is what we say of it."""

    key: str
    title: str
    unit: str
    printed: str
    act: str
    act_edition: str
    clause: str
    first_day: dt.date
    last_day: dt.date | None
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
            found.append(_listed(known, on))
        except NormNotFound:
            continue
    return tuple(found)


def missing_norms(on: dt.date) -> tuple[tuple[str, str], ...]:
    """Return title and sentence of every norm that was not in force on the day ``on``, by key."""
    missing = []
    for _, known in sorted(load_norms().items()):
        try:
            known.on(on)
        except NormNotFound as error:
            missing.append((known.title, str(error)))
    return tuple(missing)


def _listed(known: Norm, on: dt.date) -> ListedNorm:
    value = known.on(on)
    edition = value.edition
    following = known.editions[known.editions.index(edition) + 1 :]
    last_day = following[0].valid_from - dt.timedelta(days=1) if following else None
    return ListedNorm(
        value.key,
        value.title,
        value.unit,
        printed(value.value),
        edition.act.short,
        edition.act.edition,
        edition.clause,
        edition.valid_from,
        last_day,
        edition.is_approximate,
        edition.is_verified,
        edition.note,
    )


def listed_tables(on: dt.date) -> tuple[ListedTable, ...]:
    """Return the reference tables that we hold for the day ``on``."""
    return tuple(_listed_table(table) for table in load_tables().values() if table.valid_from <= on)


def _listed_table(table: Table) -> ListedTable:
    return ListedTable(table.key, table.title, table.act.short, table.act.edition, table.valid_from, len(table.rows))
