"""Reads of the accounts room."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q, QuerySet

from accounts.models import Employer, Membership, User


def memberships_on(user: User, on: dt.date) -> QuerySet[Membership]:
    """Roles of ``user`` in force on a day."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Membership.objects.filter(open_or_later, user=user, valid_from__lte=on).select_related("employer")


def roles_of(user: User, employer_id: int, on: dt.date) -> frozenset[str]:
    """Codes of the roles of ``user`` with one employer on a day; asked once per person and day."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    cache = user.__dict__.setdefault("_roles_by_day", {})
    if on not in cache:
        by_employer: dict[int, set[str]] = {}
        for membership in memberships_on(user, on):
            by_employer.setdefault(membership.employer_id, set()).add(membership.role)
        cache[on] = by_employer
    return frozenset(cache[on].get(employer_id, ()))


def position_of(user: User, employer_id: int) -> str:
    """The person's position with an employer as its latest membership words it, for printing."""
    found = (
        Membership.objects.filter(user=user, employer_id=employer_id)
        .exclude(position="")
        .order_by("-valid_from")
        .first()
    )
    return found.position if found else ""


def people_of(employer: Employer, on: dt.date) -> list[tuple[User, list[Membership]]]:
    """Everybody with a role with an employer on a day, by name, each with all of those roles."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Membership.objects.filter(open_or_later, employer=employer, valid_from__lte=on).select_related("user")
    people: dict[int, tuple[User, list[Membership]]] = {}
    for membership in found.order_by("user__last_name", "user__first_name", "role"):
        people.setdefault(membership.user_id, (membership.user, []))[1].append(membership)
    return list(people.values())
