"""The page for whoever holds a print."""

from __future__ import annotations

import hashlib
import re

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from attestation.models import Order
from documents.models import VerificationCode
from documents.services.perform import perform
from documents.services.verification import print_remember
from documents.verification import address_of, code_of, qr_of, shown_code
from tests.factories.plant import CARD_ON, ORDER_ON, Plant

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(plant: Plant) -> Order:
    return perform(plant.hold_order(plant.campaign()), "issue", actor=plant.director, on=ORDER_ON)


def test_a_draft_has_no_code_an_issued_document_one_of_80_bits(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())
    assert code_of(order) == ""

    issued = perform(order, "issue", actor=plant.director, on=ORDER_ON)

    assert re.fullmatch("[a-z2-7]{16}", code_of(issued))
    assert len(shown_code(code_of(issued))) == 19
    assert code_of(issued) in address_of(code_of(issued))
    assert qr_of(code_of(issued)).startswith("<svg")


def test_a_document_keeps_its_code_for_life(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    code = code_of(card)
    perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="ошибка")

    perform(card, "assess", actor=plant.officer, on=CARD_ON)

    assert code_of(card) == code
    assert VerificationCode.objects.filter(document_type="attestation.certificationcard").count() == 1


def test_a_stranger_sees_number_date_state_and_hash_but_no_names(plant: Plant, issued: Order) -> None:
    print_remember(issued, b"%PDF", shown_to=plant.officer)

    page = Client().get(reverse("verify", args=[shown_code(code_of(issued)).upper()])).content.decode()

    assert "324" in page and "01.09.2026" in page and "Действует" in page
    assert hashlib.sha256(b"%PDF").hexdigest() in page
    assert plant.director.last_name not in page and plant.employer.name not in page


def test_own_people_see_who_signed_others_do_not(plant: Plant, issued: Order) -> None:
    own, stranger = Client(), Client()
    own.force_login(plant.officer)
    stranger.force_login(Plant.build().officer)
    address = reverse("verify", args=[code_of(issued)])

    assert plant.director.last_name in own.get(address).content.decode()
    assert plant.director.last_name not in stranger.get(address).content.decode()


def test_a_document_taken_back_says_so(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="ошибка")

    assert "печать не действует" in Client().get(reverse("verify", args=[code_of(card)])).content.decode()


def test_a_void_document_says_so(plant: Plant) -> None:
    plant.open_campaign()
    protocol = perform(plant.protocol(plant.group), "issue", actor=plant.officer, on=CARD_ON)
    perform(protocol, "void", actor=plant.officer, on=CARD_ON, reason="прибор неисправен")

    assert "Не действует" in Client().get(reverse("verify", args=[code_of(protocol)])).content.decode()


def test_a_wrong_code_is_404_in_words() -> None:
    answer = Client().get(reverse("verify", args=["a" * 16]))

    assert answer.status_code == 404
    assert "Документа с таким кодом нет" in answer.content.decode()


def test_codes_cannot_be_tried_one_after_another() -> None:
    cache.clear()
    client = Client()

    answers = [
        client.get(reverse("verify", args=[f"{place:016}".replace("0", "a")])).status_code for place in range(32)
    ]

    assert set(answers[:30]) == {404}
    assert answers[30:] == [429, 429]


def test_what_the_print_room_shows_is_remembered(plant: Plant, issued: Order) -> None:
    own = Client()
    own.force_login(plant.officer)

    content = own.get(reverse("print-document", args=["orders", issued.pk, "pdf"])).content

    assert (
        hashlib.sha256(content).hexdigest() in Client().get(reverse("verify", args=[code_of(issued)])).content.decode()
    )
