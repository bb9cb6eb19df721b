"""Where the table of a sheet stands: its header, its columns, and what a person said about them."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from documents.workbooks.above import said_above
from documents.workbooks.columns import LIKELY, SURE, Column
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import normalized, same_alphabet

HEADER_SEARCH_ROWS = 40
HEADER_LEVELS = 3
LOWER_LEVEL = 4
"""By how much words of a lower level alone weigh less than those of all levels."""
GUESSED, REMEMBERED, CHOSEN = "guessed", "remembered", "chosen"
ORDER_WORDS = ("DMY", "MDY")
_HYPHENATED = re.compile(r"(?<=\w)-[ \t]*\n\s*(?=[а-яёіў])")
Shapes = Mapping[str, Sequence[Column]]


@dataclass(frozen=True)
class Layout:
    """How a sheet is read. Plain JSON by ``asdict``; kept with the batch and remembered per source.

    ``columns`` maps our key to the column's index, ``orders`` the key of a column of days to the
    answer about its mask; ``doubtful`` names columns found by likeness only; ``above`` holds the text
    and kind of the cells over the table that stand for a column it does not have.
    """

    sheet: str
    shape: str
    header_rows: tuple[int, ...] = ()
    columns: dict[str, int] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    doubtful: tuple[str, ...] = ()
    above: dict[str, list[str]] = field(default_factory=dict)
    origin: str = GUESSED
    is_used: bool = True
    is_1904: bool = False
    fingerprint: str = ""

    @classmethod
    def load(cls, raw: Mapping[str, Any]) -> Layout:
        """Return the layout of a stored JSON object."""
        return cls(**{**raw, "header_rows": tuple(raw["header_rows"]), "doubtful": tuple(raw["doubtful"])})

    def dump(self) -> dict[str, Any]:
        """Return plain JSON."""
        return {**asdict(self), "header_rows": list(self.header_rows), "doubtful": list(self.doubtful)}

    def missing(self, shapes: Shapes) -> list[str]:
        """Titles of required columns that nobody has found yet."""
        known = self.columns.keys() | self.above.keys()
        return [c.title for c in shapes[self.shape] if c.is_required and c.key not in known]


@dataclass(frozen=True)
class Table:
    """A table to read: its known columns and how their days are to be understood."""

    columns: dict[str, int]
    header_rows: tuple[int, ...]
    known: Mapping[str, Column] = field(default_factory=dict)
    orders: Mapping[str, str] = field(default_factory=dict)
    on: dt.date = dt.date(2026, 1, 1)
    is_1904: bool = False
    above: Mapping[str, RawCell] = field(default_factory=dict)

    @property
    def first_data_row(self) -> int:
        """Number of the row under the header, 1 where there is none."""
        return self.header_rows[-1] + 1 if self.header_rows else 1

    def cell(self, row: dict[int, RawCell], key: str) -> RawCell | None:
        """Cell of a known column in a row; without such a column, what is said over the table."""
        index = self.columns.get(key)
        return row.get(index) if index is not None else self.above.get(key)


@dataclass(frozen=True)
class _Found:
    columns: dict[str, int]
    scores: dict[str, int]
    header_rows: tuple[int, ...]
    shape: str
    required: int
    above: dict[str, RawCell] = field(default_factory=dict)

    @property
    def worth(self) -> tuple[int, int, int]:
        """More required columns, then more likeness, then fewer rows of header."""
        return self.required, sum(self.scores.values()) + SURE * len(self.above), -len(self.header_rows)


def table_of(layout: Layout, shapes: Shapes, on: dt.date) -> Table:
    """Return the table that a layout describes, for reading on a day."""
    known = {column.key: column for column in shapes[layout.shape]}
    above = {key: RawCell(*cell) for key, cell in layout.above.items() if key not in layout.columns}
    return Table(layout.columns, layout.header_rows, known, layout.orders, on, layout.is_1904, above)


def guess_layout(sheet: RawSheet, shapes: Shapes) -> Layout:
    """Return the best reading of a sheet: the header of most of our columns, or none with no column known."""
    candidates = _candidates(sheet, shapes)
    best = max(candidates, key=lambda found: found.worth, default=None)
    if best is None or len(best.columns) < 2:
        shape = next(iter(shapes))
        return Layout(sheet.name, shape, is_1904=sheet.is_1904, fingerprint=fingerprint(sheet, ()), is_used=False)
    best = _whole(best, candidates)
    doubtful = tuple(sorted(key for key, score in best.scores.items() if score < SURE - 1))
    return Layout(
        sheet.name,
        best.shape,
        best.header_rows,
        best.columns,
        doubtful=doubtful,
        above={key: [cell.text, cell.kind] for key, cell in best.above.items()},
        is_1904=sheet.is_1904,
        fingerprint=fingerprint(sheet, best.header_rows),
    )


def guess_layouts(sheets: Sequence[RawSheet], shapes: Shapes) -> list[Layout]:
    """Return a layout for each sheet; sheets that are not ours are set aside while another one is."""
    layouts = [guess_layout(sheet, shapes) for sheet in sheets]
    whole = [layout for layout in layouts if layout.is_used and not layout.missing(shapes)]
    if whole:
        return [Layout.load({**x.dump(), "is_used": x in whole}) for x in layouts]
    fullest = max(layouts, key=lambda layout: len(layout.columns), default=None)
    return [Layout.load({**x.dump(), "is_used": x is fullest}) for x in layouts]


def fingerprint(sheet: RawSheet, header_rows: Sequence[int]) -> str:
    """Return what makes a source known again: the words of its header, or its width where it has none."""
    if not header_rows:
        width = max((max(row) + 1 for row in sheet.rows.values()), default=0)
        return f"no-header-{width}"
    words = "|".join(f"{index}:{text}" for index, text in sorted(headers_of(sheet, header_rows).items()))
    return hashlib.sha256(words.encode()).hexdigest()[:32]


def headers_of(sheet: RawSheet, numbers: Sequence[int]) -> dict[int, str]:
    """Header texts by column: the levels joined, each upper text carried over the width below it."""
    return {index: normalized(" ".join(parts)) for index, parts in _levels_of(sheet, numbers).items()}


def _levels_of(sheet: RawSheet, numbers: Sequence[int]) -> dict[int, list[str]]:
    """The words of each level over each column, from above, none twice."""
    levels = [sheet.rows[number] for number in numbers if number in sheet.rows]
    if not levels:
        return {}
    headers: dict[int, list[str]] = {}
    above = [""] * len(levels)
    for index in range(max(max(level) for level in levels) + 1):
        texts = [_words(level[index].text) if index in level else "" for level in levels]
        parts: list[str] = []
        for depth, text in enumerate(texts):
            if text:
                above[depth:] = [text, *[""] * (len(levels) - depth - 1)]
            carried = text or (above[depth] if any(texts[depth + 1 :]) else "")
            if carried and carried not in parts:
                parts.append(carried)
        if parts:
            headers[index] = parts
    return headers


def _words(text: str) -> str:
    """A header's text with words put together that were cut at the end of a line."""
    return same_alphabet(_HYPHENATED.sub("", text.strip()))


def _candidates(sheet: RawSheet, shapes: Shapes) -> list[_Found]:
    found = []
    for number in sorted(sheet.rows)[:HEADER_SEARCH_ROWS]:
        for levels in range(1, HEADER_LEVELS + 1):
            rows = tuple(range(number, number + levels))
            if not all(n in sheet.rows for n in rows):
                break
            if any(_is_data(sheet.rows[n]) for n in rows):
                break
            if levels > 1 and len(sheet.rows[number]) == 1:
                break  # a title over the table is no level of its header
            headers = _readings(_levels_of(sheet, rows))
            for shape, columns in shapes.items():
                match = _match(headers, rows, shape, columns)
                found.append(_with_above(match, sheet, columns) if len(match.columns) > 1 else match)
    return found


def _whole(best: _Found, candidates: Sequence[_Found]) -> _Found:
    """The same reading with the levels over it: cells merged downwards stand in the lowest one as well."""
    alike = [
        found
        for found in candidates
        if (found.shape, found.columns, found.header_rows[-1], found.above)
        == (best.shape, best.columns, best.header_rows[-1], best.above)
    ]
    return replace(best, header_rows=max((found.header_rows for found in alike), key=len))


def _with_above(match: _Found, sheet: RawSheet, columns: Sequence[Column]) -> _Found:
    """A reading with what is said over its header: what is required may stand there."""
    above = said_above(sheet, match.header_rows[0], [c for c in columns if c.key not in match.columns])
    required = match.required + sum(1 for column in columns if column.is_expected and column.key in above)
    return replace(match, above=above, required=required)


def _is_data(row: dict[int, RawCell]) -> bool:
    """Days and times stand in rows of data, never in a header."""
    return any(cell.kind in "dt" for cell in row.values())


def _readings(levels: Mapping[int, Sequence[str]]) -> dict[int, list[str]]:
    """What may be read over each column: all its levels together, or the lower ones alone."""
    return {
        index: [normalized(" ".join(parts[start:])) for start in range(len(parts))] for index, parts in levels.items()
    }


def _score(column: Column, readings: Sequence[str]) -> int:
    """All levels together say it best; a lower one alone is worth a look of a person."""
    whole, *lower = (column.score(text) for text in readings)
    return max(whole, max(lower, default=0) - LOWER_LEVEL)


def _match(headers: dict[int, list[str]], rows: tuple[int, ...], shape: str, columns: Sequence[Column]) -> _Found:
    scored = sorted(
        (
            (-score, place, index, column.key)
            for index, readings in headers.items()
            for place, column in enumerate(columns)
            if (score := _score(column, readings)) >= LIKELY
        ),
    )
    scored = [one for one in scored if not _is_guess_among_equals(one, scored)]
    mapped: dict[str, int] = {}
    scores: dict[str, int] = {}
    for minus, _place, index, key in scored:
        if key not in mapped and index not in mapped.values():
            mapped[key], scores[key] = index, -minus
    required = sum(1 for column in columns if column.is_expected and column.key in mapped)
    return _Found(mapped, scores, rows, shape, required)


def _is_guess_among_equals(one: tuple[int, int, int, str], scored: Sequence[tuple[int, int, int, str]]) -> bool:
    """Whether another header sounds as much like a column: which of the two it is, is not ours to guess.

    A header that is more like another column is no rival.
    """
    minus, _place, index, key = one
    if -minus >= SURE - 1 - LOWER_LEVEL:
        return False
    rivals = {other[2] for other in scored if other[0] == minus and other[3] == key and other[2] != index}
    return any(min(other[0] for other in scored if other[2] == rival) == minus for rival in rivals)


def column_letter(index: int) -> str:
    """Return the letters of a column by its zero-based index: 0 → A, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
