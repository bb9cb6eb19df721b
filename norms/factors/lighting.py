"""Artificial lighting: № 35, глава 10, приложение 1, таблица 9."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import take_highest
from norms.exposure import with_exposure
from norms.library import norm
from norms.quantities import Exposure, non_negative, plain, positive
from norms.trace import Verdict, step


class LightKind(Enum):
    """Indicators of table 9. Illuminance must not be too low, the others not too high."""

    ILLUMINANCE = "illuminance"
    GLARE = "glare"
    PULSATION = "pulsation"
    LUMINANCE = "luminance"
    UNEVENNESS = "unevenness"


def classify_light(
    kind: LightKind, value: Decimal | int | str, limit: Decimal | int | str, exposure: Exposure, on: dt.date
) -> Verdict:
    """Class of one indicator of lighting in the unit of its norm (№ 35, п. 70, таблица 9).

    Only for work with raised requirements to lighting (п. 70); the caller answers for that.
    """
    measured, required = non_negative(value, "value"), positive(limit, "limit")
    rule = norm("lighting", on)
    too_low = kind.value in rule.table["not_below"]
    violated = measured < required if too_low else measured > required
    found = ConditionsClass(rule.table["violated"] if violated else rule.table["kept"])
    trace = (step("compare", found, rule, kind=kind.value, value=plain(measured), limit=plain(required)),)
    return with_exposure(found, trace, exposure, on)


def combine_lighting(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the factor: the higher of its indicators, at most 3.1 (№ 35, п. 72)."""
    return take_highest(classes, norm("lighting.combination", on), of=of)
