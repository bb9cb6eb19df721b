"""How classes of parts make the class of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.model import NormValue
from norms.trace import Verdict, step


def take_highest(classes: Sequence[ConditionsClass], rule: NormValue, *, of: Sequence[str] = ()) -> Verdict:
    """The highest class of ``classes`` under the clause of ``rule``; raises ``BadInput`` if empty.

    ``of`` names what each class belongs to, for the trace.
    """
    found = _highest(classes)
    return Verdict(found, found, (step("highest", found, rule, **_listed(classes, of)),))


def raise_by_count(classes: Sequence[ConditionsClass], rule: NormValue, *, of: Sequence[str] = ()) -> Verdict:
    """The highest class, raised where enough equal ones meet.

    ``rule`` is a table {class: {count: N, gives: class}} with an optional «ceiling». Counted are
    the given classes only: a class that a count produced is not counted again (no cascade).
    """
    found = _highest(classes)
    ceiling = rule.table.get("ceiling")
    raised = {}
    for code, row in rule.table.items():
        if code == "ceiling":
            continue
        number = classes.count(ConditionsClass(code))
        if number >= int(row["count"]):
            raised[code] = number
            found = max(found, ConditionsClass(row["gives"]))
    if ceiling:
        found = min(found, max(ConditionsClass(ceiling), *classes))
    reason = step("count", found, rule, **_listed(classes, of), rule=dict(rule.table), raised=raised)
    return Verdict(found, found, (reason,))


def _highest(classes: Sequence[ConditionsClass]) -> ConditionsClass:
    if not classes:
        raise BadInput("classes", "нет ни одной оценки")
    return max(classes)


def _listed(classes: Sequence[ConditionsClass], of: Sequence[str]) -> dict[str, Any]:
    listed: dict[str, Any] = {"classes": [found.value for found in classes]}
    if of:
        listed["of"] = list(of)
    return listed
