"""Physical load by indicator, and the 19 classes of mental strain a position."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from django.core.exceptions import ValidationError
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.problems import LockedDocument
from documents.workbooks.base import Applied, Importer, RowReader, Understood, new_row
from documents.workbooks.layout import Column, Table, find_table
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, date_of, decimal_of, normalized, text_of
from measurements.imports.positions import POSITION_COLUMNS, by_key, position_values, with_groups
from measurements.services.assessments import load_protocol_put, strain_assessment_put
from norms.loader import load_norms
from workplaces.imports.employees import sex_of

LOAD_COLUMNS = (
    Column("protocol", "№ протокола", ("№ протокола", "номер протокола", "протокол №")),
    Column("day", "Дата", ("дата", "дата протокола")),
    *POSITION_COLUMNS,
    Column("sex", "Пол", ("пол", "пол работника")),
    Column("indicator", "Показатель", ("показатель", "изучаемый показатель", "показатель тяжести")),
    Column("value", "Фактическое значение", ("фактическое значение", "факт", "фактическое значение показателя")),
)
_CODE = re.compile(r"\s*(\d(?:\.\d+){1,2})\.?\s+(.*)", re.DOTALL)
_VARIANTS: dict[str, tuple[tuple[str, str], ...]] = {
    "3.1.2": (
        ("более 5", "3.1.2-far"),
        (">5", "3.1.2-far"),
        ("свыше 5", "3.1.2-far"),
        ("1-5", "3.1.2-near"),
        ("1 до 5", "3.1.2-near"),
    ),
    "3.2.3": (("с пола", "3.2.3-floor"), ("поверхност", "3.2.3-surface")),
    "3.3.1": (("пэвм", "3.3.1-keyboard"), ("", "3.3.1")),
    "3.5": (
        ("вынужден", "3.5-forced"),
        ("неудобн", "3.5-awkward"),
        ("фиксирован", "3.5-awkward"),
        ("сто", "3.5-standing"),
    ),
}
_CLASSES = frozenset({"1", "2", "3.1", "3.2"})


def strain_codes() -> list[str]:
    """Numbers of the 19 indicators, as the headers of a workbook name them."""
    return list(load_norms()["strain.indicators"].editions[-1].value)  # type: ignore[arg-type]


def load_code_of(cell: RawCell | None) -> str:
    """Return the row of table 10 from a code and a name in one cell; raises ``BadCell``."""
    text = text_of(cell)
    match = _CODE.fullmatch(text)
    if not match:
        raise BadCell(f"показатель «{text}»: ожидается номер по карте, например «3.6 наклоны корпуса»")
    code, words = match[1], normalized(match[2]).replace(" - ", "-")
    for word, found in _VARIANTS.get(code, ()):
        if word in words:
            return found
    if code in _VARIANTS or f"load.{code}" not in {key.removesuffix(".male") for key in load_norms()}:
        raise BadCell(f"показатель «{text}»: не понять, какая строка таблицы 10")
    return code


def strain_class_of(cell: RawCell | None) -> str:
    """Return a class of table 11 written «3.1», «3,1» or 3.1; raises ``BadCell``."""
    text = text_of(cell).replace(",", ".")
    if text not in _CLASSES:
        raise BadCell(f"класс «{text}»: ожидается 1, 2, 3.1 или 3.2")
    return text


class LoadAndStrainImporter(Importer):
    """Two kinds of sheets: load (a row per indicator) and strain (a row per position)."""

    KIND = "load_and_strain"
    TITLE = "Тяжесть и напряжённость"
    COLUMNS = LOAD_COLUMNS

    def columns_for(self, sheet: RawSheet) -> Sequence[Column]:
        """Strain sheets have the numbers of indicators for headers."""
        strain = (*POSITION_COLUMNS, *(Column(code, code, (code,)) for code in strain_codes()))
        return strain if find_table(sheet, strain) else LOAD_COLUMNS

    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Read each row as load or as strain, by the columns found."""
        is_strain = "indicator" not in table.columns
        rows = []
        for number in sorted(n for n in sheet.rows if n >= table.first_data_row):
            row = new_row(sheet, number)
            reader = RowReader(table, sheet.rows[number], row)
            row.clean = {**position_values(reader), **(_strain(reader) if is_strain else _load(reader))}
            rows.append(row)
        return rows

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put load protocols and strain assessments in as drafts."""
        applied = Applied()
        self._apply_load(batch, [row for row in rows if "classes" not in row.clean], actor, applied)
        self._apply_strain(batch, [row for row in rows if "classes" in row.clean], actor, applied)
        return applied

    def _apply_load(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User, applied: Applied) -> None:
        pairs = with_groups(rows, batch.employer, applied)
        for (number, day), members in by_key(pairs, "protocol", "day").items():
            first, group = members[0]
            try:
                values = _values([row for row, _group in members])
                _protocol, outcome = load_protocol_put(
                    group=group,
                    number=number,
                    dated_on=dt.date.fromisoformat(day),
                    sex=first.clean["sex"],
                    values=values,
                    actor=actor,
                )
            except (BadCell, LockedDocument, ValidationError) as error:
                for row, _group in members:
                    applied.skip(row, str(error))
                continue
            for row, _group in members:
                applied.note(row, outcome)

    def _apply_strain(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User, applied: Applied) -> None:
        for row, group in with_groups(rows, batch.employer, applied):
            try:
                _assessment, outcome = strain_assessment_put(
                    group=group, dated_on=cast(dt.date, batch.dated_on), classes=row.clean["classes"], actor=actor
                )
            except (LockedDocument, ValidationError) as error:
                applied.skip(row, str(error))
                continue
            applied.note(row, outcome)


def _load(reader: RowReader) -> dict[str, object]:
    day, value = reader.take("day", date_of), reader.take("value", decimal_of)
    return {
        "protocol": reader.text("protocol", required=True),
        "day": day.isoformat() if day else "",
        "sex": reader.take("sex", sex_of),
        "indicator": reader.take("indicator", load_code_of),
        "value": None if value is None else str(value),
    }


def _strain(reader: RowReader) -> dict[str, object]:
    return {"classes": {code: reader.take(code, strain_class_of) for code in strain_codes()}}


def _values(rows: Sequence[ImportRow]) -> dict[str, Decimal]:
    """Return the value of each indicator of a protocol; raises ``BadCell`` when two of them disagree."""
    values: dict[str, Decimal] = {}
    for row in rows:
        code, value = row.clean["indicator"], Decimal(row.clean["value"])
        if values.setdefault(code, value) != value:
            raise BadCell(
                _("показатель %(code)s указан дважды, %(first)s и %(second)s: протокол не загружен")
                % {"code": code, "first": localize(values[code]), "second": localize(value)}
            )
    return values
