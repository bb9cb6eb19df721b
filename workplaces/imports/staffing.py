"""The staffing table (штатное расписание), with group rows, subtotals and a two-level header."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils.translation import gettext_noop

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.workbooks.base import Applied, Importer
from documents.workbooks.columns import Column, columns_from
from documents.workbooks.names import ALIKE, PROFESSION, Names, likeness
from documents.workbooks.rows import RowReader, Understood
from documents.workbooks.values import decimal_of, integer_of, normalized
from workplaces.models import Profession
from workplaces.selectors import group_list
from workplaces.services.plant_bulk import positions_put
from workplaces.services.staffing import PositionRow

COLUMNS = columns_from(Path(__file__).with_name("columns.yaml"), "staffing")


class StaffingImporter(Importer):
    """Group rows (or columns) name the shop and the section; numbered rows are positions."""

    KIND = "staffing"
    TITLE = gettext_noop("Штатное расписание")
    KEY = ("number",)
    KEY_TITLE = "номер позиции"

    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """One shape."""
        return {"staffing": COLUMNS}

    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Read a position; counts carry their units only where the column knows them."""
        row = reader.understood
        shop, section = reader.text("shop") or row.shop, reader.text("section") or row.section
        if not shop:
            reader.complain("number", "над строкой нет названия подразделения")
        hours = reader.take("hours", _with_units(reader, "hours", decimal_of), required=False, default=Decimal(8))
        count = {
            key: reader.take(key, _with_units(reader, key, integer_of), required=required, default=default)
            for key, required, default in (
                ("workplaces", "workplaces" in reader.table.columns, None),
                ("headcount", True, None),
                ("women", False, 0),
                ("shifts", False, 1),
            )
        }
        if None not in (count["headcount"], count["women"]) and count["women"] > count["headcount"]:
            reader.complain("women", "женщин больше, чем работающих")
        if "workplaces" not in reader.table.columns and count["headcount"] is not None and count["shifts"]:
            count["workplaces"] = -(-count["headcount"] // count["shifts"])
        if not 1 <= hours <= 24:
            reader.complain("hours", "продолжительность смены: ожидается от 1 до 24 часов")
        return {
            "number": reader.text("number", required="number" in reader.table.columns),
            "shop": shop,
            "section": section,
            "profession": reader.text("profession", required=True),
            "code": reader.text("code", required=True),
            "reference_issue": reader.text("issue"),
            "grade": reader.text("grade"),
            "workplace_count": count["workplaces"],
            "headcount": count["headcount"],
            "women_count": count["women"],
            "shifts": count["shifts"],
            "shift_minutes": int(hours * 60),
        }

    def is_same(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """The same line, whatever group row it stands under a second time."""
        return all(one[key] == other[key] for key in one)

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """A profession written almost as a known one is asked about: a staffing table brings names in."""
        names = Names.of(
            PROFESSION, Profession.objects.filter(employer=employer).values_list("name", flat=True), employer
        )
        for row in rows:
            written = row.clean["profession"]
            name = names.find(written)
            if name.is_left_out:
                names.leave_out(row, None, written)
            elif name.is_known:
                row.clean["profession"] = name.text
            elif near := _near(names, written):
                reason = f"профессия «{written}» похожа на «{near[0]}»: та же или новая?"
                names.ask(row, None, written, near, reason)
        _number(rows, employer)
        _refuse_taken_numbers(rows, employer)

    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put each position in; a position that does not validate is left out with its reason."""
        applied = Applied()
        lines = [PositionRow(place=place, **row.clean) for place, row in enumerate(rows, start=1)]
        results = positions_put(lines, employer=batch.employer, actor=actor, touched=applied.touched)
        for row, result in zip(rows, results, strict=True):
            if result.error:
                applied.skip(row, result.error)
            else:
                applied.note(row, result.outcome)
        return applied


def _number(rows: Sequence[Understood], employer: Employer) -> None:
    """Number the positions of a table that has no numbers: a known one keeps its own, others follow in order."""
    unnumbered = [row for row in rows if not row.clean["number"] and not row.is_refused]
    if not unnumbered:
        return
    groups = group_list(employer)
    known = {
        (g.department.shop, g.department.section, g.profession.code, g.profession.name, g.grade): g.number
        for g in groups
        if not g.variant
    }
    taken = {group.number for group in groups} | {row.clean["number"] for row in rows}
    free = (str(number) for number in itertools.count(1) if str(number) not in taken)
    for row in unnumbered:
        clean = row.clean
        own = (clean["shop"], clean["section"], clean["code"], clean["profession"], clean["grade"])
        clean["number"] = known.get(own) or known.setdefault(own, next(free))


def _refuse_taken_numbers(rows: Sequence[Understood], employer: Employer) -> None:
    """A number that another position of the plant bears cannot be given a second time."""
    bearers = {group.number: group for group in group_list(employer)}
    for row in rows:
        clean, bearer = row.clean, bearers.get(row.clean["number"])
        if bearer is None:
            continue
        own = (clean["shop"], clean["section"], clean["code"], clean["profession"], clean["grade"])
        department, profession = bearer.department, bearer.profession
        if own != (department.shop, department.section, profession.code, profession.name, bearer.grade):
            row.complain(f"номер {bearer.number} уже у позиции «{profession.name}» ({department})")


def _near(names: Names, written: str) -> list[str]:
    found = names.suggestions(written) if names.known else []
    digits = re.findall(r"\d+", written)
    return [
        name
        for name in found
        if likeness(normalized(written), normalized(name)) >= ALIKE and re.findall(r"\d+", name) == digits
    ]


def _with_units(reader: RowReader, key: str, convert: Any) -> Any:
    column = reader.table.known.get(key)
    return functools.partial(convert, units=column.units) if column else convert
