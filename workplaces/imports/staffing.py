"""The staffing table (штатное расписание), with group rows, subtotals and a two-level header."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowRole
from documents.workbooks.base import Applied, Importer, RowReader, Understood, new_row
from documents.workbooks.layout import Column, Table
from documents.workbooks.reader import RawSheet
from documents.workbooks.values import decimal_of, integer_of, normalized
from workplaces.services.staffing import PositionRow, position_put

COLUMNS = (
    Column("number", "№ п/п", ("№ п/п", "№", "номер", "n п/п")),
    Column(
        "profession",
        "Наименование профессии (должности)",
        (
            "наименование структурного подразделения и профессии (должности)",
            "наименование профессии (должности)",
            "профессия (должность)",
            "должность (профессия)",
            "профессия",
        ),
    ),
    Column("code", "Код по ОКРБ", ("код по окрб 014-2017", "код по окрб", "код окрб", "код профессии", "код")),
    Column("issue", "Выпуск ЕТКС, ЕКСД", ("выпуск еткс, ексд", "выпуск еткс", "еткс, ексд"), is_required=False),
    Column("grade", "Разряд", ("разряд", "квалификационный разряд"), is_required=False),
    Column("workplaces", "Количество рабочих мест", ("количество рабочих мест", "рабочих мест", "число рабочих мест")),
    Column(
        "headcount", "Численность всего", ("численность всего", "численность", "численность, чел.", "штатных единиц")
    ),
    Column("women", "Из них женщин", ("численность из них женщин", "из них женщин", "женщин"), is_required=False),
    Column("shifts", "Число смен", ("режим работы смен", "число смен", "смен"), is_required=False),
    Column(
        "hours",
        "Продолжительность смены, ч",
        ("режим работы продолжительность смены, ч", "продолжительность смены, ч", "продолжительность смены"),
        is_required=False,
    ),
)
_SUBTOTALS = ("итого", "всего")


class StaffingImporter(Importer):
    """Group rows name the shop (first column) and the section (second); numbered rows are positions."""

    KIND = "staffing"
    TITLE = "Штатное расписание"
    COLUMNS = COLUMNS

    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Walk the rows under the header, carrying shop and section along."""
        rows: list[Understood] = []
        shop = section = ""
        for number in sorted(n for n in sheet.rows if n >= table.first_data_row):
            filled = {index: cell.text for index, cell in sheet.rows[number].items() if cell.text.strip()}
            row = new_row(sheet, number)
            first = next(iter(filled.values()))
            if normalized(first).startswith(_SUBTOTALS):
                row.role = RowRole.SUBTOTAL
            elif table.cell(sheet.rows[number], "code") is None and len(filled) == 1:
                row.role = RowRole.GROUP
                if table.columns["number"] in filled:
                    shop, section = first, ""
                else:
                    section = first
            elif table.columns["number"] not in filled:
                row.role = RowRole.OTHER
                row.problems.append({"cell": f"A{number}", "reason": "строка без номера: не позиция", "blocks": False})
            else:
                self._position(RowReader(table, sheet.rows[number], row), shop, section)
            rows.append(row)
        return rows

    def _position(self, reader: RowReader, shop: str, section: str) -> None:
        if not shop:
            reader.complain("number", "над строкой нет названия подразделения")
        hours = reader.take("hours", decimal_of, required=False, default=Decimal(8))
        reader.understood.clean = {
            "number": reader.text("number", required=True),
            "shop": shop,
            "section": section,
            "profession": reader.text("profession", required=True),
            "code": reader.text("code", required=True),
            "reference_issue": reader.text("issue"),
            "grade": reader.text("grade"),
            "workplace_count": reader.take("workplaces", integer_of),
            "headcount": reader.take("headcount", integer_of),
            "women_count": reader.take("women", integer_of, required=False, default=0),
            "shifts": reader.take("shifts", integer_of, required=False, default=1),
            "shift_minutes": int(hours * 60),
        }

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each position in; a position that does not validate is left out with its reason."""
        applied = Applied()
        for place, row in enumerate(rows, start=1):
            position = PositionRow(place=place, **row.clean)
            try:
                applied.note(row, position_put(position, employer=batch.employer, actor=actor))
            except ValidationError as error:
                applied.skip(row, "; ".join(error.messages))
        return applied
