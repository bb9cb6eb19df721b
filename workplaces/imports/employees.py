"""The list of employees (список работников)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import ValidationError

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.workbooks.base import Applied, Importer, RowReader, Understood, new_row
from documents.workbooks.layout import Column, Table
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, date_of, normalized, text_of
from workplaces.selectors import Position, PositionFinder, group_list
from workplaces.services.staffing import EmployeeRow, employee_put

COLUMNS = (
    Column("personnel_number", "Таб. №", ("таб. №", "табельный номер", "таб. номер", "табельный №", "таб.№")),
    Column("full_name", "Фамилия, имя, отчество", ("фамилия, имя, отчество", "фио", "ф.и.о.", "ф. и. о.", "работник")),
    Column("sex", "Пол", ("пол",)),
    Column("born_on", "Дата рождения", ("дата рождения", "родился"), is_required=False),
    Column("shop", "Подразделение", ("подразделение", "цех", "цех (отдел)", "структурное подразделение")),
    Column("section", "Участок", ("участок", "участок (бюро, сектор)"), is_required=False),
    Column("profession", "Профессия (должность)", ("профессия (должность)", "профессия", "должность")),
    Column("hired_on", "Дата приёма", ("дата приема", "принят"), is_required=False),
)
_SEX = {"м": "м", "муж": "м", "муж.": "м", "мужской": "м", "ж": "ж", "жен": "ж", "жен.": "ж", "женский": "ж"}


def sex_of(cell: RawCell | None) -> str:
    """Return «м» or «ж» from the ways people write it; raises ``BadCell``."""
    text = normalized(text_of(cell))
    if text not in _SEX:
        raise BadCell(f"пол «{text_of(cell)}»: ожидается «м» или «ж»")
    return _SEX[text]


class EmployeesImporter(Importer):
    """One employee a row."""

    KIND = "employees"
    TITLE = "Список работников"
    COLUMNS = COLUMNS

    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Read every row under the header."""
        rows = []
        for number in sorted(n for n in sheet.rows if n >= table.first_data_row):
            row = new_row(sheet, number)
            self._employee(RowReader(table, sheet.rows[number], row))
            rows.append(row)
        return rows

    def _employee(self, reader: RowReader) -> None:
        reader.understood.clean = {
            "personnel_number": reader.text("personnel_number", required=True),
            "full_name": reader.text("full_name", required=True),
            "sex": reader.take("sex", sex_of),
            "born_on": _iso(reader.take("born_on", date_of, required=False)),
            "hired_on": _iso(reader.take("hired_on", date_of, required=False)),
            "shop": reader.text("shop", required=True),
            "section": reader.text("section"),
            "profession": reader.text("profession", required=True),
        }

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each employee at the group that the row names."""
        applied = Applied()
        finder = PositionFinder(group_list(batch.employer))
        for row in rows:
            clean = row.clean
            group, remark = finder.find(Position(clean["shop"], clean["section"], clean["profession"]))
            if group is None:
                applied.skip(row, remark)
                continue
            if remark:
                row.problems = [*row.problems, {"cell": f"A{row.row_number}", "reason": remark, "blocks": False}]
            employee = EmployeeRow(
                clean["personnel_number"],
                clean["full_name"],
                clean["sex"],
                _day(clean["born_on"]),
                _day(clean["hired_on"]),
            )
            try:
                applied.note(row, employee_put(employee, group=group, employer=batch.employer, actor=actor))
            except ValidationError as error:
                applied.skip(row, "; ".join(error.messages))
        return applied


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
