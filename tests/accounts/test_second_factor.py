"""Log-in with two factors, fresh confirmation of signatures, the lock after five failures, the clock."""

from __future__ import annotations

import datetime as dt
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Employer, JournalEntry, Role, User
from accounts.services import clock, confirming
from accounts.services.employers import PersonName, person_admit
from attestation.models import Order
from documents.models import Signature
from tests.factories.people import PASSWORD, EmployerFactory, code_of, confirmation, person
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db


def client_of(user: User) -> Client:
    client = Client(headers={"user-agent": "Проба/1.0"})
    client.force_login(user)
    return client


def issue(plant: Plant, client: Client, **given: str) -> tuple[int, str]:
    """Press «Издать» under the only draft of an order."""
    order = Order.objects.filter(employer=plant.employer, state="DRAFT").latest("pk")
    answer = client.post(
        reverse("document-act", args=["orders", order.pk, "issue"]), {"version": order.version, **given}
    )
    return answer.status_code, answer.content.decode()


@pytest.fixture
def ready(plant: Plant) -> Plant:
    plant.hold_order(plant.campaign())
    return plant


def test_whoever_signs_without_a_second_factor_sees_only_its_page() -> None:
    employer: Employer = EmployerFactory()
    _user, password = person_admit(
        employer=employer,
        username="novice",
        name=PersonName("Якимович", "Павел"),
        role=Role.COMMISSION_MEMBER,
        position="технолог",
        on=timezone.localdate(),
        actor=None,
    )
    client = Client()

    assert client.post(reverse("login"), {"login": "novice", "password": password}).status_code == 302
    answer = client.get(reverse("workplaces"))

    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_index"))
    assert client.get("/", headers={"hx-request": "true"}).headers["HX-Redirect"] == reverse("mfa_index")
    assert "Второй фактор ещё не настроен" in client.get(reverse("mfa_index")).content.decode()


@pytest.mark.parametrize("role", [Role.HR, Role.AUDITOR, Role.WORKER])
def test_whoever_only_reads_may_go_without(role: Role) -> None:
    assert client_of(person(EmployerFactory(), role)).get(reverse("organisation")).status_code != 302


def test_log_in_asks_for_the_code_and_takes_it_once(plant: Plant) -> None:
    code = code_of(plant.chair)

    for expected in (302, 200):
        client = Client()
        client.post(reverse("login"), {"login": plant.chair.username, "password": PASSWORD})
        assert client.get("/").status_code == 302, "the password alone opens nothing"
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_the_first_signature_needs_both_factors_the_next_one_of_them(ready: Plant) -> None:
    client = client_of(ready.director)

    assert issue(ready, client)[0] == 422
    assert issue(ready, client, password=PASSWORD)[0] == 422
    assert issue(ready, client, code=code_of(ready.director))[0] == 422
    assert issue(ready, client, **confirmation(ready.director))[0] == 302
    first = Signature.objects.latest("pk")
    ready.hold_order(ready.campaign(), number="325")
    assert issue(ready, client)[0] == 422
    assert issue(ready, client, password=PASSWORD)[0] == 302
    second = Signature.objects.latest("pk")

    assert (first.level, first.factors, first.session_factors) == ("CLICK", "password,totp", "password,totp")
    assert (second.factors, second.session_factors) == ("password", "password,totp")
    assert (first.agent, first.address) == ("Проба/1.0", "127.0.0.1")
    assert len(first.request_id) == 16 and first.request_id != second.request_id


def test_after_a_quarter_of_an_hour_both_are_asked_again(ready: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(ready.director)
    assert issue(ready, client, **confirmation(ready.director))[0] == 302
    ready.hold_order(ready.campaign(), number="325")
    monkeypatch.setattr(confirming, "SERIES", dt.timedelta(0))

    assert issue(ready, client, password=PASSWORD)[0] == 422
    assert Signature.objects.filter(signer=ready.director).count() == 1


def test_a_code_used_once_does_not_sign_and_is_no_failure(ready: Plant) -> None:
    client, given = client_of(ready.director), confirmation(ready.director)
    assert issue(ready, client, **given)[0] == 302
    ready.hold_order(ready.campaign(), number="325")

    status, page = issue(ready, client, code=given["code"])

    assert status == 422 and "уже использован" in page
    assert User.objects.get(pk=ready.director.pk).signing_failures == 0


def test_a_recovery_code_signs_once(ready: Plant) -> None:
    from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes

    codes = RecoveryCodes.activate(ready.director).get_unused_codes()
    assert issue(ready, client_of(ready.director), password=PASSWORD, code=codes[0])[0] == 302
    assert Signature.objects.get(signer=ready.director).factors == "password,recovery_codes"
    ready.hold_order(ready.campaign(), number="325")

    assert issue(ready, client_of(ready.director), password=PASSWORD, code=codes[0])[0] == 422


def test_five_failures_close_signing_and_tell_the_administrator(ready: Plant) -> None:
    User.objects.filter(pk=ready.officer.pk).update(email="officer@example.by")
    client = client_of(ready.director)
    for _attempt in range(5):
        assert issue(ready, client, password="wrong", code="000000")[0] == 422

    status, page = issue(ready, client, **confirmation(ready.director))

    assert status == 422 and "Подписание для вас закрыто" in page
    assert Order.objects.get(employer=ready.employer).state == "DRAFT"
    assert JournalEntry.objects.filter(employer=ready.employer, act="user.signing_lock").count() == 1
    home = client_of(ready.officer).get("/").content.decode()
    assert "Подписание закрыто" in home and str(ready.director) in home


def test_the_letter_goes_out_when_the_lock_is_committed(
    ready: Plant, django_capture_on_commit_callbacks: object
) -> None:
    User.objects.filter(pk=ready.officer.pk).update(email="officer@example.by")
    client = client_of(ready.director)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        for _attempt in range(5):
            issue(ready, client, password="wrong", code="000000")

    assert [letter.to for letter in mail.outbox] == [["officer@example.by"]]


def test_only_another_administrator_opens_signing_again(ready: Plant) -> None:
    User.objects.filter(pk=ready.director.pk).update(signing_failures=5, signing_locked_at=timezone.now())
    User.objects.filter(pk=ready.officer.pk).update(signing_failures=5, signing_locked_at=timezone.now())
    officer = client_of(ready.officer)

    assert officer.post(reverse("signing-open", args=[ready.officer.pk])).status_code == 403
    assert client_of(ready.chair).post(reverse("signing-open", args=[ready.director.pk])).status_code == 403
    assert officer.post(reverse("signing-open", args=[ready.director.pk])).status_code == 302

    assert User.objects.get(pk=ready.director.pk).signing_locked_at is None
    assert User.objects.get(pk=ready.officer.pk).signing_locked_at is not None
    assert issue(ready, client_of(ready.director), **confirmation(ready.director))[0] == 302


def test_a_lost_telephone_means_a_new_password_and_no_second_factor(ready: Plant) -> None:
    page = client_of(ready.officer).post(reverse("access-renew", args=[ready.chair.pk])).content.decode()

    assert not Authenticator.objects.filter(user=ready.chair).exists()
    assert not Client().login(username=ready.chair.username, password=PASSWORD)
    assert "Пароль" in page
    assert JournalEntry.objects.filter(act="user.access_reset", actor=ready.officer).count() == 1


def test_another_person_s_password_does_not_sign(ready: Plant) -> None:
    User.objects.get(pk=ready.chair.pk)
    status, _page = issue(ready, client_of(ready.director), password=PASSWORD + "x", code=code_of(ready.chair))

    assert status == 422
    assert User.objects.get(pk=ready.director.pk).signing_failures == 1


def test_a_clock_that_is_off_or_went_back_signs_nothing(ready: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    real = timezone.now
    client = client_of(ready.director)

    monkeypatch.setattr(clock, "database_now", lambda: real() + dt.timedelta(seconds=61))
    status, page = issue(ready, client, **confirmation(ready.director))
    assert status == 422 and "расходятся" in page and "DOC-12" in page

    monkeypatch.setattr(clock, "database_now", lambda: real() - dt.timedelta(seconds=30))
    monkeypatch.setattr(clock.timezone, "now", lambda: real() - dt.timedelta(seconds=30))
    status, page = issue(ready, client, password=PASSWORD)
    assert status == 422 and "переведены назад" in page
    monkeypatch.undo()

    assert issue(ready, client, password=PASSWORD)[0] == 302


def test_the_database_s_clock_is_read() -> None:
    assert abs(clock.database_now() - timezone.now()) < dt.timedelta(seconds=5)


def test_secrets_do_not_lie_open_in_the_database(plant: Plant) -> None:
    stored = Authenticator.objects.get(user=plant.chair).data["secret"]

    assert stored.startswith("gAAAA"), "a Fernet token"


def test_the_demonstration_s_codes_are_for_its_people_only(plant: Plant) -> None:
    with pytest.raises(CommandError, match="демонстрационного"):
        call_command("demo_code", plant.chair.username)
    Employer.objects.filter(pk=plant.employer.pk).update(is_demo=True)
    out, code = StringIO(), code_of(plant.chair)

    call_command("demo_code", plant.chair.username, stdout=out)

    assert out.getvalue().startswith(code)
    person(EmployerFactory(), Role.HR, user=plant.chair)
    with pytest.raises(CommandError, match="демонстрационного"):
        call_command("demo_code", plant.chair.username)


def test_pages_of_access_have_no_inline_code(plant: Plant) -> None:
    client = client_of(plant.chair)
    session = client.session
    session["account_authentication_methods_user"] = str(plant.chair.pk)
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session.save()
    for name in ("mfa_index", "mfa_add_webauthn", "password", "mfa_deactivate_totp", "mfa_generate_recovery_codes"):
        answer = client.get(reverse(name))
        assert answer.status_code == 200, name
        html = answer.content.decode()
        assert "<style" not in html and " style=" not in html and "onclick" not in html, name
        assert html.count("<script") == html.count("<script src="), name
