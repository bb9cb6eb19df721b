"""Chemical factor (химический фактор), one substance: № 35, глава 3, приложение 1, таблица 1."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import raise_by_count
from norms.errors import BadInput
from norms.exposure import with_exposure
from norms.library import norm
from norms.quantities import Exposure, non_negative, plain, positive, round_half_up, short
from norms.trace import Step, Verdict, step


class Effect(Enum):
    """Action of a substance on the body: chooses the row of table 1."""

    GENERAL = "GENERAL"
    ACUTE = "ACUTE"
    IRRITANT = "IRRITANT"
    CARCINOGEN = "CARCINOGEN"
    ALLERGEN = "ALLERGEN"


class Averaging(Enum):
    """Which limit the concentration is compared with: максимально разовая or среднесменная."""

    MAX_SINGLE = "MAX_SINGLE"
    SHIFT_AVERAGE = "SHIFT_AVERAGE"


_SCALES = {
    Effect.ACUTE: "chemical.acute",
    Effect.IRRITANT: "chemical.irritant",
    Effect.CARCINOGEN: "chemical.carcinogen",
    Effect.ALLERGEN: "chemical.allergen",
}


def _scale_key(effect: Effect, averaging: Averaging) -> str:
    if effect is Effect.GENERAL:
        return f"chemical.general.{averaging.value.lower()}"
    return _SCALES[effect]


def ratio_to_limit(
    value: Decimal | int | str, limit: Decimal | int | str, rule: str, on: dt.date
) -> tuple[Decimal, Step]:
    """Return how many times a value exceeds its limit, both in one unit, under the norm ``rule``."""
    measured, permitted = non_negative(value, "value"), positive(limit, "limit")
    ratio = measured / permitted
    return ratio, step("ratio", plain(short(ratio)), norm(rule, on), value=plain(measured), limit=plain(permitted))


def classify_ratio(ratio: Decimal, key: str, on: dt.date) -> tuple[ConditionsClass, tuple[Step, ...]]:
    """Round a ratio to its limit to 0.1 (п. 16) and find its class on the scale ``key``."""
    places = norm("chemical.ratio_places", on)
    rounded = round_half_up(ratio, int(places.number))
    scale = norm(key, on)
    found = scale.classify(rounded)
    return found, (
        step("round", plain(rounded), places, note="0001", value=plain(ratio), places=plain(places.number)),
        step("scale", found, scale, value=plain(rounded), scale=scale.scale.as_text(), title=scale.title),
    )


def classify_substance(
    concentration: Decimal | int | str,
    limit: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    *,
    effects: Sequence[Effect] = (Effect.GENERAL,),
    averaging: Averaging = Averaging.MAX_SINGLE,
) -> Verdict:
    """Class of one substance: mg/m³ over its limit in mg/m³ (№ 35, п. 16, 17).

    A substance with several effects takes the higher class (п. 19). Time counts (п. 16).
    """
    if not effects:
        raise BadInput("effects", "укажите особенность действия вещества")
    ratio, first = ratio_to_limit(concentration, limit, "chemical.by_ratio", on)
    trace = [first]
    classes = []
    # Row 1 is for substances «за исключением перечисленных ниже»: beside a special action it does not count.
    special = tuple(effect for effect in dict.fromkeys(effects) if effect is not Effect.GENERAL)
    for effect in special or (Effect.GENERAL,):
        found, steps = classify_ratio(ratio, _scale_key(effect, averaging), on)
        classes.append(found)
        trace.extend(steps)
    if len(classes) > 1:
        rule = norm("chemical.several_effects", on)
        trace.append(step("highest", max(classes), rule, classes=[c.value for c in classes]))
    return with_exposure(max(classes), tuple(trace), exposure, on)


def combine_substances(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the chemical factor from the classes of its substances (№ 35, п. 23, 24).

    The highest; three and more of 3.1 give 3.2; two and more of 3.2 or 3.3 give 3.3 or 3.4.
    One substance is counted once: docs/interpretations/0024-counted-once.md.
    """
    return raise_by_count(classes, norm("chemical.combination", on), of=of)
