"""Proves a class from its trace alone: an independent reader of what the classifiers wrote.

It imports no classifier, recomputes every step with its own arithmetic against the norms of the
day, and refuses a trace that contradicts itself, the norms or its class. As a program it reads
JSON lines {"on": day, "verdict": {…}} or {"on": day, "judgement": {…}} and prints one for each.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from norms.checking import classes, time, values, wholes
from norms.checking.state import CHECKS, LADDER, Mismatch, State, TraceRefusedError, cited, demand

__all__ = ["CHECKING", "TraceRefusedError", "check_entitlement", "check_judgement", "check_steps", "check_verdict"]
CHECKING = (classes, time, values, wholes)
"""The modules that register the checks of steps."""

_NOTES = {
    "above_one": "0022",
    "coefficient": "0035",
    "complex": "0037",
    "counting": "0031",
    "dose": "0030",
    "edge": "0008",
    "energetic_mean": "0032",
    "field_maximum": "0028",
    "full_day": "0003",
    "ionising_count": "0030",
    "left_out": "0007",
    "mean": "0032",
    "overlap": "0029",
    "paid_otherwise": "0041",
    "prevailing": "0040",
    "round": "0001",
    "time_included": "0002",
    "worst_band": "0025",
}
_ENTITLEMENT = {"right": "право —", "value": "право даёт", "reason": "причина —"}
_TIMED = ("chemical", "dust", "biological", "vibroacoustic", "fields", "microclimate", "lighting", "air_ions")
"""Norms of factors that time acts on: what they classify must say how time was counted (п. 11)."""
_STRAIN = "5.15"
_HIGHEST = ("5.3", "5.4", "5.5", "5.6", "5.7", "5.8", "5.9", "5.11", "5.12", "5.13")
"""Factors that take the class of their worst line: nothing is summed or counted in them."""
_STEP_KEYS = {"op", "inputs", "output", "source", "norm", "interpretation"}


def check_steps(trace: Sequence[Mapping[str, Any]], on: dt.date) -> State:
    """Recompute the steps in order; raises ``TraceRefusedError`` at the first that does not hold."""
    state = State(on)
    for index, step in enumerate(trace):
        try:
            _check_step(step, state)
        except Mismatch as error:
            raise TraceRefusedError(index, str(error)) from error
        except (KeyError, TypeError, AttributeError, ValueError, ArithmeticError, IndexError) as error:
            raise TraceRefusedError(index, f"испорчен: {error!r}") from error
    return state


def _check_step(step: Mapping[str, Any], state: State) -> None:
    demand(set(step) == _STEP_KEYS, "лишние или недостающие части")
    demand(step["op"] in CHECKS, f"неизвестный вид шага «{step['op']}»")
    demand(not state.final, "после итога оценка продолжается")
    check, norms = CHECKS[step["op"]]
    rule = cited(step, norms, state.on)
    if step["op"] in _NOTES:
        demand(step["interpretation"] == _NOTES[step["op"]], "не та заметка о чтении акта")
    demand(check(step, state, rule) == step["output"], "итог шага не тот")


def check_verdict(verdict: Mapping[str, Any], on: dt.date) -> str:
    """Return the class that the trace of ``verdict`` proves under the norms of the day ``on``.

    ``verdict`` is ``Verdict.as_json()``. Raises ``TraceRefusedError`` when the trace is tampered with, or
    leads to another class or base.
    """
    trace = verdict["trace"]
    if not trace:
        raise TraceRefusedError(0, "нет ни одного шага")
    state = check_steps(trace, on)
    last = len(trace) - 1
    try:
        base = state.base or state.merged()
        final = state.final or base
        demand(bool(state.final) or not _needs_time(trace), "не сказано, как учтено время")
        demand(verdict["base"] == base, f"без учёта времени выходит класс {base}")
        demand(verdict["class"] == final, f"выходит класс {final}")
    except Mismatch as error:
        raise TraceRefusedError(last, str(error)) from error
    return final


def _needs_time(trace: Sequence[Mapping[str, Any]]) -> bool:
    """Whether anything but a count of ready classes was assessed for a factor that time acts on."""
    own = [step for step in trace if step["op"] not in ("count", "highest")]
    return any(step["norm"].partition(".")[0] in _TIMED for step in own)


def check_entitlement(entitlement: Mapping[str, Any], on: dt.date) -> str:
    """Return the outcome of a right that its trace proves; raises ``TraceRefusedError``.

    Checked are the right, the outcome, what a confirmation brings and the reason in words.
    """
    state = check_steps(entitlement["trace"], on)
    facts, last = state.facts, len(entitlement["trace"]) - 1
    outcome = facts.get("outcome", "")
    if entitlement["outcome"] != outcome:
        raise TraceRefusedError(last, f"выходит «{outcome}»")
    confirmed = outcome == "CONFIRMED"
    expected = {
        "right": facts.get("right", ""),
        "value": facts.get("brings", "") if confirmed else "",
        "reason": "" if confirmed else "; ".join(facts.get("reasons", ())),
    }
    for name, value in expected.items():
        if entitlement[name] != value:
            raise TraceRefusedError(last, f"{_ENTITLEMENT[name]} «{value}»")
    return str(outcome)


def check_judgement(judgement: Mapping[str, Any]) -> str:
    """Return the overall class that a whole ``Judgement.as_json()`` proves.

    Every verdict is recomputed; the classes of lines must be those that the factors were made of,
    the classes of factors those that the overall class was made of. Raises ``TraceRefusedError``.
    """
    on = dt.date.fromisoformat(judgement["on"])
    for part in (*judgement["lines"], *judgement["sums"], *judgement["radiation"], *judgement["load"]):
        check_verdict(part, on)
    found = {code: check_verdict(verdict, on) for code, verdict in judgement["factors"].items()}
    for code in found:
        _check_lines(code, judgement)
    for name in ("overall", "overall_without_shift_work"):
        check_verdict(judgement[name], on)
    counted, without = _counted(judgement["overall"]), _counted(judgement["overall_without_shift_work"])
    if counted != found:
        raise TraceRefusedError(0, "общая оценка сделана не из оценок факторов")
    if {**without, _STRAIN: ""} != {**counted, _STRAIN: ""} or without.keys() != counted.keys():
        raise TraceRefusedError(0, "без сменности может измениться только оценка напряжённости")
    if _STRAIN in counted and LADDER.index(without[_STRAIN]) > LADDER.index(counted[_STRAIN]):
        raise TraceRefusedError(0, "без сменности напряжённость не может стать выше")
    for entitlement in judgement["entitlements"]:
        check_entitlement(entitlement, on)
        _check_class_of(entitlement, judgement)
    return str(judgement["overall"]["class"])


def _counted(overall: Mapping[str, Any]) -> dict[str, str]:
    """Factor → class, as an overall class counted them."""
    given = overall["trace"][-1]["inputs"]
    return dict(zip(given["of"], given["classes"], strict=True))


def _check_class_of(entitlement: Mapping[str, Any], judgement: Mapping[str, Any]) -> None:
    """A right follows from the overall class, the surcharge from the one without shift work."""
    source = "overall_without_shift_work" if entitlement["right"] == "SURCHARGE" else "overall"
    given = entitlement["trace"][0]["inputs"].get("given", judgement[source]["class"])
    if given != judgement[source]["class"]:
        raise TraceRefusedError(0, "право выведено не из общей оценки")


def _check_lines(code: str, judgement: Mapping[str, Any]) -> None:
    """No line of a factor may be worse than the factor itself; only sums and counts raise it."""
    lines = [line["class"] for line in judgement["lines"] if line["factor"] == code]
    if code == "5.1":
        lines += [found["class"] for found in judgement["sums"]]
    if lines and LADDER.index(judgement["factors"][code]["class"]) < max(map(LADDER.index, lines)):
        raise TraceRefusedError(0, f"оценка фактора {code} ниже оценки его показателя")
    if code in _HIGHEST and judgement["factors"][code]["class"] != max(lines, key=LADDER.index, default=""):
        raise TraceRefusedError(0, f"оценка фактора {code} — не наибольшая из его показателей")
