"""The list of employees (список работников)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.reader import RawCell
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import BadCell, normalized, text_of
from workplaces.imports.positions import POSITION_COLUMNS, examine_positions, position_values, with_groups
from workplaces.services.plant_bulk import employees_put
from workplaces.services.staffing import EmployeeRow

_OWN = columns_from(Path(__file__).with_name("columns.yaml"), "employees")
COLUMNS = (*_OWN[:-1], *POSITION_COLUMNS, _OWN[-1])
_SEX = re.compile(r"(?P<man>м|m|male|муж\w*)\.?|(?P<woman>ж|f|female|жен\w*|жан\w*)\.?")


def sex_of(cell: RawCell | None) -> str:
    """Return «м» or «ж» from the ways people write it; raises ``BadCell``."""
    match = _SEX.fullmatch(normalized(text_of(cell)))
    if not match:
        raise BadCell(f"пол «{text_of(cell)}»: ожидается «м» или «ж»")
    return "м" if match["man"] else "ж"


class EmployeesImporter(Importer):
    """One employee a row."""

    KIND = "employees"
    TITLE = gettext_noop("Список работников")
    KEY = ("personnel_number",)
    KEY_TITLE = "табельный номер"

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"employees": COLUMNS}

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read an employee."""
        values = {
            "personnel_number": reader.text("personnel_number", required=True),
            "full_name": _full_name(reader),
            "sex": reader.take("sex", sex_of),
            "born_on": reader.day("born_on", required=False),
            "hired_on": reader.day("hired_on", required=False),
            **position_values(reader),
        }
        if values["born_on"] and values["hired_on"] and values["hired_on"] <= values["born_on"]:
            reader.complain("hired_on", "дата приёма не позже даты рождения")
        return values

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look the positions up."""
        examine_positions(rows, employer)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each employee at the group that the row names."""
        applied = Applied()
        pairs = list(with_groups(rows, batch.employer, applied))
        lines = [(_line(row.clean), group) for row, group in pairs]
        results = employees_put(lines, employer=batch.employer, actor=actor, touched=applied.touched)
        for (row, _group), result in zip(pairs, results, strict=True):
            if result.error:
                applied.skip(row, result.error)
            else:
                applied.note(row, result.outcome)
        return applied


def _full_name(reader: RowReader) -> str:
    """The name out of one column, or out of three; a name that is whole already is not added to."""
    name = reader.text("full_name", required=True)
    parts = [name, *(reader.text(key) for key in ("first_name", "patronymic"))]
    return name if " " in name else " ".join(part for part in parts if part)


def _line(clean: dict[str, Any]) -> EmployeeRow:
    return EmployeeRow(
        clean["personnel_number"], clean["full_name"], clean["sex"], _day(clean["born_on"]), _day(clean["hired_on"])
    )


def _day(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None
