"""Order, list of workplaces, survey, list of factors."""

from __future__ import annotations

import datetime as dt

import pytest

from attestation.models import Campaign, FactorList, LegalStanding, Order, Seat, SurveyProtocol, WorkplaceListItem
from attestation.services.preparation import factor_list_compose, surveys_create, workplace_list_compose
from attestation.services.standings import standing_put
from documents.services.perform import perform
from tests.factories.plant import ORDER_ON, Plant
from tests.factories.refusals import codes, warnings


def test_the_previous_order_is_known_from_the_previous_results(plant: Plant) -> None:
    assert plant.campaign().previous_order_on == dt.date(2021, 11, 24)


@pytest.mark.parametrize("change", ["no chair", "two chairs", "nobody responsible", "no members"])
def test_ORDER_02_the_commission_has_a_chair_members_and_a_responsible_person(plant: Plant, change: str) -> None:
    order = plant.hold_order(plant.campaign())
    if change == "no chair":
        order.members.filter(seat=Seat.CHAIR).update(seat=Seat.MEMBER)
    elif change == "two chairs":
        order.members.filter(user=plant.members[1]).update(seat=Seat.CHAIR)
    elif change == "no members":
        order.members.filter(seat=Seat.MEMBER).delete()
        order.members.update(is_responsible=True)
    else:
        order.members.update(is_responsible=False)

    assert codes(order, "issue", plant.director, ORDER_ON) == {"ORDER-02"}


def test_ORDER_03_the_order_has_terms_and_a_schedule(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign(), starts_on=dt.date(2026, 12, 1), stages=())

    assert codes(order, "issue", plant.director, ORDER_ON) == {"ORDER-03"}


def test_ORDER_01_the_date_of_an_order_is_the_day_of_its_issue(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign(), dated_on=dt.date(2026, 8, 20))

    assert codes(order, "issue", plant.director, ORDER_ON) == {"ORDER-01"}


def test_PREP_01_nothing_is_approved_before_the_order(plant: Plant) -> None:
    campaign = plant.campaign()
    workplaces = workplace_list_compose(campaign, actor=plant.officer)
    perform(plant.hold_order(campaign), "issue", actor=plant.director, on=ORDER_ON)

    assert codes(workplaces, "approve", plant.chair, dt.date(2026, 8, 31)) == {"PREP-01"}
    assert perform(workplaces, "approve", actor=plant.chair, on=ORDER_ON).state == "APPROVED"


def test_the_ground_of_inclusion_comes_from_the_standing(plant: Plant) -> None:
    plant.add_group(2)
    standing_put(plant.groups[1], {"list_536": 1}, actor=plant.officer)
    plant.add_group(3)
    standing_put(plant.groups[2], {"previous_class": "2"}, actor=plant.officer)

    workplaces = workplace_list_compose(plant.campaign(), actor=plant.officer, other_reason="решение комиссии")

    grounds = dict(workplaces.items.values_list("group__number", "ground"))
    assert grounds == {"1": "PREVIOUS", "2": "LIST_536", "3": "OTHER"}


def test_LIST_01_everybody_in_the_legal_lists_is_listed(plant: Plant) -> None:
    campaign = plant.open_campaign()
    plant.add_group(2)
    standing_put(plant.groups[1], {"list_536": 2}, actor=plant.officer)
    reopened = perform(campaign.workplace_list, "reopen", actor=plant.officer, on=ORDER_ON, reason="новая профессия")

    assert codes(reopened, "approve", plant.chair, ORDER_ON) == {"LIST-01"}

    workplace_list_compose(campaign, actor=plant.officer)
    assert perform(reopened, "approve", actor=plant.chair, on=ORDER_ON).state == "APPROVED"


def test_LIST_02_a_ground_of_the_commissions_own_needs_its_reason_and_stays_visible(plant: Plant) -> None:
    LegalStanding.objects.update(previous_class="2")
    campaign = plant.campaign()
    perform(plant.hold_order(campaign), "issue", actor=plant.director, on=ORDER_ON)
    workplaces = workplace_list_compose(campaign, actor=plant.officer)

    assert codes(workplaces, "approve", plant.chair, ORDER_ON) == {"LIST-02"}

    WorkplaceListItem.objects.update(note="обращение профсоюза")
    assert warnings(workplaces, "approve", plant.chair, ORDER_ON) == {"LIST-03"}
    assert perform(workplaces, "approve", actor=plant.chair, on=ORDER_ON).state == "APPROVED"


def test_PREP_03_only_a_listed_workplace_is_surveyed(plant: Plant) -> None:
    campaign = plant.open_campaign()
    stranger = plant.add_group(2)
    survey = SurveyProtocol.objects.create(employer=plant.employer, campaign=campaign, group=stranger)

    assert "PREP-03" in codes(survey, "approve", plant.members[0], ORDER_ON)


def test_SURV_01_every_point_is_marked_and_a_minus_has_its_measures(plant: Plant) -> None:
    campaign = plant.open_campaign()
    (survey,) = surveys_create(campaign, actor=plant.officer)
    survey.points.filter(code="3.2").delete()
    survey.points.filter(code="1.1").update(is_met=False)

    assert codes(survey, "approve", plant.members[0], ORDER_ON) == {"SURV-01"}
    assert surveys_create(campaign, actor=plant.officer) == []


def test_the_list_of_factors_gathers_what_is_known(plant: Plant) -> None:
    campaign = plant.open_campaign()
    plant.time_study(plant.group)

    factors = factor_list_compose(campaign, actor=plant.officer)

    assert list(factors.items.values_list("indicator__name", flat=True)) == ["шум"]
    assert factor_list_compose(campaign, actor=plant.officer).items.count() == 1


def test_FACT_01_a_workplace_without_factors_is_a_warning(plant: Plant) -> None:
    factors = factor_list_compose(plant.open_campaign(), actor=plant.officer)

    assert warnings(factors, "approve", plant.members[0], ORDER_ON) == {"FACT-01"}
    assert isinstance(factors, FactorList)


def test_an_order_of_one_campaign_gives_no_seat_in_another(plant: Plant) -> None:
    first = plant.open_campaign()
    second = plant.campaign()

    assert plant.chair.has_perm("attestation.approve_workplacelist", first.workplace_list)
    other = workplace_list_compose(second, actor=plant.officer)
    assert not plant.chair.has_perm("attestation.approve_workplacelist", other)
    assert Campaign.objects.count() == 2
    assert Order.objects.count() == 1
