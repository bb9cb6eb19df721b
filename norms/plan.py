"""A plan of stages counted backwards from the day on which the work must be done."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from norms.calendar import ONE_DAY, WorkingCalendar
from norms.errors import BadInput

LONGEST_STAGE = 1000


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the work: its name and how many working days it takes."""

    title: str
    working_days: int


@dataclass(frozen=True, slots=True)
class PlannedStage:
    """A stage with its first and last working day; provisional while a transfer may move them."""

    title: str
    start_on: dt.date
    finish_on: dt.date
    is_provisional: bool

    def as_json(self) -> dict[str, Any]:
        """Return the planned stage as plain JSON data."""
        return {
            "title": self.title,
            "start_on": self.start_on.isoformat(),
            "finish_on": self.finish_on.isoformat(),
            "is_provisional": self.is_provisional,
        }


def plan_backwards(finish_on: dt.date, stages: Sequence[Stage], calendar: WorkingCalendar) -> tuple[PlannedStage, ...]:
    """Return ``stages`` in order, the last ending on ``finish_on`` or the working day before it,
    each ending on the working day before the next begins. Raises ``BadInput`` on an empty stage."""
    planned: list[PlannedStage] = []
    day = finish_on
    for stage in reversed(stages):
        if not 1 <= stage.working_days <= LONGEST_STAGE:
            raise BadInput("stages", f"этап «{stage.title}» занимает от 1 до {LONGEST_STAGE} рабочих дней")
        last, looked_at = calendar.working_day_on_or_before(day)
        provisional, first = any(status.is_provisional for status in looked_at), last
        for _ in range(stage.working_days - 1):
            first, looked_at = calendar.working_day_on_or_before(first - ONE_DAY)
            provisional = provisional or any(status.is_provisional for status in looked_at)
        planned.append(PlannedStage(stage.title, first, last, provisional))
        day = first - ONE_DAY
    return tuple(reversed(planned))
