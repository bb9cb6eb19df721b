"""Air ionisation (аэроионизация): № 35, глава 11."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.exposure import with_exposure
from norms.library import norm
from norms.quantities import Exposure, decimal_of, non_negative, plain
from norms.trace import Step, Verdict, step


def classify_air_ions(
    *, negative_is_out: bool, positive_is_out: bool, polarity_is_out: bool, exposure: Exposure, on: dt.date
) -> Verdict:
    """Class of air ionisation: 3.1 only when all three indicators are out of norm (№ 35, п. 74)."""
    return _by_count((negative_is_out, positive_is_out, polarity_is_out), (), exposure, on)


def classify_ion_counts(
    positive_ions: Decimal | int | str,
    negative_ions: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    *,
    absence_is_allowed: bool = False,
) -> Verdict:
    """Class of air ionisation by counts of ions per cm³ against № 37 (№ 35, п. 74).

    The coefficient of polarity is the positive over the negative count. ``absence_is_allowed``:
    near sources of electrostatic fields positive ions may be missing (№ 37, п. 3 of the norm), so
    too few of them are in the norm as well (docs/interpretations/0039-missing-ions.md).
    """
    limits = norm("air_ions.limits", on)
    bounds = {name: decimal_of(text) for name, text in limits.table.items()}
    plus, minus = non_negative(positive_ions, "value"), non_negative(negative_ions, "negative")
    least = 0 if absence_is_allowed else bounds["positive_from"]
    positive_out = not least <= plus <= bounds["positive_to"]
    negative_out = not bounds["negative_from"] <= minus <= bounds["negative_to"]
    # Compared without dividing: there may be no negative ions at all.
    in_polarity = minus > 0 and bounds["polarity_from"] * minus <= plus < bounds["polarity_below"] * minus
    counted = step(
        "ions",
        str(sum((negative_out, positive_out, not in_polarity))),
        limits,
        positive=plain(plus),
        negative=plain(minus),
        absence_is_allowed=absence_is_allowed,
    )
    return _by_count((negative_out, positive_out, not in_polarity), (counted,), exposure, on)


def _by_count(flags: tuple[bool, ...], trace: tuple[Step, ...], exposure: Exposure, on: dt.date) -> Verdict:
    rule = norm("air_ions", on)
    found = ConditionsClass(rule.table["all_out"] if all(flags) else rule.table["otherwise"])
    return with_exposure(found, (*trace, step("all_out", found, rule, out=sum(flags))), exposure, on)
