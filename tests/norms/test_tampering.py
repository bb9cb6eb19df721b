"""One field of a proof changed: refused wherever the field matters, in verdicts, rights and whole judgements."""

import copy
import datetime as dt
import json

import pytest

from norms.check_trace import TraceRefusedError, check_entitlement, check_judgement, check_verdict
from norms.classes import ConditionsClass
from norms.cli.commands import COMMANDS
from norms.entitlements import Membership
from norms.mental_strain import strain_indicators
from norms.quantities import Exposure
from norms.readings import Method
from tests.norms.evidence import classes, judge, reading

ON = dt.date(2026, 1, 1)
LADDER = [found.value for found in ConditionsClass]
RIGHTS = ("PENSION", "TEXTILE", "MEDICAL", "SHORT_HOURS", "LEAVE", "SURCHARGE")
THIRD = Exposure.of_percent("30")


def whole():
    """A judgement with lines, load, strain and rights, as plain data."""
    strain = dict.fromkeys(strain_indicators(ON), ConditionsClass.OPTIMAL)
    strain |= dict.fromkeys(list(strain)[:5], ConditionsClass.HARMFUL_1) | {"4.5.1": ConditionsClass.HARMFUL_2}
    found = judge(
        reading(Method.NOISE, "90", "80"),
        reading(Method.DUST, "3", "1", exposure=THIRD),
        reading(Method.HUMIDITY, "80", "75", limit_low="15"),
        strain=strain,
        membership=Membership(list_536=1, textile=True),
    )
    return json.loads(json.dumps(found.as_json()))


def refused(changed):
    with pytest.raises(TraceRefusedError):
        check_judgement(changed)


def test_a_class_without_its_step_of_time_is_refused():
    line = {"on": "2026-01-01", "kind": "dust", "value": "3", "limit": "1", "percent": "30"}
    found = COMMANDS["classify"].run(line)
    assert (found["class"], found["base"], found["trace"][-1]["op"]) == ("3.1", "3.2", "time")
    with pytest.raises(TraceRefusedError, match="не сказано, как учтено время"):
        check_verdict({**found, "class": "3.2", "trace": found["trace"][:-1]}, ON)


@pytest.mark.parametrize("short", ["0", "24"])
@pytest.mark.parametrize("listed", [True, False])
@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("code", ["2", "3.1", "3.2", "4"])
def test_any_changed_field_of_a_right_is_refused(code, full, listed, short):
    asked = {"on": "2026-01-01", "class": code, "is_full_day": full, "textile": listed}
    asked |= {"list_536": "1", "short_hours_week": short} if listed else {"is_paid_for_special_nature": short == "24"}
    for right in COMMANDS["entitlements"].run(asked)["entitlements"]:
        assert check_entitlement(right, ON) == right["outcome"]
        others = {
            "right": [name for name in RIGHTS if name != right["right"]],
            "outcome": {"CONFIRMED", "NOT_CONFIRMED", "NOT_APPLICABLE"} - {right["outcome"]},
            "value": {"", "1", "2", "7", "35", "да", "0.10"} - {right["value"]},
            "reason": {"", "мало", right["reason"] + "."} - {right["reason"]},
        }
        for name, values in others.items():
            for value in values:
                with pytest.raises(TraceRefusedError):
                    check_entitlement({**right, name: value}, ON)


def test_a_right_of_another_class_than_the_overall_one_is_refused():
    honest = whole()
    assert check_judgement(honest) == honest["overall"]["class"]
    for place, right in enumerate(honest["entitlements"]):
        if "given" not in right["trace"][0]["inputs"]:
            continue
        own = honest["overall_without_shift_work" if right["right"] == "SURCHARGE" else "overall"]["class"]
        for code in LADDER:
            asked = {"on": "2026-01-01", "class": code, "is_full_day": True, "list_536": "1", "textile": True}
            if code != own:
                changed = copy.deepcopy(honest)
                changed["entitlements"][place] = COMMANDS["entitlements"].run(asked)["entitlements"][place]
                refused(changed)


def test_an_overall_class_without_shift_work_may_differ_in_strain_alone():
    honest = whole()
    counted = honest["overall"]["trace"][-1]["inputs"]
    factors = dict(zip(counted["of"], counted["classes"], strict=True))
    for code in factors:
        for found in LADDER:
            if found == factors[code] or (code == "5.15" and LADDER.index(found) < LADDER.index(factors[code])):
                continue
            changed = copy.deepcopy(honest)
            other = COMMANDS["overall"].run({"on": "2026-01-01", "factors": {**factors, code: found}})
            changed["overall_without_shift_work"] = {key: other[key] for key in ("class", "base", "trace")}
            refused(changed)
    changed = copy.deepcopy(honest)
    fewer = COMMANDS["overall"].run({"on": "2026-01-01", "factors": {"5.4": factors["5.4"]}})
    changed["overall_without_shift_work"] = {key: fewer[key] for key in ("class", "base", "trace")}
    refused(changed)


def test_a_factor_above_its_worst_line_is_refused():
    honest = whole()
    worse = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "noise", "value": "120", "limit": "80", "percent": 100}
    )
    for code in ("5.3", "5.4", "5.11"):
        changed = copy.deepcopy(honest)
        changed["factors"][code] = {key: worse[key] for key in ("class", "base", "trace")}
        with pytest.raises(TraceRefusedError, match=f"оценка фактора {code} — не наибольшая из его показателей"):
            check_judgement(changed)


def test_daily_work_with_pathogens_goes_by_the_group_that_takes_most_time():
    """п. 27.1.2, ч. 3: not by the worse group."""
    first = reading(Method.ACTIVITY, clause="27.1.1", exposure=Exposure.of_percent(10))
    second = reading(Method.ACTIVITY, clause="27.1.2", exposure=Exposure.of_percent(70))
    care = reading(Method.ACTIVITY, clause="27.1.3", exposure=Exposure.of_percent(20))
    assert classes(judge(first, second, care)) == {"BIOLOGICAL": "3.3"}
    assert classes(judge(first, care)) == {"BIOLOGICAL": "3.4"}
    assert classes(judge(second, second, care)) == {"BIOLOGICAL": "3.3"}


@pytest.mark.parametrize(
    "text", ["1e999999999", "1e-999999999", "9" * 100_000, "5/2", " 2.5", "2_5", "٢.٥", "+2.5", "2.5\n", ".5", "2."]
)
def test_a_number_that_no_trace_prints_is_refused_at_once(text):
    found = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "dust", "value": "2.5", "limit": "1", "percent": "100"}
    )
    changed = json.loads(json.dumps(found))
    changed["trace"][0]["inputs"]["value"] = text
    with pytest.raises(TraceRefusedError) as caught:
        check_verdict(changed, ON)
    assert caught.value.reason == f"не число: {text[:20]}"
