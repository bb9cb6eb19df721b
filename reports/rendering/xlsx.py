"""The only place that writes spreadsheets: a sheet specification into the bytes of an .xlsx file.

What a user wrote is never a formula, whatever it begins with. The sheet prints as it is: page,
margins, repeated heading, one page wide, heights of rows counted from the metrics of the type.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.properties import PageSetupProperties

from reports.rendering.fonts import LINE_HEIGHT, MM_PER_POINT, line_count
from reports.rendering.sheet_pages import PageCutter, page_room

Value = str | int | Decimal | dt.date | None
FONT = "Times New Roman"

_PADDING_MM = 2.2  # what the programs keep free at both sides of a cell, with a little to spare
_PADDING_POINTS = 3.0
_TALLEST = 409.0  # points, the limit of the format
_A4 = 9
_FOOTER = 160  # signs of the left part: 255 of the whole, less the right part and the marks of the type
_DAY = "dd.mm.yyyy"
_DIGIT_PIXELS = 8  # a digit of the normal style, 12 pt: the unit of the widths of columns
_MOST_BREAKS = 1000  # the format holds 1023
_MOMENT = (2000, 1, 1, 0, 0, 0)  # the same sheet gives the same bytes
_MADE_AT = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:\1>")
_LIKE_FORMULAS = tuple("=+-@\t\r\n")
_SIDE = Side(style="thin")
_BORDERS = {
    "": Border(),
    "box": Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE),
    "under": Border(bottom=_SIDE),
}


class _Footer(HeaderFooterItem):
    """A footer whose line break is one: the library writes a code that LibreOffice shows as letters."""

    def __str__(self) -> str:
        return str(super().__str__()).replace("_x000a_", "\n")


@dataclass(frozen=True)
class Look:
    """How a cell looks. ``border`` is «box», «under» or nothing; ``size`` in points."""

    size: float = 10
    bold: bool = False
    italic: bool = False
    align: str = "left"
    valign: str = "top"
    border: str = ""
    number_format: str = "General"


@dataclass(frozen=True)
class Cell:
    """A value in its first column (from 1), over ``across`` columns and ``down`` rows."""

    column: int
    value: Value
    look: Look = Look()
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class SheetSpec:
    """A sheet: columns in mm of paper, rows of cells, and which rows (from 1) stand on each page.

    After each of ``breaks`` (rows from 1) a page begins. Rows of a ``closing`` stand together, with the last of the
    rows on their page: then the pages are cut here (ADR 0113). ``proof`` is the line under the footer by which a print is verified, ``code`` the code that it names.
    """

    title: str
    widths_mm: tuple[float, ...]
    rows: Iterable[tuple[Cell, ...]]
    landscape: bool = False
    heading_rows: tuple[int, int] | None = None
    footer: str = ""
    breaks: tuple[int, ...] = ()
    closing: tuple[tuple[Cell, ...], ...] = ()
    proof: str = ""
    code: str = ""
    margins_mm: tuple[float, float, float, float] = (15, 10, 15, 20)  # top, right, bottom, left


def render(spec: SheetSpec) -> bytes:
    """Return the workbook with one sheet; the rows are consumed as they are written."""
    book: Any = Workbook(write_only=True)
    book._named_styles["Normal"].font = Font(name=FONT, size=12)  # the unit of the widths
    book.properties.title, book.properties.identifier = spec.title, spec.code or None
    sheet = book.create_sheet(spec.title[:31])
    _set_page(sheet, spec)
    for place, width in enumerate(spec.widths_mm, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _column_width(width)
    writer = _RowWriter(sheet, spec.widths_mm)
    cutter = PageCutter(room_of(spec), spec.heading_rows or (0, -1)) if spec.closing else None
    for row in spec.rows:
        height = writer.write(row)
        if cutter:
            cutter.add(height)
    closing = [writer.write(row) for row in spec.closing]
    if cutter:
        cutter.close(sum(closing))
        for place in cutter.breaks[:_MOST_BREAKS]:
            sheet.row_breaks.append(Break(id=place))
    buffer = BytesIO()
    book.save(buffer)
    return _without_moments(buffer)


def room_of(spec: SheetSpec) -> float:
    """Points of rows that a page of a sheet holds in every program."""
    return page_room(sum(spec.widths_mm), spec.margins_mm, landscape=spec.landscape)


def _column_width(width_mm: float) -> float:
    return round(width_mm / 25.4 * 96 / _DIGIT_PIXELS, 2)


def _set_page(sheet: Any, spec: SheetSpec) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.orientation = "landscape" if spec.landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = [value / 25.4 for value in spec.margins_mm]
    for side, value in zip(("top", "right", "bottom", "left"), margins, strict=True):
        setattr(sheet.page_margins, side, value)
    for row in spec.breaks:
        sheet.row_breaks.append(Break(id=row))
    sheet.page_margins.header = sheet.page_margins.footer = 6 / 25.4
    sheet.HeaderFooter.oddFooter = _Footer()
    sheet.HeaderFooter.oddFooter.left.text = _footer_text(spec.footer, spec.proof)
    sheet.HeaderFooter.oddFooter.right.text = "стр. &P из &N"
    for part in (sheet.HeaderFooter.oddFooter.left, sheet.HeaderFooter.oddFooter.right):
        part.font, part.size = FONT, 8
    if spec.heading_rows:
        first, last = spec.heading_rows
        sheet.print_title_rows = f"{first}:{last}"


def _footer_text(text: str, proof: str) -> str:
    """Footer and proof below each other; a long name gives way, since Excel repairs what is longer than its limit."""
    below = "\n" + proof.replace("&", "&&") if proof else ""
    doubled = text.replace("&", "&&")
    room = _FOOTER - len(below)
    if len(doubled) > room:
        doubled = doubled[: room - 1].rstrip("&") + "…"
    return doubled + below


class _RowWriter:
    """Writes rows one after another: styles are made once, borders run around merged cells, and the
    last row of a cell that spans several takes what their heights lack."""

    def __init__(self, sheet: Any, widths_mm: tuple[float, ...]) -> None:
        self._sheet, self._widths = sheet, widths_mm
        self._row = 0
        self._cells: dict[tuple[Look, bool], Any] = {}
        self._below: dict[tuple[int, int], Look] = {}
        self._heights: dict[int, float] = {}

    def write(self, cells: tuple[Cell, ...]) -> float:
        """Append a row; returns its height."""
        self._row += 1
        found: dict[int, tuple[Value, Look]] = {
            column: (None, self._below.pop((self._row, column)))
            for column in range(1, len(self._widths) + 1)
            if (self._row, column) in self._below
        }
        for cell in cells:
            self._place(cell, found)
        height = self._height(cells)
        self._sheet.row_dimensions[self._row] = RowDimension(self._sheet, index=self._row, ht=height)
        self._sheet.append(self._written(found))
        del self._sheet.row_dimensions[self._row]  # written: memory does not grow with the rows
        return height

    def _place(self, cell: Cell, found: dict[int, tuple[Value, Look]]) -> None:
        columns = range(cell.column, cell.column + cell.across)
        for column in columns:
            found[column] = (cell.value if column == cell.column else None, cell.look)
            for below in range(1, cell.down):
                self._below[self._row + below, column] = cell.look
        if cell.across > 1 or cell.down > 1:
            first, last = get_column_letter(cell.column), get_column_letter(columns[-1])
            self._sheet.merged_cells.add(f"{first}{self._row}:{last}{self._row + cell.down - 1}")

    def _height(self, cells: tuple[Cell, ...]) -> float:
        """Points that the tallest cell needs, the ones that end here included."""
        needed = [LINE_HEIGHT * 10 + _PADDING_POINTS]
        needed += [self._needed(cell) for cell in cells if cell.down == 1]
        needed.append(self._heights.pop(self._row, 0))
        height = round(min(max(needed), _TALLEST), 1)
        for cell in cells:
            if cell.down > 1:
                last = self._row + cell.down - 1
                self._heights[last] = max(self._heights.get(last, 0), self._needed(cell) - height * (cell.down - 1))
        return height

    def _needed(self, cell: Cell) -> float:
        width = sum(self._widths[cell.column - 1 : cell.column - 1 + cell.across]) - _PADDING_MM
        look = cell.look
        sizes = width / MM_PER_POINT / look.size
        lines = line_count(_shown(cell.value), sizes, bold=look.bold, italic=look.italic)
        return lines * look.size * LINE_HEIGHT + _PADDING_POINTS

    def _written(self, found: dict[int, tuple[Value, Look]]) -> Iterator[Any]:
        """One cell object a look, its value replaced: a style for each cell would cost half the time."""
        for column in range(1, max(found, default=0) + 1):
            if column not in found:
                yield None
                continue
            value, look = found[column]
            yield self._filled(value, look)

    def _filled(self, value: Value, look: Look) -> Any:
        """A text stays a text even where a program would take it for a formula."""
        if not isinstance(value, str):
            if isinstance(value, dt.date) and look.number_format == "General":
                look = replace(look, number_format=_DAY)  # else the library would choose, and change the style
            cell = self._styled(look, is_quoted=False)
            cell.value = value
            return cell
        cell = self._styled(look, is_quoted=value.startswith(_LIKE_FORMULAS))
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value)
        cell.data_type = "s"
        return cell

    def _styled(self, look: Look, *, is_quoted: bool) -> Any:
        """The cell of a look, quoted or not: the workbook keeps its style by reference, so it never changes."""
        if (look, is_quoted) not in self._cells:
            cell = WriteOnlyCell(self._sheet)
            cell.font = Font(name=FONT, size=look.size, bold=look.bold, italic=look.italic)
            cell.alignment = Alignment(horizontal=look.align, vertical=look.valign, wrap_text=True)
            cell.border = _BORDERS[look.border]
            cell.number_format = look.number_format
            cell.quotePrefix = is_quoted
            self._cells[look, is_quoted] = cell
        return self._cells[look, is_quoted]


def _shown(value: Value) -> str:
    if value is None:
        return ""
    return f"{value:%d.%m.%Y}" if isinstance(value, dt.date) else str(value)


def _without_moments(buffer: BytesIO) -> bytes:
    """Return the same workbook without the moment of its making."""
    result = BytesIO()
    with zipfile.ZipFile(buffer) as given, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if name == "docProps/core.xml":
                made.writestr(entry, _MADE_AT.sub(b"", given.read(name)))
                continue
            with given.open(name) as source, made.open(entry, "w") as target:
                shutil.copyfileobj(source, target)  # a sheet is many times as long as its archive
    return result.getvalue()
