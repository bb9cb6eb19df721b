"""One act on many documents: never beyond the filter, what is refused is named, cards are not signed this way."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from documents.views import lists
from measurements.models import MeasurementProtocol
from tests.factories.people import confirmation
from tests.factories.plant import Plant

ISSUE = ["protocols", "issue"]


def client_of(plant: Plant) -> Client:
    client = Client()
    client.force_login(plant.officer)
    return client


def states() -> list[str]:
    return list(MeasurementProtocol.objects.order_by("pk").values_list("state", flat=True))


def test_what_can_be_done_is_done_and_the_rest_is_named(plant: Plant) -> None:
    plant.open_campaign()
    whole, bare = plant.protocol(plant.group, number="1-Ш"), plant.protocol(plant.group, number="2-Ш")
    bare.instruments.all().delete()
    given = {"all": "1", "query": "state=DRAFT", "confirm": "1", "seen": "2", **confirmation(plant.officer)}

    page = client_of(plant).post(reverse("documents-act-many", args=ISSUE), given).content.decode()

    assert "Сделано документов: 1." in page
    assert "PROT-03" in page and bare.get_absolute_url() in page
    assert whole.get_absolute_url() not in page
    assert states() == ["ISSUED", "DRAFT"]


def test_another_number_than_was_seen_asks_again(plant: Plant) -> None:
    plant.open_campaign()
    plant.protocol(plant.group)
    given = {"all": "1", "query": "state=DRAFT", "confirm": "1", "seen": "7", **confirmation(plant.officer)}

    page = client_of(plant).post(reverse("documents-act-many", args=ISSUE), given).content.decode()

    assert "Список изменился" in page and 'name="seen" value="1"' in page
    assert states() == ["DRAFT"]


def test_ticked_rows_outside_the_filter_and_of_another_employer_are_left_alone(plant: Plant) -> None:
    theirs = Plant.build()
    foreign, own = theirs.protocol(theirs.group), plant.protocol(plant.group)
    given = {"row": [foreign.pk, own.pk], "query": "state=ISSUED", "confirm": "1", "seen": "0"}

    page = client_of(plant).post(reverse("documents-act-many", args=ISSUE), given | confirmation(plant.officer))
    asked = client_of(plant).post(reverse("documents-act-many", args=ISSUE), {"row": [foreign.pk], "query": ""})

    assert "Сделано документов: 0." in page.content.decode()
    assert foreign.get_absolute_url() not in asked.content.decode() and "документов 0" in asked.content.decode()
    assert states() == ["DRAFT", "DRAFT"]


def test_without_a_password_nothing_is_signed(plant: Plant) -> None:
    plant.open_campaign()
    plant.protocol(plant.group)
    given = {"all": "1", "query": "state=DRAFT", "confirm": "1", "seen": "1"}

    answer = client_of(plant).post(reverse("documents-act-many", args=ISSUE), given)

    assert answer.status_code == 422
    assert states() == ["DRAFT"]


def test_what_one_request_has_no_time_for_is_said_with_its_progress(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "BUDGET", -1.0)
    plant.open_campaign()
    plant.protocol(plant.group, number="1-Ш")
    plant.protocol(plant.group, number="2-Ш")
    act, given = reverse("documents-act-many", args=["protocols", "instruments"]), {"all": "1", "query": "state=DRAFT"}

    page = client_of(plant).post(act, given | {"confirm": "1", "seen": "2"}).content.decode()

    assert "Осталось документов: 1." in page and '<progress value="1" max="2"' in page
    assert "data-goes-on" in page and "Если страницу закрыть" in page


def test_cards_are_signed_by_the_list_that_the_commission_reads_not_here(plant: Plant) -> None:
    for act in ("sign_as_member", "sign_as_chair"):
        answer = client_of(plant).post(reverse("documents-act-many", args=["cards", act]), {"all": "1"})
        assert answer.status_code == 404


def test_a_request_that_works_says_how_far_it_is_to_the_person_and_to_nobody_else(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant.open_campaign()
    for number in range(3):
        plant.protocol(plant.group, number=f"{number}-Ш")
    monkeypatch.setattr(lists, "TOLD_EVERY", 0.0)
    seen, client = [], client_of(plant)
    set_for_good = lists.cache.set

    def spied(key: str, value: object, *more: object, **told: object) -> None:
        set_for_good(key, value, *more, **told)
        if key.startswith("many-"):
            seen.append(value)

    monkeypatch.setattr(lists.cache, "set", spied)
    given = {"all": "1", "query": "state=DRAFT", "confirm": "1", "seen": "3", "token": "t1"}
    client.post(reverse("documents-act-many", args=ISSUE), given | confirmation(plant.officer))

    assert seen == [(0, 3), (1, 3), (2, 3), (3, 3)]
    address = reverse("many-progress", args=["t1"])
    assert '<progress value="3" max="3"' in client.get(address).content.decode()
    stranger = Client()
    stranger.force_login(Plant.build().officer)
    assert stranger.get(address).status_code == 404
