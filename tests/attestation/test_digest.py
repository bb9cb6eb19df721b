"""Letters with deadlines: to each person the own days, once a day, nothing where nothing is due."""

from __future__ import annotations

import datetime as dt
import re
from io import StringIO
from typing import Any

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import translation

from accounts.models import JournalEntry, Role
from accounts.services.journal import journal_faults
from attestation.models import Digest, SigningRound
from measurements.models import Laboratory
from tests.factories.people import person
from tests.factories.plant import CARD_ON, Plant

pytestmark = pytest.mark.django_db
SITE = "https://attestation.example"
DUE_ON = dt.date(2026, 12, 10)  # the submission is due on 24.12.2026
QUIET = dt.date(2027, 2, 1)


def with_letters(plant: Plant) -> Plant:
    """Everybody of the plant has an address."""
    people = [plant.officer, plant.director, plant.chair, plant.union, plant.shop, plant.laboratory_guest]
    for user in [*people, *plant.members]:
        user.email = f"{user.username}@example.by"
        user.save()
    return plant


def run(on: dt.date, **options: Any) -> str:
    said = StringIO()
    call_command("send_digest", on=on, address=SITE + "/", stdout=said, stderr=said, **options)
    return said.getvalue()


def letters() -> dict[str, Any]:
    return {letter.to[0].partition("@")[0]: letter for letter in mail.outbox}


def test_each_person_is_written_to_about_the_own_days_only(plant: Plant) -> None:
    with_letters(plant).whole_procedure()
    laboratory = Laboratory.objects.get()

    run(DUE_ON)

    found = letters()
    assert set(found) == {plant.officer.username, plant.director.username, plant.laboratory_guest.username}
    submission = (
        "24.12.2026 — Представить документы в государственную экспертизу условий труда (№\u00a0253, п.\u00a015)"
    )
    for user in (plant.officer, plant.director):
        body = found[user.username].body
        assert body.startswith(plant.employer.name)
        assert submission in body
        assert f"Все сроки: {SITE}/deadlines/" in body
    instrument = found[plant.laboratory_guest.username].body
    assert "09.01.2027 — Кончается поверка: Шумомер" in instrument
    assert "экспертизу" not in instrument and "http" not in instrument  # the laboratory sees nothing else

    mail.outbox.clear()
    run(laboratory.accredited_through - dt.timedelta(days=3))
    own = letters()[plant.laboratory_guest.username].body
    assert f"Кончается аккредитация: {laboratory}" in own
    assert "экспертизу" not in own and "http" not in own
    assert "аккредитация" not in letters()[plant.director.username].body


def test_a_second_run_of_the_day_sends_nothing_and_the_next_day_does(plant: Plant) -> None:
    with_letters(plant).whole_procedure()

    run(DUE_ON)
    sent = len(mail.outbox)
    assert f"{plant.employer}: писем 0" in run(DUE_ON)
    assert len(mail.outbox) == sent == Digest.objects.count()

    run(DUE_ON + dt.timedelta(days=1))
    assert len(mail.outbox) == 2 * sent
    assert JournalEntry.objects.filter(act="digest.send").count() == 2 * sent
    assert list(journal_faults(plant.employer)) == []


def test_nothing_due_and_no_address_mean_no_letter(plant: Plant) -> None:
    with_letters(plant)
    run(DUE_ON)
    assert mail.outbox == [] and not Digest.objects.exists()

    plant.whole_procedure()
    plant.officer.email = ""
    plant.officer.save()
    run(DUE_ON)
    assert plant.officer.username not in letters()


def test_a_member_is_written_to_while_cards_wait_for_the_member(plant: Plant) -> None:
    campaign = with_letters(plant).open_campaign()
    card = plant.card_on_signature(campaign, plant.group)
    signing = SigningRound.objects.create(employer=plant.employer, campaign=campaign, due_on=CARD_ON)

    run(CARD_ON)
    assert f"Подписать карты комиссией: {campaign}" in letters()[plant.members[0].username].body
    assert "Подписать карты" not in letters().get(plant.chair.username, mail.EmailMessage()).body

    plant.sign(card)
    mail.outbox.clear()
    run(CARD_ON + dt.timedelta(days=1))
    assert "Подписать карты" not in letters()[plant.members[0].username].body
    assert f"{signing.due_on:%d.%m.%Y} — Подписать карты" in letters()[plant.officer.username].body


def test_another_employers_days_stay_with_the_other_employer(plant: Plant) -> None:
    with_letters(plant).whole_procedure()
    stranger = person(Plant.build(name="ОАО «Чужой»").employer, Role.SAFETY_OFFICER)
    stranger.email = "stranger@example.by"
    stranger.save()

    run(DUE_ON)

    assert "stranger" not in letters()
    assert all("Чужой" not in letter.body for letter in mail.outbox)


def test_a_letter_speaks_the_readers_language_and_its_record_russian(plant: Plant) -> None:
    with_letters(plant).whole_procedure()
    plant.director.language = "be"
    plant.director.save()

    with translation.override("be"):
        run(DUE_ON)

    assert "Прадставіць дакументы ў дзяржаўную экспертызу" in letters()[plant.director.username].body
    assert letters()[plant.director.username].subject.startswith("Тэрміны атэстацыі: пратэрмінавана")
    assert "Представить документы" in letters()[plant.officer.username].body


def test_a_letter_that_cannot_be_sent_is_said_and_sent_by_the_next_run(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_letters(plant).whole_procedure()
    with monkeypatch.context() as broken:
        broken.setattr("attestation.digest.send_mail", refuse_first())
        with pytest.raises(CommandError, match="Не ушло писем: 1"):
            run(DUE_ON)
    sent = Digest.objects.count()
    assert JournalEntry.objects.get(act="digest.fail").payload.count("server is down") == 1

    run(DUE_ON)

    assert Digest.objects.count() == sent + 1
    assert len(mail.outbox) == 1


def refuse_first() -> Any:
    calls: list[int] = []

    def send(*_letter: Any) -> int:
        calls.append(1)
        if len(calls) == 1:
            raise ConnectionRefusedError("server is down")
        return 1

    return send


def test_without_a_mail_server_nothing_is_marked_as_sent(plant: Plant, settings: Any) -> None:
    with_letters(plant).whole_procedure()
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

    with pytest.raises(CommandError, match="EMAIL_URL не задан"):
        run(DUE_ON)
    assert not Digest.objects.exists()


def test_on_this_machine_letters_go_to_the_console() -> None:
    from config.settings import EMAIL_BACKEND

    assert EMAIL_BACKEND == "django.core.mail.backends.console.EmailBackend"


def test_links_of_a_letter_lead_somewhere(plant: Plant, client: Any) -> None:
    with_letters(plant).whole_procedure()
    run(DUE_ON)
    client.force_login(plant.officer)

    found = re.findall(rf"{SITE}(\S+)", letters()[plant.officer.username].body)

    assert len(found) >= 2
    assert {client.get(link).status_code for link in found} == {200}
