"""Steps about time: the rule of п. 11, shares of working time, and where time does not count."""

from __future__ import annotations

from fractions import Fraction

from norms.checking.state import State, Step, checks, demand, lower, number, reading, table
from norms.library import norm
from norms.model import NormValue


def _close(state: State, code: str) -> str:
    demand(not state.final, "после итога оценка продолжается")
    state.base, state.final = state.base or state.merged(), code
    return code


@checks("time", "exposure.keeps_class_from")
def time(step: Step, state: State, rule: NormValue) -> str:
    """The rule of time, п. 11."""
    given = step["inputs"]
    limits = {
        "keeps_from": rule.number,
        "one_degree_from": norm("exposure.one_degree_from", state.on).number,
    }
    for name, value in limits.items():
        demand(number(given[name]) == Fraction(value), "порог времени не по норме")
    demand(given["floor"] == norm("exposure.floor", state.on).value, "предел снижения не по норме")
    demand(given["base"] == state.merged(), "снижается не та оценка")
    if state.rule == "fields.by_ratio":
        demand(state.last_norm[7:] in norm("fields.with_time", state.on).items, "время этого показателя не учитывается")
    minutes, of = number(given["minutes"]), number(given["of"])
    demand(0 <= minutes <= of and of > 0, "время больше рабочего")
    share = minutes * 100 / of
    steps = 0 if share >= number(given["keeps_from"]) else 1 if share >= number(given["one_degree_from"]) else 2
    return _close(state, lower(given["base"], steps, given["floor"]))


@checks("time_included", "vibroacoustic.includes_time")
def time_included(step: Step, state: State, rule: NormValue) -> str:
    """A level already reduced to the shift."""
    reading(step, "COUNTED_ONCE")
    demand(state.last_norm.startswith("vibroacoustic."), "уровень не виброакустический")
    return _close(state, state.merged())


@checks("time_counted", "vibroacoustic.includes_time biological.time_not_counted")
def time_counted(step: Step, state: State, rule: NormValue) -> str:
    """Another reading: time counts all the same."""
    demand(step["inputs"] == {"reading": step["inputs"]["reading"], "is_default": False}, "это чтение не по умолчанию")
    demand(step["inputs"]["reading"] in ("COUNTED_AGAIN", "COUNTED"), "нет такого чтения")
    return state.merged()


@checks("time_in_limit", "fields.with_time")
def time_in_limit(step: Step, state: State, rule: NormValue) -> str:
    """A field whose limit depends on time itself."""
    demand(state.rule == "fields.by_ratio" and state.last_norm[7:] not in rule.items, "время учитывается")
    return _close(state, state.merged())


@checks("time_not_counted", "biological.time_not_counted")
def time_not_counted(step: Step, state: State, rule: NormValue) -> str:
    """Work with pathogens: time does not count."""
    row = table(norm("biological.activities", state.on))[state.clause]
    demand(not row["time"], "время этих работ учитывается")
    if "reading" in step["inputs"]:
        reading(step, "NOT_COUNTED")
    return _close(state, state.merged())


@checks("share_reached", "microclimate.open_air microclimate.deep_cold")
def share_reached(step: Step, state: State, rule: NormValue) -> str:
    """Work in the open air or in deep cold by its share of working time."""
    given = step["inputs"]
    demand(number(given["percent"]) == number(rule.table["share"]), "порог времени не по норме")
    reached = number(given["minutes"]) * 100 >= number(given["percent"]) * number(given["of"])
    state.pending.append(rule.table["reached" if reached else "below"])
    return _close(state, state.merged())
