"""The certification card (№ 35, приложение 5): points 1 to 6 with every line of the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestation.models import CertificationCard
from attestation.states import CardState
from reports.forms.card_conclusion import Conclusion, conclusions
from reports.forms.card_signing import SignedBy, Signing, signing_of
from reports.forms.card_tables import CardRow, factor_rows, load_rows, strain_rows
from reports.forms.catalogue import FormEdition, form_on
from reports.forms.words import DASH, footer_of, glued, hours_text, latin

TEMPLATE = "card.html"
CLASSES = ("1", "2", "3.1", "3.2", "3.3", "3.4", "4")
_LOAD, _STRAIN, _OVERALL = "PHYSICAL_LOAD", "MENTAL_STRAIN", "OVERALL"


@dataclass(frozen=True)
class Entry:
    """A line of point 1."""

    code: str
    caption: str
    value: str


@dataclass(frozen=True)
class CardColumn:
    """A column of a table: caption, and width in mm."""

    caption: str
    width: int


@dataclass(frozen=True)
class CardTable:
    """Point 2, 3 or 4, with who assessed it."""

    title: str
    columns: tuple[CardColumn, ...]
    rows: tuple[CardRow, ...]


@dataclass(frozen=True)
class Heading:
    """A caption over its classes in the heading of point 5: columns with the codes for captions."""

    caption: str
    classes: tuple[CardColumn, ...]


@dataclass(frozen=True)
class MatrixRow:
    """A line of point 5: the class stands in its own column."""

    caption: str
    marks: tuple[str, ...]
    is_overall: bool


@dataclass(frozen=True)
class CardForm:
    """All that is printed of a card, ready to be set."""

    title: str
    file: str
    bookmark: str
    footer: str
    day: dt.date | None
    source: tuple[str, ...]
    heading: tuple[str, ...]
    general_title: str
    general: tuple[Entry, ...]
    tables: tuple[CardTable, ...]
    matrix_title: str
    factor: CardColumn
    classes_caption: str
    headings: tuple[Heading, ...]
    matrix: tuple[MatrixRow, ...]
    result_title: str
    overall: Conclusion
    conclusion_caption: str
    conclusions: tuple[Conclusion, ...]
    assessor: SignedBy
    signing: Signing
    note: str


def edition_of(document: CertificationCard, on: dt.date) -> FormEdition:
    """The form in force on the day of the assessment, or of the print of a draft. Raises ``FormNotFound``."""
    return form_on("card", document.dated_on or on)


def context(document: CertificationCard, on: dt.date) -> CardForm:
    """Return all that is printed of a card; ``on`` is the day of the print, for what has no day yet."""
    edition = edition_of(document, on)
    body, point_5, point_6 = edition.body, edition.body["point_5"], edition.body["point_6"]
    classes = {row.factor: row.conditions_class for row in document.factors.all()}
    signing = signing_of(document, body, document.dated_on or on)
    name = f"{document.number}. {document.profession or document.group.profession.code_and_name}"
    return CardForm(
        title=f"{edition.title} {name}",
        file=f"{edition.file}-{latin(document.number) or document.pk}",
        bookmark=name,
        footer=footer_of(f"Карта {name}", is_draft=document.state == CardState.DRAFT),
        day=document.dated_on,
        source=edition.source,
        heading=tuple(body["heading"]),
        general_title=body["point_1"]["title"],
        general=_general(document, body["point_1"]),
        tables=_tables(document, body, classes),
        matrix_title=point_5["title"],
        factor=CardColumn(point_5["factor"], int(point_5["factor_width"])),
        classes_caption=point_5["classes"],
        headings=tuple(Heading(caption, _columns(codes)) for caption, codes in point_5["columns"]),
        matrix=_matrix({**classes, _OVERALL: document.overall_class}, point_5["rows"]),
        result_title=point_6["title"],
        overall=Conclusion(point_6["overall"][0], document.overall_class, point_6["overall"][1]),
        conclusion_caption=point_6["conclusion"],
        conclusions=conclusions(document, point_6),
        assessor=signing.assessor,
        signing=signing,
        note=signing.note,
    )


def _columns(data: list[list[str]]) -> tuple[CardColumn, ...]:
    return tuple(CardColumn(caption, int(width)) for caption, width in data)


def _general(card: CertificationCard, body: Mapping[str, Any]) -> tuple[Entry, ...]:
    """Point 1. A card that was never assessed has no snapshot of the plant: its lines are empty."""
    if not card.organisation:
        return tuple(Entry(code, caption, "") for code, _key, caption in body["lines"])
    values = {
        "organisation": card.organisation,
        "shop": card.shop,
        "section": card.section,
        "profession": card.profession,
        "shifts": f"{card.shifts}; {hours_text(card.shift_minutes)}",
        "workplaces": str(card.workplace_count),
        "headcount": f"{_heads_at_one(card)} / {card.headcount}",
        "women": str(card.women_count),
        "issue": card.reference_issue,
        "work": card.work_description,
        "equipment": card.equipment,
        "tools": card.tools,
        "materials": card.materials,
    }
    return tuple(Entry(code, caption, glued(values[key])) for code, key, caption in body["lines"])


def _heads_at_one(card: CertificationCard) -> str:
    """People at one workplace: a range where they do not spread evenly."""
    least, rest = divmod(card.headcount, max(card.workplace_count, 1))
    return f"{least}{DASH}{least + 1}" if rest else str(least)


def _tables(card: CertificationCard, body: Mapping[str, Any], classes: Mapping[str, str]) -> tuple[CardTable, ...]:
    rows = {
        "point_2": factor_rows(card, body["point_2"]),
        "point_3": load_rows(card, body["point_3"], classes.get(_LOAD, "")),
        "point_4": strain_rows(card, body["point_4"], classes.get(_STRAIN, "")),
    }
    return tuple(
        CardTable(
            body[point]["title"],
            _columns(body[point]["columns"]),
            tuple(found),
        )
        for point, found in rows.items()
    )


def _matrix(found: Mapping[str, str], rows: list[list[str]]) -> tuple[MatrixRow, ...]:
    return tuple(
        MatrixRow(
            caption,
            tuple(code if found.get(factor) == code else "" for code in CLASSES),
            factor == _OVERALL,
        )
        for factor, caption in rows
    )
