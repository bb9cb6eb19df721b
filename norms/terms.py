"""Terms of the procedure (№ 253, п. 15, 17–19, 21): which day, and every step that led to it."""

from __future__ import annotations

import calendar as month_lengths
import datetime as dt
from dataclasses import dataclass
from enum import Enum

from norms.calendar import ONE_DAY, DayStatus, WorkingCalendar
from norms.library import norm
from norms.trace import Step, step


class TermKind(Enum):
    """Terms counted in calendar months from an event."""

    SUBMISSION = "terms.submission_months"
    EXTRAORDINARY = "terms.extraordinary_months"
    NEW_WORKPLACE = "terms.new_workplace_months"
    SUCCESSION = "terms.succession_months"


@dataclass(frozen=True, slots=True)
class DueDay:
    """A day by which, or on which, something must be done.

    ``day`` is the day of the law; ``recommended`` a working day not after it; provisional while
    a resolution on transfers may still move it.
    """

    day: dt.date
    recommended: dt.date
    is_provisional: bool
    trace: tuple[Step, ...]


def add_years(day: dt.date, years: int) -> dt.date:
    """The same calendar day ``years`` later; 29 February becomes 28 February (note 0009)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same number ``months`` later, clamped to the month's end (31.08 + 6 → 28.02)."""
    index = day.month - 1 + months
    year, month = day.year + index // 12, index % 12 + 1
    return dt.date(year, month, min(day.day, month_lengths.monthrange(year, month)[1]))


def valid_through(order_on: dt.date) -> tuple[dt.date, tuple[Step, ...]]:
    """Last day on which the results of an order apply (№ 253, п. 13, 19): note 0009.

    An order of 24.11.2021 gives results valid through 23.11.2026.
    """
    term = norm("terms.validity_years", order_on)
    last = add_years(order_on, int(term.number)) - ONE_DAY
    return last, (
        step(
            "valid_through", last.isoformat(), term, note="0009", order_on=order_on.isoformat(), years=str(term.number)
        ),
    )


def next_approval_order(previous_order_on: dt.date, calendar: WorkingCalendar) -> DueDay:
    """The day on which the next order of approval must be issued (№ 253, п. 19).

    The day after the last day of validity; when that is not a working day, the working day
    directly before it. Not later and not earlier.
    """
    last, trace = valid_through(previous_order_on)
    target = last + ONE_DAY
    rule = norm("terms.next_order_shift", previous_order_on)
    day, looked_at = calendar.working_day_on_or_before(target)
    steps = [
        *trace,
        step("next_day", target.isoformat(), norm("terms.validity_years", previous_order_on), after=last.isoformat()),
    ]
    steps.extend(_day_step(status, rule.citation) for status in looked_at)
    return DueDay(day, day, any(status.is_provisional for status in looked_at), tuple(steps))


def months_after(kind: TermKind, event_on: dt.date, calendar: WorkingCalendar) -> DueDay:
    """Last day of a term of calendar months after an event, and a working day not after it.

    The act has no rule that moves the last day: the day of the law stays (note 0010).
    """
    term = norm(kind.value, event_on)
    last = add_months(event_on, int(term.number))
    recommended, looked_at = calendar.working_day_on_or_before(last)
    first = step("months", last.isoformat(), term, note="0010", event_on=event_on.isoformat(), months=str(term.number))
    steps = (first, *(_day_step(status, "рекомендация: рабочий день не позднее срока") for status in looked_at))
    return DueDay(last, recommended, any(status.is_provisional for status in looked_at), steps)


def protocol_is_fresh(measured_on: dt.date, used_on: dt.date) -> bool:
    """Whether a protocol was made «в течение года» before the day it is used (№ 35, п. 8).

    The day exactly a year later still counts: docs/interpretations/0011-protocol-year.md.
    """
    return measured_on <= used_on <= add_months(measured_on, int(norm("terms.protocol_months", used_on).number))


def _day_step(status: DayStatus, source: str) -> Step:
    return step(
        "day",
        "рабочий" if status.is_working else "нерабочий",
        source=source,
        day=status.day.isoformat(),
        reason=status.reason,
        provisional=status.is_provisional,
    )
