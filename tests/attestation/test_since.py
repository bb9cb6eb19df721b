"""What was signed stays readable, and a former signer is shown only what is different; reminders."""

from __future__ import annotations

import datetime as dt
from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from attestation.differences import changes_since, content_now, differences, stored_content, voided_signatures
from attestation.models import CertificationCard, SignedContent
from attestation.services.rounds import round_set
from documents.models import Signature
from documents.selectors import content_digest
from documents.services.perform import perform
from tests.factories.plant import CARD_ON, Plant


def signed_then_judged_anew(plant: Plant) -> CertificationCard:
    """A member signed; then louder noise came in and the card was assessed anew."""
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="повторный замер шума")
    perform(plant.protocol(plant.group, "97", number="2-Ш", on=CARD_ON), "issue", actor=plant.officer, on=CARD_ON)
    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)
    return perform(card, "send_for_signature", actor=plant.officer, on=CARD_ON)


def test_every_signed_content_is_kept_once_under_its_hash(plant: Plant) -> None:
    card = signed_then_judged_anew(plant)

    digests = set(
        Signature.objects.filter(document_type=card._meta.label_lower).values_list("content_digest", flat=True)
    )
    kept = SignedContent.objects.filter(digest__in=digests)
    assert len(digests) == 2
    assert kept.count() == 2
    assert stored_content(card.employer_id, content_digest(card)) == content_now(card)


def test_a_former_signer_sees_only_what_is_different(plant: Plant) -> None:
    card = signed_then_judged_anew(plant)

    changes = [
        (change.where, change.what, change.before, change.after) for change in changes_since(card, plant.members[0].pk)
    ]

    assert ("", "общая оценка", "3.2", "3.3") in changes
    assert ("Шум: шум", "фактическая величина", "88", "97") in changes
    assert ("Шум", "класс", "3.2", "3.3") in changes
    assert any(where.lower() == "доплата" and what == "размер" for where, what, _before, _after in changes)
    assert not any(where.startswith("Напряжённость") for where, *_rest in changes)
    assert changes_since(card, plant.members[1].pk) == []
    assert differences(card, content_now(card), content_now(card)) == []


def test_the_card_page_shows_the_difference_and_the_voided_signature_with_its_reason(plant: Plant) -> None:
    card = signed_then_judged_anew(plant)
    assert voided_signatures(card).count() == 2
    client = Client()

    client.force_login(plant.members[0])
    html = client.get(card.get_absolute_url()).content.decode()
    assert "Изменилось после вашей подписи" in html
    assert "повторный замер шума" in html
    client.force_login(plant.members[1])
    assert "Изменилось после вашей подписи" not in client.get(card.get_absolute_url()).content.decode()

    html = client.get(reverse("since", args=["cards", card.pk])).content.decode()
    assert "повторный замер шума" in html and "<strong>3.3</strong>" in html
    assert client.get(reverse("since", args=["cards", card.pk]) + "?before=ff&after=ff").status_code == 200


def test_reminders_go_to_those_who_are_awaited_and_once_a_day(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    for person in (*plant.members, plant.chair, plant.officer):
        person.email = f"{person.username}@example.by"
        person.save()
    round_set(card.campaign, dt.date(2026, 10, 20), actor=plant.officer)
    perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)

    def run(day: str) -> list[str]:
        mail.outbox.clear()
        call_command("remind", on=dt.date.fromisoformat(day), stdout=StringIO())
        return [to for message in mail.outbox for to in message.to]

    assert run("2026-10-16") == []
    assert run("2026-10-17") == [plant.members[1].email]
    assert "Срок подписания: 20.10.2026" in mail.outbox[0].body
    assert run("2026-10-17") == []
    assert run("2026-10-21") == [plant.members[1].email]
    assert "истёк" in mail.outbox[0].body
    round_set(card.campaign, dt.date(2026, 10, 25), actor=plant.officer)
    perform(card, "sign_as_member", actor=plant.members[1], on=dt.date(2026, 10, 22))
    assert run("2026-10-22") == [plant.chair.email]
