"""Classes of the single indicators of mental strain: № 35, приложение 1, таблица 11, п. 80–82.

Edges that the table prints twice or not at all are read as № 027-1212 does:
docs/interpretations/0034-strain-edges.md.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.library import norm
from norms.model import NormValue
from norms.quantities import non_negative, plain, positive, short
from norms.trace import Step, Verdict, step

SCREEN_HOURS = ("4.2.6-text", "4.2.6-graphic")
"""Rows of «наблюдение за экранами ВДТ»: one indicator of the 19, the worse row decides."""
OBJECT_SIZE = "4.2.4"


def classify_strain_value(
    row: str, value: Decimal | int | str, on: dt.date, *, shift_minutes: Decimal | int | str = 480
) -> Verdict:
    """Class of a measured indicator in its unit of table 11: % of shift, number, seconds, hours.

    ``row`` is the indicator's number in the card, «4.2.6-text» or «4.2.6-graphic» for screens.
    Hours at a screen are recalculated to a shift of 8 hours (п. 82, ч. 4).
    """
    if row not in norm("strain.measured", on).items:
        raise BadInput("row", f"измеряемого показателя {row} в таблице 11 нет")
    measured, trace = non_negative(value, "value"), tuple[Step, ...]()
    if row in SCREEN_HOURS:
        measured, trace = _to_eight_hours(measured, positive(shift_minutes, "shift_minutes"), on)
    scale = norm(f"strain.{row}", on)
    found, last = _by_scale(measured, scale, short(measured) if trace else measured)
    return Verdict(found, found, (*trace, last))


def _to_eight_hours(value: Decimal, shift: Decimal, on: dt.date) -> tuple[Decimal, tuple[Step, ...]]:
    rule, base = norm("strain.screen_hours", on), norm("load.reference_shift_minutes", on).number
    if shift == base:
        return value, ()
    reduced = value * base / shift
    given = {"value": plain(value), "shift_minutes": plain(shift), "to": plain(base)}
    return reduced, (step("reduce", plain(short(reduced)), rule, **given),)


def _by_scale(measured: Decimal, scale: NormValue, shown_as: Decimal) -> tuple[ConditionsClass, Step]:
    found = scale.classify(measured)
    shown, edges = plain(shown_as), scale.scale.as_text()
    return found, step("scale", found, scale, note="0034", value=shown, scale=edges, title=scale.title)


def classify_object_size(size_mm: Decimal | int | str, percent: Decimal | int | str, on: dt.date) -> Verdict:
    """Class of indicator 4.2.4: size of the object in mm, and % of the shift of watching it."""
    size, share = positive(size_mm, "size"), positive(percent, "percent")
    if share > 100:
        raise BadInput("percent", "не может быть больше 100 %")
    sizes = norm("strain.object_sizes", on)
    limits = sizes.table
    if size > Decimal(limits["large_over"]):
        row = "large"
    elif size > Decimal(limits["medium_over"]):
        row = "medium"
    else:
        row = "small" if size >= Decimal(limits["small_from"]) else "tiny"
    chosen = step("object_size", row, sizes, size=plain(size))
    found, last = _by_scale(share, norm(f"strain.{OBJECT_SIZE}-{row}", on), share)
    return Verdict(found, found, (chosen, last))


def classify_strain_choice(code: str, choice: str, on: dt.date) -> Verdict:
    """Class of an indicator that the commission describes in words: ``choice`` is the class whose
    description in table 11 fits («1» to «3.2»)."""
    rule = norm("strain.choices", on)
    if code not in rule.table:
        raise BadInput("code", f"показатель {code} не выбирается по описанию")
    described = rule.table[code]
    if choice not in described:
        raise BadInput("choice", f"для показателя {code} выберите из {', '.join(described)}")
    found = ConditionsClass(choice)
    return Verdict(found, found, (step("choice", found, rule, code=code, choice=choice, title=described[choice]),))
