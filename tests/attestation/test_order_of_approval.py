"""Lists, plan, agreement, the order of approval on its day, acquaintance, submission."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.services.journal import journal_faults
from attestation.models import Campaign, CertificationCard, CommissionMember, Order, OrderKind, ResultKind, TradeUnion
from attestation.selectors import approval_due
from attestation.services.preparation import order_create, workplace_list_compose
from attestation.services.results import agreements_create, plan_compose, result_lists_create
from documents.models import Deviation
from documents.services.perform import perform
from tests.factories.plant import APPROVED_ON, CARD_ON, ORDER_ON, Plant
from tests.factories.refusals import codes, problems, warnings
from workplaces.models import CalendarDay


@pytest.fixture
def order(plant: Plant) -> Order:
    """An order of approval with everything ready for it."""
    return plant.ready_for_approval()


def test_the_order_brings_everything_into_force_on_its_day(plant: Plant, order: Order) -> None:
    issued = perform(order, "issue", actor=plant.director, on=APPROVED_ON)

    campaign = Campaign.objects.get(pk=issued.campaign_id)
    card = CertificationCard.objects.get()
    assert (campaign.state, campaign.completed_on, campaign.valid_through) == (
        "COMPLETED",
        APPROVED_ON,
        dt.date(2031, 11, 23),
    )
    assert (card.state, card.in_force_on, card.valid_through) == ("IN_FORCE", APPROVED_ON, dt.date(2031, 11, 23))
    assert set(campaign.result_lists.values_list("state", "approved_on")) == {("APPROVED", APPROVED_ON)}
    assert campaign.plan.state == "APPROVED"
    submission = campaign.submissions.get()
    assert (submission.state, submission.due_on) == ("PREPARED", dt.date(2026, 12, 24))
    assert campaign.acquaintances.get().state == "PENDING"
    assert list(journal_faults(plant.employer)) == []


@pytest.mark.parametrize("day", [dt.date(2026, 11, 23), dt.date(2026, 11, 25)])
def test_ORDER_14_another_day_than_п_19_demands_needs_a_reason_that_stays_visible(
    plant: Plant, order: Order, day: dt.date
) -> None:
    assert codes(order, "issue", plant.director, day) == {"ORDER-14"}

    issued = perform(order, "issue", actor=plant.director, on=day, deviations={"ORDER-14": "директор был в больнице"})

    assert issued.dated_on == day
    deviation = Deviation.objects.get()
    assert (deviation.code, deviation.reason, deviation.decided_on) == ("ORDER-14", "директор был в больнице", day)


def test_ORDER_14_the_employers_own_calendar_moves_the_day(plant: Plant, order: Order) -> None:
    CalendarDay.objects.create(employer=plant.employer, day=APPROVED_ON, is_working=False, ground="приказ № 7")

    due = approval_due(order.campaign)

    assert due is not None and due.day == dt.date(2026, 11, 23)
    assert codes(order, "issue", plant.director, APPROVED_ON) == {"ORDER-14"}


def test_ORDER_11_every_listed_workplace_needs_a_signed_card(plant: Plant, order: Order) -> None:
    card = CertificationCard.objects.get()
    perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="опечатка")

    found = codes(order, "issue", plant.director, APPROVED_ON)

    assert "ORDER-11" in found


def test_ORDER_12_lists_and_plan_must_be_signed_by_the_chair(plant: Plant, order: Order) -> None:
    result = order.campaign.result_lists.get(kind="12.5")
    perform(result, "reopen", actor=plant.officer, on=CARD_ON, reason="правка")
    perform(order.campaign.plan, "reopen", actor=plant.officer, on=CARD_ON, reason="правка")

    found = [p for p in problems(order, "issue", plant.director, APPROVED_ON) if p.code == "ORDER-12"]

    assert len(found) == 2


def test_ORDER_13_a_list_that_changed_after_the_union_agreed_is_agreed_anew(plant: Plant, order: Order) -> None:
    plan = perform(order.campaign.plan, "reopen", actor=plant.officer, on=CARD_ON, reason="срок")
    plan.measures.update(due_on=dt.date(2027, 12, 1))
    plan = perform(plan, "compose", actor=plant.officer, on=CARD_ON)
    perform(plan, "sign_as_chair", actor=plant.chair, on=CARD_ON)

    assert codes(order, "issue", plant.director, APPROVED_ON) == {"ORDER-13"}

    agreement = order.campaign.agreements.get()
    agreement = perform(agreement, "send", actor=plant.officer, on=CARD_ON)
    perform(agreement, "agree", actor=plant.union, on=CARD_ON)
    assert perform(order, "issue", actor=plant.director, on=APPROVED_ON).state == "ISSUED"


def test_ORDER_13_without_a_union_there_is_only_a_warning(plant: Plant, order: Order) -> None:
    TradeUnion.objects.update(is_active=False)

    assert "ORDER-13" in warnings(order, "issue", plant.director, APPROVED_ON)
    assert perform(order, "issue", actor=plant.director, on=APPROVED_ON).state == "ISSUED"


def test_ORDER_15_only_an_ordered_certification_is_approved(plant: Plant) -> None:
    campaign = plant.campaign()
    approval = order_create(campaign, kind=OrderKind.APPROVE, number="431", actor=plant.officer)

    found = problems(approval, "issue", plant.director, APPROVED_ON)

    assert "ORDER-15" in {problem.code for problem in found}
    assert {"ORDER-12", "ORDER-15"} <= {problem.code for problem in found}, "all at once, never the first only"


def test_RES_01_lists_wait_for_the_last_signed_card(plant: Plant) -> None:
    plant.add_group(2)
    campaign = plant.open_campaign()
    plant.sign(plant.card_on_signature(campaign, plant.group))
    result = result_lists_create(campaign, actor=plant.officer)[0]

    found = problems(result, "compose", plant.officer, CARD_ON)

    assert [problem.code for problem in found if problem.blocks] == ["RES-01"]
    assert "Обрубщик 2" in found[0].message


def test_RES_03_only_the_chair_of_the_day_signs_the_lists(plant: Plant) -> None:
    """The chair left on 15 October: what is signed on the 20th is not the chair's any more."""
    campaign = plant.campaign()
    order = plant.hold_order(campaign)
    CommissionMember.objects.filter(user=plant.chair).update(serves_through=dt.date(2026, 10, 15))
    perform(order, "issue", actor=plant.director, on=ORDER_ON)
    perform(workplace_list_compose(campaign, actor=plant.officer), "approve", actor=plant.chair, on=ORDER_ON)
    plant.sign(plant.card_on_signature(campaign, plant.group))
    result = perform(result_lists_create(campaign, actor=plant.officer)[0], "compose", actor=plant.officer, on=CARD_ON)

    assert codes(result, "sign_as_chair", plant.chair, dt.date(2026, 10, 20)) == {"RES-03"}
    with pytest.raises(PermissionDenied):
        perform(result, "sign_as_chair", actor=plant.members[0], on=CARD_ON)
    assert perform(result, "sign_as_chair", actor=plant.chair, on=CARD_ON).state == "READY"


def test_AGR_02_the_union_agrees_to_what_it_was_sent(plant: Plant) -> None:
    TradeUnion.objects.create(employer=plant.employer, name="профсоюз")
    campaign = plant.open_campaign()
    plant.sign(plant.card_on_signature(campaign, plant.group))
    plant.compose(campaign)
    (agreement,) = agreements_create(campaign, actor=plant.officer)
    sent = perform(agreement, "send", actor=plant.officer, on=CARD_ON)
    plan = perform(campaign.plan, "reopen", actor=plant.officer, on=CARD_ON, reason="срок")
    plan.measures.update(due_on=dt.date(2028, 1, 1))
    perform(perform(plan, "compose", actor=plant.officer, on=CARD_ON), "sign_as_chair", actor=plant.chair, on=CARD_ON)

    assert codes(sent, "agree", plant.union, CARD_ON) == {"AGR-02"}


def test_SUB_01_workers_who_were_not_acquainted_are_a_warning(plant: Plant, order: Order) -> None:
    perform(order, "issue", actor=plant.director, on=APPROVED_ON)
    submission = order.campaign.submissions.get()
    day = dt.date(2026, 12, 1)

    assert "SUB-01" in warnings(submission, "hand_over", plant.officer, day)
    perform(order.campaign.acquaintances.get(), "acknowledge", actor=plant.officer, on=day)
    assert "SUB-01" not in warnings(submission, "hand_over", plant.officer, day)


def test_RES_02_a_list_composed_before_a_card_changed_is_stale(plant: Plant, order: Order) -> None:
    """The card is reopened, its load re-measured and signed again: the list still says the old."""
    campaign = order.campaign
    card = perform(CertificationCard.objects.get(), "reopen", actor=plant.officer, on=CARD_ON, reason="новое измерение")
    later = plant.protocol(plant.group, "80", number="900-Ш", on=dt.date(2026, 10, 1))
    perform(later, "issue", actor=plant.officer, on=dt.date(2026, 10, 1))
    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)
    plant.sign(perform(card, "send_for_signature", actor=plant.officer, on=CARD_ON))

    found = {p.code for p in problems(order, "issue", plant.director, APPROVED_ON)}

    assert found == {"RES-02"}
    assert campaign.result_lists.get(kind="12.5").rows.get().cells["class"] == "3.2"


def test_PLAN_01_a_measure_has_its_term_and_person(plant: Plant) -> None:
    campaign = plant.open_campaign()
    plant.sign(plant.card_on_signature(campaign, plant.group))
    plan = plan_compose(campaign, actor=plant.officer)

    assert codes(plan, "compose", plant.officer, CARD_ON) == {"PLAN-01"}

    plan.measures.all().delete()
    assert codes(plan, "compose", plant.officer, CARD_ON) == {"PLAN-01"}


def test_the_page_of_the_plan_makes_its_rows_from_the_findings(plant: Plant) -> None:
    """The rows that are missing, the findings beside each, one person and one term where there is none."""
    plant.add_group(2)
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.sign(plant.card_on_signature(campaign, group))
    plan = plan_compose(campaign, actor=plant.officer)
    written = plan.measures.filter(group=plant.group).count()
    plan.measures.exclude(group=plant.group).delete()
    plan.measures.update(measure="Своя мера", responsible="энергетик")
    client = Client()
    client.force_login(plant.officer)

    page = client.get(plan.get_absolute_url()).content.decode()
    assert "без мероприятия: 1." in page and f"без срока или ответственного: {written}." in page
    assert client.post(reverse("campaign-prepare", args=[campaign.pk, "plan"])).status_code == 302
    assert set(plan.measures.filter(group=plant.group).values_list("measure", flat=True)) == {"Своя мера"}
    client.post(reverse("plan-fill", args=[plan.pk]), {"responsible": "технолог", "due_on": "2027-09-01"})

    assert set(plan.measures.values_list("responsible", "group")) == {
        ("энергетик", plant.groups[0].pk),
        ("технолог", plant.groups[1].pk),
    }
    assert set(plan.measures.values_list("due_on", flat=True)) == {dt.date(2027, 9, 1)}
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "plan-step" not in page and 'class="cls cls-3-2"' in page and "шум" in page.lower()
    assert client.post(reverse("plan-fill", args=[plan.pk]), {"due_on": "2027-99-01"}).status_code == 302
    perform(plan, "compose", actor=plant.officer, on=CARD_ON)
    assert "plan-fill" not in client.get(plan.get_absolute_url()).content.decode()


def test_the_union_may_have_remarks(plant: Plant) -> None:
    TradeUnion.objects.create(employer=plant.employer, name="профсоюз")
    campaign = plant.open_campaign()
    plant.sign(plant.card_on_signature(campaign, plant.group))
    (agreement,) = agreements_create(campaign, actor=plant.officer)
    assert codes(agreement, "send", plant.officer, CARD_ON) == {"AGR-01"}
    plant.compose(campaign)
    sent = perform(agreement, "send", actor=plant.officer, on=CARD_ON)

    refused = perform(sent, "refuse", actor=plant.union, on=CARD_ON, reason="не учтены сменные мастера")

    assert (refused.state, refused.remarks) == ("REMARKS", "не учтены сменные мастера")
    assert perform(refused, "send", actor=plant.officer, on=CARD_ON).state == "SENT"


def test_workers_are_acquainted_after_the_order_only(plant: Plant, order: Order) -> None:
    perform(order, "issue", actor=plant.director, on=APPROVED_ON)
    sheet = order.campaign.acquaintances.get()

    assert codes(sheet, "acknowledge", plant.officer, dt.date(2026, 11, 23)) == {"FIN-01"}
    done = perform(sheet, "acknowledge", actor=plant.officer, on=dt.date(2026, 11, 26))
    assert (done.state, done.dated_on) == ("ACQUAINTED", dt.date(2026, 11, 26))


def test_the_submission_falls_due_one_month_after_the_order(plant: Plant, order: Order) -> None:
    perform(order, "issue", actor=plant.director, on=APPROVED_ON)
    submission = order.campaign.submissions.get()

    assert codes(submission, "hand_over", plant.officer, dt.date(2026, 12, 24)) == {"SUB-03"}
    assert codes(submission, "hand_over", plant.officer, dt.date(2026, 12, 25), reason="17") == {"SUB-02"}
    handed = perform(submission, "hand_over", actor=plant.officer, on=dt.date(2026, 12, 24), reason="17")
    returned = perform(handed, "send_back", actor=plant.officer, on=dt.date(2026, 12, 28), reason="нет плана")
    again = perform(
        returned,
        "hand_over",
        actor=plant.officer,
        on=dt.date(2026, 12, 29),
        reason="18",
        deviations={"SUB-02": "исправление замечаний"},
    )
    assert (again.state, again.receipt_number) == ("HANDED_OVER", "18")


def test_all_seven_lists_are_composed_even_when_empty(plant: Plant, order: Order) -> None:
    rows = {result.kind: result.rows.count() for result in order.campaign.result_lists.all()}

    assert rows == {kind.value: int(kind in (ResultKind.LEAVE, ResultKind.SURCHARGE)) for kind in ResultKind}
