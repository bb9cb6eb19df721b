"""A table of any length, page by page: cut beforehand, set in chunks by the fast engine, joined."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from reports.rendering.fonts import MM_PER_POINT
from reports.rendering.marks import Part, Record, finished
from reports.rendering.paging import Heights, lines_of, paged
from reports.rendering.setting import by_reference, measured, set_checked
from reports.rendering.worker import in_worker, spread
from reports.rendering.written import Expected, squeezed

CHUNK = 40  # pages of a chunk at most
_HALVED = 8  # pages from which two processes are worth a second copy of the faces
_CELL_PADDING_MM = 2.3  # of table-form.css, with the rule
_TYPE_POINTS = 9.0

Row = tuple[tuple[str, str], ...]  # (kind, text) of each cell


@dataclass(frozen=True)
class Piece:
    """A part of the document: its rows page by page, the numbers of its pages, what stands around them.

    Without a ``total`` the pages count themselves; a ``tall`` piece is one endless page, to be measured.
    """

    pages: tuple[tuple[Row, ...], ...]
    opens: bool = True
    closes: bool = True
    first: int = 1
    total: int = 0
    is_tall: bool = False


@dataclass(frozen=True)
class LongTable:
    """A table to be set: widths of its columns and the room of a page in mm, its rows, how a piece becomes HTML."""

    widths_mm: tuple[float, ...]
    page_mm: tuple[float, float]
    rows: tuple[Row, ...]
    html: Callable[[Piece], str]


def render_table(table: LongTable, record: Record) -> bytes:
    """Return the PDF/A of a long table, as ``set_table`` sets it. Raises ``UnableToPrint``."""
    return finished(set_table(table, record.title), record)


def set_table(table: LongTable, title: str) -> list[Part]:
    """Set a long table, not finished yet; the reference engine sets the whole when the fast one is not to be trusted.

    Raises ``UnableToPrint``.
    """
    pages = _cut(table)
    parts = list(spread(set_checked, _chunks(table, pages))) if pages else [None]
    contents = [content for content in parts if content is not None]
    if len(contents) < len(parts):
        contents = [in_worker(by_reference, table.html(Piece((table.rows,))))]
    return [Part(contents[0], title), *map(Part, contents[1:])]


def _cut(table: LongTable) -> list[range] | None:
    scale = table.page_mm[0] / sum(table.widths_mm) / MM_PER_POINT / _TYPE_POINTS
    widths = [width * scale - _CELL_PADDING_MM / MM_PER_POINT / _TYPE_POINTS for width in table.widths_mm]
    around = _measured(table)
    lines = (lines_of([text for _kind, text in row], widths) for row in table.rows)
    return paged([around.of_row(count) for count in lines], around)


def _measured(table: LongTable) -> Heights:
    """Let the engine measure what stands around the rows."""
    columns = len(table.widths_mm)
    low: Row = (("text", "н"),) * columns
    high: Row = (("text", "н\nн"),) * columns
    samples = [
        Piece(((low,),), opens=True, closes=False, is_tall=True),
        Piece(((low,),), opens=False, closes=False, is_tall=True),
        Piece(((low, low),), opens=False, closes=False, is_tall=True),
        Piece(((low, high),), opens=False, closes=False, is_tall=True),
        Piece(((low,),), opens=False, closes=True, is_tall=True),
    ]
    first, plain, two, tall, closed = _heights(tuple(table.html(sample) for sample in samples))
    row = two - plain
    return Heights(
        page=table.page_mm[1] / MM_PER_POINT,
        opening=first - row,
        heading=plain - row,
        closing=closed - plain,
        row=row,
        line=tall - plain - row,
    )


@functools.lru_cache(maxsize=64)  # a list printed again after a change of its rows has the same around them
def _heights(pages: tuple[str, ...]) -> tuple[float, ...]:
    return tuple(in_worker(measured, pages))


def _chunk_count(pages: int) -> int:
    """All alike and an even number of them, so that of two processes none waits for a whole one.

    Never by the number of processes here: the same input gives the same bytes on any machine.
    """
    count = -(-pages // CHUNK)
    return count + count % 2 if pages >= _HALVED else count


def _chunks(table: LongTable, pages: Sequence[range]) -> Iterator[tuple[str, Expected]]:
    size = -(-len(pages) // _chunk_count(len(pages)))
    for start in range(0, len(pages), size):
        rows = tuple(tuple(table.rows[place] for place in page) for page in pages[start : start + size])
        piece = Piece(rows, start == 0, start + size >= len(pages), start + 1, len(pages))
        wanted = tuple(tuple(squeezed("".join(text for _kind, text in row)) for row in page) for page in rows)
        yield table.html(piece), Expected(start + 1, len(pages), wanted)
