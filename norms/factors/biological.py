"""Biological factor: № 35, глава 4, приложение 1, таблица 2."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.combine import raise_by_count, take_highest
from norms.errors import BadInput
from norms.exposure import with_exposure, without_exposure
from norms.factors.chemical import classify_ratio, ratio_to_limit
from norms.factors.chemical_sums import classify_sum
from norms.library import norm
from norms.model import NormValue
from norms.quantities import Exposure, non_negative, plain, together
from norms.settings import DEFAULTS, InfectiousCareTime, Interpretations, JointActivities
from norms.trace import Step, Verdict, step


def classify_producer(
    concentration: Decimal | int | str, limit: Decimal | int | str, exposure: Exposure, on: dt.date
) -> Verdict:
    """Class of a micro-organism with a limit: cells/m³ over its limit (№ 35, п. 26)."""
    ratio, first = ratio_to_limit(concentration, limit, "biological.by_ratio", on)
    found, steps = classify_ratio(ratio, "biological.producers", on)
    return with_exposure(found, (first, *steps), exposure, on)


def classify_producer_sum(
    parts: Sequence[tuple[str, Decimal, Decimal]],
    exposure: Exposure,
    on: dt.date,
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of several allergenic micro-organisms, each within its limit, by the sum of ratios (п. 26)."""
    return classify_sum(
        parts, exposure, on, settings=settings, limit_rule="biological.allergen_sum", scale="biological.producers"
    )


def classify_activity(
    clause: str,
    exposure: Exposure,
    on: dt.date,
    *,
    is_care: bool = False,
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of work that is assessed without measuring, by its sub-point of № 35, п. 27.

    ``clause`` is «27.1.1» to «27.1.4». Time counts for all but the first two (п. 27.2);
    ``is_care`` marks care of infectious patients under these two, which may be read the other way
    (docs/interpretations/0027-care-and-time.md).
    """
    rule, first = _activity(clause, on)
    found = ConditionsClass(first.output)
    if rule.table[clause]["time"]:
        return with_exposure(found, (first,), exposure, on)
    no_time = norm("biological.time_not_counted", on)
    if not is_care:
        return without_exposure(found, (first, step("time_not_counted", found, no_time)))
    mark = settings.mark("infectious_care_time")
    if settings.infectious_care_time is InfectiousCareTime.COUNTED:
        counted = step("time_counted", found, no_time, note="0027", **mark)
        return with_exposure(found, (first, counted), exposure, on)
    return without_exposure(found, (first, step("time_not_counted", found, no_time, note="0027", **mark)))


def _activity(clause: str, on: dt.date) -> tuple[NormValue, Step]:
    rule = norm("biological.activities", on)
    if clause not in rule.table:
        raise BadInput("clause", f"нет подпункта {clause}: выберите из {', '.join(rule.table)}")
    row = rule.table[clause]
    return rule, step("activity", ConditionsClass(row["class"]), rule, clause=clause, title=row["title"])


def classify_activities(
    works: Sequence[tuple[str, Exposure, bool]], on: dt.date, settings: Interpretations = DEFAULTS
) -> tuple[Verdict, ...]:
    """Classes of several works of п. 27, those of 27.1.3 and 27.1.4 «отдельно или в совокупности» (п. 27.2).

    Together, a work counts with the time of all works of its class and higher: minutes of the
    worse work are minutes of the lesser one as well. Works with pathogens of several groups all get
    the class of the group that takes most time (27.1.2, ч. 3). ``works`` holds (clause, exposure, is_care).
    """
    rule = norm("biological.activities", on)
    joint = settings.joint_activities is JointActivities.TOGETHER
    for clause, _, _ in works:
        _activity(clause, on)
    pathogens = [work for work in works if not rule.table[work[0]]["time"]]
    several = len({clause for clause, _, _ in pathogens}) > 1
    verdicts = []
    for clause, exposure, is_care in works:
        if several and not rule.table[clause]["time"]:
            verdicts.append(prevailing_activity(pathogens, on, settings))
            continue
        if joint and rule.table[clause]["time"]:
            exposure = together([e for other, e, _ in works if _as_harmful(rule, other, clause)])
        verdicts.append(classify_activity(clause, exposure, on, is_care=is_care, settings=settings))
    return tuple(verdicts)


def _as_harmful(rule: NormValue, other: str, clause: str) -> bool:
    row, own = rule.table[other], rule.table[clause]
    return bool(row["time"]) and ConditionsClass(row["class"]) >= ConditionsClass(own["class"])


def prevailing_activity(
    works: Sequence[tuple[str, Exposure, bool]], on: dt.date, settings: Interpretations = DEFAULTS
) -> Verdict:
    """Class of daily work with pathogens of several risk groups: the group that takes most time
    decides (№ 35, п. 27.1.2, ч. 3); of equal times the higher class.

    ``works`` holds (clause, exposure, is_care); times of one group add up.
    """
    if not works:
        raise BadInput("works", "не указано ни одной работы")
    if any(_activity(clause, on)[0].table[clause]["time"] for clause, _, _ in works):
        raise BadInput("works", "по наибольшему времени сравниваются только работы подпунктов 27.1.1 и 27.1.2")
    times = {clause: together([e for c, e, _ in works if c == clause], "works") for clause, _, _ in works}
    clause, exposure = max(times.items(), key=lambda work: (work[1].share, _activity(work[0], on)[1].output))
    is_care = all(care for c, _, care in works if c == clause)
    found = classify_activity(clause, exposure, on, is_care=is_care, settings=settings)
    rule = norm("biological.prevailing", on)
    listed = [{"clause": c, "minutes": plain(e.minutes), "of": plain(e.of)} for c, e in times.items()]
    return Verdict(
        found.conditions_class, found.base, (step("prevailing", clause, rule, note="0040", works=listed), *found.trace)
    )


def odour_is_strong(scores: Sequence[Decimal | int | str], on: dt.date) -> bool:
    """Whether the mean score of the observers on Wright's scale (1 to 5) reaches 4 (№ 35, п. 27.1.3).

    Observers who smelled nothing give no score; raises ``BadInput`` on an empty or impossible one.
    """
    if not scores:
        raise BadInput("scores", "запах не отмечен ни одним из наблюдателей: не оценивается")
    points = [non_negative(score, "scores") for score in scores]
    if any(not 1 <= point <= 5 for point in points):
        raise BadInput("scores", "шкала Райта — от 1 до 5 баллов")
    return sum(points, Decimal(0)) >= norm("biological.odour_from", on).number * len(points)


def combine_producers(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of several micro-organisms with limits (№ 35, п. 26)."""
    return raise_by_count(classes, norm("biological.producer_combination", on), of=of)


def combine_biological(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of the factor: the highest of its indicators (№ 35, п. 28)."""
    return take_highest(classes, norm("biological.combination", on), of=of)
