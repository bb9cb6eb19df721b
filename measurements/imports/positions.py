"""Columns and steps that the workbooks of evidence share: they all name a position in each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from accounts.models import Employer
from documents.models import ImportRow
from documents.workbooks.base import Applied, RowReader
from documents.workbooks.layout import Column
from workplaces.models import AnalogousGroup
from workplaces.selectors import Position, PositionFinder, group_list

POSITION_COLUMNS = (
    Column("shop", "Подразделение", ("подразделение", "цех", "цех (отдел)", "структурное подразделение")),
    Column("section", "Участок", ("участок", "участок (бюро, сектор)"), is_required=False),
    Column(
        "profession",
        "Профессия (должность)",
        ("профессия", "профессия (должность)", "рабочее место (профессия)", "рабочее место", "должность"),
    ),
)


def position_values(reader: RowReader) -> dict[str, str]:
    """Read shop, section and profession of a row."""
    return {
        "shop": reader.text("shop", required=True),
        "section": reader.text("section"),
        "profession": reader.text("profession", required=True),
    }


def with_groups(
    rows: Sequence[ImportRow], employer: Employer, applied: Applied
) -> Iterator[tuple[ImportRow, AnalogousGroup]]:
    """Yield each row with its group; a row whose position is not found is skipped with the reason."""
    finder = PositionFinder(group_list(employer))
    for row in rows:
        clean = row.clean
        group, remark = finder.find(Position(clean["shop"], clean["section"], clean["profession"]))
        if group is None:
            applied.skip(row, remark)
            continue
        if remark:
            row.problems = [*row.problems, {"cell": f"A{row.row_number}", "reason": remark, "blocks": False}]
        yield row, group


def by_key(
    pairs: Iterator[tuple[ImportRow, AnalogousGroup]], *keys: str
) -> dict[tuple[str, ...], list[tuple[ImportRow, AnalogousGroup]]]:
    """Gather rows of one document: those with the same clean values under ``keys``."""
    gathered: dict[tuple[str, ...], list[tuple[ImportRow, AnalogousGroup]]] = {}
    for row, group in pairs:
        gathered.setdefault(tuple(str(row.clean[key]) for key in keys), []).append((row, group))
    return gathered
