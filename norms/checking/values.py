"""Steps that give a number: ratios, averages, rounding, deviations, sums."""

from __future__ import annotations

import decimal
from decimal import Decimal
from fractions import Fraction
from typing import Any

from norms.checking.state import State, Step, checks, demand, half_up, number, reading, same
from norms.library import norm
from norms.model import NormValue


def _short(exact: Fraction, given: Any) -> str:
    demand(same(given, exact), f"должно быть {float(half_up(exact, 6))}")
    return str(given)


@checks(
    "ratio",
    "chemical.by_ratio chemical.skin dust.by_ratio biological.by_ratio fields.by_ratio "
    "microclimate.air_speed_bounds microclimate.radiation_heated",
)
def ratio(step: Step, state: State, rule: NormValue) -> str:
    """A value over its limit; for air speed before 2020 also the lower bound over the value."""
    given = step["inputs"]
    value, limit = state.taken(given["value"]), number(given["limit"])
    demand(value >= 0 and limit > 0, "величина и норма не могут быть такими")
    exact = value / limit
    low = number(given.get("low", "0"))
    if rule.key == "microclimate.air_speed_bounds" and "lower" in rule.items and value < low:
        exact = low / value
    state.give(exact)
    state.rule, state.facts["measured"] = rule.key, value
    return _short(exact, step["output"])


@checks("round", "chemical.ratio_places vibroacoustic.level_places microclimate.temperature_places")
def rounding(step: Step, state: State, rule: NormValue) -> str:
    """Rounding half up to the places of the norm."""
    given = step["inputs"]
    demand(number(given["places"]) == number(str(rule.value)), "число знаков не по норме")
    exact = state.taken(given["value"])
    if state.origin is None:
        state.give(exact)
    state.value = half_up(exact, int(number(given["places"])))
    demand(number(step["output"]) == state.value, "округлено неверно")
    return str(step["output"])


@checks("excess", "vibroacoustic.*")
def excess(step: Step, state: State, rule: NormValue) -> str:
    """A level over its limit, in dB."""
    value, limit = state.taken(step["inputs"]["value"]), number(step["inputs"]["limit"])
    demand(state.limit is None or state.limit == limit, "ПДУ не тот, что дали предыдущие шаги")
    if state.origin is None:
        state.give(value)
    state.value, state.expected_norm = value - limit, rule.key
    return _short(state.value, step["output"])


@checks("deviation", "microclimate.temperature microclimate.humidity")
def deviation(step: Step, state: State, rule: NormValue) -> str:
    """How far a value lies outside its permissible range."""
    given = step["inputs"]
    value, low, high = state.taken(given["value"]), number(given["low"]), number(given["high"])
    exact = max(value - high, low - value, Fraction(0))
    if rule.key == "microclimate.humidity":
        if reading(step, "POINTS", "SHARE_OF_BOUND") == "SHARE_OF_BOUND":
            exact = exact * 100 / (high if value > high else low)
    else:
        state.facts["rounds"] = reading(step, "ROUNDED", "EXACT") == "ROUNDED"
    state.give(exact)
    state.expected_norm = rule.key
    return _short(exact, step["output"])


@checks("reduce", "load.per_shift_indicators strain.screen_hours")
def reduce(step: Step, state: State, rule: NormValue) -> str:
    """An amount per shift recalculated to 8 hours."""
    given = step["inputs"]
    exact = number(given["value"]) * number(given["to"]) / number(given["shift_minutes"])
    demand(number(given["to"]) == 480, "приводится к смене 480 мин")
    state.give(exact)
    return _short(exact, step["output"])


@checks("mean", "sampling.mean")
def mean(step: Step, state: State, rule: NormValue) -> str:
    """Arithmetic mean."""
    values = [number(value) for value in step["inputs"]["values"]]
    total = sum(values, Fraction(0)) / len(values)
    # An average is kept to 18 digits: more than any instrument gives.
    kept = decimal.Context(prec=18).divide(Decimal(total.numerator), Decimal(total.denominator))
    exact = Fraction(kept)
    state.give(exact)
    return _short(exact, step["output"])


def _level(parts: list[tuple[Fraction, Fraction]]) -> Fraction:
    """10·lg of weighted energies, computed by natural logarithms at 60 digits."""
    with decimal.localcontext(decimal.Context(prec=60)):
        ten = Decimal(10).ln()
        energy = sum((_decimal(w) * (ten * _decimal(lv) / 10).exp() for lv, w in parts), Decimal(0))
        level = 10 * (energy / sum((_decimal(w) for _, w in parts), Decimal(0))).ln() / ten
    return half_up(Fraction(level), 15)


def _decimal(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


@checks("energetic_mean", "sampling.mean")
def energetic_mean(step: Step, state: State, rule: NormValue) -> str:
    """Mean level by energy."""
    exact = _level([(number(level), Fraction(1)) for level in step["inputs"]["values"]])
    state.give(exact)
    return _short(exact, step["output"])


@checks("equivalent", "vibroacoustic.equivalent")
def equivalent(step: Step, state: State, rule: NormValue) -> str:
    """Equivalent level of a shift spent in several zones."""
    zones = step["inputs"]["zones"]
    exact = _level([(number(zone["level"]), number(zone["minutes"])) for zone in zones])
    state.give(exact)
    state.facts["equivalent"] = True
    return _short(exact, step["output"])


@checks("highest_limit", "vibroacoustic.zone_limit")
def highest_limit(step: Step, state: State, rule: NormValue) -> str:
    """The highest limit of the zones."""
    state.limit = max(number(zone["limit"]) for zone in step["inputs"]["zones"])
    return _short(state.limit, step["output"])


@checks("limit_lowered", "vibroacoustic.joint_ultrasound")
def limit_lowered(step: Step, state: State, rule: NormValue) -> str:
    """The limit of contact ultrasound beside air ultrasound."""
    demand(number(step["inputs"]["by"]) == Fraction(rule.number), "снижение ПДУ не по норме")
    state.limit = number(step["inputs"]["limit"]) - Fraction(rule.number)
    return _short(state.limit, step["output"])


@checks("worst_band", "vibroacoustic.octave_bands")
def worst_band(step: Step, state: State, rule: NormValue) -> str:
    """The octave band that decides; a second way through rounding and scale begins."""
    worst = reading(step, "SOUND_LEVEL_FIRST", "WORST_OF_ALL") == "WORST_OF_ALL"
    demand(worst or state.merged() in ("1", "2"), "полосы решают, только пока уровень звука в норме")
    bands = {band["frequency"]: band for band in step["inputs"]["bands"]}
    demand(step["output"] in bands, "такой полосы нет")
    chosen = bands[step["output"]]
    rounds = norm("vibroacoustic.level_places", state.on).value != "none"
    excesses = {frequency: _excess_of(band, rounds) for frequency, band in bands.items()}
    demand(excesses[step["output"]] == max(excesses.values()), "не худшая полоса")
    state.origin, state.value, state.limit = number(chosen["level"]), None, number(chosen["limit"])
    return str(step["output"])


def _excess_of(band: Any, rounds: bool) -> Fraction:
    level = number(band["level"])
    return (half_up(level, 0) if rounds else level) - number(band["limit"])


@checks("coefficient", "chemical.formaldehyde_styrene")
def coefficient(step: Step, state: State, rule: NormValue) -> str:
    """The coefficient of formaldehyde and styrene."""
    divides = reading(step, "MULTIPLIES", "DIVIDES") == "DIVIDES"
    exact = Fraction(rule.number)
    state.coefficient = 1 / exact if divides else exact
    return _short(exact, step["output"])


@checks("sum", "chemical.sum_limit biological.allergen_sum")
def total(step: Step, state: State, rule: NormValue) -> str:
    """Sum of ratios of substances, each within its limit."""
    exact = Fraction(0)
    for part in step["inputs"]["parts"]:
        value, limit = number(part["value"]), number(part["limit"])
        demand(0 <= value <= limit and limit > 0, "в сумму входят только вещества не выше ПДК")
        weight = state.coefficient if "weight" in part else Fraction(1)
        demand(weight is not None and same(part.get("weight", "1"), weight), "вес вещества не по норме")
        exact += value / limit * (weight or 0)
    names = [part["name"] for part in step["inputs"]["parts"]]
    demand(len(set(names)) == len(names), "вещество посчитано дважды")
    state.give(exact)
    state.rule = rule.key
    return _short(exact, step["output"])


@checks("object_size", "strain.object_sizes")
def object_size(step: Step, state: State, rule: NormValue) -> str:
    """The size of the object chooses the scale of shares."""
    size, limits = number(step["inputs"]["size"]), {k: number(v) for k, v in rule.table.items()}
    if size > limits["large_over"]:
        row = "large"
    elif size > limits["medium_over"]:
        row = "medium"
    else:
        row = "small" if size >= limits["small_from"] else "tiny"
    state.expected_norm = f"strain.4.2.4-{row}"
    return row


@checks("ions", "air_ions.limits")
def ions(step: Step, state: State, rule: NormValue) -> str:
    """How many of the three indicators of air ionisation are out of norm."""
    limits = {name: number(text) for name, text in rule.table.items()}
    plus, minus = number(step["inputs"]["positive"]), number(step["inputs"]["negative"])
    least = 0 if step["inputs"]["absence_is_allowed"] is True else limits["positive_from"]
    out = [
        not limits["negative_from"] <= minus <= limits["negative_to"],
        not least <= plus <= limits["positive_to"],
        not (minus and limits["polarity_from"] <= plus / minus < limits["polarity_below"]),
    ]
    state.out = sum(out)
    return str(state.out)
