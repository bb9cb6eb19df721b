"""The same form as a sheet: what paper shows, in cells that a spreadsheet can sort and count."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate, chain, pairwise, zip_longest

from reports.forms.lines import Line
from reports.forms.stamp import Stamp
from reports.forms.table import Column, TableForm, Value
from reports.forms.words import DASH
from reports.rendering.xlsx import Cell, Look, SheetSpec

Row = tuple[Cell, ...]
Span = tuple[int, int]  # first column (from 1) and how many

_PLAIN = Look()
_SMALL = Look(size=8)
_CENTRED = Look(align="center")
_TITLE = Look(size=12, bold=True, align="center")
_RULED = Look(align="center", valign="bottom", border="under")
_CAPTION = Look(size=7, align="center")
_HEADER = Look(size=9, align="center", valign="center", border="box")
_ALIGN = {"text": "left", "money": "right"}
_GAP = " " * 8
_STAMP_MM = 82.0
_NARROWEST_MM = 25.0  # a blank that holds a name


def sheet_of(form: TableForm, stamp: Stamp | None = None) -> SheetSpec:
    """Return the sheet of a form: page, widths, repeated heading and the line of verification as on paper.

    Its rows are made as they are written.
    """
    widths = tuple(float(column.width) for column in form.columns)
    above = [*_top(form, widths)]
    header = [*_header(form)]
    return SheetSpec(
        title=form.title,
        widths_mm=widths,
        rows=chain(above, header, _body(form)),
        closing=tuple(_closing(form, widths)),
        landscape=form.landscape,
        heading_rows=(len(above) + 1, len(above) + len(header)),
        footer=form.footer,
        proof=stamp.words if stamp else "",
        code=stamp.code if stamp else "",
    )


def _top(form: TableForm, widths: Sequence[float]) -> Iterator[Row]:
    whole, (left, right) = (1, len(widths)), _sides(widths)
    yield (Cell(right[0], "\n".join(form.source), _SMALL, across=right[1]),)
    yield ()
    agreed = [row for stamp in form.agreed for row in (*_block(stamp, left, widths), ())]
    for one, other in zip_longest(agreed, _block(form.approved, right, widths), fillvalue=()):
        yield (*one, *other)
    for line in form.heading_lines:
        look = _TITLE if line.is_title else _RULED if line.is_organisation else _CENTRED
        yield (Cell(whole[0], line.text, look, across=whole[1]),)
        if line.is_organisation:
            yield (Cell(whole[0], "(наименование организации)", _CAPTION, across=whole[1]),)
    yield ()


def _sides(widths: Sequence[float]) -> tuple[Span, Span]:
    """Columns under the left and the right stamp: each as near to the width of a stamp as columns allow."""
    ends = list(accumulate(widths))
    left = min(range(1, len(widths)), key=lambda count: abs(ends[count - 1] - _STAMP_MM))
    right = min(range(left + 1, len(widths) + 1), key=lambda first: abs(ends[-1] - ends[first - 2] - _STAMP_MM))
    return (1, left), (right, len(widths) - right + 1)


def _block(lines: Sequence[Line], span: Span, widths: Sequence[float]) -> Iterator[Row]:
    """Lines of a stamp or of the signature in a span of columns."""
    for line in lines:
        if line.blanks:
            yield from _blanks(line, span, widths)
        else:
            yield (Cell(span[0], line.text, _PLAIN, across=span[1]),)


def _blanks(line: Line, span: Span, widths: Sequence[float]) -> Iterator[Row]:
    """A row of values on a rule, a row of captions; one blank for all where columns are too narrow."""
    lead = [line.text] if line.text else []
    values = [blank.value for blank in line.blanks]
    captions = [f"({blank.caption})" for blank in line.blanks]
    spans = _parts(span, widths, len(lead) + len(values))
    if not spans:
        values, captions = [_GAP.join(values)], [_GAP.join(captions)]
        spans = _parts(span, widths, len(lead) + 1)
    blanks = spans[len(lead) :]
    first = [Cell(spans[0][0], text, _PLAIN, across=spans[0][1]) for text in lead]
    yield (*first, *(Cell(start, text, _RULED, across=n) for text, (start, n) in zip(values, blanks, strict=True)))
    yield tuple(Cell(start, text, _CAPTION, across=n) for text, (start, n) in zip(captions, blanks, strict=True))


def _parts(span: Span, widths: Sequence[float], count: int) -> list[Span]:
    """Cut a span into parts of whole columns, as even as columns allow; nothing when a part is too narrow."""
    first, across = span
    if across < count:
        return []
    ends = list(accumulate(widths[first - 1 : first - 1 + across]))
    cuts = [0]
    for part in range(1, count):
        room = range(cuts[-1] + 1, across - (count - part) + 1)
        cuts.append(min(room, key=lambda cut: abs(ends[cut - 1] - ends[-1] * part / count)))
    cuts.append(across)
    parts = [(start, end) for start, end in pairwise(cuts)]
    if count > 1 and min(sum(widths[first - 1 + a : first - 1 + b]) for a, b in parts) < _NARROWEST_MM:
        return []
    return [(first + start, end - start) for start, end in parts]


def _header(form: TableForm) -> Iterator[Row]:
    for row in form.header_rows:
        yield tuple(Cell(cell.column + 1, cell.text, _HEADER, cell.across, cell.down) for cell in row)
    yield tuple(Cell(place, place, _HEADER) for place in range(1, len(form.columns) + 1))


def _body(form: TableForm) -> Iterator[Row]:
    for row in form.shown_rows:
        yield tuple(
            _cell(place, value, column)
            for place, (column, value) in enumerate(zip(form.columns, row, strict=True), start=1)
        )


def _cell(place: int, value: Value, column: Column) -> Cell:
    shown = (column.absent or None) if value in (None, "") else DASH if value == "-" else value
    align = "center" if shown == DASH else _ALIGN.get(column.kind, "center")
    return Cell(place, shown, _look(align, _number_format(shown, column)))


@functools.cache
def _look(align: str, number_format: str) -> Look:
    return Look(size=9, align=align, border="box", number_format=number_format)


def _number_format(value: Value, column: Column) -> str:
    if column.kind == "money":
        return "#,##0.00"
    if isinstance(value, dt.date):
        return "dd.mm.yyyy"
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        return f"0.{'0' * -exponent}" if isinstance(exponent, int) and exponent < 0 else "0"
    return "0" if isinstance(value, int) else "@"


def _closing(form: TableForm, widths: Sequence[float]) -> Iterator[Row]:
    whole = (1, len(widths))
    yield ()
    if form.empty_note and not form.rows:
        yield (Cell(1, form.empty_note, _PLAIN, across=whole[1]),)
        yield ()
    yield from _block(form.signature, whole, widths)
    if form.note:
        yield ()
        yield (Cell(1, form.note, _SMALL, across=whole[1]),)
