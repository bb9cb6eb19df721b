"""The full working day by the time study."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.errors import BadInput
from norms.exposure import FullDayReading, TimeKind, TimeRow, full_working_day
from norms.library import norm

ON = dt.date(2026, 1, 1)


def rows(*spec):
    return [TimeRow(TimeKind(kind), Decimal(minutes), **more) for kind, minutes, more in spec]


def test_four_kinds_make_the_full_day():
    day = full_working_day(
        rows(("ПЗ", "20", {}), ("ОП", "330", {}), ("ОБ", "20", {}), ("РП", "14", {}), ("НП", "96", {})), 480, ON
    )
    assert (day.is_full, day.minutes, day.required, day.shift_minutes) == (True, 384, 384, 480)
    assert day.trace[0].inputs["by_kind"] == {"ПЗ": "20", "ОП": "330", "ОБ": "20", "РП": "14"}
    short = full_working_day(rows(("ОП", "383", {}), ("НП", "97", {})), 480, ON)
    assert (short.is_full, short.trace[0].output) == (False, "нет")


def test_other_work_never_counts():
    assert not full_working_day(rows(("ОП", "300", {}), ("ОП", "180", {"belongs": False})), 480, ON).is_full


def test_the_stricter_reading_counts_operative_time_under_factors_only():
    study = rows(
        ("ОП", "300", {}),
        ("ОП", "80", {"under_factors": False}),
        ("ОБ", "84", {"under_factors": False}),
        ("НП", "16", {}),
    )
    assert full_working_day(study, 480, ON).minutes == 464
    strict = full_working_day(study, 480, ON, FullDayReading.OPERATIVE_UNDER_FACTORS)
    assert (strict.minutes, strict.is_full) == (384, True)
    assert strict.trace[0].inputs["is_default"] is False
    assert strict.trace[0].inputs["reading"] == "OPERATIVE_UNDER_FACTORS"


def test_the_threshold_follows_the_shift():
    for shift, required in ((480, "384"), (420, "336"), (432, "345.6"), (540, "432"), (720, "576")):
        assert full_working_day(rows(("ОП", required, {})), shift, ON).is_full
        assert not full_working_day(rows(("ОП", str(Decimal(required) - Decimal("0.01")), {})), shift, ON).is_full


def test_a_row_takes_time():
    with pytest.raises(BadInput, match=r"^minutes: строка фотографии должна длиться больше нуля минут$"):
        full_working_day(rows(("ОП", "0", {})), 480, ON)
    with pytest.raises(BadInput, match=r"^shift_minutes: "):
        full_working_day(rows(("ОП", "1", {})), 0, ON)
    assert not full_working_day([], 480, ON).is_full


def test_the_norms_behind_are_those_of_the_act():
    assert norm("full_day.share", ON).number == 80
    assert norm("sampling.share", ON).number == 20
