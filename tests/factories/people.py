"""Employers, people, roles."""

from __future__ import annotations

import datetime as dt
import time
from typing import Any

import factory
from allauth.mfa.utils import is_mfa_enabled

from accounts.models import Employer, Membership, Role, User
from accounts.selectors import WITHOUT_SECOND_FACTOR
from accounts.services.access import totp_code, totp_give
from accounts.services.employers import PersonName, employer_create, membership_grant, user_create

PASSWORD = "correct-horse-battery-staple"
TOTP_PERIOD = 30
SINCE = dt.date(2000, 1, 1)


class EmployerFactory(factory.Factory):
    """An employer with its journal."""

    class Meta:
        model = Employer

    name = factory.Sequence(lambda n: f"ОАО «Завод № {n}»")
    actor = None

    @classmethod
    def _create(cls, model_class: type[Employer], *args: Any, **kwargs: Any) -> Employer:
        return employer_create(**kwargs)


class UserFactory(factory.Factory):
    """A person with an account."""

    class Meta:
        model = User

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: PersonName(f"Иванов{n}", "Пётр", "Ильич"))
    password = PASSWORD

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **kwargs: Any) -> User:
        return user_create(**kwargs)


class MembershipFactory(factory.Factory):
    """A role of a person with an employer."""

    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    employer = factory.SubFactory(EmployerFactory)
    role = Role.SAFETY_OFFICER
    position = "инженер по охране труда"
    valid_from = SINCE
    actor = None

    @classmethod
    def _create(cls, model_class: type[Membership], *args: Any, **kwargs: Any) -> Membership:
        made = membership_grant(**kwargs)
        if made.role not in WITHOUT_SECOND_FACTOR and not is_mfa_enabled(made.user):
            totp_give(made.user)
        return made


def person(employer: Employer, role: str, **kwargs: Any) -> User:
    """A person with one role at an employer."""
    return MembershipFactory(employer=employer, role=role, **kwargs).user


def code_of(user: User) -> str:
    """The code of a person's application, one that is still good for some seconds."""
    left = TOTP_PERIOD - time.time() % TOTP_PERIOD
    if left < 4:
        time.sleep(left)
    return totp_code(user)


def confirmation(user: User, *, is_first: bool = True) -> dict[str, str]:
    """What a person types to sign: password and code the first time in a session, then the password."""
    return {"password": PASSWORD, "code": code_of(user)} if is_first else {"password": PASSWORD}
