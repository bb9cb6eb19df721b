"""A page without a button for the person who looks at it says whose act it waits for."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Role, User
from documents.services.perform import perform
from tests.factories.plant import ORDER_ON, Plant

pytestmark = pytest.mark.django_db
PLACE = 'id="others-do"'


def hint(person: User, document: Any) -> str:
    """The hint on the page of a document, or nothing."""
    client = Client()
    client.force_login(person)
    html = client.get(document.get_absolute_url()).content.decode()
    return html[html.index(PLACE) :].split("</p>")[0] if PLACE in html else ""


def test_an_order_waits_for_the_head_by_name_and_the_head_has_the_button(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    assert f"«Издать приказ»: это делает {plant.director}." in hint(plant.officer, order)
    assert hint(plant.director, order) == ""
    perform(order, "issue", actor=plant.director, on=ORDER_ON)
    assert hint(plant.officer, order) == ""


def test_where_nobody_may_the_way_to_the_roles_is_shown(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())
    Membership.objects.filter(role=Role.HEAD).delete()

    told = hint(plant.officer, order)

    assert "пока некому" in told
    assert f'href="{reverse("people")}"' in told


def test_a_person_of_another_employer_is_never_named(plant: Plant) -> None:
    order, theirs = plant.hold_order(plant.campaign()), Plant.build()

    assert str(theirs.director) not in hint(plant.officer, order)
