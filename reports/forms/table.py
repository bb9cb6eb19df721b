"""A form that is one table: stamps, heading, columns, rows, signature. One context serves paper and sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from reports.forms.catalogue import FormEdition
from reports.forms.lines import Line
from reports.forms.words import DASH, day_text, footer_of, glued, number_text

ORGANISATION = "{organisation}"
Value = str | int | Decimal | dt.date | None


@dataclass(frozen=True)
class Column:
    """A column: its key in the rows, caption, width in mm, kind of content, the caption above it
    that it shares with its neighbours, and what stands in a cell without a value."""

    key: str
    caption: str
    width: int
    kind: str = "text"
    group: str = ""
    absent: str = ""


@dataclass(frozen=True)
class HeaderCell:
    """A cell of the heading of a table, in a grid of columns and rows that begin with 0."""

    text: str
    column: int
    row: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class HeadingLine:
    """A line of the heading: the title, the name of the employer on its rule, or words between."""

    text: str
    is_title: bool = False
    is_organisation: bool = False


@dataclass(frozen=True)
class TableForm:
    """All that is printed of a form, ready to be set.

    ``empty_note`` says that nothing belongs here, and only where that has been found: a draft that
    nobody has composed has no rows and says nothing.
    """

    title: str
    file: str
    day: dt.date | None
    footer: str
    source: tuple[str, ...]
    landscape: bool
    agreed: tuple[tuple[Line, ...], ...]
    approved: tuple[Line, ...]
    heading: tuple[str, ...]
    organisation: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    empty_note: str
    signature: tuple[Line, ...]
    note: str

    @property
    def page_mm(self) -> tuple[float, float]:
        """Width and height of what a page holds between its margins (base.css, landscape.css)."""
        return (267, 178) if self.landscape else (180, 267)

    @property
    def side_margins_mm(self) -> tuple[float, float]:
        """Margins at the left and at the right."""
        return (20, 10)

    @property
    def heading_lines(self) -> tuple[HeadingLine, ...]:
        """The heading with the employer in its place."""
        return tuple(
            HeadingLine(self.organisation, is_organisation=True)
            if line == ORGANISATION
            else HeadingLine(line, is_title=place == 0)
            for place, line in enumerate(self.heading)
        )

    @property
    def header_rows(self) -> tuple[tuple[HeaderCell, ...], ...]:
        """Captions of the columns, row by row."""
        cells = header_of(self.columns)
        depth = max(cell.row + cell.down for cell in cells)
        return tuple(tuple(cell for cell in cells if cell.row == row) for row in range(depth))

    @property
    def printed_rows(self) -> tuple[tuple[tuple[str, str], ...], ...]:
        """Rows as (kind, text) cells."""
        return tuple(tuple(map(_printed, self.columns, row)) for row in self.shown_rows)

    @property
    def shown_rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows; without any, the empty row of the form, struck out where nothing belongs there."""
        return self.rows or ((DASH if self.empty_note else "",) * len(self.columns),)


def columns_of(edition: FormEdition) -> tuple[Column, ...]:
    """Return the columns of a form, narrow ones first as the act has them."""
    return tuple(Column(**{**column, "width": int(column["width"])}) for column in edition.body["columns"])


def header_of(columns: Sequence[Column]) -> tuple[HeaderCell, ...]:
    """Return the captions as a grid: a shared caption stands above its columns, others take both rows."""
    depth = 2 if any(column.group for column in columns) else 1
    cells: list[HeaderCell] = []
    for place, column in enumerate(columns):
        if not column.group:
            cells.append(HeaderCell(column.caption, place, 0, down=depth))
            continue
        if place == 0 or columns[place - 1].group != column.group:
            across = sum(1 for other in columns if other.group == column.group)
            cells.append(HeaderCell(column.group, place, 0, across=across))
        cells.append(HeaderCell(column.caption, place, 1))
    return tuple(cells)


def _printed(column: Column, value: Value) -> tuple[str, str]:
    text = text_of(value, column)
    return ("code" if text == DASH else column.kind), text


def text_of(value: Value, column: Column) -> str:
    """Return a value as paper shows it."""
    if value is None or value == "":
        return column.absent
    if value == "-":
        return DASH
    if isinstance(value, dt.date):
        return day_text(value)
    if isinstance(value, Decimal):
        return number_text(value)
    return glued(str(value))


def typed(text: str, column: Column) -> Value:
    """Return the text of a stored cell as the value it is: figures of number columns become numbers."""
    if column.kind != "number" or not text:
        return text or None
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return text  # a person wrote words where a number is expected: they are printed as they are
    return int(number) if number == number.to_integral_value() and "." not in str(number) else number


def table_form(edition: FormEdition, *, organisation: str, is_draft: bool, **filling: Any) -> TableForm:
    """Put the words of an edition and the filling together.

    ``filling`` holds what else the document says: day, agreed, approved, rows, signature, note.
    """
    body: Mapping[str, Any] = edition.body
    return TableForm(
        organisation=organisation,
        footer=footer_of(f"{edition.title} · {organisation}", is_draft=is_draft),
        title=edition.title,
        file=edition.file,
        source=edition.source,
        landscape=body["landscape"],
        heading=tuple(body["heading"]),
        columns=columns_of(edition),
        empty_note="" if is_draft else body["empty"],
        **filling,
    )
