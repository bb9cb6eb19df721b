"""The matrix of signs: which workplace of a group shares which sign, and what it was compared with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from workplaces.models import AnalogousGroup, Sign, Workplace

SAME, DIFFERS, UNKNOWN = "same", "differs", "unknown"


@dataclass(frozen=True)
class SignCell:
    """A sign of one workplace: the same as the group, different (with words), or not looked at."""

    sign: Sign
    verdict: str
    words: str


@dataclass(frozen=True)
class SignColumn:
    """A sign and what it is in this group."""

    sign: Sign
    value: str


@dataclass(frozen=True)
class SignMatrix:
    """Signs across, workplaces down."""

    group: AnalogousGroup
    columns: list[SignColumn]
    rows: list[tuple[Workplace, list[SignCell]]]

    def get_absolute_url(self) -> str:
        """Page of the matrix."""
        return reverse("group-signs", args=[self.group.pk])


def of_group(group: AnalogousGroup) -> SignMatrix:
    """Return the matrix of a group: one query for its workplaces."""
    workplaces = group.workplaces.order_by("by_number", "pk")
    return SignMatrix(
        group,
        [SignColumn(sign, _value(group, sign)) for sign in Sign],
        [(workplace, [cell_of(workplace, sign) for sign in Sign]) for workplace in workplaces],
    )


def cell_of(workplace: Workplace, sign: Sign) -> SignCell:
    """What is known of one sign of one workplace."""
    if sign.is_given:
        return SignCell(sign, SAME, "")
    words = workplace.signs.get(sign)
    if words is None:
        return SignCell(sign, UNKNOWN, "")
    return SignCell(sign, DIFFERS if words else SAME, words)


def history_of(group: AnalogousGroup) -> list[Any]:
    """Who belonged to the group and since when: changes of membership out of the workplaces' history."""
    lines = (
        Workplace.history.filter(employer_id=group.employer_id)
        .filter(group_id=group.pk)
        .select_related("history_user")
        .order_by("-history_date", "-history_id")[:50]
    )
    return list(lines)


def _value(group: AnalogousGroup, sign: Sign) -> str:
    values = {
        Sign.PROFESSION: group.profession.name,
        Sign.REGIME: _("%(shifts)s × %(minutes)s мин") % {"shifts": group.shifts, "minutes": group.shift_minutes},
        Sign.PROCESS: group.work_description,
        Sign.EQUIPMENT: group.equipment,
        Sign.TOOLS: group.tools,
        Sign.MATERIALS: group.materials,
    }
    return values.get(sign, "")
