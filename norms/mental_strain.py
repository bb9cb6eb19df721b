"""Mental strain (напряжённость трудового процесса): № 35, глава 13, таблица 11, п. 80–83."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.library import norm
from norms.quantities import Exposure, decimal_of, plain
from norms.trace import Verdict, step

SHIFT_WORK = "4.5.1"
"""The indicator «сменность работы», not counted for surcharges (note to table 11)."""


def strain_indicators(on: dt.date) -> Mapping[str, str]:
    """Return the 19 indicators of table 11 on a day: number in the card → title."""
    return norm("strain.indicators", on).table


def check_strain(classes: Mapping[str, ConditionsClass], on: dt.date) -> None:
    """Raise ``BadInput`` unless all 19 indicators are there with classes 1 to 3.2 (№ 35, п. 80)."""
    expected = strain_indicators(on)
    if missing := [code for code in expected if code not in classes]:
        raise BadInput("indicators", f"нет оценки показателей {', '.join(missing)}: оцениваются все 19 (п. 80)")
    if extra := [code for code in classes if code not in expected]:
        raise BadInput("indicators", f"лишние показатели: {', '.join(extra)}")
    known = norm("strain.classes", on).table["default"]
    for code, found in classes.items():
        if found.value not in known:
            raise BadInput(code, f"класс {found} для показателя {code} в таблице 11 не предусмотрен")


def unusual_strain_classes(classes: Mapping[str, ConditionsClass], on: dt.date) -> list[str]:
    """Return the indicators whose class stands in an empty cell of table 11 (4.3.2 and 4.3.3 have
    only classes 1 and 3.2). п. 83 counts what the specialist set: a remark, not a refusal."""
    allowed = norm("strain.classes", on).table
    return [code for code, found in classes.items() if found.value not in allowed.get(code, allowed["default"])]


def combine_strain(classes: Mapping[str, ConditionsClass], on: dt.date, *, count_shift_work: bool = True) -> Verdict:
    """Class of mental strain from the classes of its 19 indicators (№ 35, п. 83).

    With ``count_shift_work=False`` the indicator «сменность» takes class 1: the result for the
    size of surcharges (note to table 11, docs/interpretations/0007-shift-work.md).
    """
    check_strain(classes, on)
    counted = dict(classes)
    trace = []
    if not count_shift_work:
        note = norm("strain.surcharge_without", on)
        for code in note.items:
            trace.append(step("left_out", "1", note, note="0007", indicator=code, given=counted[code].value))
            counted[code] = ConditionsClass.OPTIMAL
    rule = norm("strain.combination", on)
    limits = {name: int(text) for name, text in rule.table.items()}
    n1, n31, n32 = (
        sum(1 for c in counted.values() if c is wanted)
        for wanted in (ConditionsClass.OPTIMAL, ConditionsClass.HARMFUL_1, ConditionsClass.HARMFUL_2)
    )
    found = _by_counts(n1, n31, n32, limits)
    listed = {code: found_class.value for code, found_class in counted.items()}
    reason = step(
        "strain_count",
        found,
        rule,
        class_1=n1,
        class_3_1=n31,
        class_3_2=n32,
        classes=listed,
        limits=dict(rule.table),
    )
    return Verdict(found, found, (*trace, reason))


def _by_counts(n1: int, n31: int, n32: int, limits: Mapping[str, int]) -> ConditionsClass:
    """The decision of п. 83, parts 2 to 7, from the numbers of indicators of each class."""
    harmful = n31 + n32
    if harmful == 0:
        return ConditionsClass.OPTIMAL if n1 >= limits["optimal_from"] else ConditionsClass.PERMISSIBLE
    if harmful < limits["harmful_from"]:
        return ConditionsClass.PERMISSIBLE
    if n32 > limits["harmful_from"]:
        return ConditionsClass.HARMFUL_3
    if harmful > limits["harmful_from"] or n32 >= limits["second_degree_from"]:
        return ConditionsClass.HARMFUL_2
    return ConditionsClass.HARMFUL_1


def classify_special_work(kind: str, exposure: Exposure, on: dt.date) -> Verdict | None:
    """Class of the works that п. 83, parts 8 to 11 name, or ``None`` when the share of time is
    below the threshold and the 19 indicators decide. ``kind`` is a key of the norm's table."""
    rule = norm("strain.special_works", on)
    if kind not in rule.table:
        raise BadInput("special_work", f"нет вида работ «{kind}» в п. 83")
    row = rule.table[kind]
    threshold: Decimal | None = decimal_of(row["share"]) if row["share"] else None
    if threshold is not None and not exposure.at_least(threshold):
        return None
    found = ConditionsClass(row["class"])
    reason = step(
        "special_work",
        found,
        rule,
        kind=kind,
        title=row["title"],
        minutes=plain(exposure.minutes),
        of=plain(exposure.of),
        percent=plain(threshold) if threshold is not None else "",
    )
    return Verdict(found, found, (reason,))
