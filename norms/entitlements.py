"""What a class gives (№ 35, п. 91–94; № 253, п. 12, 13, 18, 23): one result per right."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from typing import Any

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.library import norm
from norms.model import NormValue
from norms.quantities import NBSP, decimal_of, plain
from norms.trace import Step, step

_WHOLE_WEEK = 40
_PAID_OTHERWISE = "за те же условия повышена оплата за особый характер работы"


class Right(Enum):
    """Compensations and insurance duties that a certification confirms or not."""

    PENSION = "PENSION"
    TEXTILE = "TEXTILE"
    MEDICAL = "MEDICAL"
    SHORT_HOURS = "SHORT_HOURS"
    LEAVE = "LEAVE"
    SURCHARGE = "SURCHARGE"


class Outcome(Enum):
    """Whether the right is confirmed, refused with a reason, or does not concern the workplace."""

    CONFIRMED = "CONFIRMED"
    NOT_CONFIRMED = "NOT_CONFIRMED"
    NOT_APPLICABLE = "NOT_APPLICABLE"


class WorkplaceOrigin(Enum):
    """From when results apply: new workplaces have their own rule (№ 253, п. 18)."""

    REGULAR = "REGULAR"
    NEW_WORKPLACE = "NEW_WORKPLACE"


@dataclass(frozen=True, slots=True)
class Membership:
    """In which legal lists the profession of the workplace stands.

    ``list_536`` is 1, 2 or ``None``; ``short_hours_week`` the hours of the list's line where the
    profession is in list № 57 (``None`` where it is not; 0 where the line names no hours). ``is_paid_for_special_nature``: pay is
    already raised for the special nature of the same work (note 0041).
    """

    list_536: int | None = None
    textile: bool = False
    medical: bool = False
    short_hours_week: Decimal | None = None
    is_paid_for_special_nature: bool = False


@dataclass(frozen=True, slots=True)
class Entitlement:
    """One right of one workplace. ``value`` is days, hours, per cent or the number of the list;
    ``reason`` says in words what is missing where the right is not confirmed."""

    right: Right
    outcome: Outcome
    value: str
    reason: str
    trace: tuple[Step, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the result as plain JSON data."""
        return {
            "right": self.right.value,
            "outcome": self.outcome.value,
            "value": self.value,
            "reason": self.reason,
            "trace": [item.as_json() for item in self.trace],
        }


def entitlements(
    overall: ConditionsClass,
    overall_without_shift_work: ConditionsClass,
    membership: Membership,
    *,
    is_full_day: bool,
    on: dt.date,
) -> tuple[Entitlement, ...]:
    """Return one result for each right, in the order of lists 12.1 to 12.6."""
    return (
        _pension(overall, membership.list_536, is_full_day, on),
        _by_list_1490(Right.TEXTILE, membership.textile, overall, is_full_day, on),
        _by_list_1490(Right.MEDICAL, membership.medical, overall, is_full_day, on),
        _short_hours(overall, membership.short_hours_week, is_full_day, on),
        _by_table(Right.LEAVE, overall, "rights.leave", is_full_day, on),
        _surcharge(overall_without_shift_work, membership, is_full_day, on),
    )


@dataclass(frozen=True, slots=True)
class _Claim:
    """What is asked of one right: the class found, the class needed, what a confirmation brings."""

    right: Right
    rule: NormValue
    found: ConditionsClass
    needed: str
    value: str
    is_reached: bool
    shown: Mapping[str, str] = field(default_factory=dict)


def _judge(claim: _Claim, *, is_full_day: bool, on: dt.date) -> Entitlement:
    given = {"right": claim.right.value, "given": claim.found.value, "needed": claim.needed, **claim.shown}
    trace = [step("right", "достигнут" if claim.is_reached else "не достигнут", claim.rule, **given)]
    reasons = []
    if not claim.is_reached:
        reasons.append(f"класс условий труда {claim.found}, требуется {claim.needed} и выше")
    if not is_full_day:
        share = plain(norm("full_day.share", on).number)
        reasons.append(f"занятость менее {share}{NBSP}% продолжительности смены")
        rule = norm("rights.full_day_required", on)
        trace.append(step("full_day_missing", Outcome.NOT_CONFIRMED.value, rule))
    if reasons:
        return Entitlement(claim.right, Outcome.NOT_CONFIRMED, "", "; ".join(reasons), tuple(trace))
    return Entitlement(claim.right, Outcome.CONFIRMED, claim.value, "", tuple(trace))


def _not_applicable(right: Right, rule: NormValue, why: str) -> Entitlement:
    reason = step("not_listed", Outcome.NOT_APPLICABLE.value, rule, right=right.value, why=why)
    return Entitlement(right, Outcome.NOT_APPLICABLE, "", why, (reason,))


def _pension(found: ConditionsClass, list_536: int | None, is_full_day: bool, on: dt.date) -> Entitlement:
    rule = norm("rights.list_536", on)
    if list_536 is None:
        return _not_applicable(Right.PENSION, rule, f"профессия не предусмотрена списками №{NBSP}1 и №{NBSP}2")
    if str(list_536) not in rule.table:
        raise BadInput("list_536", f"список №{NBSP}536 — 1 или 2")
    rows = rule.table[str(list_536)]
    row = next((r for r in rows if found >= ConditionsClass(r["from"])), None)
    value = row["list"] if row else ""
    shown = {"list": str(list_536)}
    claim = _Claim(Right.PENSION, rule, found, rows[-1]["from"], value, row is not None, shown)
    return _judge(claim, is_full_day=is_full_day, on=on)


def _by_list_1490(right: Right, is_listed: bool, found: ConditionsClass, is_full_day: bool, on: dt.date) -> Entitlement:
    rule = norm("rights.list_1490", on)
    if not is_listed:
        name = "перечнем текстильных производств" if right is Right.TEXTILE else "перечнем медицинских работников"
        return _not_applicable(right, rule, f"профессия не предусмотрена {name}")
    needed = rule.text
    claim = _Claim(right, rule, found, needed, "да", found >= ConditionsClass(needed))
    return _judge(claim, is_full_day=is_full_day, on=on)


def _short_hours(found: ConditionsClass, hours: Decimal | None, is_full_day: bool, on: dt.date) -> Entitlement:
    rule = norm("rights.short_hours", on)
    if hours is None:
        return _not_applicable(Right.SHORT_HOURS, rule, f"профессия не предусмотрена списком №{NBSP}57")
    longest = norm("rights.short_hours_week", on).number
    if not 0 <= hours <= _WHOLE_WEEK:
        raise BadInput("short_hours_week", f"часов в неделю — от 0 до {_WHOLE_WEEK}")
    week = plain(decimal_of(hours or longest))
    needed = rule.text
    reached = found >= ConditionsClass(needed)
    claim = _Claim(Right.SHORT_HOURS, rule, found, needed, week, reached, {"hours": week})
    return _judge(claim, is_full_day=is_full_day, on=on)


def _by_table(right: Right, found: ConditionsClass, key: str, is_full_day: bool, on: dt.date) -> Entitlement:
    rule = norm(key, on)
    value = rule.table.get(found.value, "")
    needed = min(rule.table, key=lambda code: ConditionsClass(code).rank)
    claim = _Claim(right, rule, found, needed, value, bool(value))
    return _judge(claim, is_full_day=is_full_day, on=on)


def _surcharge(found: ConditionsClass, membership: Membership, is_full_day: bool, on: dt.date) -> Entitlement:
    """The surcharge by class, unless the same conditions are already paid for: note 0041."""
    judged = _by_table(Right.SURCHARGE, found, "rights.surcharge", is_full_day, on)
    if not membership.is_paid_for_special_nature:
        return judged
    rule = norm("rights.surcharge_excluded", on)
    trace = (*judged.trace, step("paid_otherwise", Outcome.NOT_CONFIRMED.value, rule, note="0041"))
    reason = "; ".join(filter(None, (judged.reason, _PAID_OTHERWISE)))
    return Entitlement(Right.SURCHARGE, Outcome.NOT_CONFIRMED, "", reason, trace)


def applies_from(
    right: Right, origin: WorkplaceOrigin, order_on: dt.date, created_on: dt.date | None = None
) -> dt.date:
    """First day on which a confirmed right applies (№ 253, п. 13, 17, 18).

    Leave, pension and insurance of a newly created workplace apply from its creation, surcharge
    and short hours from the order; everything else from the order. Raises ``BadInput`` when the
    day of creation of a new workplace is missing or later than the order.
    """
    if origin is WorkplaceOrigin.REGULAR:
        return order_on
    if created_on is None or created_on > order_on:
        raise BadInput("created_on", f"укажите день создания рабочего места не позже приказа (№{NBSP}253, п.{NBSP}18)")
    rule = norm("rights.from_day", order_on).table
    return created_on if rule["new_workplace"][right.value] == "creation" else order_on
