"""Several unions, none, remarks; who loses what."""

from __future__ import annotations

import io

import pytest
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Role
from attestation.losses import losses_of
from attestation.models import Campaign, TradeUnion, UnionAgreement
from attestation.services.results import agreements_create
from attestation.services.standings import standing_put
from documents.selectors import offered_transitions
from documents.services.editing import document_edit
from documents.services.perform import perform
from tests.factories.people import person
from tests.factories.plant import CARD_ON, Plant
from tests.factories.refusals import codes
from workplaces.models import Employee


@pytest.fixture
def composed(plant: Plant) -> Campaign:
    """Lists and plan signed by the chair; no union yet."""
    campaign = plant.open_campaign()
    plant.sign(plant.card_on_signature(campaign, plant.group))
    plant.compose(campaign)
    return campaign


def test_AGR_03_each_union_agrees_through_its_own_people(plant: Plant, composed: Campaign) -> None:
    second = person(plant.employer, Role.UNION)
    first = TradeUnion.objects.create(employer=plant.employer, name="первый")
    other = TradeUnion.objects.create(employer=plant.employer, name="второй")
    first.representatives.add(plant.union)
    other.representatives.add(second)
    agreements_create(composed, actor=plant.officer)
    mine, theirs = (
        perform(composed.agreements.get(union=union), "send", actor=plant.officer, on=CARD_ON)
        for union in (first, other)
    )

    assert codes(theirs, "agree", plant.union, CARD_ON) == {"AGR-03"}
    assert codes(theirs, "refuse", plant.union, CARD_ON, reason="нет") == {"AGR-03"}
    assert perform(mine, "agree", actor=plant.union, on=CARD_ON).state == "AGREED"
    assert perform(theirs, "agree", actor=second, on=CARD_ON).state == "AGREED"


def test_AGR_04_what_is_agreed_is_sent_again_only_after_a_change(plant: Plant, composed: Campaign) -> None:
    TradeUnion.objects.create(employer=plant.employer, name="единственный")
    (agreement,) = agreements_create(composed, actor=plant.officer)
    perform(agreement, "send", actor=plant.officer, on=CARD_ON)
    agreement = perform(agreement, "agree", actor=plant.union, on=CARD_ON)

    assert offered_transitions(agreement, plant.officer) == []
    assert codes(agreement, "send", plant.officer, CARD_ON) == {"AGR-04"}

    plan = perform(composed.plan, "reopen", actor=plant.officer, on=CARD_ON, reason="срок перенесён")
    document_edit(plan, {"number": "12.8-1"}, actor=plant.officer)
    assert [move["name"] for move in offered_transitions(agreement, plant.officer)] == ["send"]
    assert codes(agreement, "send", plant.officer, CARD_ON) == {"AGR-01"}


def test_a_single_union_needs_no_names(plant: Plant, composed: Campaign) -> None:
    TradeUnion.objects.create(employer=plant.employer, name="единственный")
    (agreement,) = agreements_create(composed, actor=plant.officer)
    perform(agreement, "send", actor=plant.officer, on=CARD_ON)

    assert perform(agreement, "agree", actor=plant.union, on=CARD_ON).state == "AGREED"


def test_no_union_no_agreement(plant: Plant, composed: Campaign) -> None:
    assert agreements_create(composed, actor=plant.officer) == []


def test_remarks_send_the_list_round_again(plant: Plant, composed: Campaign) -> None:
    TradeUnion.objects.create(employer=plant.employer, name="профсоюз")
    (agreement,) = agreements_create(composed, actor=plant.officer)
    agreement = perform(agreement, "send", actor=plant.officer, on=CARD_ON)
    agreement = perform(agreement, "refuse", actor=plant.union, on=CARD_ON, reason="срок мероприятия далёк")
    assert (agreement.state, agreement.remarks) == ("REMARKS", "срок мероприятия далёк")

    plan = perform(composed.plan, "reopen", actor=plant.officer, on=CARD_ON, reason="замечания профсоюза")
    assert codes(agreement, "send", plant.officer, CARD_ON) == {"AGR-01"}
    plan = perform(plan, "compose", actor=plant.officer, on=CARD_ON)
    perform(plan, "sign_as_chair", actor=plant.chair, on=CARD_ON)
    agreement = perform(agreement, "send", actor=plant.officer, on=CARD_ON)

    assert perform(agreement, "agree", actor=plant.union, on=CARD_ON).state == "AGREED"
    assert UnionAgreement.objects.count() == 1


def test_who_loses_what_counts_workplaces_and_people(plant: Plant) -> None:
    """3.3 before gives 14 days; 3.2 now gives 7: a loss. The second group had 3.1: a gain."""
    plant.add_group(2)
    standing_put(plant.group, {"previous_class": "3.3"}, actor=plant.officer)
    Employee.objects.create(
        employer=plant.employer, personnel_number="1", full_name="Кот Павел Иванович", sex="м", group=plant.group
    )
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.card_on_signature(campaign, group)

    losing, gaining = losses_of(campaign)

    assert losing.loses and not losing.gains and gaining.gains and not gaining.loses
    leave = next(right for right in losing.rights if right.right == "дополнительный отпуск")
    assert (leave.before, leave.after, leave.is_loss) == ("14 календ. дней", "7 календ. дней", True)
    assert [worker.full_name for worker in losing.people] == ["Кот Павел Иванович"]

    client = Client()
    client.force_login(plant.union)
    html = client.get(reverse("losses", args=[campaign.pk])).content.decode()
    assert "Кот Павел Иванович" in html and "▼ 7 календ. дней" in html
    answer = client.get(reverse("losses-xlsx", args=[campaign.pk]))
    rows = list(load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True))
    assert rows[0][0] == "Подразделение"
    assert any(row[3] == "Кот Павел Иванович" and row[7] == "потеря" for row in rows)
    assert len(rows) == 1 + 2 * 2


def test_the_lawful_amounts_of_this_test_are_those_of_the_norms(plant: Plant) -> None:
    """Leave 4, 7, 14 days for 3.1, 3.2, 3.3: if the norms change, the numbers above must."""
    from norms.library import norm

    assert {code: norm("rights.leave", CARD_ON).table[code] for code in ("3.1", "3.2", "3.3")} == {
        "3.1": "4",
        "3.2": "7",
        "3.3": "14",
    }
