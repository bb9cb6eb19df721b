"""Pages: headers, numbers of queries, roles, refusals and conflicts."""

from __future__ import annotations

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Role, User
from attestation.models import Campaign, CertificationCard, Order
from documents.screens import all_screens
from tests.factories.people import PASSWORD, code_of, confirmation, person
from tests.factories.plant import CARD_ON, Plant


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_login_by_name_password_and_code(plant: Plant) -> None:
    client = Client()

    assert client.post(reverse("login"), {"login": plant.officer.username, "password": "wrong"}).status_code == 200
    answer = client.post(reverse("login"), {"login": plant.officer.username, "password": PASSWORD})
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("mfa_authenticate"))
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(plant.officer)})

    assert (answer.status_code, answer.headers["Location"]) == (302, "/")


def test_every_page_has_a_strict_policy_and_no_inline_code(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    client = client_of(plant.officer)
    pages = [
        "/",
        reverse("journal"),
        reverse("workplaces"),
        plant.group.get_absolute_url(),
        campaign.get_absolute_url(),
    ]
    for screen in all_screens():
        pages.append(reverse("document-list", args=[screen.slug]))
        if row := screen.model.objects.first():
            pages.append(row.get_absolute_url())
    for page in pages:
        answer = client.get(page)
        assert answer.status_code == 200, page
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        html = answer.content.decode()
        assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|<style|javascript:", html), page
        assert not re.search(r'(?:src|href)="(?:https?:)?//', html), page


def test_lists_ask_the_same_number_of_queries_whatever_the_rows(plant: Plant) -> None:
    client = client_of(plant.officer)
    campaign = plant.open_campaign()

    def queries(address: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    addresses = [reverse("workplaces"), reverse("document-list", args=["cards"]), campaign.get_absolute_url()]
    addresses += [reverse("document-list", args=["time-studies"]), reverse("document-list", args=["protocols"])]
    plant.card(campaign, plant.group)
    before = {address: queries(address) for address in addresses}
    for number in range(2, 8):
        group = plant.add_group(number)
        plant.card(campaign, group)
    after = {address: queries(address) for address in addresses}

    assert after == before
    assert all(count <= 40 for count in after.values())
    assert all(count <= 15 for address, count in after.items() if "campaigns" not in address), after


def test_a_refusal_on_the_screen_lists_every_problem_with_its_link(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign(), number="", stages=())
    client = client_of(plant.director)

    answer = client.post(reverse("document-act", args=["orders", order.pk, "issue"]), {"version": order.version})

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "ORDER-01" in html and "ORDER-03" in html
    assert "№ 253, п. 3" in strip_tags(html)
    assert Order.objects.get(pk=order.pk).state == "DRAFT"


def test_the_second_tab_gets_a_conflict_and_loses_nothing(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())
    client = client_of(plant.officer)
    address = reverse("document-change", args=["orders", order.pk])
    fields = {"campaign": order.campaign_id, "kind": "HOLD", "number": "324", "version": order.version}

    assert client.post(address, {**fields, "powers": "первая вкладка"}).status_code == 302
    answer = client.post(address, {**fields, "powers": "вторая вкладка"})

    assert answer.status_code == 409
    assert "вторая вкладка" in answer.content.decode()
    assert Order.objects.get(pk=order.pk).powers == "первая вкладка"


def test_state_owner_and_version_are_never_bindable(plant: Plant) -> None:
    other = Plant.build()
    order = plant.hold_order(plant.campaign())
    client = client_of(plant.officer)

    client.post(
        reverse("document-change", args=["orders", order.pk]),
        {
            "campaign": order.campaign_id,
            "kind": "HOLD",
            "number": "1",
            "state": "ISSUED",
            "employer": other.employer.pk,
            "revision": 9,
            "version": order.version,
        },
    )

    stored = Order.objects.get(pk=order.pk)
    assert (stored.number, stored.state, stored.employer, stored.revision) == ("1", "DRAFT", plant.employer, 1)


def test_a_locked_document_offers_no_form(plant: Plant) -> None:
    campaign = plant.open_campaign()
    order = campaign.orders.get()
    client = client_of(plant.officer)

    answer = client.post(
        reverse("document-change", args=["orders", order.pk]), {"campaign": campaign.pk, "kind": "HOLD", "number": "9"}
    )

    assert answer.status_code == 409
    assert Order.objects.get(pk=order.pk).number == "324"


def test_a_member_finds_and_signs_a_card_from_the_home_page(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    client = client_of(plant.members[0])

    assert "Карты на вашу подпись" in client.get("/").content.decode()
    given = confirmation(plant.members[0]) | {"version": card.version}
    answer = client.post(reverse("document-act", args=["cards", card.pk, "sign_as_member"]), given)

    assert answer.status_code == 302
    assert "Карты на вашу подпись" not in client.get("/").content.decode()
    assert CertificationCard.objects.get(pk=card.pk).state == "SIGNING"


def test_a_double_click_signs_once(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    client = client_of(plant.members[0])
    address = reverse("document-act", args=["cards", card.pk, "sign_as_member"])

    given = confirmation(plant.members[0]) | {"version": card.version}
    first = client.post(address, given)
    second = client.post(address, given)

    assert (first.status_code, second.status_code) == (302, 409)


def test_a_laboratory_guest_sees_only_protocols_of_the_own_laboratory(plant: Plant) -> None:
    campaign = plant.open_campaign()
    protocol = plant.protocol(plant.group)
    guest = client_of(plant.laboratory_guest)
    outsider = client_of(person(plant.employer, Role.LABORATORY))

    assert guest.get(protocol.get_absolute_url()).status_code == 200
    assert protocol.number in guest.get(reverse("document-list", args=["protocols"])).content.decode()
    assert outsider.get(protocol.get_absolute_url()).status_code == 403
    assert protocol.number not in outsider.get(reverse("document-list", args=["protocols"])).content.decode()
    assert guest.get(campaign.get_absolute_url()).status_code == 403


def test_a_worker_sees_the_own_card_and_no_other(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    worker = person(plant.employer, Role.WORKER)
    employee = plant.group.employees.get()
    employee.user = worker
    employee.save()
    client = client_of(worker)
    card = CertificationCard.objects.get()

    assert client.get(card.get_absolute_url()).status_code == 200
    assert client.get(campaign.get_absolute_url()).status_code == 403
    assert client.get(reverse("journal")).status_code == 403
    employee.user = None
    employee.save()
    assert client.get(card.get_absolute_url()).status_code == 403


def test_internal_acts_are_not_offered_to_anybody(plant: Plant) -> None:
    campaign = plant.campaign()
    client = client_of(plant.director)

    assert client.post(reverse("document-act", args=["campaigns", campaign.pk, "begin"])).status_code == 404
    assert Campaign.objects.get(pk=campaign.pk).state == "PREPARATION"


def test_no_get_changes_anything(plant: Plant) -> None:
    from accounts.models import JournalEntry

    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    client = client_of(plant.members[0])
    before = JournalEntry.objects.count()

    for address in (
        reverse("document-act", args=["cards", card.pk, "sign_as_member"]),
        reverse("document-act-preview", args=["cards", card.pk, "sign_as_member"]),
        reverse("campaign-prepare", args=[card.campaign_id, "cards"]),
        reverse("logout"),
    ):
        client.get(address)

    assert JournalEntry.objects.count() == before
    assert client.get("/").status_code == 200
    assert card.dated_on == CARD_ON
