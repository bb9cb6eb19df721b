"""«Что изменилось?»: each fact to its path and clock; certifications out of turn and their terms."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from attestation.facts import PATHS
from attestation.models import Campaign, CertificationCard, ChangeEvent, FactCode, OrderKind
from attestation.selectors import approval_due
from attestation.services.events import event_campaign_open, event_close, event_order_open, event_record
from attestation.services.preparation import workplace_list_compose
from attestation.services.standings import standing_put
from documents.services.editing import part_delete
from documents.services.perform import perform
from tests.factories.plant import APPROVED_ON, ORDER_ON, Plant
from tests.factories.refusals import codes

REPLACED_ON = dt.date(2026, 8, 31)


def record(plant: Plant, fact: str, on: dt.date = REPLACED_ON, **kwargs: object) -> ChangeEvent:
    return event_record(
        employer=plant.employer, fact=fact, happened_on=on, actor=plant.officer, groups=plant.groups, **kwargs
    )


def test_every_fact_has_its_path() -> None:
    assert set(PATHS) == set(FactCode)
    assert all(path.citation.startswith("№ 253, п. ") for path in PATHS.values())


@pytest.mark.parametrize(
    ("fact", "citation", "due"),
    [
        ("EQUIPMENT", "№ 253, п. 17", dt.date(2027, 2, 28)),
        ("MATERIALS", "№ 253, п. 17", dt.date(2027, 2, 28)),
        ("PLAN_DONE", "№ 253, п. 17", dt.date(2027, 2, 28)),
        ("NEW_WORKPLACE", "№ 253, п. 18", dt.date(2027, 2, 28)),
        ("SUCCESSION_CHANGED", "№ 253, п. 21, ч. 3", dt.date(2027, 2, 28)),
        ("SUCCESSION", "№ 253, п. 21, ч. 1, 2", None),
        ("RENAMED", "№ 253, п. 13", None),
    ],
)
def test_a_fact_starts_the_clock_of_its_point(plant: Plant, fact: str, citation: str, due: dt.date | None) -> None:
    event = record(plant, fact)

    assert (event.citation, event.due_on) == (citation, due)
    if due:
        assert event.recommended_on == dt.date(2027, 2, 26), "28 February 2027 is a Sunday"


def test_a_demand_brings_its_own_day(plant: Plant) -> None:
    with pytest.raises(ValidationError):
        record(plant, "DEMAND")
    assert record(plant, "DEMAND", demanded_by=dt.date(2026, 12, 1)).due_on == dt.date(2026, 12, 1)


def test_only_the_officer_records_facts(plant: Plant) -> None:
    with pytest.raises(PermissionDenied):
        event_record(employer=plant.employer, fact="RENAMED", happened_on=ORDER_ON, actor=plant.union)


@pytest.mark.parametrize(
    ("fact", "kind"),
    [("EQUIPMENT", "EXTRAORDINARY"), ("NEW_WORKPLACE", "NEW_WORKPLACES"), ("SUCCESSION_CHANGED", "SUCCESSION")],
)
def test_a_certification_out_of_turn_is_due_with_its_event(plant: Plant, fact: str, kind: str) -> None:
    event = record(plant, fact)
    campaign = event_campaign_open(event, actor=plant.officer, on=ORDER_ON)

    due = approval_due(campaign)
    assert campaign.kind == kind
    assert due is not None and due.day == dt.date(2027, 2, 28)
    with pytest.raises(ValidationError):
        event_campaign_open(event, actor=plant.officer, on=ORDER_ON)
    with pytest.raises(ValidationError):
        event_campaign_open(record(plant, "RENAMED"), actor=plant.officer, on=ORDER_ON)


def out_of_turn(plant: Plant, fact: str) -> Campaign:
    """The whole procedure, in a certification that an event has opened."""
    event = record(plant, fact)
    plant.campaign = lambda: event_campaign_open(event, actor=plant.officer, on=ORDER_ON)  # type: ignore[method-assign]
    return plant.ready_for_approval().campaign


def test_ORDER_18_six_months_not_the_day_of_п_19(plant: Plant) -> None:
    campaign = out_of_turn(plant, "EQUIPMENT")
    order = campaign.orders.get(kind=OrderKind.APPROVE)

    assert codes(order, "issue", plant.director, dt.date(2027, 3, 1)) == {"ORDER-18"}
    perform(order, "issue", actor=plant.director, on=dt.date(2026, 11, 20))

    campaign.refresh_from_db()
    assert campaign.valid_through == dt.date(2031, 11, 19), "five years of their own (№ 253, п. 17)"
    event = ChangeEvent.objects.get()
    assert event.closed_on == dt.date(2026, 11, 20)
    assert event.closed_reason.startswith("приказ №\u00a0431")


def test_only_the_workplaces_of_the_fact_are_certified_out_of_turn(db: None) -> None:
    plant = Plant.build(groups=2)
    standing_put(plant.groups[1], {"list_536": 1}, actor=plant.officer)
    event = event_record(
        employer=plant.employer, fact="EQUIPMENT", happened_on=REPLACED_ON, actor=plant.officer, groups=[plant.group]
    )
    plant.campaign = lambda: event_campaign_open(event, actor=plant.officer, on=ORDER_ON)  # type: ignore[method-assign]

    order = plant.ready_for_approval()

    listed = order.campaign.workplace_list.items.values_list("group", flat=True)
    assert list(listed) == [plant.group.pk], "the other is named by the law, but nothing has changed there"
    perform(order, "issue", actor=plant.director, on=dt.date(2026, 11, 20))
    assert CertificationCard.objects.get().state == "IN_FORCE"


def test_LIST_01_a_listed_workplace_of_the_fact_may_not_be_left_out(db: None) -> None:
    plant = Plant.build(groups=2)
    standing_put(plant.group, {"list_536": 1}, actor=plant.officer)
    campaign = event_campaign_open(record(plant, "EQUIPMENT"), actor=plant.officer, on=ORDER_ON)
    perform(plant.hold_order(campaign), "issue", actor=plant.director, on=ORDER_ON)
    workplaces = workplace_list_compose(campaign, actor=plant.officer)
    assert workplaces.items.count() == 2
    part_delete(workplaces.items.get(group=plant.group), actor=plant.officer)

    assert codes(workplaces, "approve", plant.chair, ORDER_ON) == {"LIST-01"}


def test_a_fact_that_names_no_workplace_lets_the_commission_choose_among_all(db: None) -> None:
    plant = Plant.build(groups=2)
    event = event_record(employer=plant.employer, fact="EQUIPMENT", happened_on=REPLACED_ON, actor=plant.officer)
    campaign = event_campaign_open(event, actor=plant.officer, on=ORDER_ON)

    assert workplace_list_compose(campaign, actor=plant.officer).items.count() == 2


def test_rights_of_a_new_workplace_apply_partly_from_its_creation(plant: Plant) -> None:
    campaign = out_of_turn(plant, "NEW_WORKPLACE")
    perform(campaign.orders.get(kind=OrderKind.APPROVE), "issue", actor=plant.director, on=APPROVED_ON)
    card = CertificationCard.objects.get()
    client = Client()
    client.force_login(plant.officer)

    html = client.get(card.get_absolute_url()).content.decode()

    assert "применяется с 31.08.2026" in html, "leave: from the creation (№ 253, п. 18, ч. 2)"
    assert "применяется с 24.11.2026" in html, "surcharge: from the order (№ 253, п. 18, ч. 3)"


def test_a_renaming_leads_to_an_order_on_changes_which_closes_it(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    event = record(plant, "RENAMED", APPROVED_ON, description="штатное расписание от 24.11.2026")

    order = event_order_open(event, campaign, number="78", actor=plant.officer)

    assert (order.kind, order.change_ground) == ("CHANGE", "NAMES")
    assert order.change_basis == "штатное расписание от 24.11.2026"
    with pytest.raises(ValidationError):
        event_order_open(event, campaign, number="79", actor=plant.officer)


def test_a_fact_is_closed_with_a_reason_only(plant: Plant) -> None:
    event = record(plant, "SUCCESSION")
    with pytest.raises(ValidationError):
        event_close(event, actor=plant.officer, on=ORDER_ON, reason=" ")
    assert event_close(event, actor=plant.officer, on=ORDER_ON, reason="документы переданы").closed_on == ORDER_ON


def test_the_boxes_to_tick_ask_no_query_each(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("events") + "?fact=EQUIPMENT").status_code == 200
        return len(captured)

    before = queries()
    for number in range(30, 36):
        plant.add_group(number)
    assert queries() == before


def test_of_many_workplaces_people_write_the_numbers(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("documents.forms.MOST_TICKED", 1)
    others = [plant.add_group(number) for number in (20, 21)]
    client = Client()
    client.force_login(plant.officer)
    form = {"fact": "EQUIPMENT", "happened_on": "2026-08-31", "description": "станок"}

    shown = client.get(reverse("events") + "?fact=EQUIPMENT").content.decode()
    unknown = client.post(reverse("events"), {**form, "groups": "20; 404"}).content.decode()
    assert 'data-many=""' in shown and "checkbox" not in shown.split("id_groups")[1][:300]
    assert "Нет в справочнике: 404" in unknown and 'value="20; 404"' in unknown
    assert not ChangeEvent.objects.exists()

    assert client.post(reverse("events"), {**form, "groups": f"20; {others[1]};"}).status_code == 302
    assert list(ChangeEvent.objects.get().groups.order_by("number")) == others


def test_the_page_leads_from_a_fact_to_a_certification(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)
    address = reverse("events")
    assert "п. 17" in client.get(address).content.decode()
    assert "шести месяцев" in client.get(address + "?fact=EQUIPMENT").content.decode()
    form = {"fact": "EQUIPMENT", "happened_on": "2026-08-31", "groups": [plant.group.pk], "description": "станок"}
    assert client.post(address, form).status_code == 302
    event = ChangeEvent.objects.get()
    assert list(event.groups.all()) == plant.groups
    assert "28.02.2027" in client.get("/").content.decode()

    answer = client.post(reverse("event-act", args=[event.pk, "campaign"]))
    assert answer.headers["Location"] == Campaign.objects.get().get_absolute_url()
    assert "не позднее этого дня" in client.get(answer.headers["Location"]).content.decode()
    client.post(reverse("event-act", args=[event.pk, "close"]), {"reason": "станок вернули"})
    assert ChangeEvent.objects.get().closed_reason == "станок вернули"

    assert client.post(address, {**form, "fact": "DEMAND"}).status_code == 200
    assert client.post(reverse("event-act", args=[event.pk, "order"])).status_code == 404
    client.force_login(plant.union)
    assert client.get(address).status_code == 200
    assert client.post(address, form).status_code == 403
