"""Golden cases: each is answered as the act answers it, proves itself, and is explained."""

import datetime as dt

import pytest

from norms.check_trace import check_verdict
from norms.cli.commands import COMMANDS
from norms.errors import BadInput, NoClassDefined, NormNotFound
from norms.explain import explain_all
from tests.norms.golden import golden_cases


def answer(case):
    try:
        return COMMANDS[case["command"]].run(case["input"])
    except BadInput as error:
        return {"error": error.field}
    except NoClassDefined:
        return {"error": "value"}
    except NormNotFound as error:
        return {"error": error.field}


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{stem}: {case['name']}") for stem, case in golden_cases()])
def test_the_case_is_answered_as_the_act_says(case):
    found, expected = answer(case), case["expected"]
    for key, value in expected.items():
        assert seen(found, key, value) == value, found
    if expected.get("class") and "trace" in found:
        on = dt.date.fromisoformat(case["input"]["on"])
        assert check_verdict(found, on) == expected["class"]
        assert all(step["text"] and step["source"] for step in explain_all(found["trace"]))


def seen(found, key, value):
    """The part of an answer that a case speaks of."""
    if key == "rights":
        rows = {row["right"]: [row["outcome"], row["value"]] for row in found["entitlements"]}
        return {right: rows[right] for right in value}
    if key == "from":
        return {row["right"]: row["applies_from"] for row in found["entitlements"] if row["right"] in value}
    if key == "plan":
        return [[stage["title"], stage["start_on"], stage["finish_on"]] for stage in found["plan"]]
    return found.get(key)


def test_there_are_enough_cases_and_every_one_has_a_name_and_a_clause():
    cases = golden_cases()
    assert len(cases) >= 300
    assert all(case["name"] and case["clause"] for _, case in cases)
    assert len({(stem, case["name"]) for stem, case in cases}) == len(cases)
