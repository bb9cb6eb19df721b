"""Microclimate: № 35, глава 9, приложение 1, таблица 8."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import take_highest
from norms.errors import BadInput
from norms.exposure import with_exposure, without_exposure
from norms.library import norm
from norms.model import NormValue
from norms.quantities import (
    Exposure,
    decimal_of,
    difference,
    non_negative,
    plain,
    positive,
    round_half_up,
    short,
    together,
)
from norms.settings import DEFAULTS, HumidityDeviation, Interpretations, TemperatureDeviation
from norms.trace import Step, Verdict, step


class ClimateKind(Enum):
    """Indicators whose permissible value is a range."""

    TEMPERATURE = "temperature"
    HUMIDITY = "humidity"


def classify_climate(
    kind: ClimateKind,
    value: Decimal | int | str,
    low: Decimal | int | str,
    high: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of a temperature (°C) or relative humidity (%) by its deviation from the permissible
    range, up or down (№ 35, п. 66). Humidity deviates in percentage points: note 0005."""
    measured, lowest, highest = decimal_of(value, "value"), decimal_of(low, "limit_low"), decimal_of(high, "limit")
    if lowest > highest:
        raise BadInput("limit_low", "нижняя граница больше верхней")
    scale = norm(f"microclimate.{kind.value}", on)
    deviation, first = _deviation(kind, measured, lowest, highest, scale, settings)
    trace = [first]
    if kind is ClimateKind.TEMPERATURE and settings.temperature is TemperatureDeviation.ROUNDED:
        places = norm("microclimate.temperature_places", on)
        rounded = round_half_up(deviation, int(places.number))
        shown = {"value": plain(deviation), "places": plain(places.number)}
        trace.append(step("round", plain(rounded), places, note="0001", **shown))
        deviation = rounded
    return _by_scale(deviation, scale, trace, exposure, on)


def _deviation(
    kind: ClimateKind,
    measured: Decimal,
    lowest: Decimal,
    highest: Decimal,
    scale: NormValue,
    settings: Interpretations,
) -> tuple[Decimal, Step]:
    deviation = max(difference(measured, highest), difference(lowest, measured), Decimal(0))
    given = {"value": plain(measured), "low": plain(lowest), "high": plain(highest)}
    if kind is ClimateKind.TEMPERATURE:
        mark = settings.mark("temperature")
        return deviation, step("deviation", plain(deviation), scale, note="0001", **given, **mark)
    mark = settings.mark("humidity")
    if settings.humidity is HumidityDeviation.SHARE_OF_BOUND:
        bound = positive(highest if measured > highest else lowest, "limit_low")
        deviation = deviation * 100 / bound
    return deviation, step("deviation", plain(short(deviation)), scale, note="0005", **given, **mark)


def classify_air_speed(
    value: Decimal | int | str,
    high: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    *,
    low: Decimal | int | str = 0,
) -> Verdict:
    """Class of air speed (m/s): times over the upper bound, since 10.01.2020 only over it (п. 66.3).

    Before that day a speed below ``low`` deviated too (times under the lower bound).
    """
    measured, highest, lowest = non_negative(value, "value"), positive(high, "limit"), non_negative(low, "limit_low")
    bounds = norm("microclimate.air_speed_bounds", on)
    scale = norm("microclimate.air_speed", on)
    if measured < lowest and "lower" in bounds.items:
        if measured == 0:
            raise BadInput("value", "кратность отклонения вниз от нуля не определена: решает комиссия")
        times = lowest / measured
    else:
        times = measured / highest
    trace = [step("ratio", plain(short(times)), bounds, value=plain(measured), limit=plain(highest), low=plain(lowest))]
    return _by_scale(times, scale, trace, exposure, on)


def classify_radiation(
    value: Decimal | int | str, exposure: Exposure, on: dt.date, *, heated_limit: Decimal | int | str | None = None
) -> Verdict:
    """Class of thermal radiation (W/m²): open sources by table 8, heated surfaces against
    ``heated_limit`` (35, 70 or 100 W/m² by the share of the body), then 3.1 (№ 35, п. 66.4)."""
    measured = non_negative(value, "value")
    if heated_limit is None:
        return _by_scale(measured, norm("microclimate.radiation_open", on), [], exposure, on)
    limit = positive(heated_limit, "limit")
    ratio = measured / limit
    scale = norm("microclimate.radiation_heated", on)
    trace = [step("ratio", plain(short(ratio)), scale, value=plain(measured), limit=plain(limit))]
    return _by_scale(ratio, scale, trace, exposure, on)


def classify_open_air(exposures: Sequence[Exposure], on: dt.date) -> Verdict:
    """Class of work in the open air, unheated rooms and cold stores (№ 35, п. 67).

    3.1 when the kinds of such work together take 80 % of working time or more, whatever the
    season; below that the act gives no harmful class: docs/interpretations/0004-open-air.md.
    """
    total = together(list(exposures))
    rule = norm("microclimate.open_air", on)
    threshold = decimal_of(rule.table["share"])
    found = ConditionsClass(rule.table["reached"] if total.at_least(threshold) else rule.table["below"])
    reason = step(
        "share_reached",
        found,
        rule,
        note="0004",
        minutes=plain(total.minutes),
        of=plain(total.of),
        percent=plain(threshold),
    )
    return without_exposure(found, (reason,))


def classify_deep_cold(exposure: Exposure, on: dt.date) -> Verdict:
    """Class of work in chambers below −28.8 °C: 3.3 from 50 % of the time, else 3.1 (п. 67, ч. 4)."""
    rule = norm("microclimate.deep_cold", on)
    threshold = decimal_of(rule.table["share"])
    found = ConditionsClass(rule.table["reached"] if exposure.at_least(threshold) else rule.table["below"])
    reason = step(
        "share_reached", found, rule, minutes=plain(exposure.minutes), of=plain(exposure.of), percent=plain(threshold)
    )
    return without_exposure(found, (reason,))


def combine_microclimate(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the factor: the most unfavourable indicator (№ 35, п. 69)."""
    return take_highest(classes, norm("microclimate.combination", on), of=of)


def _by_scale(value: Decimal, scale: NormValue, trace: list[Step], exposure: Exposure, on: dt.date) -> Verdict:
    found = scale.classify(value)
    last = step("scale", found, scale, value=plain(short(value)), scale=scale.scale.as_text(), title=scale.title)
    return with_exposure(found, (*trace, last), exposure, on)
