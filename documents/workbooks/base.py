"""What an importer is: it understands rows of its sheets and puts them in through services."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowOutcome, RowRole
from documents.workbooks.layout import Column, Table, column_letter, find_table, missing_columns
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, text_of


@dataclass
class Understood:
    """A row as an importer understood it: its role, clean values (plain JSON) and problems."""

    sheet: str
    number: int
    role: str
    raw: list[str]
    clean: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)


@dataclass
class RowReader:
    """Reads the cells of one row by column key and collects what it cannot read."""

    table: Table
    row: dict[int, RawCell]
    understood: Understood

    def take(
        self, key: str, convert: Callable[[RawCell | None], Any], *, required: bool = True, default: Any = None
    ) -> Any:
        """Return the converted value of a column; a cell that does not convert becomes a problem."""
        cell = self.table.cell(self.row, key)
        if cell is None or not cell.text.strip():
            if required:
                self.complain(key, "пустая ячейка")
            return default
        try:
            return convert(cell)
        except BadCell as error:
            self.complain(key, str(error))
            return default

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text of a column, empty when there is none."""
        return str(self.take(key, text_of, required=required, default="") or "")

    def complain(self, key: str, reason: str, *, blocks: bool = True) -> None:
        """Record a problem at the cell of a column."""
        index = self.table.columns.get(key, 0)
        address = f"{column_letter(index)}{self.understood.number}"
        self.understood.problems.append({"cell": address, "reason": reason, "blocks": blocks})


@dataclass
class Applied:
    """What applying a batch did."""

    counts: Counter[str] = field(default_factory=Counter)

    def note(self, row: ImportRow, outcome: str) -> None:
        """Remember the outcome of a row."""
        row.outcome = outcome
        self.counts[outcome] += 1

    def skip(self, row: ImportRow, reason: str, cell: str = "") -> None:
        """Leave a row out with a reason."""
        row.problems = [*row.problems, {"cell": cell or f"A{row.row_number}", "reason": reason, "blocks": True}]
        self.note(row, RowOutcome.SKIPPED)


class Importer(ABC):
    """One kind of workbook. Subclasses are registered by their rooms."""

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    COLUMNS: ClassVar[Sequence[Column]]

    def understand(self, sheets: Iterable[RawSheet]) -> list[Understood]:
        """Return all rows of the sheets that have our header; others are named as not understood."""
        rows: list[Understood] = []
        for sheet in sheets:
            table = find_table(sheet, self.columns_for(sheet))
            if table is None:
                rows.append(self._unknown_sheet(sheet))
            else:
                rows.extend(self.understand_sheet(sheet, table))
        return rows

    def columns_for(self, sheet: RawSheet) -> Sequence[Column]:
        """Return the columns to look for; an importer with several kinds of sheets overrides this."""
        return self.COLUMNS

    @abstractmethod
    def understand_sheet(self, sheet: RawSheet, table: Table) -> list[Understood]:
        """Return the rows of one sheet, in order, each with its role, values and problems."""

    @abstractmethod
    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put the rows in through the rooms' services, within one transaction."""

    def _unknown_sheet(self, sheet: RawSheet) -> Understood:
        missing = ", ".join(f"«{title}»" for title in missing_columns(sheet, self.columns_for(sheet)))
        problem = {"cell": "A1", "reason": f"не найдена строка заголовков: нет столбцов {missing}", "blocks": True}
        return Understood(sheet.name, 1, RowRole.OTHER, [], problems=[problem])


def new_row(sheet: RawSheet, number: int, role: str = RowRole.DATA) -> Understood:
    """Start an understood row with its raw texts."""
    cells = sheet.rows[number]
    raw = [cells[index].text if index in cells else "" for index in range(max(cells) + 1)]
    return Understood(sheet.name, number, role, raw)


_IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Make an importer known under its kind."""
    _IMPORTERS[importer.KIND] = importer


def importer_of(kind: str) -> Importer:
    """Return the importer of a kind; raises ``KeyError``."""
    return _IMPORTERS[kind]


def importer_choices() -> list[tuple[str, str]]:
    """Return (kind, title) of all importers, in the order of registration."""
    return [(kind, importer.TITLE) for kind, importer in _IMPORTERS.items()]
