"""Substances assessed without a measured concentration, and on the skin: № 35, п. 20–22."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.exposure import with_exposure
from norms.factors.chemical import classify_ratio, ratio_to_limit
from norms.library import norm
from norms.quantities import Exposure
from norms.trace import Verdict, step


def classify_skin(
    contamination: Decimal | int | str, limit: Decimal | int | str, exposure: Exposure, on: dt.date
) -> Verdict:
    """Class of a substance on the skin: mg/cm² over its limit in mg/cm² (№ 35, п. 20)."""
    ratio, first = ratio_to_limit(contamination, limit, "chemical.skin", on)
    found, steps = classify_ratio(ratio, norm("chemical.skin", on).text, on)
    return with_exposure(found, (first, *steps), exposure, on)


def classify_unregulated(hazard_class: str, exposure: Exposure, on: dt.date) -> Verdict:
    """Class of a substance with neither limit nor analogue, by its class of danger 1 to 4 (№ 35, п. 21).

    Where an analogue has a limit, assess by it (``classify_substance``). A substance without a
    method of measurement needs the written confirmation of п. 21, ч. 2: the caller answers for it.
    """
    rule = norm("chemical.unregulated", on)
    if hazard_class not in rule.table:
        raise BadInput("hazard_class", f"класс опасности — один из {', '.join(rule.table)}")
    found = ConditionsClass(rule.table[hazard_class])
    return with_exposure(found, (step("assigned", found, rule, title=rule.title, key=hazard_class),), exposure, on)


def classify_drug(kind: str, work: str, exposure: Exposure, on: dt.date, *, is_sealed: bool = False) -> Verdict:
    """Class of direct contact with cytostatics, oestrogens or narcotic analgesics (№ 35, п. 22).

    ``kind`` is a key of the norm «chemical.drugs», ``work`` of «chemical.drug_works». Forms that
    exclude contact (``is_sealed``: closed tablets) are not assessed: ``BadInput``.
    """
    rule = norm("chemical.drugs", on)
    if kind not in rule.table:
        raise BadInput("kind", f"вид средства — один из {', '.join(rule.table)}")
    if work not in norm("chemical.drug_works", on).table:
        raise BadInput("work", f"вид работы — один из {', '.join(norm('chemical.drug_works', on).table)}")
    if is_sealed:
        raise BadInput("is_sealed", "форма выпуска исключает контакт: вещество не оценивается (п. 22, ч. 2)")
    row = rule.table[kind]
    found = ConditionsClass(row["class"])
    return with_exposure(found, (step("assigned", found, rule, title=row["title"], key=kind),), exposure, on)
