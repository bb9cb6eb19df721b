"""Time of action of a factor and the full working day (№ 35, п. 11–13; № 253, п. 23)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.library import norm
from norms.quantities import Exposure, plain, positive
from norms.settings import DEFAULTS
from norms.settings import FullDayReading as FullDayReading
from norms.trace import Step, Verdict, step


def with_exposure(base: ConditionsClass, trace: tuple[Step, ...], exposure: Exposure, on: dt.date) -> Verdict:
    """Return the verdict after the rule of time of № 35, п. 11.

    50 % and more of working time: the class stays; from 10 % to less than 50 %: one degree lower;
    less than 10 %: two degrees lower; never below class 2.
    """
    full, one_step = norm("exposure.keeps_class_from", on), norm("exposure.one_degree_from", on)
    floor = ConditionsClass(norm("exposure.floor", on).text)
    steps = 0 if exposure.at_least(full.number) else 1 if exposure.at_least(one_step.number) else 2
    adjusted = base.lowered(steps, floor)
    reason = step(
        "time",
        adjusted,
        full,
        base=base.value,
        minutes=plain(exposure.minutes),
        of=plain(exposure.of),
        keeps_from=plain(full.number),
        one_degree_from=plain(one_step.number),
        floor=floor.value,
    )
    return Verdict(adjusted, base, (*trace, reason))


def without_exposure(base: ConditionsClass, trace: tuple[Step, ...]) -> Verdict:
    """Return the verdict where the act does not count time or the value already includes it."""
    return Verdict(base, base, trace)


class TimeKind(Enum):
    """Kinds of working time of the time-study card (№ 35, приложение 4)."""

    PREPARATORY = "ПЗ"
    OPERATIVE = "ОП"
    SERVICING = "ОБ"
    REGULATED_BREAK = "РП"
    UNREGULATED_BREAK = "НП"


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One line of a time study: its kind, length in minutes, whether it is work of this
    profession at this workplace, and whether a harmful factor acts meanwhile."""

    kind: TimeKind
    minutes: Decimal
    belongs: bool = True
    under_factors: bool = True


@dataclass(frozen=True, slots=True)
class FullDay:
    """Whether the worker is employed for the full working day, and why."""

    is_full: bool
    minutes: Decimal
    required: Decimal
    shift_minutes: Decimal
    trace: tuple[Step, ...]


def full_working_day(
    rows: Iterable[TimeRow],
    shift_minutes: Decimal | int | str,
    on: dt.date,
    reading: FullDayReading = FullDayReading.FOUR_KINDS,
) -> FullDay:
    """Compare the minutes of № 35, п. 12 with 80 % of the shift set by legislation, exactly.

    Counted: preparatory-final, operative, servicing time and regulated breaks of the work that
    belongs to the profession; unregulated breaks and other work never. Minutes throughout.
    """
    shift = positive(shift_minutes, "shift_minutes")
    threshold = norm("full_day.share", on)
    counted_kinds = {TimeKind(code) for code in norm("full_day.counted_kinds", on).items}
    by_kind: dict[str, Decimal] = {}
    for row in rows:
        if row.minutes <= 0:
            raise BadInput("minutes", "строка фотографии должна длиться больше нуля минут")
        counts = row.kind in counted_kinds and row.belongs
        if reading is FullDayReading.OPERATIVE_UNDER_FACTORS and row.kind is TimeKind.OPERATIVE:
            counts = counts and row.under_factors
        if counts:
            by_kind[row.kind.value] = by_kind.get(row.kind.value, Decimal(0)) + row.minutes
    total = sum(by_kind.values(), Decimal(0))
    required = threshold.number * shift / 100
    is_full = total * 100 >= threshold.number * shift
    reason = step(
        "full_day",
        "да" if is_full else "нет",
        threshold,
        note="0003",
        minutes=plain(total),
        by_kind={kind: plain(minutes) for kind, minutes in by_kind.items()},
        shift_minutes=plain(shift),
        percent=plain(threshold.number),
        required=plain(required),
        reading=reading.value,
        is_default=reading is DEFAULTS.full_day,
    )
    return FullDay(is_full, total, required, shift, (reason,))
