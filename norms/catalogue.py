"""The norms as a list for people: what was in force on a day, where it stands, who has checked it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from norms.errors import NormNotFound
from norms.loader import load_norms
from norms.model import Norm
from norms.printing import printed
from norms.tables import Table, load_tables

CHAPTERS = {
    "classes": "Классы условий труда",
    "measurement": "Измерения",
    "sampling": "Однотипные рабочие места",
    "exposure": "Время воздействия",
    "full_day": "Полный рабочий день",
    "chemical": "Химический фактор",
    "biological": "Биологический фактор",
    "dust": "Пыли, аэрозоли",
    "vibroacoustic": "Шум, вибрация, инфразвук, ультразвук",
    "fields": "Электромагнитные поля и излучения",
    "ionising": "Ионизирующее излучение",
    "microclimate": "Микроклимат",
    "lighting": "Освещение",
    "air_ions": "Аэроионизация",
    "load": "Тяжесть трудового процесса",
    "strain": "Напряжённость трудового процесса",
    "overall": "Общая оценка",
    "rights": "Права",
    "terms": "Сроки",
    "calendar": "Календарь",
    "forms": "Формы документов",
}
"""First part of the key of a norm → what it is about, in the order of the acts."""


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

    @property
    def chapter(self) -> str:
        """What the norm is about."""
        return CHAPTERS[self.key.partition(".")[0]]


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
    """Return every norm in force on the day ``on``, by chapter and key."""
    found = []
    for known in _in_order():
        try:
            found.append(_listed(known, on))
        except NormNotFound:
            continue
    return tuple(found)


def missing_norms(on: dt.date) -> tuple[tuple[str, str], ...]:
    """Return title and sentence of every norm that was not in force on the day ``on``, in the same order."""
    missing = []
    for known in _in_order():
        try:
            known.on(on)
        except NormNotFound as error:
            missing.append((known.title, str(error)))
    return tuple(missing)


def _in_order() -> list[Norm]:
    chapters = list(CHAPTERS)
    return sorted(load_norms().values(), key=lambda norm: (chapters.index(norm.key.partition(".")[0]), norm.key))


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
