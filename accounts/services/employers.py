"""Creates employers, accounts and memberships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.db import transaction

from accounts.models import Employer, JournalHead, Membership, User
from accounts.services.access import password_make
from accounts.services.journal import journal_append, lock_employer


@dataclass(frozen=True)
class PersonName:
    """Name of a person in its three parts."""

    last: str
    first: str
    patronymic: str = ""


@transaction.atomic
def employer_create(*, name: str, actor: User | None, **details: object) -> Employer:
    """Create an employer with the head of its journal; raises ``ValidationError``."""
    employer = Employer(name=name, **details)
    employer.full_clean()
    employer.save()
    JournalHead.objects.create(employer=employer)
    journal_append(employer_id=employer.pk, actor=actor, act="employer.create", target=employer, payload={"name": name})
    return employer


@transaction.atomic
def employer_update(employer_id: int, changes: Mapping[str, Any], *, actor: User) -> Employer:
    """Change data of an employer; the journal keeps what was and what is. Raises ``ValidationError``."""
    lock_employer(employer_id)
    employer = Employer.objects.get(pk=employer_id)
    changed = {name: value for name, value in changes.items() if getattr(employer, name) != value}
    if not changed:
        return employer
    before = {name: getattr(employer, name) for name in changed}
    for name, value in changed.items():
        setattr(employer, name, value)
    employer.full_clean()
    employer._history_user = actor  # type: ignore[attr-defined]
    employer.save()
    payload = {"before": before, "after": changed}
    journal_append(employer_id=employer_id, actor=actor, act="employer.update", target=employer, payload=payload)
    return employer


@transaction.atomic
def user_create(*, username: str, name: PersonName, password: str) -> User:
    """Create an account; raises ``ValidationError`` for a weak password or a taken name."""
    user = User(username=username, last_name=name.last, first_name=name.first, patronymic=name.patronymic)
    validate_password(password, user)
    user.set_password(password)
    user.full_clean()
    user.save()
    return user


@transaction.atomic
def membership_grant(
    *, user: User, employer: Employer, role: str, valid_from: dt.date, actor: User | None, position: str = ""
) -> Membership:
    """Give ``user`` a role with ``employer`` from a day on; the act stands in the journal."""
    membership = Membership(user=user, employer=employer, role=role, position=position, valid_from=valid_from)
    membership.full_clean()
    membership.save()
    payload = {"user": user.username, "role": role, "valid_from": valid_from}
    journal_append(employer_id=employer.pk, actor=actor, act="membership.grant", target=membership, payload=payload)
    return membership


@transaction.atomic
def person_admit(
    *, employer: Employer, username: str, name: PersonName, role: str, position: str, on: dt.date, actor: User | None
) -> tuple[User, str]:
    """Create an account with its first role; return it with a password that nobody has seen yet.

    Raises ``ValidationError`` for a taken name.
    """
    password = password_make()
    user = user_create(username=username, name=name, password=password)
    membership_grant(user=user, employer=employer, role=role, valid_from=on, actor=actor, position=position)
    return user, password


@transaction.atomic
def membership_end(*, membership: Membership, valid_to: dt.date, actor: User | None) -> Membership:
    """End a role on a day, that day included."""
    membership.valid_to = valid_to
    membership.full_clean()
    membership.save()
    journal_append(
        employer_id=membership.employer_id,
        actor=actor,
        act="membership.end",
        target=membership,
        payload={"user": membership.user.username, "role": membership.role, "valid_to": valid_to},
    )
    return membership
