"""People, roles and the employer's own data: who may change them, and what the journal keeps."""

from __future__ import annotations

import datetime as dt
import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Employer, JournalEntry, Membership, Role, User
from accounts.selectors import roles_of
from norms.settings import QUESTIONS, readings_of
from norms.settings_words import words_of
from tests.factories.people import EmployerFactory, person

pytestmark = pytest.mark.django_db

NEW = {
    "last_name": "Якимович",
    "first_name": "Павел",
    "patronymic": "Сергеевич",
    "position": "главный технолог",
    "role": "COMMISSION_MEMBER",
    "username": "technologist",
}


@pytest.fixture
def employer() -> Employer:
    return EmployerFactory()


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def officer(employer: Employer) -> Client:
    return client_of(person(employer, Role.SAFETY_OFFICER))


def test_a_new_person_gets_a_password_that_is_shown_once_and_works(employer: Employer, officer: Client) -> None:
    page = officer.post(reverse("person-new"), NEW).content.decode()

    password = re.search(r"([a-z2-9]{4}(?:-[a-z2-9]{4}){3})", page)
    assert password is not None
    assert Client().login(username="technologist", password=password[1])
    user = User.objects.get(username="technologist")
    assert roles_of(user, employer.pk, timezone.localdate()) == {"COMMISSION_MEMBER"}
    assert password[1] not in officer.get(reverse("people")).content.decode()
    assert not any(password[1] in str(entry.payload) for entry in JournalEntry.objects.all())


def test_a_taken_name_is_refused_and_what_was_typed_stays(officer: Client) -> None:
    officer.post(reverse("person-new"), NEW)

    answer = officer.post(reverse("person-new"), NEW)

    assert answer.status_code == 200
    assert "Якимович" in answer.content.decode() and "alert-danger" in answer.content.decode()
    assert User.objects.filter(username="technologist").count() == 1


def test_a_role_ends_with_today_and_stays_in_the_journal(employer: Employer, officer: Client) -> None:
    member = person(employer, Role.UNION)
    membership = Membership.objects.get(user=member)

    officer.post(reverse("role-end", args=[membership.pk]))

    membership.refresh_from_db()
    assert membership.valid_to == timezone.localdate()
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    assert roles_of(User.objects.get(pk=member.pk), employer.pk, tomorrow) == frozenset()
    assert JournalEntry.objects.filter(act="membership.end").count() == 1


def test_nobody_ends_the_own_role(employer: Employer) -> None:
    me = person(employer, Role.SAFETY_OFFICER)

    client_of(me).post(reverse("role-end", args=[Membership.objects.get(user=me).pk]))

    assert Membership.objects.get(user=me).valid_to is None


@pytest.mark.parametrize("role", [Role.COMMISSION_MEMBER, Role.UNION, Role.HR, Role.HEAD, Role.LABORATORY, Role.WORKER])
def test_others_may_not_add_people_or_change_the_organisation(employer: Employer, role: Role) -> None:
    client = client_of(person(employer, role))

    assert client.post(reverse("person-new"), NEW).status_code == 403
    assert client.post(reverse("role-new"), {}).status_code == 403
    assert client.post(reverse("organisation"), {}).status_code == 403
    assert not User.objects.filter(username="technologist").exists()


def test_one_more_role_is_for_own_people_only(employer: Employer, officer: Client) -> None:
    stranger, own = person(EmployerFactory(), Role.UNION), person(employer, Role.HR)

    refused = officer.post(reverse("role-new"), {"user": stranger.pk, "role": "HEAD", "position": ""})
    taken = officer.post(reverse("role-new"), {"user": own.pk, "role": "HEAD", "position": "директор"})

    assert (refused.status_code, taken.status_code) == (200, 302)
    assert roles_of(User.objects.get(pk=own.pk), employer.pk, timezone.localdate()) == {"HR", "HEAD"}
    assert not Membership.objects.filter(user=stranger, employer=employer).exists()


def test_the_organisation_keeps_only_readings_that_differ_and_journals_them(
    employer: Employer, officer: Client
) -> None:
    page = officer.get(reverse("organisation"))
    data = {
        "name": employer.name,
        "head_position": "Директор",
        "work_week": "FIVE_DAYS",
        **{f"reading-{setting}": readings_of(setting)[0] for setting in QUESTIONS},
        "reading-full_day": "OPERATIVE_UNDER_FACTORS",
    }

    answer = officer.post(reverse("organisation"), data)

    assert all(question in page.content.decode() for _note, question in QUESTIONS.values())
    assert answer.status_code == 302
    employer.refresh_from_db()
    assert employer.interpretations == {"full_day": "OPERATIVE_UNDER_FACTORS"}
    assert employer.readings.full_day.name == "OPERATIVE_UNDER_FACTORS"
    entry = JournalEntry.objects.get(act="employer.update")
    assert json.loads(entry.payload)["after"] == {"interpretations": {"full_day": "OPERATIVE_UNDER_FACTORS"}}
    officer.post(reverse("organisation"), data)
    assert JournalEntry.objects.filter(act="employer.update").count() == 1, "nothing changed, nothing is recorded"


def test_every_reading_has_words() -> None:
    for setting in QUESTIONS:
        words = [words_of(setting, reading) for reading in readings_of(setting)]
        assert len(set(words)) == len(words) >= 2
