"""Writes that concern many workplaces or a whole group: bulk change, moving out, copies, comparison."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from documents.problems import StaleDocument
from documents.services.bulk import bulk_change
from workplaces.models import ASKED, AnalogousGroup, Workplace

BULK_FIELDS = ("room", "origin", "created_on")
"""Fields that may be set on many workplaces at once."""


class SelectionChanged(Exception):
    """The filter finds another number of rows than the person has seen."""

    def __init__(self, seen: int, now: int) -> None:
        super().__init__(f"{seen} → {now}")
        self.seen, self.now = seen, now


def _require(actor: User, employer: Employer) -> None:
    if not actor.has_perm("workplaces.change_workplace", employer):
        raise PermissionDenied(_("Нет права изменять рабочие места"))


@transaction.atomic
def workplaces_update(
    rows: QuerySet[Workplace],
    changes: Mapping[str, Any],
    *,
    employer: Employer,
    actor: User,
    seen: int | None = None,
) -> int:
    """Set fields of all selected workplaces, with history and one line in the journal; return how many.

    ``rows`` is the selection as the server finds it, ``seen`` how many the person agreed to.
    Raises ``SelectionChanged`` when these differ, ``ValidationError`` for a bad value.
    """
    _require(actor, employer)
    lock_employer(employer.pk)
    if not changes or set(changes) - set(BULK_FIELDS):
        raise ValidationError(_("Выберите, что изменить."))
    for name, value in changes.items():
        column: Any = Workplace._meta.get_field(name)
        column.clean(value, None)
    rows = rows.filter(employer=employer)
    count = rows.order_by().count()
    if seen is not None and count != seen:
        raise SelectionChanged(seen, count)
    bulk_change(rows, {**changes, "version": F("version") + 1}, actor=actor)
    payload = {"count": count, "changes": dict(changes)}
    journal_append(employer_id=employer.pk, actor=actor, act="workplace.bulk_edit", target=employer, payload=payload)
    return count


@transaction.atomic
def workplace_compare(
    workplace: Workplace, signs: Mapping[str, str], *, actor: User, expected_version: int | None = None
) -> Workplace:
    """Record what a comparison with the group found: an empty text says «the same» (№ 35, п. 8, 14).

    Raises ``StaleDocument``, ``ValidationError``.
    """
    _require(actor, workplace.employer)
    lock_employer(workplace.employer_id)
    fresh = Workplace.objects.select_related("group").get(pk=workplace.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise StaleDocument(fresh)
    found = {str(sign): signs[sign].strip() for sign in ASKED if sign in signs}
    if fresh.signs == found:
        return fresh
    fresh.signs = found
    _save(fresh, actor)
    journal_append(
        employer_id=fresh.employer_id,
        actor=actor,
        act="workplace.compare",
        target=fresh,
        payload={"number": fresh.number, "signs": found},
    )
    return fresh


@transaction.atomic
def workplace_move_out(
    workplace: Workplace, *, reason: str, on: dt.date, actor: User, expected_version: int | None = None
) -> AnalogousGroup:
    """Take a workplace out of its group into a group of its own and return that group.

    Cards of the old group stay as they are: they hold a snapshot. The workplace owes a card of its
    own, which shows among the tasks until there is one. Raises ``ValidationError``, ``StaleDocument``.
    """
    _require(actor, workplace.employer)
    lock_employer(workplace.employer_id)
    fresh = Workplace.objects.select_related("group").get(pk=workplace.pk)
    if expected_version is not None and fresh.version != expected_version:
        raise StaleDocument(fresh)
    old = fresh.group
    if old.workplaces.count() < 2:
        raise ValidationError(_("Рабочее место в группе одно: выводить нечего."))
    if not reason.strip():
        raise ValidationError(_("Укажите, чем рабочее место отличается от группы."))
    group = _copy_of(old, number=_free_number(old, fresh.number), parts=PARTS)
    _save(group, actor)
    fresh.group, fresh.moved_from, fresh.moved_on, fresh.signs = group, old, on, {}
    _save(fresh, actor)
    journal_append(
        employer_id=old.employer_id,
        actor=actor,
        act="workplace.move_out",
        target=fresh,
        payload={"number": fresh.number, "from": old.number, "to": group.number, "on": on, "reason": reason},
    )
    return group


PARTS: Mapping[str, tuple[str, ...]] = {
    "regime": ("shifts", "shift_minutes", "in_zones"),
    "work": ("work_description",),
    "equipment": ("equipment",),
    "tools": ("tools",),
    "materials": ("materials",),
}
"""Parts of a group that a copy may take over. Everything else is never copied: see ``LEFT_BEHIND``."""


@transaction.atomic
def group_copy(group: AnalogousGroup, *, number: str, parts: Collection[str], actor: User) -> AnalogousGroup:
    """Make a new group like another, with the chosen parts only.

    Values of measurements, numbers and dates of protocols, signatures and acquaintances belong to
    the workplaces where they were made and stay behind; so do people and headcounts.
    """
    _require(actor, group.employer)
    lock_employer(group.employer_id)
    made = _copy_of(group, number=number, parts=parts)
    made.headcount = 0  # nobody counted them yet: shown as «заполнить», where the default of 1 would pass for a count
    _save(made, actor)
    journal_append(
        employer_id=made.employer_id,
        actor=actor,
        act="group.clone",
        target=made,
        payload={"number": number, "from": group.number, "parts": sorted(parts)},
    )
    return made


@transaction.atomic
def workplace_copy(workplace: Workplace, *, number: str, with_room: bool, actor: User) -> Workplace:
    """Make a new workplace in the same group; the comparison and the day of creation stay behind."""
    _require(actor, workplace.employer)
    lock_employer(workplace.employer_id)
    made = Workplace(
        employer_id=workplace.employer_id,
        group=workplace.group,
        number=number,
        room=workplace.room if with_room else "",
    )
    _save(made, actor)
    journal_append(
        employer_id=made.employer_id,
        actor=actor,
        act="workplace.clone",
        target=made,
        payload={"number": number, "from": workplace.number},
    )
    return made


def _copy_of(group: AnalogousGroup, *, number: str, parts: Collection[str]) -> AnalogousGroup:
    fields = [field for part, names in PARTS.items() if part in parts for field in names]
    return AnalogousGroup(
        employer_id=group.employer_id,
        number=number,
        place=group.place,
        department=group.department,
        profession=group.profession,
        grade=group.grade,
        variant=number,
        **{name: getattr(group, name) for name in fields},
    )


def _free_number(group: AnalogousGroup, wanted: str) -> str:
    taken = set(AnalogousGroup.objects.filter(employer=group.employer_id).values_list("number", flat=True))
    wanted = wanted[:16]
    return next(n for n in (wanted, *(f"{wanted}-{i}" for i in range(2, 1000))) if n not in taken)


def _save(row: Any, actor: User) -> None:
    row.full_clean()
    row._history_user = actor
    row.save()
