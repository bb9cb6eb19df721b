"""Finds the header of a sheet, however it is laid out: titles above, two levels, merged cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import normalized

HEADER_SEARCH_ROWS = 40


@dataclass(frozen=True)
class Column:
    """A column that an importer knows, by the words people put above it.

    For two-level headers the words of both levels stand together: «численность из них женщин».
    """

    key: str
    title: str
    synonyms: tuple[str, ...]
    is_required: bool = True

    def matches(self, header: str) -> bool:
        """Whether a normalized header is this column's."""
        return header in self.synonyms


@dataclass(frozen=True)
class Table:
    """A found header: where each known column stands and where the data begin."""

    columns: dict[str, int]
    header_rows: tuple[int, ...]

    @property
    def first_data_row(self) -> int:
        """Number of the row under the header."""
        return self.header_rows[-1] + 1

    def cell(self, row: dict[int, RawCell], key: str) -> RawCell | None:
        """Cell of a known column in a row."""
        index = self.columns.get(key)
        return row.get(index) if index is not None else None


def find_table(sheet: RawSheet, columns: Sequence[Column]) -> Table | None:
    """Return the header that matches most columns, all required ones among them, or ``None``."""
    best: Table | None = None
    for number in sorted(sheet.rows)[:HEADER_SEARCH_ROWS]:
        for header_rows in ((number,), (number, number + 1)):
            if header_rows[-1] not in sheet.rows:
                continue
            found = _match(_headers(sheet, header_rows), columns)
            if best is None or len(found) > len(best.columns):
                best = Table(found, header_rows)
    if best is None or not {c.key for c in columns if c.is_required} <= set(best.columns):
        return None
    return best


def missing_columns(sheet: RawSheet, columns: Sequence[Column]) -> list[str]:
    """Return the titles of required columns that the best header of a sheet lacks."""
    best: set[str] = set()
    for number in sorted(sheet.rows)[:HEADER_SEARCH_ROWS]:
        found = set(_match(_headers(sheet, (number,)), columns))
        best = max(best, found, key=len)
    return [column.title for column in columns if column.is_required and column.key not in best]


def _match(headers: dict[int, str], columns: Sequence[Column]) -> dict[str, int]:
    found: dict[str, int] = {}
    for index, header in headers.items():
        for column in columns:
            if column.key not in found and column.matches(header):
                found[column.key] = index
    return found


def _headers(sheet: RawSheet, numbers: Sequence[int]) -> dict[int, str]:
    """Header texts by column: one row, or two with the upper text carried over its merged width."""
    rows = [sheet.rows[number] for number in numbers]
    if len(rows) == 1:
        return {index: normalized(cell.text) for index, cell in rows[0].items()}
    upper, lower = rows
    headers, above = {}, ""
    for index in range(max(*upper, *lower) + 1):
        above = upper[index].text if index in upper else above
        own = upper[index].text if index in upper else ""
        under = lower[index].text if index in lower else ""
        headers[index] = normalized(f"{above} {under}" if under else own)
    return headers


def column_letter(index: int) -> str:
    """Return the letters of a column by its zero-based index: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
