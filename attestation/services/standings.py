"""Writes where a group stands in the legal lists, and its previous result."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import LegalStanding
from attestation.pension_lists import pension_entries
from workplaces.models import AnalogousGroup
from workplaces.services.staffing import save_if_changed


@transaction.atomic
def standing_put(group: AnalogousGroup, values: dict[str, Any], *, actor: User) -> str:
    """Write the standing of a group; returns ``CREATED``, ``CHANGED`` or ``UNCHANGED``."""
    if not actor.has_perm("attestation.change_legalstanding", group):
        raise PermissionDenied("Нет права изменять положение в списках")
    lock_employer(group.employer_id)
    standing = LegalStanding.objects.filter(group=group).first() or LegalStanding(
        employer_id=group.employer_id, group=group
    )
    outcome = save_if_changed(standing, values, actor)
    if outcome != "UNCHANGED":
        payload = {"group": group.pk, **{name: values[name] for name in sorted(values)}}
        journal_append(employer_id=group.employer_id, actor=actor, act="standing.put", target=standing, payload=payload)
    return outcome


@transaction.atomic
def entries_accept(employer: Employer, *, actor: User) -> int:
    """Take over the row of list № 536 for each group whose profession stands there exactly once.

    Several rows, or none, stay open: which of them applies is a decision for a person. So do the
    special conditions of a row: they are shown, never guessed.
    """
    taken = 0
    standings = LegalStanding.objects.filter(employer=employer, list_536__isnull=False, list_536_entry="")
    for standing in standings.select_related("group__profession"):
        entries = pension_entries(standing.list_536 or 0, standing.group.profession.name)
        if len(entries) == 1:
            standing_put(standing.group, {"list_536_entry": entries[0].reference}, actor=actor)
            taken += 1
    return taken


def conditions_choose(group: AnalogousGroup, conditions: str, *, actor: User) -> str:
    """Record which special conditions of the list's row apply at a group: a person's decision."""
    return standing_put(group, {"special_conditions": conditions}, actor=actor)
