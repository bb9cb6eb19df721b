"""A form made of sections: headings, filled lines, tables, closing lines. Most papers are such."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.forms.catalogue import FormEdition
from reports.forms.lines import Line, filled
from reports.forms.words import footer_of, glued

TEMPLATE = "sheets.html"


@dataclass(frozen=True)
class GridColumn:
    """A column: caption, width in mm, how its cells are set, and the captions above it, the topmost first."""

    caption: str
    width: int
    kind: str = "text"
    over: tuple[str, ...] = ()


@dataclass(frozen=True)
class Caption:
    """A cell of the heading of a table."""

    text: str
    across: int
    down: int


@dataclass(frozen=True)
class Cell:
    """A cell of a row."""

    kind: str
    text: str
    across: int = 1


@dataclass(frozen=True)
class Grid:
    """A table: captions row by row, whether columns are numbered below them, rows."""

    widths: tuple[int, ...]
    captions: tuple[tuple[Caption, ...], ...]
    is_numbered: bool
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Section:
    """A part of a form: blocks side by side, heading, lines, a table, closing lines.

    ``look`` is «sheet» where it begins a page.
    """

    look: str
    left: tuple[Line, ...]
    right: tuple[Line, ...]
    heading: tuple[str, ...]
    before: tuple[Line, ...]
    grid: Grid | None
    after: tuple[Line, ...]


@dataclass(frozen=True)
class SheetsForm:
    """All that is printed of such a form, ready to be set."""

    title: str
    file: str
    day: dt.date | None
    organisation: str
    footer: str
    source: tuple[str, ...]
    landscape: bool
    sections: tuple[Section, ...]
    notes: tuple[str, ...]


Rows = Iterable[Sequence[str | Cell]]


def sheets_form(
    edition: FormEdition,
    *,
    title: str,
    file: str,
    day: dt.date | None,
    organisation: str,
    is_draft: bool,
    sections: Iterable[Section],
    note: str = "",
) -> SheetsForm:
    """Put the words of an edition and its filled sections together."""
    return SheetsForm(
        title=title,
        file=file,
        day=day,
        organisation=organisation,
        footer=footer_of(f"{title} · {organisation}", is_draft=is_draft),
        source=edition.source,
        landscape=edition.body.get("landscape", False),
        sections=tuple(sections),
        notes=tuple(filter(None, (*edition.body.get("notes", ()), note))),
    )


def section(body: Mapping[str, Any], values: Mapping[str, str], rows: Rows | None = None) -> Section:
    """Fill a section of the data in: ``look``, ``left``, ``right``, ``heading``, ``before``, ``columns``, ``after``.

    Without rows a table keeps one empty row, as the form has it.
    """
    return Section(
        look=body.get("look", ""),
        left=filled(body.get("left", ()), values),
        right=filled(body.get("right", ()), values),
        heading=tuple(line.format_map(values) for line in body.get("heading", ())),
        before=filled(body.get("before", ()), values),
        grid=grid(body, rows) if "columns" in body else None,
        after=filled(body.get("after", ()), values),
    )


def grid(body: Mapping[str, Any], rows: Rows | None) -> Grid:
    """Return the table of a section of the data."""
    columns = [
        GridColumn(c["caption"], int(c["width"]), c.get("kind", "text"), tuple(c.get("over", ())))
        for c in body["columns"]
    ]
    given = [
        tuple(_cell(cell, column) for cell, column in zip(row, _spread(row, columns), strict=True))
        for row in rows or ()
    ]
    empty = tuple(Cell(column.kind, "") for column in columns)
    return Grid(
        widths=tuple(column.width for column in columns),
        captions=captions_of(columns),
        is_numbered=body.get("numbered", True),
        rows=tuple(given) or (empty,),
    )


def _cell(cell: str | Cell, column: GridColumn) -> Cell:
    return cell if isinstance(cell, Cell) else Cell(column.kind, glued(cell))


def _spread(row: Sequence[str | Cell], columns: Sequence[GridColumn]) -> list[GridColumn]:
    """The column in which each cell of a row begins."""
    found, place = [], 0
    for cell in row:
        found.append(columns[place])
        place += cell.across if isinstance(cell, Cell) else 1
    return found


def captions_of(columns: Sequence[GridColumn]) -> tuple[tuple[Caption, ...], ...]:
    """Return the heading of a table: captions shared by neighbours stand above them, others reach down."""
    paths = [(*column.over, column.caption) for column in columns]
    depth = max(map(len, paths))
    return tuple(tuple(_level(paths, level, depth)) for level in range(depth))


def _level(paths: Sequence[tuple[str, ...]], level: int, depth: int) -> Iterable[Caption]:
    place = 0
    while place < len(paths):
        path = paths[place]
        if level >= len(path):
            place += 1
            continue
        is_leaf = level == len(path) - 1
        across = 1 if is_leaf else _run(paths[place:], path[: level + 1])
        yield Caption(path[level], across, depth - level if is_leaf else 1)
        place += across


def _run(paths: Sequence[tuple[str, ...]], shared: tuple[str, ...]) -> int:
    """How many neighbours share the captions above them."""
    count = 0
    for path in paths:
        if path[: len(shared)] != shared or len(path) == len(shared):
            break
        count += 1
    return count
