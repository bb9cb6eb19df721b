"""The first employer of a new installation, by one command."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.models import Employer, Role, User
from accounts.selectors import roles_of
from accounts.services.journal import journal_faults

pytestmark = pytest.mark.django_db


def add(*words: str) -> str:
    out = StringIO()
    call_command("employer_add", *words, stdout=out)
    return out.getvalue()


def test_the_administrator_logs_in_with_the_printed_password() -> None:
    printed = add("ЗАО «Первый»", "novik", "Новик Анна Викторовна")
    user, employer = User.objects.get(username="novik"), Employer.objects.get(name="ЗАО «Первый»")
    assert (user.last_name, user.first_name, user.patronymic) == ("Новик", "Анна", "Викторовна")
    password = printed.split("Первый пароль: ")[1].split()[0]
    assert user.check_password(password)
    assert roles_of(user, employer.pk, timezone.localdate()) == {Role.ADMINISTRATOR, Role.SAFETY_OFFICER}
    with scopes_disabled():
        assert list(journal_faults(employer)) == []
    client = Client()
    client.force_login(user)
    assert client.get("/people/", follow=True).status_code == 200


def test_a_taken_name_creates_nothing() -> None:
    add("ЗАО «Первый»", "novik", "Новик Анна")
    with pytest.raises(CommandError, match="уже существует"):
        add("ЗАО «Второй»", "novik", "Новик Анна")
    with pytest.raises(CommandError, match="уже существует"):
        add("ЗАО «Первый»", "other", "Новик Анна")
    assert Employer.objects.count() == 1 and User.objects.count() == 1


def test_a_person_needs_a_name() -> None:
    with pytest.raises(CommandError, match="фамилию и имя"):
        add("ЗАО «Первый»", "novik", "Новик")
