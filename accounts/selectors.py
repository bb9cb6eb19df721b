"""Reads of the accounts room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from accounts.models import Employer, Membership, Role, User

WITHOUT_SECOND_FACTOR = frozenset({Role.HR, Role.WORKER, Role.AUDITOR})
"""Roles that neither sign nor approve nor administer; everybody else has a second factor."""


def memberships_on(user: User, on: dt.date) -> QuerySet[Membership]:
    """Roles of ``user`` in force on a day."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return Membership.objects.filter(open_or_later, user=user, valid_from__lte=on).select_related("employer")


def roles_of(user: User, employer_id: int, on: dt.date) -> frozenset[str]:
    """Codes of the roles of ``user`` with one employer on a day; asked once per person and day."""
    if not user.is_authenticated or not user.is_active:
        return frozenset()
    known = getattr(user, "roles_by_day", {}).get(on)
    if known is None:
        known = remember_roles(user, on, memberships_on(user, on))
    return frozenset(known.get(employer_id, ()))


def remember_roles(user: User, on: dt.date, memberships: Iterable[Membership]) -> dict[int, set[str]]:
    """Keep the roles of a day with the person's object, by employer: a page asks for them again and again.

    Set as an attribute, not in ``__dict__``: the person of a request is a lazy object, whose own
    ``__dict__`` is not that of the person behind it.
    """
    by_employer: dict[int, set[str]] = {}
    for membership in memberships:
        by_employer.setdefault(membership.employer_id, set()).add(membership.role)
    user.roles_by_day = {**getattr(user, "roles_by_day", {}), on: by_employer}
    return by_employer


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


def actors_of(employer: Employer, on: dt.date) -> list[User]:
    """Everybody whose roles on a day may lead a document on: workers, of whom there are thousands, are not read."""
    open_or_later = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Membership.objects.filter(open_or_later, employer=employer, valid_from__lte=on, user__is_active=True)
    people: dict[int, tuple[User, list[Membership]]] = {}
    for membership in (
        found.exclude(role__in=[Role.WORKER, Role.AUDITOR]).select_related("user").order_by("user__last_name")
    ):
        people.setdefault(membership.user_id, (membership.user, []))[1].append(membership)
    for person, memberships in people.values():
        remember_roles(person, on, memberships)
    return [person for person, _memberships in people.values()]


def needs_second_factor(memberships: Iterable[Membership]) -> bool:
    """Whether a person with these roles signs, approves or administers for any employer."""
    return any(membership.role not in WITHOUT_SECOND_FACTOR for membership in memberships)


def employers_of(user: User, on: dt.date) -> list[int]:
    """Ids of the employers of a person on a day, in the order in which their journals are locked."""
    return sorted(set(memberships_on(user, on).values_list("employer_id", flat=True)))


def administrators_of(employer_id: int, on: dt.date) -> QuerySet[User]:
    """Whoever administers for an employer on a day: administrators, and the safety officer who runs it alone."""
    open_or_later = Q(memberships__valid_to__isnull=True) | Q(memberships__valid_to__gte=on)
    return User.objects.filter(
        open_or_later,
        memberships__employer_id=employer_id,
        memberships__role__in=(Role.ADMINISTRATOR, Role.SAFETY_OFFICER),
        memberships__valid_from__lte=on,
    ).distinct()


def locked_signers(employer: Employer) -> QuerySet[User]:
    """People of an employer whose signing is locked after failed confirmations."""
    return User.objects.filter(memberships__employer=employer, signing_locked_at__isnull=False).distinct()
