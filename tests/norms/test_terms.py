"""Dates: the calendar of Belarus, the day of the next order, months, plans; and rights from when."""

import datetime as dt

import pytest

from norms import calendar as calendars
from norms.calendar import DayStatus, WorkingCalendar, WorkWeek, holiday_on, orthodox_easter, transfer_years
from norms.entitlements import Right, WorkplaceOrigin, applies_from
from norms.errors import BadInput, BadNormFile, NormNotFound
from norms.plan import LONGEST_STAGE, Stage, plan_backwards
from norms.terms import (
    TermKind,
    add_months,
    add_years,
    months_after,
    next_approval_order,
    protocol_is_fresh,
    valid_through,
)

CALENDAR = WorkingCalendar()


def day(text):
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("year", "radunitsa"),
    [
        (2019, "2019-05-07"),
        (2024, "2024-05-14"),
        (2025, "2025-04-29"),
        (2026, "2026-04-21"),
        (2027, "2027-05-11"),
        (2028, "2028-04-25"),
        (2029, "2029-04-17"),
        (2030, "2030-05-07"),
        (2031, "2031-04-22"),
        (2032, "2032-05-11"),
    ],
)
def test_radunitsa_is_the_tuesday_nine_days_after_easter(year, radunitsa):
    assert orthodox_easter(year) + dt.timedelta(days=9) == day(radunitsa)
    assert day(radunitsa).weekday() == 1
    assert holiday_on(day(radunitsa)) == "Радуница"
    assert holiday_on(day(radunitsa) + dt.timedelta(days=1)) == ""


@pytest.mark.parametrize(
    "easter",
    [
        "2008-04-27", "2009-04-19", "2010-04-04", "2011-04-24", "2012-04-15", "2013-05-05", "2014-04-20", "2015-04-12",
        "2016-05-01", "2017-04-16", "2018-04-08", "2019-04-28", "2020-04-19", "2021-05-02", "2022-04-24", "2023-04-16",
        "2024-05-05", "2025-04-20", "2026-04-12", "2027-05-02", "2028-04-16", "2029-04-08", "2030-04-28", "2031-04-13",
        "2032-05-02", "2033-04-24", "2034-04-09", "2035-04-29", "2036-04-20", "2037-04-05", "2038-04-25", "2039-04-17",
        "2040-05-06",
    ],
)  # fmt: skip
def test_easter_of_the_church_calendar(easter):
    assert orthodox_easter(int(easter[:4])) == day(easter)


def test_transfers_are_known_by_year():
    assert transfer_years() == tuple(range(2019, 2027))


def test_holidays_of_the_year():
    found = {f"{d:%m-%d}" for n in range(365) if holiday_on(d := dt.date(2026, 1, 1) + dt.timedelta(days=n))}
    assert found == {"01-01", "01-02", "01-07", "03-08", "04-21", "05-01", "05-09", "07-03", "11-07", "12-25"}
    assert holiday_on(day("2019-01-02")) == ""
    assert holiday_on(day("2020-01-02")) == "Новый год"


def test_the_calendar_agrees_with_the_package_of_holidays():
    holidays = pytest.importorskip("holidays")
    known = holidays.country_holidays("BY", years=range(2019, 2027))
    date = dt.date(2019, 1, 1)
    while date.year < 2027:
        expected = known.is_working_day(date)
        assert CALENDAR.is_working(date) is expected, date
        date += dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("date", "status"),
    [
        (
            "2026-04-20",
            (
                False,
                "выходной, перенесён на 25.04.2026: постановление Совета Министров от 22.07.2025 №\u00a0397",
                False,
            ),
        ),
        ("2026-04-25", (True, "рабочая суббота: постановление Совета Министров от 22.07.2025 №\u00a0397", False)),
        ("2026-04-21", (False, "праздничный день: Радуница", False)),
        ("2026-04-18", (False, "выходной день", False)),
        ("2026-04-17", (True, "рабочий день", False)),
        ("2027-05-10", (True, "рабочий день", True)),
        ("2027-05-08", (False, "выходной день", True)),
        ("2027-05-02", (False, "выходной день", False)),
        ("2027-05-09", (False, "праздничный день: День Победы", False)),
    ],
)
def test_each_day_says_what_it_is_and_why(date, status):
    assert CALENDAR.status(day(date)) == DayStatus(day(date), *status)


def test_six_day_weeks_know_no_transfers():
    six = WorkingCalendar(WorkWeek.SIX_DAYS)
    assert six.status(day("2026-04-20")) == DayStatus(day("2026-04-20"), True, "рабочий день", False)
    assert six.status(day("2026-04-18")) == DayStatus(day("2026-04-18"), True, "рабочий день", False)
    assert six.status(day("2026-04-19")) == DayStatus(day("2026-04-19"), False, "выходной день", False)
    assert not six.is_working(day("2027-05-09"))


def test_an_employers_own_days_win():
    own = WorkingCalendar(own_days={day("2026-05-09"): (True, "приказ 1"), day("2026-05-12"): (False, "приказ 2")})
    assert own.status(day("2026-05-09")) == DayStatus(day("2026-05-09"), True, "приказ 1", False)
    assert own.status(day("2026-05-12")) == DayStatus(day("2026-05-12"), False, "приказ 2", False)
    found, looked_at = own.working_day_on_or_before(day("2026-05-10"))
    assert found == day("2026-05-09")
    assert [status.day.day for status in looked_at] == [10, 9]


def test_a_resolution_moves_days_within_its_year(tmp_path, monkeypatch):
    (tmp_path / "calendar").mkdir()
    monkeypatch.setattr(calendars, "DATA", tmp_path)
    for moves in ('{"2026-12-31": "2027-01-09"}', '{"2027-01-04": "2026-12-26"}'):
        (tmp_path / "calendar" / "transfers.yaml").write_text(f'"2026": {{act: a, moves: {moves}}}', "utf-8")
        with pytest.raises(BadNormFile, match=r"^transfers.yaml: 2026: a move outside its year$"):
            calendars._transfers.__wrapped__()


@pytest.mark.parametrize(
    ("start", "years", "end"),
    [("2021-11-24", 5, "2026-11-24"), ("2024-02-29", 5, "2029-02-28"), ("2024-02-29", 4, "2028-02-29")],
)
def test_years_keep_the_calendar_day(start, years, end):
    assert add_years(day(start), years) == day(end)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        ("2026-08-31", 6, "2027-02-28"),
        ("2023-08-31", 6, "2024-02-29"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-12-15", 1, "2027-01-15"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-06-01", 6, "2026-12-01"),
        ("2026-12-31", 12, "2027-12-31"),
        ("2026-01-01", 0, "2026-01-01"),
    ],
)
def test_months_clamp_to_the_end_of_the_month(start, months, end):
    assert add_months(day(start), months) == day(end)


def test_the_last_day_of_validity_and_its_reason():
    last, steps = valid_through(day("2021-11-24"))
    assert last == day("2026-11-23")
    assert [(s.op, s.output, s.inputs, s.interpretation) for s in steps] == [
        ("valid_through", "2026-11-23", {"order_on": "2021-11-24", "years": "5"}, "0009")
    ]
    assert valid_through(day("2024-02-29"))[0] == day("2029-02-27")


def test_the_next_order_explains_every_step_back():
    due = next_approval_order(day("2021-04-26"), CALENDAR)
    assert (due.day, due.recommended, due.is_provisional) == (day("2026-04-25"), day("2026-04-25"), False)
    assert [(s.op, s.output) for s in due.trace] == [
        ("valid_through", "2026-04-25"), ("next_day", "2026-04-26"), ("day", "нерабочий"), ("day", "рабочий"),
    ]  # fmt: skip
    assert due.trace[1].inputs == {"after": "2026-04-25"}
    assert due.trace[2].inputs == {"day": "2026-04-26", "reason": "выходной день", "provisional": False}
    assert all(s.source.startswith("п. 19") for s in due.trace)
    assert due.trace[2].source.startswith("п. 19, ч. 2")


def test_far_dates_are_provisional_until_the_transfers_are_known():
    assert next_approval_order(day("2022-05-11"), CALENDAR).is_provisional
    assert not next_approval_order(day("2022-05-11"), WorkingCalendar(WorkWeek.SIX_DAYS)).is_provisional


def test_a_term_in_months_recommends_a_working_day_before_it():
    due = months_after(TermKind.EXTRAORDINARY, day("2026-05-07"), CALENDAR)
    assert (due.day, due.recommended, due.is_provisional) == (day("2026-11-07"), day("2026-11-06"), False)
    assert due.trace[0].inputs == {"event_on": "2026-05-07", "months": "6"}
    assert (due.trace[0].op, due.trace[0].interpretation, due.trace[0].output) == ("months", "0010", "2026-11-07")
    assert [s.output for s in due.trace[1:]] == ["нерабочий", "рабочий"]
    assert due.trace[1].source == "рекомендация: рабочий день не позднее срока"
    assert months_after(TermKind.SUBMISSION, day("2026-12-31"), CALENDAR).is_provisional
    with pytest.raises(NormNotFound):
        months_after(TermKind.SUBMISSION, day("2010-01-01"), CALENDAR)


@pytest.mark.parametrize(
    ("kind", "months"), [("SUBMISSION", 1), ("EXTRAORDINARY", 6), ("NEW_WORKPLACE", 6), ("SUCCESSION", 6)]
)
def test_the_terms_of_253(kind, months):
    assert months_after(TermKind[kind], day("2026-01-15"), CALENDAR).day == add_months(day("2026-01-15"), months)


@pytest.mark.parametrize(
    ("measured", "used", "fresh"),
    [
        ("2025-09-10", "2026-09-10", True),
        ("2025-09-10", "2026-09-11", False),
        ("2025-09-10", "2025-09-10", True),
        ("2025-09-10", "2025-09-09", False),
        ("2024-02-29", "2025-02-28", True),
        ("2024-02-29", "2025-03-01", False),
    ],
)
def test_a_protocol_lives_a_year(measured, used, fresh):
    assert protocol_is_fresh(day(measured), day(used)) is fresh


# Plans


def test_stages_are_laid_out_backwards():
    plan = plan_backwards(day("2026-04-26"), [Stage("карты", 2), Stage("приказ", 1)], CALENDAR)
    assert [(p.title, p.start_on, p.finish_on, p.is_provisional) for p in plan] == [
        ("карты", day("2026-04-23"), day("2026-04-24"), False),
        ("приказ", day("2026-04-25"), day("2026-04-25"), False),
    ]
    assert plan[0].as_json() == {
        "title": "карты",
        "start_on": "2026-04-23",
        "finish_on": "2026-04-24",
        "is_provisional": False,
    }
    assert plan_backwards(day("2026-04-26"), [], CALENDAR) == ()


def test_a_plan_is_provisional_while_one_of_its_days_is():
    plan = plan_backwards(day("2027-01-11"), [Stage("а", 5), Stage("б", 3), Stage("в", 1)], CALENDAR)
    assert [p.is_provisional for p in plan] == [True, True, True]
    early = plan_backwards(day("2027-01-04"), [Stage("а", 2), Stage("б", 1)], CALENDAR)
    assert [(p.start_on, p.is_provisional) for p in early] == [(day("2026-12-30"), False), (day("2027-01-04"), True)]


@pytest.mark.parametrize("length", [0, -1, LONGEST_STAGE + 1])
def test_a_stage_takes_at_least_a_day(length):
    with pytest.raises(BadInput, match=r"^stages: этап «а» занимает от 1 до 1000 рабочих дней$"):
        plan_backwards(day("2026-04-26"), [Stage("а", length)], CALENDAR)
    assert plan_backwards(day("2026-04-26"), [Stage("а", LONGEST_STAGE)], CALENDAR)


# From when


@pytest.mark.parametrize("right", list(Right))
def test_rights_of_old_workplaces_begin_with_the_order(right):
    assert applies_from(right, WorkplaceOrigin.REGULAR, day("2026-11-20")) == day("2026-11-20")
    assert applies_from(right, WorkplaceOrigin.REGULAR, day("2026-11-20"), day("2026-06-01")) == day("2026-11-20")


def test_rights_of_new_workplaces_begin_with_their_creation_or_the_order():
    new = {
        right: applies_from(right, WorkplaceOrigin.NEW_WORKPLACE, day("2026-11-20"), day("2026-06-01"))
        for right in Right
    }
    assert {right.name for right, first in new.items() if first == day("2026-06-01")} == {
        "PENSION",
        "TEXTILE",
        "MEDICAL",
        "LEAVE",
    }
    assert {right.name for right, first in new.items() if first == day("2026-11-20")} == {"SURCHARGE", "SHORT_HOURS"}
    same_day = applies_from(Right.LEAVE, WorkplaceOrigin.NEW_WORKPLACE, day("2026-11-20"), day("2026-11-20"))
    assert same_day == day("2026-11-20")


@pytest.mark.parametrize("created", [None, "2026-11-21"])
def test_a_new_workplace_needs_its_day(created):
    with pytest.raises(BadInput, match=r"^created_on: укажите день создания рабочего места"):
        applies_from(Right.LEAVE, WorkplaceOrigin.NEW_WORKPLACE, day("2026-11-20"), created and day(created))
