"""Cuts a sheet into pages beforehand, so that its closing block never stands alone (docs/adr/0113-pages-of-sheets.md).

A program cuts a sheet where a page is full and knows nothing of what belongs together. Heights of rows are set by us,
so the pages can be cut here, each a little less than full: programs round heights to points of a screen or a printer,
and a page that is too full by a hair would be cut in two.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reports.rendering.fonts import MM_PER_POINT

A4_MM = (210.0, 297.0)
FILLED = 0.96  # of a page


def page_room(width_mm: float, margins_mm: tuple[float, float, float, float], *, landscape: bool) -> float:
    """Points of rows that fit on an A4 page between its margins, a sheet too wide being made smaller to fit."""
    across, down = reversed(A4_MM) if landscape else A4_MM
    top, right, bottom, left = margins_mm
    scale = min(1.0, (across - left - right) / width_mm)
    return (down - top - bottom) / MM_PER_POINT / scale * FILLED


@dataclass
class PageCutter:
    """Takes the heights of rows one after another; ``heading`` (rows from 1) stands again on every later page."""

    room: float
    heading: tuple[int, int]
    breaks: list[int] = field(default_factory=list)
    _row: int = 0
    _used: float = 0.0
    _last: float = 0.0
    _again: float = 0.0

    def add(self, height: float) -> None:
        """A row: on this page, or the first of the next."""
        self._row += 1
        first, last = self.heading
        if first <= self._row <= last:
            self._again += height
        if self._used + height > self.room and self._row > last + 1:
            self._begin(self._row)
        self._used += height
        self._last = height

    def close(self, height: float) -> None:
        """The closing block: where it does not fit, it takes the last row along to a page of its own."""
        if self._used + height > self.room and self._row > self.heading[1] + 1:
            self._begin(self._row)
            self._used += self._last

    def _begin(self, row: int) -> None:
        if row - 1 not in self.breaks[-1:]:
            self.breaks.append(row - 1)
        self._used = self._again
