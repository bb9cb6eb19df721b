"""Electromagnetic fields and optical radiation: № 35, глава 7, приложение 1, таблицы 5 и 6."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import take_highest
from norms.errors import BadInput
from norms.exposure import with_exposure, without_exposure
from norms.factors.chemical import ratio_to_limit
from norms.library import norm
from norms.quantities import Exposure, decimal_of, non_negative, plain, positive, short
from norms.settings import DEFAULTS, FieldMaximum, Interpretations, SingleLaserExposure
from norms.trace import Step, Verdict, step


class FieldKind(Enum):
    """Row of table 5 or 6."""

    ELECTROSTATIC = "electrostatic"
    STATIC_MAGNETIC = "static_magnetic"
    ELECTRIC_50_HZ = "electric_50hz"
    MAGNETIC_50_HZ = "magnetic_50hz"
    DISPLAY_TERMINAL = "display_terminal"
    RADIO_10_30_KHZ = "radio_10_30khz"
    RADIO_30_KHZ_3_MHZ = "radio_30khz_3mhz"
    RADIO_3_30_MHZ = "radio_3_30mhz"
    RADIO_30_300_MHZ = "radio_30_300mhz"
    RADIO_300_MHZ_300_GHZ = "radio_300mhz_300ghz"
    ULTRAVIOLET = "ultraviolet"
    LASER_CHRONIC = "laser_chronic"
    LASER_SINGLE = "laser_single"


def classify_field(
    kind: FieldKind,
    value: Decimal | int | str,
    limit: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    *,
    background: Decimal | int | str = "",
    limit_short: Decimal | int | str = "",
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of a field or radiation against its limit in the same unit (№ 35, п. 37).

    Time of action counts only where п. 37 says so (display terminals, ultraviolet, laser); the
    limits of the other rows depend on the time themselves (table 5, note 2). A value not above the
    natural ``background`` is class 1 where table 5 has that column. ``limit_short`` is the maximum
    limit for short exposure (note 1). Raises ``NoClassDefined`` above the last step of a row.
    """
    scale = norm(f"fields.{kind.value}", on)
    ratio, first = ratio_to_limit(value, limit, "fields.by_ratio", on)
    trace: list[Step] = [first]
    natural = _natural(kind, value, background, on)
    if natural is not None:
        found = ConditionsClass.OPTIMAL
        trace.append(natural)
    else:
        found = scale.classify(ratio)
        trace.append(
            step("scale", found, scale, value=plain(short(ratio)), scale=scale.scale.as_text(), title=scale.title)
        )
        found, more = _special(kind, found, non_negative(value, "value"), limit_short, on, settings)
        trace.extend(more)
    rule = norm("fields.with_time", on)
    if kind.value in rule.items:
        return with_exposure(found, tuple(trace), exposure, on)
    return without_exposure(found, (*trace, step("time_in_limit", found, rule)))


def _natural(kind: FieldKind, value: Decimal | int | str, background: Decimal | int | str, on: dt.date) -> Step | None:
    if background == "":
        return None
    rule = norm("fields.natural_background", on)
    if kind.value not in rule.items:
        raise BadInput("background", "графы 1-го класса для этого показателя в таблице нет")
    natural, measured = positive(background, "background"), decimal_of(value)
    if measured > natural:
        return None
    return step(
        "natural", ConditionsClass.OPTIMAL, rule, kind=kind.value, value=plain(measured), background=plain(natural)
    )


def _special(
    kind: FieldKind,
    found: ConditionsClass,
    measured: Decimal,
    limit_short: Decimal | int | str,
    on: dt.date,
    settings: Interpretations,
) -> tuple[ConditionsClass, list[Step]]:
    """Rows that can be read in two ways: the last step of table 5 and laser above ПДУ2."""
    if kind is FieldKind.LASER_SINGLE and found is ConditionsClass.HARMFUL_2:
        return _single_laser(on, settings)
    if found is ConditionsClass.DANGEROUS and kind is not FieldKind.LASER_SINGLE:
        return _field_maximum(kind, measured, limit_short, on, settings)
    return found, []


def _single_laser(on: dt.date, settings: Interpretations) -> tuple[ConditionsClass, list[Step]]:
    """Columns 3.1 and 3.2 of table 6 overlap: docs/interpretations/0029-laser-single.md."""
    first_degree = settings.single_laser_exposure is SingleLaserExposure.FIRST_DEGREE
    found = ConditionsClass.HARMFUL_1 if first_degree else ConditionsClass.HARMFUL_2
    rule = norm("fields.laser_overlap", on)
    return found, [step("overlap", found, rule, note="0029", **settings.mark("single_laser_exposure"))]


def _field_maximum(
    kind: FieldKind,
    measured: Decimal,
    limit_short: Decimal | int | str,
    on: dt.date,
    settings: Interpretations,
) -> tuple[ConditionsClass, list[Step]]:
    """The last step may multiply the limit for short exposure: docs/interpretations/0028-field-maximum.md."""
    rule, mark = norm("fields.maximum", on), settings.mark("field_maximum")
    found = ConditionsClass.DANGEROUS
    if settings.field_maximum is FieldMaximum.SAME_LIMIT:
        return found, [step("field_maximum", found, rule, note="0028", **mark)]
    if limit_short == "":
        raise BadInput("limit_short", "укажите максимальный ПДУ для кратковременного воздействия (сноска 1 таблицы 5)")
    maximum, row = positive(limit_short, "limit_short"), rule.table[kind.value]
    if measured <= maximum * decimal_of(row["times"]):
        found = ConditionsClass(row["below"])
    compared = {"value": plain(measured), "limit_short": plain(maximum), "times": row["times"]}
    return found, [step("field_maximum", found, rule, note="0028", **mark, **compared)]


def combine_fields(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the factor: the highest of its indicators (№ 35, п. 38)."""
    return take_highest(classes, norm("fields.combination", on), of=of)
