"""What an order of approval and a card say of themselves: nothing that has no place there, nothing without a name."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from attestation.models import Order, OrderKind
from documents.services.perform import perform
from documents.templatetags.words import decimal_comma, shown
from tests.factories.plant import CARD_ON, Plant

pytestmark = pytest.mark.django_db


def page_of(plant: Plant, document: object) -> str:
    client = Client()
    client.force_login(plant.officer)
    return client.get(document.get_absolute_url()).content.decode()  # type: ignore[attr-defined]


def test_an_order_of_approval_leads_to_what_it_approves_and_shows_no_commission_of_its_own(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    approval, hold = (
        Order.objects.filter(campaign=campaign, kind=kind).get() for kind in (OrderKind.APPROVE, OrderKind.HOLD)
    )

    page = page_of(plant, approval)

    assert "Что утверждается" in page and campaign.plan.get_absolute_url() in page  # type: ignore[union-attr]
    for slug in ("cards", "result-lists"):
        assert f"{reverse('document-list', args=[slug])}?campaign={campaign.pk}" in page
    assert "График работ" not in page and "Пока пусто" not in page and "Кворум" not in page
    page = page_of(plant, hold)
    assert "График работ" in page and "Комиссия" in page and "Что утверждается" not in page


def test_a_card_names_its_indicators_of_strain_and_writes_numbers_with_a_comma(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    strain = Plant.strain
    monkeypatch.setattr(Plant, "strain", lambda self, group: strain(self, group, {"4.1.2": "2"}))
    campaign = plant.open_campaign()
    card = perform(plant.card(campaign, plant.group), "assess", actor=plant.officer, on=CARD_ON)
    assert card.entitlements.get(right="SURCHARGE").value == "0.14"

    page = page_of(plant, card)

    assert "4.1.2. Восприятие сигналов (информации) и их оценка" in page
    assert "0,14" in page and "0.14&nbsp;%" not in page
    assert (decimal_comma("0.25"), decimal_comma("3.2.1"), decimal_comma("нет")) == ("0,25", "3.2.1", "нет")


def test_a_unit_is_shown_with_its_power_and_nothing_else_changes() -> None:
    assert [shown(text) for text in ("мг/м3", "Вт/м2", "мг/м³", "дБА", "участок м3", "цех/2")] == [
        "мг/м³",
        "Вт/м²",
        "мг/м³",
        "дБА",
        "участок м3",
        "цех/2",
    ]


def test_a_moment_is_shown_by_the_clock_on_the_wall() -> None:
    """At night Minsk has a day that UTC does not have yet."""
    assert shown(dt.datetime(2026, 11, 23, 22, 30, tzinfo=dt.UTC)) == "24.11.2026 01:30"
