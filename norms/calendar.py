"""The working-day calendar of Belarus: holidays, Радуница, yearly transfers, an employer's own days."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from norms.errors import BadNormFile
from norms.library import norm
from norms.loader import DATA, read_yaml

SATURDAY, SUNDAY = 5, 6
ONE_DAY = dt.timedelta(days=1)


class WorkWeek(Enum):
    """Days off of the employer's week: transfers bind five-day weeks only."""

    FIVE_DAYS = "FIVE_DAYS"
    SIX_DAYS = "SIX_DAYS"


@dataclass(frozen=True, slots=True)
class DayStatus:
    """Whether a day is a working day, why, and whether a later resolution could change that."""

    day: dt.date
    is_working: bool
    reason: str
    is_provisional: bool


@dataclass(frozen=True)
class WorkingCalendar:
    """The calendar of one employer: national rules plus its own days.

    ``own_days`` maps a day to (is it working, its ground) and wins over everything national.
    """

    week: WorkWeek = WorkWeek.FIVE_DAYS
    own_days: Mapping[dt.date, tuple[bool, str]] = field(default_factory=dict)

    def status(self, day: dt.date) -> DayStatus:
        """Return whether ``day`` is a working day and by what act."""
        if day in self.own_days:
            is_working, ground = self.own_days[day]
            return DayStatus(day, is_working, ground, is_provisional=False)
        if holiday := holiday_on(day):
            return DayStatus(day, False, f"праздничный день: {holiday}", is_provisional=False)
        day_off = day.weekday() == SUNDAY or (day.weekday() == SATURDAY and self.week is WorkWeek.FIVE_DAYS)
        if self.week is WorkWeek.FIVE_DAYS:
            return self._five_day_status(day, day_off)
        return DayStatus(day, not day_off, "выходной день" if day_off else "рабочий день", is_provisional=False)

    def _five_day_status(self, day: dt.date, day_off: bool) -> DayStatus:
        year = _transfers().get(day.year)
        if year is not None:
            if day in year.moves:
                worked = year.moves[day]
                return DayStatus(day, False, f"выходной, перенесён на {worked:%d.%m.%Y}: {year.act}", False)
            if day in year.moves.values():
                return DayStatus(day, True, f"рабочая суббота: {year.act}", False)
        # Only working days and Saturdays are ever moved; a Sunday stays what it is.
        may_change = year is None and day.weekday() != SUNDAY
        return DayStatus(day, not day_off, "выходной день" if day_off else "рабочий день", may_change)

    def is_working(self, day: dt.date) -> bool:
        """Whether ``day`` is a working day of this employer."""
        return self.status(day).is_working

    def working_day_on_or_before(self, day: dt.date) -> tuple[dt.date, tuple[DayStatus, ...]]:
        """Return the last working day not after ``day`` and every day looked at on the way back."""
        looked_at = [self.status(day)]
        while not looked_at[-1].is_working:
            looked_at.append(self.status(looked_at[-1].day - ONE_DAY))
        return looked_at[-1].day, tuple(looked_at)


@dataclass(frozen=True, slots=True)
class YearTransfers:
    """One year's resolution: day off → the Saturday worked instead."""

    act: str
    moves: Mapping[dt.date, dt.date]


@functools.cache
def _transfers() -> Mapping[int, YearTransfers]:
    raw = read_yaml((DATA / "calendar" / "transfers.yaml").read_text("utf-8"))
    years = {}
    for year, body in raw.items():
        moves = {dt.date.fromisoformat(off): dt.date.fromisoformat(worked) for off, worked in body["moves"].items()}
        if any(day.year != int(year) for day in (*moves, *moves.values())):
            raise BadNormFile(f"transfers.yaml: {year}: a move outside its year")
        years[int(year)] = YearTransfers(body["act"], moves)
    return years


def transfer_years() -> tuple[int, ...]:
    """Years whose resolution on transfers is loaded: later dates are provisional."""
    return tuple(sorted(_transfers()))


def orthodox_easter(year: int) -> dt.date:
    """Orthodox Easter of ``year`` in the Gregorian calendar (Meeus), of any year after 1582."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    behind = year // 100 - year // 400 - 2
    return dt.date(year, month, day + 1) + dt.timedelta(days=behind)


def holiday_on(day: dt.date) -> str:
    """Return the name of the non-working holiday on ``day``, or empty text."""
    named = norm("calendar.holidays", day).table.get(f"{day:%m-%d}", "")
    if named:
        return str(named)
    after_easter = int(norm("calendar.radunitsa_days_after_easter", day).number)
    return "Радуница" if day == orthodox_easter(day.year) + dt.timedelta(days=after_easter) else ""
