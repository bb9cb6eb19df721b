"""Cuts a long table into pages before it is set: each page is full, and all are counted beforehand.

Then chunks of pages can be set apart from one another, in any process, with «стр. X из Y» right in
each. Heights of what stands around the rows are measured by the engine itself; rows are counted from
the metrics of the type, never too low, so that a page holds at least what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.rendering.fonts import line_count

_SPARE = 0.985  # of the width of a cell: kerning may widen a line
_SLACK = 1.0  # points of a page


@dataclass(frozen=True)
class Heights:
    """Heights in points: the room of a page, what stands on the first page and on each other before
    the first row, what closes the table, a row of one line, and each line more."""

    page: float
    opening: float
    heading: float
    closing: float
    row: float
    line: float

    def of_row(self, lines: int) -> float:
        """Height of a row whose tallest cell has so many lines."""
        return self.row + self.line * (lines - 1)


def lines_of(texts: Sequence[str], widths: Sequence[float]) -> int:
    """How many lines the tallest cell of a row needs; widths in sizes of the type."""
    return max(line_count(text, width * _SPARE) for text, width in zip(texts, widths, strict=True))


def paged(heights: Sequence[float], around: Heights) -> list[range] | None:
    """Return which rows stand on each page, the last page with the closing block and at least a row.

    ``None`` when a row, or a row with what must stand beside it, has no room on a page at all.
    """
    room, later = around.page - around.opening - _SLACK, around.page - around.heading - _SLACK
    pages: list[range] = []
    start, used = 0, 0.0
    for place, height in enumerate(heights):
        if used + height > room:
            if place == start:
                return None
            pages.append(range(start, place))
            start, used, room = place, 0.0, later
        used += height
    last = len(heights)
    if used + around.closing > room:
        if last - start > 1:
            pages.append(range(start, last - 1))
            start, used, room = last - 1, heights[-1], later
        if used + around.closing > room or start == last:
            return None
    pages.append(range(start, last))
    return pages
