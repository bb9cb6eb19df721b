"""What a member of the commission said against a card stands on its page of signatures, word for word."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.services.perform import perform
from reports.export import printed
from reports.forms.register import SIGNATURES
from tests.factories.plant import CARD_ON, Plant
from tests.reports.readers import text_of

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)
REFUSAL = "нет замера вибрации на рабочем месте обрубщика"
OPINION = "класс шума занижен: измерено в простой, протокол № 1-Ш от 14.09.2026 " + "и так далее " * 40


def test_opinions_and_refusals_are_printed_in_full(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "decline", actor=plant.members[0], on=CARD_ON, reason=REFUSAL)
    card = perform(card, "dissent", actor=plant.members[1], on=CARD_ON, reason=OPINION)

    text = text_of(printed(card, SIGNATURES, ON).content).replace("\xa0", " ")

    assert "Особые мнения и отказы от подписи" in text
    assert REFUSAL in text and " ".join(OPINION.split()) in text
    assert (
        plant.members[0].short_name.replace("\xa0", " ") in text
        and "отказ от подписи" in text
        and "особое мнение" in text
    )


def test_without_any_there_is_no_such_table(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    assert "Особые мнения" not in text_of(printed(card, SIGNATURES, ON).content)
