"""Results of a laboratory: a sheet per kind of measurement, two lines of text above the header."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowRole
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.dates import DateRules, date_of
from documents.workbooks.layout import Layout, Table, headers_of
from documents.workbooks.names import INDICATOR, Names
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, limit_of, normalized, quantity_of
from measurements.imports.indicators import examine_indicators
from measurements.imports.laboratory_apply import apply_results
from measurements.imports.laboratory_head import head_of, indicator_named, texts_above
from measurements.models.protocol import Averaging, Effect
from measurements.vocabulary import known_indicator, known_indicators
from workplaces.imports.positions import POSITION_COLUMNS, examine_positions, position_values

_FILE = Path(__file__).with_name("columns.yaml")
COLUMNS = (*columns_from(_FILE, "laboratory_head"), *POSITION_COLUMNS, *columns_from(_FILE, "laboratory_tail"))
_EFFECTS = {
    "остронаправлен": Effect.ACUTE,
    "раздраж": Effect.IRRITANT,
    "канцероген": Effect.CARCINOGEN,
    "аллерген": Effect.ALLERGEN,
    "общ": Effect.GENERAL,
}
_SHIFT_AVERAGE = ("пдксс", "среднесмен")
_HEAD = (
    ("laboratory", gettext_noop("лаборатория")),
    ("accreditation_number", gettext_noop("номер аттестата аккредитации")),
    ("accredited_through", gettext_noop("до какого дня он действует")),
)
_LETTERS = {"о": Effect.ACUTE, "к": Effect.CARCINOGEN, "а": Effect.ALLERGEN, "р": Effect.IRRITANT}
"""Letters of the tables of limits (№ 37, note 4; № 211); «ф» is dust."""
_LETTER = re.compile(r"(?<![\w-])[окарф](?![\w-])")
_WITH_DAY = re.compile(r"(?:протокол\s*)?(?:№\s*)?(?P<number>\S+?),?\s+от\s+(?P<day>.+)", re.IGNORECASE)
_MASS = ("мг", "мкг", "ppm")
_AT_LEAST = frozenset({"ILLUMINANCE"})
"""Methods whose norm is the least that must be reached."""


class LaboratoryImporter(Importer):
    """Rows of one protocol number and day make one protocol."""

    KIND = "laboratory"
    elsewhere: Sequence[str] = ()
    TITLE = gettext_noop("Результаты лаборатории")
    KEY = ("protocol", "day", "shop", "section", "profession", "indicator", "value", "limit", "conditions")

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"laboratory": COLUMNS}

    def understand(
        self, sheets: Iterable[RawSheet], layouts: Mapping[str, Layout], batch: ImportBatch
    ) -> list[Understood]:
        """Read all sheets; a title sheet without a table of ours may say who the laboratory is."""
        sheets, own = list(sheets), copy.copy(self)
        own.elsewhere = [
            text for x in sheets if not layouts[x.name].is_used for text in texts_above(x, 1 + max(x.rows, default=0))
        ]
        return super(LaboratoryImporter, own).understand(sheets, layouts, batch)

    def understand_sheet(self, sheet: RawSheet, table: Table, shape: str) -> list[Understood]:
        """Read the text above the header, then every row under it."""
        own, elsewhere = head_of(texts_above(sheet, table.first_data_row)), head_of(self.elsewhere)
        head = {key: own[key] or elsewhere[key] for key in own}
        headers = headers_of(sheet, table.header_rows)
        value = headers.pop(table.columns.get("value", -1), "")
        named = indicator_named(value, sheet.name)
        if {indicator_named(header) for header in headers.values()} - {"", named}:
            named = ""  # several in one row: which of them the norm belongs to is not ours to guess
        rows = super().understand_sheet(sheet, table, shape)
        for row in rows:
            if row.role == RowRole.DATA:
                row.clean = {**head, **row.clean}
                self._complete(row, named, has_column="indicator" in table.columns)
        return rows

    def _complete(self, row: Understood, named: str, *, has_column: bool) -> None:
        """Say what the text over the table leaves open, and what it says instead of a column."""
        if not has_column:
            row.clean["indicator"] = named
            if not named:
                row.complain(_("не указано, что измеряли: ни столбца показателей, ни названия в шапке или у листа"))
        missing = [_(title) for key, title in _HEAD if not row.clean[key]]
        if missing:
            row.complain(_("над таблицей не указаны: %s") % ", ".join(missing))

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read the position, and a result with its norm."""
        return {**position_values(reader), **_result(reader)}

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look positions and indicators up; what a name means decides how its value is assessed."""
        examine_positions(rows, employer)
        examine_indicators(rows, employer, lambda row: [row.clean["indicator"]])
        known = Names.of(INDICATOR, known_indicators(), employer)
        for row in rows:
            if row.clean["indicator"]:
                _assess(row, known)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each protocol in as a draft, all its rows at once."""
        return apply_results(batch, rows, actor)


def _result(reader: RowReader) -> dict[str, Any]:
    """Read protocol, indicator, limit, value and the words on the kind of norm."""
    limit, found = reader.take("limit", limit_of), reader.take("value", quantity_of)
    return {
        **_protocol(reader),
        "indicator": reader.text("indicator", required="indicator" in reader.table.columns),
        "unit": _unit(reader, found.unit if found else ""),
        "value": str(found.value) if found else None,
        "is_below": bool(found and found.is_below),
        "limit": str(limit.high) if limit else None,
        "limit_low": str(limit.low) if limit and limit.low is not None else None,
        "limit_sense": limit.sense if limit else "",
        "conditions": reader.text("kind"),
    }


def _protocol(reader: RowReader) -> dict[str, str]:
    """Number and day, each in its column or both in one: «№ 401-Ш/26 от 14.09.2026 г.»."""
    number = reader.text("protocol", required=True)
    if "day" in reader.table.columns or "day" in reader.table.above:
        return {"protocol": number, "day": reader.day("day")}
    match, day = _WITH_DAY.fullmatch(number), ""
    if match:
        rules = DateRules(reader.table.orders.get("protocol", ""), reader.table.on, is_past=True)
        try:
            number, day = match["number"], date_of(RawCell(match["day"], "s"), rules).isoformat()
        except BadCell as error:
            reader.complain("protocol", str(error))
    elif number:
        reader.complain("protocol", _("нет дня протокола: ни столбца с датой, ни «от …» у номера"))
    return {"protocol": number, "day": day}


def _unit(reader: RowReader, in_cell: str) -> str:
    """The unit of the row; one in the cell of the value must not contradict it."""
    unit = reader.text("unit")
    if in_cell and unit and _folded(in_cell) != _folded(unit):
        reader.complain("value", f"единица «{in_cell}» не та, что в столбце единиц: «{unit}»")
    return unit or in_cell


def _folded(unit: str) -> str:
    return normalized(unit).replace("³", "3").replace("²", "2").replace(" ", "").rstrip(".")


def _assess(row: Understood, names: Names) -> None:
    """How the value is assessed: by the indicator's name, else by the words on its action."""
    clean = row.clean
    name, words = clean["indicator"], normalized(clean["conditions"])
    known = known_indicator(name)
    averaging = Averaging.SHIFT_AVERAGE if any(word in words for word in _SHIFT_AVERAGE) else Averaging.MAX_SINGLE
    clean |= {"factor": "", "method": "", "effect": "", "averaging": averaging.value}
    try:
        if known is not None:
            clean |= {"factor": known.factor, "method": known.method or _radiation(words)}
        elif "пыл" in words or "фиброген" in words or "апфд" in words or _letter(name, words) == "ф":
            clean |= {"factor": "DUST", "method": "DUST"}
        elif clean["unit"] and not normalized(clean["unit"]).startswith(_MASS):
            reason = _("«%(name)s» (%(unit)s): какой это показатель?") % {"name": name, "unit": clean["unit"]}
            names.ask(row, None, name, names.suggestions(name), reason)
        else:
            clean |= {"factor": "CHEMICAL", "method": "SUBSTANCE", "effect": _effect(name, words)}
        _check_bounds(row)
    except BadCell as error:
        row.complain(str(error))


def _effect(name: str, words: str) -> str:
    for word, effect in _EFFECTS.items():
        if word in words:
            return effect.value
    if letter := _LETTERS.get(_letter(name, words)):
        return letter.value
    raise BadCell(f"для вещества «{name}» не указана особенность действия")


def _letter(name: str, words: str) -> str:
    """The one letter of the tables of limits among the words, empty for none; raises ``BadCell`` for several."""
    letters = set(_LETTER.findall(words))
    if len(letters) > 1:
        said = {"name": name, "letters": ", ".join(sorted(letters)).upper()}
        reason = _("у вещества «%(name)s» особенностей действия несколько (%(letters)s): оставьте ту, что оценивают")
        raise BadCell(reason % said)
    return letters.pop() if letters else ""


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
