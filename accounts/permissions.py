"""Predicates of roles: the building stones of every «who may»."""

from __future__ import annotations

from typing import Any

import rules
from django.utils import timezone

from accounts.models import Role, User
from accounts.selectors import roles_of


def has_role(*roles: str) -> Any:
    """Return a predicate: the person has one of ``roles`` today with the employer of the object."""

    @rules.predicate(name="has_role:" + ",".join(roles))
    def predicate(user: User, target: Any = None) -> bool:
        if target is None:
            return False
        employer_id = getattr(target, "employer_id", None) or target.pk
        return not roles_of(user, employer_id, timezone.localdate()).isdisjoint(roles)

    return predicate


is_safety_officer = has_role(Role.SAFETY_OFFICER)
is_head = has_role(Role.HEAD)
is_administrator = has_role(Role.ADMINISTRATOR)
reads_everything = has_role(
    Role.SAFETY_OFFICER,
    Role.HEAD,
    Role.COMMISSION_MEMBER,
    Role.HR,
    Role.UNION,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
    Role.SPECIALIST,
    Role.DEPARTMENT_HEAD,
)

rules.add_perm("accounts.view_employer", reads_everything)
rules.add_perm("accounts.change_employer", is_administrator | is_safety_officer)
rules.add_perm("accounts.view_journalentry", reads_everything)
