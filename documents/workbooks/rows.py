"""Rows of a sheet: what each of them is, and what an importer reads out of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from documents.models.import_batch import RowRole
from documents.workbooks.dates import AmbiguousDate, DateRules, date_of
from documents.workbooks.layout import Table, column_letter, headers_of
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, is_blank, normalized, same_alphabet, text_of

SUBTOTALS = ("итого", "всего", "разом", "разам", "усяго", "подытог", "итог ")
_TOTAL = re.compile(r"(?:итого|всего|разом|разам|усяго)(?:[\s:.].*)?", re.DOTALL)
"""A whole word: nobody's profession or surname begins with it."""
DATE_ORDER, NAME, LEFT_OUT = "DATE", "NAME", "LEFT"
"""Codes of problems that a person answers once: the order of a column's days, a name."""


@dataclass
class Understood:
    """A row as an importer understood it: its role, clean values (plain JSON) and problems.

    ``shop`` and ``section`` are what the group rows over it seem to say, ``above`` their names, nearest first.
    """

    sheet: str
    number: int
    role: str
    cells: dict[int, RawCell] = field(default_factory=dict)
    clean: dict[str, Any] = field(default_factory=dict)
    problems: list[dict[str, Any]] = field(default_factory=list)
    shop: str = ""
    section: str = ""
    above: tuple[str, ...] = ()

    @property
    def is_refused(self) -> bool:
        """Whether something in this row keeps it out."""
        return any(problem["blocks"] for problem in self.problems)

    def complain(self, reason: str, *, index: int | None = None, blocks: bool = True, **more: str) -> None:
        """Record a problem at a cell, by the column's index, or at the row as a whole."""
        problem = {"cell": f"{column_letter(index or 0)}{self.number}", "reason": reason, "blocks": blocks, **more}
        self.problems.append({**problem, "column": index})


@dataclass
class RowReader:
    """Reads the cells of one row by column key and collects what it cannot read."""

    table: Table
    understood: Understood

    def take(
        self, key: str, convert: Callable[[RawCell | None], Any], *, required: bool = True, default: Any = None
    ) -> Any:
        """Return the converted value of a column; a cell that does not convert becomes a problem."""
        cell = self.table.cell(self.understood.cells, key)
        if cell is None or is_blank(cell):
            if required:
                self.complain(key, _("пустая ячейка"))
            return default
        try:
            return convert(cell)
        except AmbiguousDate as error:
            self.complain(key, str(error), code=DATE_ORDER, key=key)
        except BadCell as error:
            self.complain(key, str(error))
        return default

    def text(self, key: str, *, required: bool = False) -> str:
        """Return the text of a column, empty when there is none."""
        return str(self.take(key, text_of, required=required, default="") or "")

    def day(self, key: str, *, required: bool = True) -> str:
        """Return the day of a column as ISO text, empty when there is none, by the rules of its column."""
        column = self.table.known.get(key)
        rules = DateRules(
            self.table.orders.get(key, ""), self.table.on, bool(column and column.is_past), self.table.is_1904
        )
        found: dt.date | None = self.take(key, lambda cell: date_of(cell, rules), required=required)
        return found.isoformat() if found else ""

    def complain(self, column_key: str, reason: str, *, blocks: bool = True, **more: str) -> None:
        """Record a problem at the cell of a column."""
        self.understood.complain(reason, index=self.table.columns.get(column_key), blocks=blocks, **more)


def rows_of(sheet: RawSheet, table: Table) -> Iterator[Understood]:
    """Yield every row of a sheet with its role; rows of data know the group rows they stand under."""
    walk = _Walk(sheet, table)
    for number in sorted(sheet.rows):
        yield walk.row(number)


class _Walk:
    """Goes down a sheet and carries the names of shop and section along."""

    def __init__(self, sheet: RawSheet, table: Table) -> None:
        self.sheet, self.table = sheet, table
        self.header = headers_of(sheet, table.header_rows)
        self.required = [c.key for c in table.known.values() if c.is_expected and c.key in table.columns]
        self.names = [table.columns[key] for key in self.required if table.known[key].kind == "name"]
        self.levels = sorted({min(row) for n, row in sheet.rows.items() if self._is_group(n, row)})
        self.shop, self.section = (
            same_alphabet(table.above[k].text) if k in table.above else "" for k in ("shop", "section")
        )
        self.above: tuple[str, ...] = (self.shop,) if self.shop else ()

    def row(self, number: int) -> Understood:
        """Return one row with its role."""
        cells = {index: cell for index, cell in self.sheet.rows[number].items() if cell.text.strip()}
        found = Understood(self.sheet.name, number, self._role(number, cells), cells)
        if found.role == RowRole.GROUP:
            self._enter(cells)
        elif found.role == RowRole.OTHER:
            found.complain(_("не похоже на строку с данными: пропущена"), blocks=False)
        found.shop, found.section, found.above = self.shop, self.section, self.above
        return found

    def _role(self, number: int, cells: dict[int, RawCell]) -> str:
        if number < self.table.first_data_row or self._is_header_again(cells):
            return RowRole.TITLE
        texts = [normalized(cell.text) for _index, cell in sorted(cells.items())[:3]]
        if any(text.startswith(SUBTOTALS) for text in texts) and self._filled(cells) < len(self.required):
            return RowRole.SUBTOTAL
        if any(_TOTAL.fullmatch(normalized(cells[index].text)) for index in self.names if index in cells):
            return RowRole.SUBTOTAL
        if self._is_group(number, cells):
            return RowRole.GROUP
        known = sum(1 for index in self.table.columns.values() if index in cells)
        is_data = 2 * self._filled(cells) > len(self.required) and known > 1
        return RowRole.DATA if is_data else RowRole.OTHER

    def _filled(self, cells: dict[int, RawCell]) -> int:
        return sum(1 for key in self.required if self.table.columns[key] in cells)

    def _is_group(self, number: int, cells: dict[int, RawCell]) -> bool:
        filled = [cell for cell in cells.values() if cell.text.strip()]
        is_name = len(filled) == 1 and filled[0].kind == "s" and not normalized(filled[0].text).startswith(SUBTOTALS)
        return number >= self.table.first_data_row and is_name and len(self.table.columns) > 1

    def _is_header_again(self, cells: dict[int, RawCell]) -> bool:
        """The header on a new page, or the row of column numbers under it."""
        texts = [cell.text.strip() for _index, cell in sorted(cells.items())]
        if len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]:
            return True
        same = sum(1 for index, cell in cells.items() if normalized(cell.text) == self.header.get(index))
        return len(cells) > 1 and 2 * same > len(cells)

    def _enter(self, cells: dict[int, RawCell]) -> None:
        """A group row further right is a section; where all stand in one column, its words tell."""
        (index, cell), *_rest = cells.items()
        name = same_alphabet(cell.text.strip())
        self.above = (name, *(other for other in self.above if other != name))
        if len(self.levels) > 1:
            is_section = index > self.levels[0]
        else:
            is_section = bool(self.shop) and normalized(name).startswith(("участок", "участак", "сектор", "бюро"))
        if is_section:
            self.section = name
        else:
            self.shop, self.section = name, ""
