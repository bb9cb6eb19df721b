"""What an importer is: it understands rows of its sheets and puts them in through services."""

from __future__ import annotations

import datetime as dt
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, cast

from django.utils.translation import gettext as _

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowOutcome, RowRole
from documents.progress import counted
from documents.workbooks.columns import Column
from documents.workbooks.layout import Layout, Table, table_of
from documents.workbooks.reader import RawSheet
from documents.workbooks.rows import RowReader, Understood, rows_of


@dataclass
class Applied:
    """What applying a batch did: outcomes of its rows, and every object made or changed, in order.

    ``touched`` holds (object, values before, or ``None`` for a new object): what undo goes by.
    """

    counts: Counter[str] = field(default_factory=Counter)
    touched: list[tuple[Any, dict[str, Any] | None]] = field(default_factory=list)

    def note(self, row: ImportRow, outcome: str) -> None:
        """Remember the outcome of a row."""
        row.outcome = outcome
        self.counts[outcome] += 1

    def skip(self, row: ImportRow, reason: str, cell: str = "") -> None:
        """Leave a row out with a reason."""
        problem = {"cell": cell or f"A{row.row_number}", "reason": reason, "blocks": True, "column": None}
        row.problems = [*row.problems, problem]
        self.note(row, RowOutcome.SKIPPED)


class Importer(ABC):
    """One kind of workbook. Subclasses are registered by their rooms.

    ``KEY`` names the clean values by which two rows speak of the same thing: the second of two
    equal rows is taken once, the second of two that contradict each other is refused.
    """

    KIND: ClassVar[str]
    TITLE: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]] = ()
    KEY_TITLE: ClassVar[str] = ""

    @abstractmethod
    def shapes(self) -> Mapping[str, Sequence[Column]]:
        """Return the shapes of sheets this importer reads, each with its columns."""

    def understand(
        self, sheets: Iterable[RawSheet], layouts: Mapping[str, Layout], batch: ImportBatch
    ) -> list[Understood]:
        """Return all rows of the sheets, read by their layouts, with names looked up and repeats marked."""
        rows: list[Understood] = []
        on = cast(dt.date, batch.dated_on)
        for sheet in sheets:
            layout = layouts[sheet.name]
            if layout.is_used and not layout.missing(self.shapes()):
                rows.extend(self.understand_sheet(sheet, table_of(layout, self.shapes(), on), layout.shape))
            else:
                rows.extend(Understood(sheet.name, n, RowRole.UNREAD, sheet.rows[n]) for n in sorted(sheet.rows))
        data = [row for row in rows if row.role == RowRole.DATA]
        self.examine(data, batch.employer)
        self._mark_repeats(data)
        self.finish(data)
        return rows

    def understand_sheet(self, sheet: RawSheet, table: Table, shape: str) -> list[Understood]:
        """Return the rows of one sheet, in order, each with its role, values and problems."""
        rows = list(rows_of(sheet, table))
        for row in counted(rows, _("разбираем строки: %s") % sheet.name):
            if row.role == RowRole.DATA:
                row.clean = self.clean(RowReader(table, row), shape)
        return rows

    @abstractmethod
    def clean(self, reader: RowReader, shape: str) -> dict[str, Any]:
        """Return the values of a row of data as plain JSON; complain of what cannot be read."""

    def examine(self, rows: Sequence[Understood], employer: Employer) -> None:
        """Look names up in what the employer has, and complain of those that nobody knows."""
        return

    def finish(self, rows: Sequence[Understood]) -> None:
        """Look at rows together, after all of them have been read."""
        return

    @abstractmethod
    def apply(self, batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
        """Put the rows in through the rooms' services, within one transaction."""

    def _mark_repeats(self, rows: Sequence[Understood]) -> None:
        seen: dict[tuple[str, ...], Understood] = {}
        for row in rows:
            key = tuple(str(row.clean.get(name)) for name in self.KEY if name in row.clean)
            if row.is_refused or not key:
                continue
            first = seen.setdefault(key, row)
            if first is row:
                continue
            if self.is_same(first.clean, row.clean):
                row.role = RowRole.REPEAT
                row.complain(_("повтор строки %s: взята один раз") % _place(first, row), blocks=False)
            elif self.KEY_TITLE:
                said = {"title": self.KEY_TITLE, "place": _place(first, row)}
                row.complain(_("%(title)s уже в строке %(place)s с другими данными") % said)
                first.complain(_("%(title)s ещё раз в строке %(place)s с другими данными: взята эта") % {
                    "title": self.KEY_TITLE, "place": _place(row, first)}, blocks=False)  # fmt: skip

    def is_same(self, one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
        """Whether two rows of one key say the same."""
        return one == other


def _place(row: Understood, seen_from: Understood) -> str:
    return str(row.number) if row.sheet == seen_from.sheet else f"{row.number} («{row.sheet}»)"


_IMPORTERS: dict[str, Importer] = {}


def register_importer(importer: Importer) -> None:
    """Make an importer known under its kind."""
    _IMPORTERS[importer.KIND] = importer


def importer_of(kind: str) -> Importer:
    """Return the importer of a kind; raises ``KeyError``."""
    return _IMPORTERS[kind]


def importer_choices() -> list[tuple[str, str]]:
    """Return (kind, title) of all importers, in the order of registration."""
    return [(kind, _(importer.TITLE)) for kind, importer in _IMPORTERS.items()]
