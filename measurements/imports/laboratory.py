"""Results of a laboratory: a sheet per kind of measurement, two lines of text above the header."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowRole
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.dates import DateRules, date_of
from documents.workbooks.layout import Table
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, limit_of, normalized, quantity_of
from measurements.imports.indicators import examine_indicators
from measurements.imports.laboratory_apply import apply_results
from measurements.models.protocol import Averaging, Effect
from measurements.vocabulary import known_indicator
from workplaces.imports.positions import POSITION_COLUMNS, examine_positions, position_values

_FILE = Path(__file__).with_name("columns.yaml")
COLUMNS = (*columns_from(_FILE, "laboratory_head"), *POSITION_COLUMNS, *columns_from(_FILE, "laboratory_tail"))
_LABORATORY = re.compile(
    r"лаборатория:\s*(?P<name>.+?),\s*аттестат аккредитации\s*(?:№\s*)?(?P<number>.+?)\s*,?\s*"
    r"(?:действителен|действует)\s*(?:до|по)\s*(?P<through>\d{2}\.\d{2}\.\d{4})",
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
_AT_LEAST = frozenset({"ILLUMINANCE"})
"""Methods whose norm is the least that must be reached."""


class LaboratoryImporter(Importer):
    """Rows of one protocol number and day make one protocol."""

    KIND = "laboratory"
    TITLE = gettext_noop("Результаты лаборатории")
    KEY = ("protocol", "day", "shop", "section", "profession", "indicator", "value", "limit", "conditions")

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"laboratory": COLUMNS}

    def understand_sheet(self, sheet: RawSheet, table: Table, shape: str) -> list[Understood]:
        """Read the text above the header, then every row under it."""
        above = " \n".join(
            cell.text for number, row in sheet.rows.items() if number < table.first_data_row for cell in row.values()
        )
        head = _head(above)
        rows = super().understand_sheet(sheet, table, shape)
        for row in rows:
            if row.role == RowRole.DATA:
                row.clean = {**head, **row.clean}
                if not head["accreditation_number"]:
                    row.complain("над таблицей не указаны лаборатория и аттестат аккредитации")
        return rows

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read the position, and a result with its norm."""
        return {**position_values(reader), **_result(reader)}

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look positions and indicators up; what a name means decides how its value is assessed."""
        examine_positions(rows, employer)
        examine_indicators(rows, employer, lambda row: [row.clean["indicator"]])
        for row in rows:
            if row.clean["indicator"]:
                _assess(row)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each protocol in as a draft, all its rows at once."""
        return apply_results(batch, rows, actor)


def _head(text: str) -> dict[str, str]:
    """Laboratory, certificate, its last day and the commission's representative, out of running text."""
    laboratory, representative = _LABORATORY.search(text), _REPRESENTATIVE.search(text)
    through = ""
    if laboratory:
        through = date_of(RawCell(laboratory["through"], "s"), DateRules()).isoformat()
    return {
        "laboratory": laboratory["name"].strip() if laboratory else "",
        "accreditation_number": laboratory["number"].strip() if laboratory else "",
        "accredited_through": through,
        "representative": representative["who"].strip() if representative else "",
    }


def _result(reader: RowReader) -> dict[str, Any]:
    """Read protocol, indicator, limit, value and the words on the kind of norm."""
    limit, found = reader.take("limit", limit_of), reader.take("value", quantity_of)
    return {
        "protocol": reader.text("protocol", required=True),
        "day": reader.day("day"),
        "indicator": reader.text("indicator", required=True),
        "unit": _unit(reader, found.unit if found else ""),
        "value": str(found.value) if found else None,
        "is_below": bool(found and found.is_below),
        "limit": str(limit.high) if limit else None,
        "limit_low": str(limit.low) if limit and limit.low is not None else None,
        "limit_sense": limit.sense if limit else "",
        "conditions": reader.text("kind"),
    }


def _unit(reader: RowReader, in_cell: str) -> str:
    """The unit of the row; one in the cell of the value must not contradict it."""
    unit = reader.text("unit")
    if in_cell and unit and _folded(in_cell) != _folded(unit):
        reader.complain("value", f"единица «{in_cell}» не та, что в столбце единиц: «{unit}»")
    return unit or in_cell


def _folded(unit: str) -> str:
    return normalized(unit).replace("³", "3").replace("²", "2").replace(" ", "").rstrip(".")


def _assess(row: Understood) -> None:
    """How the value is assessed: by the indicator's name, else by the words on its action."""
    clean = row.clean
    name, words = clean["indicator"], normalized(clean["conditions"])
    known = known_indicator(name)
    averaging = Averaging.SHIFT_AVERAGE if any(word in words for word in _SHIFT_AVERAGE) else Averaging.MAX_SINGLE
    clean |= {"factor": "", "method": "", "effect": "", "averaging": averaging.value}
    try:
        if known is not None:
            clean |= {"factor": known.factor, "method": known.method or _radiation(words)}
        elif "пыл" in words or "фиброген" in words or "апфд" in words:
            clean |= {"factor": "DUST", "method": "DUST"}
        else:
            clean |= {"factor": "CHEMICAL", "method": "SUBSTANCE", "effect": _effect(name, words)}
        _check_bounds(row)
    except BadCell as error:
        row.complain(str(error))


def _effect(name: str, words: str) -> str:
    for word, effect in _EFFECTS.items():
        if word in words:
            return effect.value
    raise BadCell(f"для вещества «{name}» не указана особенность действия")


def _radiation(words: str) -> str:
    if "открыт" in words:
        return "RADIATION_OPEN"
    if "нагрет" in words or "закрыт" in words:
        return "RADIATION_HEATED"
    raise BadCell("для теплового излучения укажите: открытый источник или нагретая поверхность")


def _check_bounds(row: Understood) -> None:
    """Hold «не менее», «не более» and «<» against what the method compares (docs/adr/0075)."""
    clean = row.clean
    at_least = clean["method"] in _AT_LEAST
    if clean["limit_sense"] and at_least != (clean["limit_sense"] == "min"):
        raise BadCell("норматив «не менее» и «не более» перепутаны для этого показателя")
    if not clean["is_below"] or None in (clean["value"], clean["limit"]):
        return
    if at_least or clean["limit_low"] is not None:
        raise BadCell("для этого показателя нужна точная величина, а не «менее»")
    if Decimal(clean["value"]) > Decimal(clean["limit"]):
        raise BadCell("предел обнаружения выше норматива: класс по такой величине определить нельзя")
    note = f"ниже предела обнаружения {clean['value'].replace('.', ',')}"
    clean["conditions"] = "; ".join(part for part in (clean["conditions"], note) if part)
    row.complain(f"{note}: взят сам предел", blocks=False)
