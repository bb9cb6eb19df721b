"""Dusts and aerosols (пыли, аэрозоли): № 35, глава 5, приложение 1, таблица 3."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.combine import take_highest
from norms.exposure import with_exposure
from norms.factors.chemical import classify_ratio, ratio_to_limit
from norms.library import norm
from norms.quantities import Exposure
from norms.trace import Verdict


def classify_dust(
    concentration: Decimal | int | str, limit: Decimal | int | str, exposure: Exposure, on: dt.date
) -> Verdict:
    """Class of one dust: mg/m³ over its limit in mg/m³, with time (№ 35, п. 29, 30).

    The ratio is rounded to 0.1, the grid of table 3: docs/interpretations/0001-rounding.md.
    """
    ratio, first = ratio_to_limit(concentration, limit, "dust.by_ratio", on)
    found, steps = classify_ratio(ratio, "dust", on)
    return with_exposure(found, (first, *steps), exposure, on)


def combine_dusts(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the factor: the highest of its dusts, never a sum (№ 35, п. 31)."""
    return take_highest(classes, norm("dust.combination", on), of=of)
