"""The proof of a trace: honest ones pass, any step changed is refused."""

import contextlib
import copy
import datetime as dt
import json
from decimal import Decimal

import pytest

from norms import check_trace
from norms.check_trace import TraceRefusedError, check_verdict
from norms.checking.state import CHECKS
from norms.cli.commands import COMMANDS
from tests.norms.golden import golden_cases

LADDER = ["1", "2", "3.1", "3.2", "3.3", "3.4", "4"]
ON = dt.date(2026, 1, 1)


def verdicts():
    """A proved verdict of every kind of trace that the golden cases make, one for each chain of steps."""
    seen = {}
    for _, case in golden_cases():
        if case["command"] not in ("classify", "overall") or "error" in case["expected"]:
            continue
        found = COMMANDS[case["command"]].run(case["input"])
        chain = tuple((s["op"], s["norm"], s["inputs"].get("reading")) for s in found["trace"])
        if chain:
            seen.setdefault(chain, (found, dt.date.fromisoformat(case["input"]["on"])))
    return list(seen.values())


VERDICTS = verdicts()
IDS = ["+".join(step["op"] for step in found["trace"]) for found, _ in VERDICTS]


@pytest.fixture(params=VERDICTS, ids=IDS)
def proved(request):
    found, on = request.param
    return copy.deepcopy(found), on


def refused(verdict, on):
    with pytest.raises(TraceRefusedError):
        check_verdict(verdict, on)


def test_there_are_traces_of_every_kind_of_step():
    used = {step["op"] for found, _ in VERDICTS for step in found["trace"]}
    elsewhere = {"complex", "full_day", "full_day_missing", "not_listed", "paid_otherwise", "right"}
    assert set(CHECKS) - used == elsewhere


def test_an_honest_trace_is_proved(proved):
    found, on = proved
    assert check_verdict(found, on) == found["class"]


def test_another_class_is_refused(proved):
    found, on = proved
    for name in ("class", "base"):
        for code in LADDER:
            if code != found[name]:
                refused({**found, name: code}, on)


def test_another_output_of_any_step_is_refused(proved):
    found, on = proved
    for index, step in enumerate(found["trace"]):
        for output in [*LADDER, "0", "80", "", "да"]:
            if output != step["output"] and not same_number(output, step["output"]):
                trace = [*found["trace"][:index], {**step, "output": output}, *found["trace"][index + 1 :]]
                refused({**found, "trace": trace}, on)


def same_number(one, other):
    try:
        return Decimal(one) == Decimal(other)
    except ArithmeticError:
        return False


def test_another_source_norm_kind_or_part_is_refused(proved):
    found, on = proved
    for index, step in enumerate(found["trace"]):
        for key, value in (
            ("source", "п. 1"),
            ("norm", "no.such"),
            ("norm", "rights.leave"),
            ("op", "magic"),
            ("op", "left_out"),
            ("remark", ""),
        ):
            changed = copy.deepcopy(found)
            changed["trace"][index][key] = value
            if changed != found:
                refused(changed, on)
        for key in step:
            changed = copy.deepcopy(found)
            del changed["trace"][index][key]
            refused(changed, on)


def test_a_missing_or_repeated_step_never_gives_another_class(proved):
    found, on = proved
    for index in range(len(found["trace"])):
        for trace in (
            found["trace"][:index] + found["trace"][index + 1 :],
            found["trace"][: index + 1] + found["trace"][index:],
        ):
            believed({**found, "trace": trace}, found, on)
    refused({**found, "trace": []}, on)


def believed(changed, honest, on):
    """A changed trace is refused, or at least proves nothing but the honest class."""
    with contextlib.suppress(TraceRefusedError):
        assert check_verdict(changed, on) == honest["class"]


def leaves(value, path=()):
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path, value


def put(data, path, value):
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = value


def test_a_change_of_any_input_is_refused_or_proves_the_same_class(proved):
    found, on = proved
    changed = json.loads(json.dumps(found))
    for index, step in enumerate(found["trace"]):
        step = json.loads(json.dumps(step))
        for path, value in leaves(step["inputs"]):
            for other in ("0", "1", "2", "3.1", "4", "99", "-5", "x", "", None, True, False, [], {}):
                if other != value:
                    put(changed["trace"][index]["inputs"], path, other)
                    believed(changed, found, on)
            put(changed["trace"][index]["inputs"], path, value)
    assert changed == json.loads(json.dumps(found))


def test_the_law_itself_cannot_be_forged_in_a_trace(proved):
    """Scales, thresholds, titles, rules and marks of reading are compared with the norms."""
    found, on = proved
    guarded = {
        "scale",
        "title",
        "places",
        "keeps_from",
        "one_degree_from",
        "floor",
        "rule",
        "raised",
        "is_default",
        "limits",
        "to",
        "by",
        "times",
        "base",
    }
    for index, step in enumerate(found["trace"]):
        for name in guarded & set(step["inputs"]):
            if step["op"] in ("equivalent", "highest_limit", "dose"):
                continue
            for forged in ("forged", [], None, {"3.1": {"count": "9", "gives": "3.2"}}, "7"):
                changed = copy.deepcopy(found)
                changed["trace"][index]["inputs"][name] = forged
                if name == "is_default":
                    changed["trace"][index]["inputs"][name] = not step["inputs"][name]
                refused(changed, on)


def test_a_forged_scale_that_gives_a_lower_class_is_refused():
    found = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "noise", "value": "90", "limit": "80", "percent": "100"}
    )
    forged = json.loads(json.dumps(found))
    scale = next(step for step in forged["trace"] if step["op"] == "scale")
    scale["inputs"]["scale"][1] = ["3.1", "10"]
    scale["output"] = forged["class"] = forged["base"] = forged["trace"][-1]["inputs"]["base"] = forged["trace"][-1][
        "output"
    ] = "3.1"
    with pytest.raises(TraceRefusedError, match=r"^шаг 3: шкала не та, что в норме$"):
        check_verdict(forged, ON)
    with pytest.raises(TraceRefusedError, match=r"^шаг 1: "):
        check_verdict(found, dt.date(2012, 1, 1))


def test_a_dust_is_not_judged_by_another_table():
    dust = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "dust", "value": "2.5", "limit": "1", "percent": "100"}
    )
    other = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "substance", "value": "2.5", "limit": "1", "percent": "100"}
    )
    mixed = {**other, "trace": [dust["trace"][0], *other["trace"][1:]]}
    with pytest.raises(TraceRefusedError, match="шкала не того показателя"):
        check_verdict(mixed, ON)


def test_the_note_of_an_unclear_point_must_be_the_right_one(proved):
    found, on = proved
    for index, step in enumerate(found["trace"]):
        if "reading" in step["inputs"] and step["op"] in check_trace._NOTES:
            changed = copy.deepcopy(found)
            changed["trace"][index]["interpretation"] = "9999"
            refused(changed, on)


def test_the_refusal_names_the_step():
    found = COMMANDS["classify"].run(
        {"on": "2026-01-01", "kind": "noise", "value": "90", "limit": "80", "percent": "100"}
    )
    found["trace"][1]["output"] = "11"
    with pytest.raises(TraceRefusedError) as caught:
        check_verdict(found, ON)
    assert caught.value.step == 1
    assert str(caught.value) == f"шаг 2: {caught.value.reason}"
