"""Employers, people, roles."""

from __future__ import annotations

import datetime as dt
from typing import Any

import factory

from accounts.models import Employer, Membership, Role, User
from accounts.services.employers import PersonName, employer_create, membership_grant, user_create

PASSWORD = "correct-horse-battery-staple"
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
        return membership_grant(**kwargs)


def person(employer: Employer, role: str, **kwargs: Any) -> User:
    """A person with one role at an employer."""
    return MembershipFactory(employer=employer, role=role, **kwargs).user
