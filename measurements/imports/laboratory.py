"""Results of a laboratory: a sheet per kind of measurement, two lines of text above the header."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.problems import LockedDocument
from documents.workbooks.base import Applied, Importer, RowReader, Understood, new_row
from documents.workbooks.layout import Column, Table
from documents.workbooks.reader import RawSheet
from documents.workbooks.values import date_of, decimal_of, normalized, range_of
from measurements.imports.positions import POSITION_COLUMNS, by_key, position_values, with_groups
from measurements.models import Laboratory
from measurements.models.protocol import Averaging, Effect
from measurements.services.protocols import indicator_put, laboratory_put, protocol_put
from measurements.vocabulary import known_indicator

COLUMNS = (
    Column("protocol", "№ протокола", ("№ протокола", "номер протокола", "протокол №", "протокол")),
    Column("day", "Дата", ("дата", "дата протокола", "дата измерений")),
    *POSITION_COLUMNS,
    Column("indicator", "Показатель", ("показатель", "фактор", "вещество", "контролируемое вещество")),
    Column("unit", "Единица", ("единица", "ед. изм.", "единица измерения"), is_required=False),
    Column("limit", "Норматив", ("норматив", "пду", "пдк", "пдк, пду", "норма")),
    Column("value", "Факт", ("факт", "фактическая величина", "фактически", "результат", "измеренное значение")),
    Column(
        "kind",
        "Особенность действия / вид нормы",
        ("особенность действия / вид нормы", "особенность действия", "вид нормы", "примечание"),
        is_required=False,
    ),
)
_LABORATORY = re.compile(
    r"Лаборатория:\s*(?P<name>.+?),\s*аттестат аккредитации\s*(?:№\s*)?(?P<number>.+?)\s*"
    r"(?:действителен|действует)\s*до\s*(?P<through>\d{2}\.\d{2}\.\d{4})",
    re.IGNORECASE,
)
_REPRESENTATIVE = re.compile(r"представител\w+ аттестационной комиссии:\s*(?P<who>.+)", re.IGNORECASE)
_EFFECTS = {
    "остронаправлен": Effect.ACUTE,
    "раздраж": Effect.IRRITANT,
    "канцероген": Effect.CARCINOGEN,
    "аллерген": Effect.ALLERGEN,
    "общ": Effect.GENERAL,
}
_SHIFT_AVERAGE = ("пдксс", "среднесмен")


class LaboratoryImporter(Importer):
    """Rows of one protocol number and day make one protocol."""

    KIND = "laboratory"
    TITLE = "Результаты лаборатории"
    COLUMNS = COLUMNS

    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Read the text above the header, then every row under it."""
        above = " \n".join(
            cell.text for number, row in sheet.rows.items() if number < table.header_rows[0] for cell in row.values()
        )
        head = _head(above)
        rows = []
        for number in sorted(n for n in sheet.rows if n >= table.first_data_row):
            row = new_row(sheet, number)
            reader = RowReader(table, sheet.rows[number], row)
            row.clean = {**head, **position_values(reader), **_result(reader)}
            if not head["accreditation_number"]:
                reader.complain("protocol", "над таблицей не указаны лаборатория и аттестат аккредитации")
            rows.append(row)
        return rows

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each protocol in as a draft, all its rows at once."""
        applied = Applied()
        laboratories: dict[str, Laboratory] = {}
        pairs = with_groups(rows, batch.employer, applied)
        for (number, day), members in by_key(pairs, "protocol", "day").items():
            head = members[0][0].clean
            laboratory = laboratories.setdefault(
                head["accreditation_number"],
                laboratory_put(
                    employer=batch.employer,
                    name=head["laboratory"],
                    accreditation_number=head["accreditation_number"],
                    accredited_through=dt.date.fromisoformat(head["accredited_through"]),
                    actor=actor,
                ),
            )
            try:
                _protocol, outcome = protocol_put(
                    laboratory=laboratory,
                    number=number,
                    dated_on=dt.date.fromisoformat(day),
                    representative=head["representative"],
                    results=[{"group": group, **_result_row(batch, row.clean)} for row, group in members],
                    actor=actor,
                )
            except (LockedDocument, ValidationError) as error:
                for row, _group in members:
                    applied.skip(row, str(error))
                continue
            for row, _group in members:
                applied.note(row, outcome)
        return applied


def _head(text: str) -> dict[str, str]:
    """Laboratory, certificate, its last day and the commission's representative, out of running text."""
    laboratory, representative = _LABORATORY.search(text), _REPRESENTATIVE.search(text)
    day = laboratory["through"] if laboratory else ""
    return {
        "laboratory": laboratory["name"].strip() if laboratory else "",
        "accreditation_number": laboratory["number"].strip() if laboratory else "",
        "accredited_through": "-".join(reversed(day.split("."))) if day else "",
        "representative": representative["who"].strip() if representative else "",
    }


def _result(reader: RowReader) -> dict[str, Any]:
    """Read protocol, indicator, limit, value and the words on the kind of norm."""
    low, high = reader.take("limit", range_of, default=(None, None))
    value = reader.take("value", decimal_of)
    name, kind = reader.text("indicator", required=True), reader.text("kind")
    day = reader.take("day", date_of)
    clean: dict[str, Any] = {
        "protocol": reader.text("protocol", required=True),
        "day": day.isoformat() if day else "",
        "indicator": name,
        "unit": reader.text("unit"),
        "value": None if value is None else str(value),
        "limit": None if high is None else str(high),
        "limit_low": None if low is None else str(low),
        "conditions": kind,
    }
    return {**clean, **_method(reader, name, kind)}


def _method(reader: RowReader, name: str, kind: str) -> dict[str, str]:
    """How the value is assessed: by the indicator's name, else by the words on its action."""
    words = normalized(kind)
    known = known_indicator(name)
    averaging = Averaging.SHIFT_AVERAGE if any(word in words for word in _SHIFT_AVERAGE) else Averaging.MAX_SINGLE
    found = {"factor": "", "method": "", "effect": "", "averaging": averaging.value}
    if known is not None:
        found |= {"factor": known.factor, "method": known.method}
        if not known.method:
            found["method"] = _radiation(reader, words)
    elif "пыл" in words or "фиброген" in words or "апфд" in words:
        found |= {"factor": "DUST", "method": "DUST"}
    else:
        effect = next((effect.value for word, effect in _EFFECTS.items() if word in words), "")
        if not effect:
            reader.complain("kind", f"для вещества «{name}» не указана особенность действия")
        found |= {"factor": "CHEMICAL", "method": "SUBSTANCE", "effect": effect}
    return found


def _radiation(reader: RowReader, words: str) -> str:
    if "открыт" in words:
        return "RADIATION_OPEN"
    if "нагрет" in words or "закрыт" in words:
        return "RADIATION_HEATED"
    reader.complain("kind", "для теплового излучения укажите: открытый источник или нагретая поверхность")
    return ""


def _result_row(batch: ImportBatch, clean: dict[str, Any]) -> dict[str, Any]:
    known = known_indicator(clean["indicator"])
    indicator = indicator_put(
        employer=batch.employer,
        name=clean["indicator"],
        factor=clean["factor"],
        method=known.method if known else clean["method"],
        unit=clean["unit"],
    )
    return {
        "indicator": indicator,
        "method": clean["method"],
        "value": Decimal(clean["value"]),
        "limit": None if clean["limit"] is None else Decimal(clean["limit"]),
        "limit_low": None if clean["limit_low"] is None else Decimal(clean["limit_low"]),
        "unit": clean["unit"],
        "effect": clean["effect"],
        "averaging": clean["averaging"],
        "conditions": clean["conditions"],
    }
