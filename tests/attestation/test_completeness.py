"""Completeness: each paper that is missing, and each that does not hold, has its code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.guards import remove_guards
from attestation.models import (
    AttachedPaper,
    Campaign,
    LegalStanding,
    Order,
    ResultList,
    Submission,
    SurveyProtocol,
    TradeUnion,
)
from attestation.rules.full import CHECKS, findings_of
from documents.models import Deviation
from documents.services.perform import foresee, perform
from measurements.models import (
    LaboratoryScope,
    MeasurementProtocol,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
    TimeStudyRow,
)
from tests.factories.plant import APPROVED_ON, CARD_ON, Plant
from tests.factories.refusals import codes, problems, warnings

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def whole(module_db: None) -> tuple[Plant, Campaign]:
    """A campaign of two workplaces, completed."""
    plant = Plant.build()
    campaign = plant.whole_procedure()
    for sheet in campaign.acquaintances.all():
        perform(sheet, "acknowledge", actor=plant.officer, on=DAY)
    return plant, campaign


@pytest.fixture
def unguarded(whole: tuple[Plant, Campaign]) -> Campaign:
    """The campaign with rows as a test wants them: the database's own guards are off until the rollback."""
    remove_guards()
    return whole[1]


def found(campaign: Campaign, on: dt.date = DAY) -> dict[str, list[str]]:
    return {f.check.code: [p.message for p in f.problems] for f in findings_of(campaign, on) if f.problems}


def test_a_finished_campaign_lacks_nothing(whole: tuple[Plant, Campaign]) -> None:
    assert found(whole[1]) == {}


def _set(model: Any, **changes: Any) -> Callable[[], Any]:
    return lambda: model.objects.all().update(**changes)


def _delete(model: Any, **only: Any) -> Callable[[], Any]:
    return lambda: model.objects.filter(**only).delete()


def _name_an_unlisted_group() -> None:
    plant_campaign = Campaign.objects.get()
    other = Plant.build(groups=1)
    group = other.group
    LegalStanding.objects.filter(group=group).update(employer=plant_campaign.employer, list_536=1)
    type(group).objects.filter(pk=group.pk).update(employer=plant_campaign.employer, number="99")


def _break_the_protocol() -> None:
    MeasurementProtocol.objects.update(measured_on=dt.date(2028, 6, 1))


def _shift_the_clock() -> None:
    TimeStudyRow.objects.filter(place=5).update(ends_at=dt.time(15, 20))


def _take_the_measurement_away() -> None:
    MeasurementProtocol.objects.update(state="VOID")


CASES: dict[str, Callable[[], Any]] = {
    "FULL-01": _set(Order, state="DRAFT"),
    "FULL-02": lambda: Order.objects.filter(kind="APPROVE").update(state="DRAFT"),
    "FULL-03": lambda: Campaign.objects.get().workplace_list.__class__.objects.update(state="DRAFT"),
    "FULL-04": lambda: Campaign.objects.get().factor_list.__class__.objects.update(state="DRAFT"),
    "FULL-05": lambda: ResultList.objects.filter(kind="12.5").update(state="COMPOSED"),
    "FULL-06": lambda: Campaign.objects.get().plan.__class__.objects.update(state="DRAFT"),
    "FULL-07": _delete(AttachedPaper, kind="MINUTES"),
    "FULL-08": _set(SurveyProtocol, state="DRAFT"),
    "FULL-09": _set(TimeStudyCard, state="VOID"),
    "FULL-10": lambda: Campaign.objects.get().cards.update(state="DRAFT"),
    "FULL-11": _set(PhysicalLoadProtocol, state="DRAFT"),
    "FULL-12": _set(MentalStrainAssessment, state="DRAFT"),
    "FULL-13": _take_the_measurement_away,
    "FULL-14": _delete(AttachedPaper, kind="ACCREDITATION"),
    "FULL-21": _name_an_unlisted_group,
    "FULL-22": _shift_the_clock,
    "FULL-24": _set(MeasurementProtocol, representative="  "),
    "FULL-25": _delete(LaboratoryScope, factor="NOISE"),
    "FULL-26": lambda: MeasurementProtocol.objects.update(measured_on=dt.date(2025, 10, 11)),
    "FULL-27": lambda: Campaign.objects.get().cards.get().group.profession.__class__.objects.update(code="72110"),
    "FULL-28": lambda: Campaign.objects.get().agreements.update(agreed_digests={}),
    "FULL-29": lambda: Order.objects.filter(kind="APPROVE").update(dated_on=dt.date(2026, 11, 25)),
    "FULL-30": lambda: Campaign.objects.get().acquaintances.update(state="PENDING"),
    "FULL-31": _delete(Submission),
    "FULL-32": lambda: Campaign.objects.get().plan.measures.update(responsible=" "),
}


@pytest.mark.parametrize("code", sorted(CASES))
def test_each_gap_is_found_under_its_code(unguarded: Campaign, code: str) -> None:
    CASES[code]()

    result = {finding.check.code: finding.problems for finding in findings_of(unguarded, DAY)}

    assert result[code], f"{code} was not found"
    for problem in result[code]:
        assert problem.code == code and problem.citation.startswith("№ ") and problem.link.startswith("/")


def test_every_check_has_a_case() -> None:
    assert {check.code for check in CHECKS} == {*CASES, "FULL-23"}


def test_FULL_22_a_shift_past_midnight_is_summed_over_it(unguarded: Campaign) -> None:
    study = TimeStudyCard.objects.get()
    TimeStudyCard.objects.update(starts_at=dt.time(20, 0))
    for row, ends in zip(study.rows.order_by("place"), ((20, 15), (2, 55), (3, 15), (3, 35), (4, 0)), strict=True):
        TimeStudyRow.objects.filter(pk=row.pk).update(ends_at=dt.time(*ends))
    assert "FULL-22" not in found(unguarded)


def test_FULL_23_a_time_study_that_repeats_another_is_shown(plant: Plant) -> None:
    plant.add_group(2)
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.card(campaign, group)

    problems_found = {f.check.code: f.problems for f in findings_of(campaign, CARD_ON)}["FULL-23"]

    assert len(problems_found) == 1 and not problems_found[0].blocks
    remove_guards()
    TimeStudyRow.objects.filter(study__group=plant.groups[1], place=2).update(observed="Своя работа")
    assert "FULL-23" not in found(campaign, CARD_ON)


def test_FULL_13_what_the_commission_left_out_with_a_reason_is_not_asked_for(unguarded: Campaign) -> None:
    _take_the_measurement_away()
    card = unguarded.cards.get()
    Deviation.objects.create(
        employer=card.employer,
        document_type="attestation.certificationcard",
        document_id=card.pk,
        document_revision=1,
        transition="assess",
        code="CARD-03",
        message="не измерен",
        reason="заведомо в норме",
        actor=unguarded.orders.first().members.first().user,  # type: ignore[union-attr]
        decided_on=DAY,
    )
    assert "FULL-13" not in found(unguarded)


def test_FULL_26_a_year_to_the_day_still_counts(unguarded: Campaign) -> None:
    MeasurementProtocol.objects.update(measured_on=dt.date(2025, 10, 12))
    assert "FULL-26" not in found(unguarded)


def test_FULL_29_tells_whether_the_reason_is_recorded(unguarded: Campaign) -> None:
    CASES["FULL-29"]()
    assert "не записана" in found(unguarded)["FULL-29"][0]


def test_FULL_31_a_term_that_has_passed_is_shown_from_the_day_after(whole: tuple[Plant, Campaign]) -> None:
    assert "FULL-31" not in found(whole[1], dt.date(2026, 12, 24))
    assert "24.12.2026" in found(whole[1], dt.date(2026, 12, 25))["FULL-31"][0]


def test_the_number_of_queries_does_not_grow_with_workplaces(plant: Plant) -> None:
    campaign = plant.open_campaign()
    plant.card(campaign, plant.group)
    with CaptureQueriesContext(connection) as one:
        findings_of(campaign, CARD_ON)
    other = Plant.build(groups=4)
    larger = other.open_campaign()
    for group in other.groups:
        other.card(larger, group)
    with CaptureQueriesContext(connection) as four:
        findings_of(larger, CARD_ON)
    assert len(four) == len(one)


def test_SUB_04_a_submission_with_gaps_is_refused_with_each_kind_once(unguarded: Campaign) -> None:
    plant_officer = unguarded.papers.first().file.stored_by  # type: ignore[union-attr]
    SurveyProtocol.objects.update(state="DRAFT")
    submission = unguarded.submissions.get()

    refused = problems(submission, "hand_over", plant_officer, DAY, reason="17")

    assert {p.code for p in refused if p.blocks} == {"FULL-08"}


def test_SUB_04_several_gaps_of_a_kind_are_one_problem_with_their_number(plant: Plant) -> None:
    plant.add_group(2)
    campaign = plant.open_campaign()
    TradeUnion.objects.create(employer=plant.employer, name="профсоюз")
    order = plant.hold_order(campaign, kind="APPROVE", number="2")

    shown = [p for p in _foreseen(order, plant) if p.code == "FULL-08"]

    assert len(shown) == 1 and not shown[0].blocks
    assert "замечаний 2" in shown[0].message
    assert shown[0].link == reverse("completeness", args=[campaign.pk]) + "#FULL-08"


def _foreseen(order: Order, plant: Plant) -> list[Any]:
    return foresee(order, "issue", actor=plant.director, on=APPROVED_ON)


def test_ORDER_19_gaps_are_shown_before_the_order_and_do_not_stop_it(plant: Plant) -> None:
    order = plant.ready_for_approval()
    remove_guards()
    SurveyProtocol.objects.update(state="DRAFT")
    assert "FULL-08" in warnings(order, "issue", plant.director, APPROVED_ON)
    assert perform(order, "issue", actor=plant.director, on=APPROVED_ON).state == "ISSUED"


def test_a_paper_that_is_kept_on_paper_is_a_recorded_reason(unguarded: Campaign) -> None:
    officer = unguarded.papers.first().file.stored_by  # type: ignore[union-attr]
    AttachedPaper.objects.all().delete()
    submission = unguarded.submissions.get()
    assert codes(submission, "hand_over", officer, DAY, reason="17") == {"FULL-07", "FULL-14"}

    reasons = {"FULL-07": "дело № 04-12", "FULL-14": "дело № 04-12"}
    handed = perform(submission, "hand_over", actor=officer, on=DAY, reason="17", deviations=reasons)

    assert handed.state == "HANDED_OVER"
    assert Deviation.objects.filter(code__startswith="FULL").count() == 2
    after = [p for f in findings_of(unguarded, DAY) for p in f.problems]
    assert {p.code for p in after} == {"FULL-07", "FULL-14"} and not any(p.blocks for p in after)


def test_the_page_groups_by_kind_and_leads_to_the_place(unguarded: Campaign) -> None:
    SurveyProtocol.objects.update(state="DRAFT")
    client = Client()
    client.force_login(unguarded.papers.first().file.stored_by)  # type: ignore[union-attr, arg-type]
    body = client.get(reverse("completeness", args=[unguarded.pk])).content.decode()
    assert 'id="FULL-08"' in body and unguarded.cards.get().group.get_absolute_url() + "#survey" in body
    assert "мешает представлению" in body


def test_the_page_to_be_printed_folds_and_cuts_nothing(unguarded: Campaign, monkeypatch: pytest.MonkeyPatch) -> None:
    from attestation.views import papers

    SurveyProtocol.objects.update(state="DRAFT")
    monkeypatch.setattr(papers, "SHOWN", 0)
    client = Client()
    client.force_login(unguarded.papers.first().file.stored_by)  # type: ignore[union-attr, arg-type]
    address = reverse("completeness", args=[unguarded.pk])
    short, whole = (client.get(f"{address}{query}").content.decode() for query in ("", "?whole"))
    place = unguarded.cards.get().group.get_absolute_url() + "#survey"
    assert place not in short and 'href="?whole"' in short
    assert place in whole and 'href="?whole"' not in whole and "<details><summary><span" not in whole
