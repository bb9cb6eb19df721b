"""Photographs of working time, one after another: the clock stands at the end of each row."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowRole
from documents.services.shelf import Draft
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.layout import Table
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, normalized, text_of, time_of
from measurements.imports.indicators import examine_indicators
from measurements.imports.laboratory_apply import Member, note_documents
from measurements.models import Indicator, TimeStudyCard, TimeStudyExposure, TimeStudyRow
from measurements.services.evidence_bulk import evidence_put, indicators_put, known_by
from measurements.services.time_studies import StudyRow, time_study_put
from measurements.vocabulary import known_indicator
from workplaces.imports.positions import (
    POSITION_COLUMNS,
    by_key,
    examine_positions,
    position_values,
    with_groups,
)

_FILE = Path(__file__).with_name("columns.yaml")
COLUMNS = (*columns_from(_FILE, "time_study_head"), *POSITION_COLUMNS, *columns_from(_FILE, "time_study_tail"))
_KINDS = {
    "пз": "ПЗ", "тпз": "ПЗ", "подготовительно-заключительное": "ПЗ",
    "оп": "ОП", "топ": "ОП", "оперативное": "ОП",
    "об": "ОБ", "торг": "ОБ", "обслуживание рабочего места": "ОБ",
    "рп": "РП", "регламентированный перерыв": "РП", "регламентированные перерывы": "РП",
    "нп": "НП", "нерегламентированный перерыв": "НП", "нерегламентированные перерывы": "НП",
}  # fmt: skip


def kind_of(cell: RawCell | None) -> str:
    """Return the code of a kind of time; raises ``BadCell``."""
    text = (
        normalized(text_of(cell))
        .rstrip(".")
        .removesuffix(" время")
        .replace("т.", "т")
        .replace("п.з", "пз")
        .replace("т пз", "тпз")
    )
    if text not in _KINDS:
        raise BadCell(f"вид времени «{text_of(cell)}»: ожидается ПЗ, ОП, ОБ, РП или НП")
    return _KINDS[text]


class TimeStudyImporter(Importer):
    """Rows of one card number and day make one study; its start stands in its first row."""

    KIND = "time_study"
    TITLE = gettext_noop("Фотографии рабочего времени")
    KEY = ("card", "day", "ends_at", "observed", "kind")

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"time_study": COLUMNS}

    def understand_sheet(self, sheet: RawSheet, table: Table, shape: str) -> list[Understood]:
        """Read every row; the start of the shift is carried down within a card."""
        rows, card, starts_at = super().understand_sheet(sheet, table, shape), "", ""
        for row in rows:
            if row.role != RowRole.DATA:
                continue
            if row.clean["card"] != card:
                card, starts_at = row.clean["card"], row.clean["starts_at"]
                if not starts_at:
                    index = table.columns.get("starts_at")
                    row.complain(_("в первой строке карты не указано начало смены"), index=index)
            row.clean["starts_at"] = starts_at
        return rows

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read a line of a study."""
        starts_at = reader.take("starts_at", time_of, required=False)
        ends_at = reader.take("ends_at", time_of)
        return {
            **position_values(reader),
            "card": reader.text("card", required=True),
            "day": reader.day("day"),
            "starts_at": starts_at.isoformat() if starts_at else "",
            "observed": reader.text("observed", required=True),
            "ends_at": ends_at.isoformat() if ends_at else "",
            "kind": reader.take("kind", kind_of),
            "factors": _factors(reader.text("factors")),
        }

    def is_same(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """The clock stands only once at a time: the key says enough."""
        return True

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look positions and factors up."""
        examine_positions(rows, employer)
        examine_indicators(rows, employer, lambda row: row.clean["factors"])

    def finish(self, rows: Sequence[Understood]) -> None:
        """A study with one unreadable row would not sum to its shift: all its rows wait for the repair."""
        broken: dict[str, int] = {}
        for row in rows:
            if row.is_refused:
                broken.setdefault(row.clean["card"], row.number)
        for row in rows:
            if row.clean["card"] in broken and not row.is_refused and row.role == RowRole.DATA:
                said = {"card": row.clean["card"], "number": broken[row.clean["card"]]}
                row.complain(_("карта № %(card)s загружается целиком, а в строке %(number)s замечание") % said)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each study in as a draft, all its rows at once."""
        applied, employer = Applied(), batch.employer
        gathered = list(by_key(with_groups(rows, employer, applied), "card", "day").items())
        names = {name: _facts(name) for row in rows for name in row.clean["factors"]}
        indicators = indicators_put(names, employer=employer, actor=actor, touched=applied.touched)
        stored = known_by(TimeStudyCard.objects.filter(employer=employer), "number", "dated_on")
        items = []
        for (card, day), members in gathered:
            on, lines = dt.date.fromisoformat(day), [_line(row.clean, indicators) for row, _group in members]
            put = functools.partial(
                time_study_put,
                group=members[0][1],
                number=card,
                observed_on=on,
                starts_at=_start(members),
                rows=lines,
                actor=actor,
            )
            items.append((stored.get((card, on)), _draft(card, on, members, lines), put))
        outcomes = evidence_put(TimeStudyCard, items, employer=employer, actor=actor, touched=applied.touched)
        note_documents(applied, [members for _key, members in gathered], outcomes)
        return applied


def _factors(text: str) -> list[str]:
    """Names between semicolons or on lines of their own; a comma parts them only where it parts known ones.

    Substances hold commas of their own («2,4-Д»): a part of which no piece is known stays whole.
    """
    names: list[str] = []
    for part in re.split(r"[;\n]", text):
        pieces = [piece.strip() for piece in re.split(r",(?!\d)", part)]
        names += pieces if any(known_indicator(piece) for piece in pieces) else [part.strip()]
    return [name for name in names if name]


def _start(members: Sequence[Member]) -> dt.time:
    return dt.time.fromisoformat(members[0][0].clean["starts_at"])


def _draft(card: str, on: dt.date, members: Sequence[Member], lines: Sequence[StudyRow]) -> Draft:
    group = members[0][1]
    study = TimeStudyCard(
        employer_id=group.employer_id,
        group=group,
        number=card,
        dated_on=on,
        starts_at=_start(members),
        shift_minutes=group.shift_minutes,
    )
    rows = [
        TimeStudyRow(place=place, observed=x.observed, ends_at=x.ends_at, kind=x.kind, belongs=x.belongs)
        for place, x in enumerate(lines, start=1)
    ]
    exposures = [
        TimeStudyExposure(row=row, indicator=indicator)
        for row, line in zip(rows, lines, strict=True)
        for indicator in dict.fromkeys(line.indicators)
    ]
    return Draft(study, {"rows": rows}, {"exposures": exposures})


def _line(clean: dict[str, Any], indicators: Mapping[str, Indicator]) -> StudyRow:
    return StudyRow(
        observed=clean["observed"],
        ends_at=dt.time.fromisoformat(clean["ends_at"]),
        kind=clean["kind"],
        indicators=tuple(indicators[normalized(name)] for name in clean["factors"]),
    )


def _facts(name: str) -> dict[str, str]:
    known = known_indicator(name)
    if known is None:
        return {}
    return {"factor": known.factor, "method": known.method, "unit": known.unit, "clause": known.clause}
