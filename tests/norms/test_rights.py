"""Rights in words: what is missing, what does not concern the workplace."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.classes import ConditionsClass as C
from norms.entitlements import Membership, Outcome, Right, entitlements
from norms.errors import BadInput

ON = dt.date(2026, 1, 1)


def rights(code, **more):
    full = more.pop("is_full_day", True)
    membership = Membership(**more)
    return {e.right: e for e in entitlements(C(code), C(code), membership, is_full_day=full, on=ON)}


def test_a_refusal_names_everything_that_is_missing():
    found = rights("3.1", list_536=1, is_full_day=False)
    assert (
        found[Right.PENSION].reason
        == "класс условий труда 3.1, требуется 3.2 и выше; занятость менее 80\u00a0% продолжительности смены"
    )
    assert found[Right.LEAVE].reason == "занятость менее 80\u00a0% продолжительности смены"
    assert found[Right.LEAVE].value == ""
    assert [s.op for s in found[Right.PENSION].trace] == ["right", "full_day_missing"]
    assert rights("2")[Right.SURCHARGE].reason == "класс условий труда 2, требуется 3.1 и выше"


def test_rights_that_do_not_concern_the_workplace_say_why():
    found = rights("3.3")
    assert {right.name: e.reason for right, e in found.items() if e.outcome is Outcome.NOT_APPLICABLE} == {
        "PENSION": "профессия не предусмотрена списками №\u00a01 и №\u00a02",
        "TEXTILE": "профессия не предусмотрена перечнем текстильных производств",
        "MEDICAL": "профессия не предусмотрена перечнем медицинских работников",
        "SHORT_HOURS": "профессия не предусмотрена списком №\u00a057",
    }
    assert [e.right for e in found.values()] == list(Right)
    assert found[Right.LEAVE].as_json()["outcome"] == "CONFIRMED"
    assert set(found[Right.LEAVE].as_json()) == {"right", "outcome", "value", "reason", "trace"}


def test_there_are_two_pension_lists():
    with pytest.raises(BadInput, match=r"^list_536: "):
        rights("3.3", list_536=3)


@pytest.mark.parametrize(("hours", "value"), [("0", "35"), ("36", "36"), ("30.50", "30.5"), ("35.0", "35")])
def test_short_hours_are_those_of_the_line_or_35(hours, value):
    assert rights("3.1", short_hours_week=Decimal(hours))[Right.SHORT_HOURS].value == value
