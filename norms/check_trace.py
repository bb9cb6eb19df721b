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
    "round": "0001",
    "time_included": "0002",
    "worst_band": "0025",
}
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
        demand(verdict["base"] == base, f"без учёта времени выходит класс {base}")
        demand(verdict["class"] == final, f"выходит класс {final}")
    except Mismatch as error:
        raise TraceRefusedError(last, str(error)) from error
    return final


def check_entitlement(entitlement: Mapping[str, Any], on: dt.date) -> str:
    """Return the outcome of a right that its trace proves; raises ``TraceRefusedError``.

    Checked are the outcome and, for pensions, leave and surcharge, what a confirmation brings.
    """
    state = check_steps(entitlement["trace"], on)
    last = len(entitlement["trace"]) - 1
    outcome = state.facts.get("outcome", "")
    if entitlement["outcome"] != outcome:
        raise TraceRefusedError(last, f"выходит «{outcome}»")
    brings = state.facts.get("brings", "")
    if outcome == "CONFIRMED" and brings and entitlement["value"] != brings:
        raise TraceRefusedError(last, f"право даёт «{brings}»")
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
    for entitlement in judgement["entitlements"]:
        check_entitlement(entitlement, on)
    counted = dict(zip(*(judgement["overall"]["trace"][-1]["inputs"][k] for k in ("of", "classes")), strict=True))
    if counted != found:
        raise TraceRefusedError(0, "общая оценка сделана не из оценок факторов")
    return str(judgement["overall"]["class"])


def _check_lines(code: str, judgement: Mapping[str, Any]) -> None:
    """No line of a factor may be worse than the factor itself; only sums and counts raise it."""
    lines = [line["class"] for line in judgement["lines"] if line["factor"] == code]
    if code == "5.1":
        lines += [found["class"] for found in judgement["sums"]]
    if lines and LADDER.index(judgement["factors"][code]["class"]) < max(map(LADDER.index, lines)):
        raise TraceRefusedError(0, f"оценка фактора {code} ниже оценки его показателя")
