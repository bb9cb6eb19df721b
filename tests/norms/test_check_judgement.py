"""The proof of whole judgements, rights and the full day."""

import copy
import datetime as dt
import json
from decimal import Decimal

import pytest

from norms.check_trace import TraceRefusedError, check_entitlement, check_judgement, check_steps
from norms.cli.commands import COMMANDS
from norms.entitlements import Membership
from norms.exposure import TimeKind, TimeRow, full_working_day
from norms.factors.chemical import Effect
from norms.quantities import WHOLE_TIME
from norms.readings import Method, Reading
from norms.workplace import Evidence, judge_workplace

LADDER = ["1", "2", "3.1", "3.2", "3.3", "3.4", "4"]
ON = dt.date(2026, 1, 1)


def put(data, path, value):
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


def judgement():
    irritant = {"effects": (Effect.IRRITANT,)}
    readings = [
        Reading(Method.SUBSTANCE, "Формальдегид", WHOLE_TIME, "0.3", "0.5", **irritant),
        Reading(Method.SUBSTANCE, "Стирол", WHOLE_TIME, "6", "10", **irritant),
        Reading(Method.NOISE, "Шум", WHOLE_TIME, "90", "80"),
        Reading(Method.TEMPERATURE, "Температура", WHOLE_TIME, "30", "22", limit_low="15"),
    ]
    day = full_working_day([TimeRow(TimeKind.OPERATIVE, Decimal(400))], 480, ON)
    found = judge_workplace(Evidence(readings, [], {}, day, Membership(list_536=1)), ON)
    return json.loads(json.dumps(found.as_json()))


def test_a_whole_judgement_is_proved():
    assert check_judgement(judgement()) == "3.3"


@pytest.mark.parametrize(
    "path",
    [
        ("lines", 2, "class"),
        ("sums", 0, "class"),
        ("factors", "5.4", "class"),
        ("overall", "class"),
        ("overall_without_shift_work", "class"),
        ("entitlements", 0, "value"),
        ("entitlements", 0, "outcome"),
        ("entitlements", 4, "value"),
    ],
)
def test_a_changed_judgement_is_refused(path):
    changed = judgement()
    put(changed, path, "2")
    with pytest.raises(TraceRefusedError):
        check_judgement(changed)


def test_an_overall_class_made_of_other_factors_is_refused():
    changed, other = judgement(), judgement()
    other_overall = COMMANDS["overall"].run({"on": "2026-01-01", "factors": {"5.1": "3.1"}})
    changed["overall"] = {key: other_overall[key] for key in ("class", "base", "trace")}
    with pytest.raises(TraceRefusedError, match=r"^шаг 1: общая оценка сделана не из оценок факторов$"):
        check_judgement(changed)
    other["lines"][2] = {
        **COMMANDS["classify"].run(
            {"on": "2026-01-01", "kind": "noise", "value": "120", "limit": "80", "percent": "100"}
        ),
        "factor": "5.4",
    }
    with pytest.raises(TraceRefusedError, match=r"^шаг 1: оценка фактора 5.4 ниже оценки его показателя$"):
        check_judgement(other)
    worse = judgement()
    worse["sums"] = [
        COMMANDS["classify"].run(
            {"on": "2026-01-01", "kind": "substance", "value": "30", "limit": "1", "percent": "100"}
        )
    ]
    with pytest.raises(TraceRefusedError, match=r"оценка фактора 5.1 ниже"):
        check_judgement(worse)


def test_a_factor_below_its_line_is_refused_though_a_sum_be_as_low():
    forged = judgement()
    substance = {"on": "2026-01-01", "kind": "substance", "limit": "1", "percent": "100"}
    forged["lines"][0] = {**COMMANDS["classify"].run({**substance, "value": "5"}), "factor": "5.1"}
    assert (forged["lines"][0]["class"], forged["sums"][0]["class"], forged["factors"]["5.1"]["class"]) == (
        "3.2",
        "3.1",
        "3.1",
    )
    with pytest.raises(TraceRefusedError, match=r"^шаг 1: оценка фактора 5.1 ниже оценки его показателя$"):
        check_judgement(forged)


@pytest.mark.parametrize("full", [True, False])
@pytest.mark.parametrize("code", LADDER)
@pytest.mark.parametrize("list_536", [None, "1", "2"])
def test_rights_are_proved_and_false_ones_refused(code, full, list_536):
    asked = {"on": "2026-01-01", "class": code, "is_full_day": full, "textile": True, "short_hours_week": "0"}
    if list_536:
        asked["list_536"] = list_536
    for right in COMMANDS["entitlements"].run(asked)["entitlements"]:
        assert check_entitlement(right, ON) == right["outcome"]
        for outcome in {"CONFIRMED", "NOT_CONFIRMED", "NOT_APPLICABLE"} - {right["outcome"]}:
            with pytest.raises(TraceRefusedError, match=right["outcome"]):
                check_entitlement({**right, "outcome": outcome}, ON)
        for name, value in (("needed", "3.4"), ("given", "1"), ("given", "4"), ("right", "LEAVE"), ("list", "2")):
            changed = copy.deepcopy(right)
            if name in changed["trace"][0]["inputs"] and changed["trace"][0]["inputs"][name] != value:
                changed["trace"][0]["inputs"][name] = value
                try:
                    check_entitlement(changed, ON)
                except TraceRefusedError:
                    continue
                assert name in ("given", "list")


def test_what_a_right_brings_is_proved():
    leave = COMMANDS["entitlements"].run({"on": "2026-01-01", "class": "3.2", "is_full_day": True})["entitlements"][4]
    with pytest.raises(TraceRefusedError, match="право даёт «7»"):
        check_entitlement({**leave, "value": "14"}, ON)


def test_the_full_day_is_proved():
    rows = [TimeRow(TimeKind.OPERATIVE, Decimal(384)), TimeRow(TimeKind.UNREGULATED_BREAK, Decimal(96))]
    step = json.loads(json.dumps(full_working_day(rows, 480, ON).trace[0].as_json()))
    check_steps([step], ON)
    for name, value in (
        ("minutes", "400"),
        ("by_kind", {"ОП": "383"}),
        ("by_kind", {"НП": "384"}),
        ("percent", "70"),
        ("required", "300"),
        ("shift_minutes", "500"),
        ("reading", "OTHER"),
    ):
        with pytest.raises(TraceRefusedError):
            check_steps([{**step, "inputs": {**step["inputs"], name: value}}], ON)
    with pytest.raises(TraceRefusedError):
        check_steps([{**step, "output": "нет"}], ON)
    short = full_working_day(rows[1:], 480, ON).trace[0].as_json()
    check_steps([short], ON)
