"""Changes by order on three grounds (№ 253, п. 13): linked versions, validity not restarted, old ones readable."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.services.journal import journal_faults
from attestation.models import Campaign, CertificationCard, Order, OrderKind, ResultList
from attestation.rules.changes import check_list_changes_by_order
from attestation.selectors import current_cards, current_result_lists
from attestation.services.changes import card_version_open, list_version_open, plan_version_open
from attestation.services.preparation import order_create
from attestation.services.standings import standing_put
from documents.problems import UnableToPerform
from documents.registry import Performance
from documents.selectors import content_digest, offered_transitions
from documents.services.editing import document_edit, part_save
from documents.services.perform import perform
from tests.factories.plant import APPROVED_ON, Plant
from tests.factories.refusals import codes

CHANGED_ON = dt.date(2028, 3, 31)


@pytest.fixture
def approved(plant: Plant) -> Campaign:
    return plant.whole_procedure()


def change_order(plant: Plant, campaign: Campaign, ground: str) -> Order:
    order = order_create(campaign, kind=OrderKind.CHANGE, number="77", actor=plant.officer, dated_on=CHANGED_ON)
    changes = {"change_ground": ground, "change_basis": "решение комиссии от 30.03.2028 № 2"}
    return document_edit(order, changes, actor=plant.officer)


def renamed_version(plant: Plant, order: Order) -> CertificationCard:
    """The profession got another name; the card follows in a new version, signed by everybody."""
    plant.group.profession.name = "Обрубщик литья"
    plant.group.profession.save()
    version = card_version_open(order, CertificationCard.objects.get(supersedes=None), actor=plant.officer)
    version = perform(version, "amend", actor=plant.officer, on=CHANGED_ON)
    version = perform(version, "send_for_signature", actor=plant.officer, on=CHANGED_ON)
    for member in plant.members:
        version = perform(version, "sign_as_member", actor=member, on=CHANGED_ON)
    return perform(version, "sign_as_chair", actor=plant.chair, on=CHANGED_ON)


def test_a_new_version_takes_the_place_of_the_old_and_validity_goes_on(plant: Plant, approved: Campaign) -> None:
    old = CertificationCard.objects.get()
    before = content_digest(old)
    order = change_order(plant, approved, "NAMES")
    version = renamed_version(plant, order)

    perform(order, "issue", actor=plant.director, on=CHANGED_ON)

    old.refresh_from_db()
    version.refresh_from_db()
    assert (old.state, version.state) == ("SUPERSEDED", "IN_FORCE")
    assert version.in_force_on == CHANGED_ON
    assert version.valid_through == old.valid_through == dt.date(2031, 11, 23)
    assert content_digest(old) == before and "Обрубщик 1" in old.profession
    assert "Обрубщик литья" in version.profession
    assert (version.overall_class, version.norms_on) == (old.overall_class, old.norms_on)
    assert version.lines.get().protocol == old.lines.get().protocol
    submission = approved.submissions.get(order=order)
    assert submission.due_on == dt.date(2028, 4, 30)
    assert version.acquaintances.count() == 1
    assert list(current_cards(approved)) == [version]

    client = Client()
    client.force_login(plant.officer)
    page = client.get(old.get_absolute_url())
    assert page.status_code == 200 and version.get_absolute_url() in page.content.decode()
    html = client.get(reverse("card-changes", args=[version.pk])).content.decode()
    assert "Обрубщик литья" in html and "решение комиссии от 30.03.2028" in html
    assert ">3.2<" not in html.split("<main")[1], "classes have not changed"


def test_ORDER_16_an_order_on_changes_names_its_ground_and_paper(plant: Plant, approved: Campaign) -> None:
    order = order_create(approved, kind=OrderKind.CHANGE, number="77", actor=plant.officer)

    assert codes(order, "issue", plant.director, CHANGED_ON) == {"ORDER-16", "ORDER-17"}


def test_ORDER_17_an_unsigned_version_or_an_expired_card_is_not_changed(plant: Plant, approved: Campaign) -> None:
    order = change_order(plant, approved, "NAMES")
    assert codes(order, "issue", plant.director, CHANGED_ON) == {"ORDER-17"}
    card_version_open(order, CertificationCard.objects.get(), actor=plant.officer)
    assert codes(order, "issue", plant.director, CHANGED_ON) == {"ORDER-17"}

    other = document_edit(order, {"dated_on": dt.date(2031, 11, 24)}, actor=plant.officer)
    with pytest.raises(UnableToPerform) as refusal:
        perform(other, "issue", actor=plant.director, on=dt.date(2031, 11, 24))
    assert any("уже не действует" in problem.message for problem in refusal.value.problems)


def test_CARD_12_nothing_is_amended_past_an_order_on_changes(plant: Plant, approved: Campaign) -> None:
    campaign = plant.campaign()
    perform(plant.hold_order(campaign, number="9", kind=OrderKind.HOLD), "issue", actor=plant.director, on=APPROVED_ON)
    from attestation.services.cards import card_create

    card = card_create(campaign, plant.group, actor=plant.officer)

    assert codes(card, "amend", plant.officer, CHANGED_ON) == {"CARD-12"}


def test_CARD_13_names_and_law_do_not_open_the_classes(plant: Plant, approved: Campaign) -> None:
    version = card_version_open(
        change_order(plant, approved, "LAW"), CertificationCard.objects.get(), actor=plant.officer
    )

    assert "CARD-13" in codes(version, "assess", plant.officer, CHANGED_ON)


def test_buttons_offer_what_the_ground_allows(plant: Plant, approved: Campaign) -> None:
    """A new version by names or law is amended and not judged anew; by the expertise either may be chosen."""
    old = CertificationCard.objects.get()
    offered = {}
    for ground in ("NAMES", "LAW", "EXPERTISE"):
        with transaction.atomic():
            version = card_version_open(change_order(plant, approved, ground), old, actor=plant.officer)
            offered[ground] = {move["name"] for move in offered_transitions(version, plant.officer)}
            transaction.set_rollback(True)

    assert offered == {"NAMES": {"amend"}, "LAW": {"amend"}, "EXPERTISE": {"amend", "assess"}}


def test_the_expertise_may_demand_a_new_assessment(plant: Plant, approved: Campaign) -> None:
    version = card_version_open(
        change_order(plant, approved, "EXPERTISE"), CertificationCard.objects.get(), actor=plant.officer
    )

    assert perform(version, "assess", actor=plant.officer, on=APPROVED_ON).overall_class == "3.2"


def test_by_law_rights_are_found_anew_and_classes_stay(plant: Plant, approved: Campaign) -> None:
    standing_put(plant.group, {"list_536": 2}, actor=plant.officer)
    old = CertificationCard.objects.get()
    version = card_version_open(change_order(plant, approved, "LAW"), old, actor=plant.officer)

    version = perform(version, "amend", actor=plant.officer, on=CHANGED_ON)

    assert old.entitlements.get(right="PENSION").outcome == "NOT_APPLICABLE"
    assert version.entitlements.get(right="PENSION").outcome == "CONFIRMED"
    assert version.overall_class == old.overall_class


def test_only_what_is_in_force_gets_a_version_and_only_one(plant: Plant, approved: Campaign) -> None:
    card = CertificationCard.objects.get()
    order = change_order(plant, approved, "NAMES")
    version = card_version_open(order, card, actor=plant.officer)

    for refused in (card, version):
        with pytest.raises(ValidationError):
            card_version_open(order, refused, actor=plant.officer)
    with pytest.raises(ValidationError):
        card_version_open(approved.orders.get(kind="HOLD"), card, actor=plant.officer)
    with pytest.raises(ValidationError):
        list_version_open(approved.orders.get(kind="HOLD"), approved.result_lists.first(), actor=plant.officer)


def test_RES_04_a_list_follows_its_cards_in_a_new_version(plant: Plant, approved: Campaign) -> None:
    order = change_order(plant, approved, "NAMES")
    renamed_version(plant, order)
    old = ResultList.objects.get(campaign=approved, kind="12.5")
    changed = list_version_open(order, old, actor=plant.officer)
    assert old in current_result_lists(approved)

    changed = perform(changed, "compose", actor=plant.officer, on=CHANGED_ON)
    changed = perform(changed, "sign_as_chair", actor=plant.chair, on=CHANGED_ON)
    perform(order, "issue", actor=plant.director, on=CHANGED_ON)

    old.refresh_from_db()
    changed.refresh_from_db()
    assert (old.state, changed.state, changed.approved_on) == ("SUPERSEDED", "APPROVED", CHANGED_ON)
    assert "Обрубщик литья" in changed.rows.get().cells["profession"]
    assert "Обрубщик 1" in old.rows.get().cells["profession"]
    assert changed in current_result_lists(approved) and old not in current_result_lists(approved)
    client = Client()
    client.force_login(plant.officer)
    html = client.get(reverse("list-changes", args=[changed.pk])).content.decode()
    assert "Обрубщик литья" in html


def test_the_officer_opens_versions_from_the_page_of_the_order(plant: Plant, approved: Campaign) -> None:
    order = change_order(plant, approved, "NAMES")
    client = Client()
    client.force_login(plant.officer)
    address = reverse("order-changes", args=[order.pk])
    assert "Обрубщик" in client.get(address).content.decode()
    card, result = CertificationCard.objects.get(), approved.result_lists.get(kind="12.5")

    assert client.post(address, {"card": card.pk, "list": result.pk}).status_code == 302

    assert (order.changed_cards.count(), order.changed_lists.count()) == (1, 1)
    client.force_login(plant.union)
    assert client.post(address, {"card": card.pk}).status_code == 403


def test_RES_04_a_version_under_an_issued_order_is_not_composed(plant: Plant, approved: Campaign) -> None:
    """An order is not issued over an open version (ORDER-17): the rule is the second of two."""
    old = approved.result_lists.get(kind="12.5")
    version = ResultList(campaign=approved, supersedes=old, change_order=approved.orders.get(kind="APPROVE"))

    (found,) = check_list_changes_by_order(Performance(version, "compose", plant.officer, CHANGED_ON))

    assert (found.code, found.blocks) == ("RES-04", True)


def test_the_plan_gets_a_new_version_by_order_and_the_old_one_stays(plant: Plant, approved: Campaign) -> None:
    old = approved.plan
    before = content_digest(old)
    order = change_order(plant, approved, "EXPERTISE")
    client = Client()
    client.force_login(plant.officer)
    assert client.post(reverse("order-changes", args=[order.pk]), {"plan": [old.pk]}).status_code == 302
    version = order.changed_plans.get()
    assert [m.measure for m in version.measures.all()] == [m.measure for m in old.measures.all()]
    assert approved.plan == old, "an unsigned version is nobody's plan yet"
    assert codes(order, "issue", plant.director, CHANGED_ON) == {"ORDER-17"}

    measure = version.measures.first()
    measure.measure = "заменить пневмоинструмент на безударный"
    part_save(measure, actor=plant.officer)
    perform(version, "compose", actor=plant.officer, on=CHANGED_ON)
    perform(version, "sign_as_chair", actor=plant.chair, on=CHANGED_ON)
    perform(order, "issue", actor=plant.director, on=CHANGED_ON)

    old.refresh_from_db()
    version.refresh_from_db()
    assert (old.state, version.state, version.approved_on) == ("SUPERSEDED", "APPROVED", CHANGED_ON)
    assert content_digest(old) == before and approved.plan == version
    assert list(journal_faults(plant.employer)) == []
    html = client.get(reverse("plan-changes", args=[version.pk])).content.decode()
    assert "заменить пневмоинструмент на безударный" in html
    assert client.get(reverse("plan-changes", args=[old.pk])).status_code == 404


def test_only_the_approved_plan_of_the_same_certification_gets_a_version(plant: Plant, approved: Campaign) -> None:
    order = change_order(plant, approved, "NAMES")
    version = plan_version_open(order, approved.plan, actor=plant.officer)
    with pytest.raises(ValidationError):
        plan_version_open(order, version, actor=plant.officer)
    with pytest.raises(ValidationError):
        plan_version_open(order, approved.plan, actor=plant.officer)
