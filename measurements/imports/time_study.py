"""Photographs of working time, one after another: the clock stands at the end of each row."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.problems import LockedDocument
from documents.workbooks.base import Applied, Importer, RowReader, Understood, new_row
from documents.workbooks.layout import Column, Table
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, date_of, normalized, text_of, time_of
from measurements.imports.positions import POSITION_COLUMNS, by_key, position_values, with_groups
from measurements.models import Indicator
from measurements.services.protocols import indicator_put
from measurements.services.time_studies import StudyRow, time_study_put
from measurements.vocabulary import known_indicator

COLUMNS = (
    Column("card", "№ карты", ("№ карты", "номер карты", "карта №", "№ фотографии")),
    Column("day", "Дата", ("дата", "дата наблюдения")),
    *POSITION_COLUMNS,
    Column("starts_at", "Начало смены", ("начало смены", "начало")),
    Column("observed", "Что наблюдалось", ("что наблюдалось", "операция", "наименование операции")),
    Column("ends_at", "Текущее время", ("текущее время", "текущее время, ч, мин", "окончание")),
    Column("kind", "Вид времени", ("вид времени", "индекс", "категория времени")),
    Column("factors", "Факторы", ("факторы", "наименования факторов", "действующие факторы"), is_required=False),
)
_KINDS = {
    "пз": "ПЗ", "тпз": "ПЗ", "подготовительно-заключительное": "ПЗ",
    "оп": "ОП", "топ": "ОП", "оперативное": "ОП",
    "об": "ОБ", "торг": "ОБ", "обслуживание рабочего места": "ОБ",
    "рп": "РП", "регламентированный перерыв": "РП", "регламентированные перерывы": "РП",
    "нп": "НП", "нерегламентированный перерыв": "НП", "нерегламентированные перерывы": "НП",
}  # fmt: skip


def kind_of(cell: RawCell | None) -> str:
    """Return the code of a kind of time; raises ``BadCell``."""
    text = normalized(text_of(cell)).rstrip(".").replace("т.", "т")
    if text not in _KINDS:
        raise BadCell(f"вид времени «{text_of(cell)}»: ожидается ПЗ, ОП, ОБ, РП или НП")
    return _KINDS[text]


class TimeStudyImporter(Importer):
    """Rows of one card number and day make one study; its start stands in its first row."""

    KIND = "time_study"
    TITLE = "Фотографии рабочего времени"
    COLUMNS = COLUMNS

    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Read every row; the start of the shift is carried down within a card."""
        rows, card, starts_at = [], "", ""
        for number in sorted(n for n in sheet.rows if n >= table.first_data_row):
            row = new_row(sheet, number)
            reader = RowReader(table, sheet.rows[number], row)
            clean = {**position_values(reader), **_line(reader)}
            if clean["card"] != card:
                card, starts_at = clean["card"], clean["starts_at"]
                if not starts_at:
                    reader.complain("starts_at", "в первой строке карты не указано начало смены")
            clean["starts_at"] = starts_at
            row.clean = clean
            rows.append(row)
        return _whole_cards_only(rows)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each study in as a draft, all its rows at once."""
        applied = Applied()
        pairs = with_groups(rows, batch.employer, applied)
        for (card, day), members in by_key(pairs, "card", "day").items():
            first, group = members[0]
            try:
                _study, outcome = time_study_put(
                    group=group,
                    number=card,
                    observed_on=dt.date.fromisoformat(day),
                    starts_at=dt.time.fromisoformat(first.clean["starts_at"]),
                    rows=[_study_row(batch.employer, row.clean) for row, _group in members],
                    actor=actor,
                )
            except (LockedDocument, ValidationError) as error:
                for row, _group in members:
                    applied.skip(row, str(error))
                continue
            for row, _group in members:
                applied.note(row, outcome)
        return applied


def _line(reader: RowReader) -> dict[str, Any]:
    day, starts_at = reader.take("day", date_of), reader.take("starts_at", time_of, required=False)
    ends_at = reader.take("ends_at", time_of)
    return {
        "card": reader.text("card", required=True),
        "day": day.isoformat() if day else "",
        "starts_at": starts_at.isoformat() if starts_at else "",
        "observed": reader.text("observed", required=True),
        "ends_at": ends_at.isoformat() if ends_at else "",
        "kind": reader.take("kind", kind_of),
        "factors": [part.strip() for part in reader.text("factors").split(";") if part.strip()],
    }


def _whole_cards_only(rows: list[Understood]) -> list[Understood]:
    """A study with one unreadable row would not sum to its shift: all its rows wait for the repair."""
    broken = {r.clean["card"] for r in rows if any(p["blocks"] for p in r.problems)}
    for row in rows:
        if row.clean["card"] in broken and not any(p["blocks"] for p in row.problems):
            reason = f"в карте № {row.clean['card']} есть нечитаемые строки: карта загружается целиком"
            row.problems.append({"cell": f"A{row.number}", "reason": reason, "blocks": True})
    return rows


def _study_row(employer: Employer, clean: dict[str, Any]) -> StudyRow:
    return StudyRow(
        observed=clean["observed"],
        ends_at=dt.time.fromisoformat(clean["ends_at"]),
        kind=clean["kind"],
        indicators=tuple(_indicator(employer, name) for name in clean["factors"]),
    )


def _indicator(employer: Employer, name: str) -> Indicator:
    known = known_indicator(name)
    if known is None:
        return indicator_put(employer=employer, name=name)
    return indicator_put(
        employer=employer, name=name, factor=known.factor, method=known.method, unit=known.unit, clause=known.clause
    )
