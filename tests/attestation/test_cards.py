"""The certification card: what must stand behind it, who signs it, what it says."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from attestation.models import CardLine, CertificationCard, CommissionMember
from attestation.rules.cards import check_harmful_proved
from attestation.services.cards import card_create, cards_create
from documents.models import Deviation, Signature
from documents.problems import UnableToPerform
from documents.registry import Performance
from documents.selectors import content_digest, signatures_of
from documents.services.perform import perform
from measurements.models import Indicator, MeasurementProtocol, TimeStudyExposure, UnmeasuredCondition
from measurements.services.protocols import indicator_put
from measurements.services.time_studies import StudyRow, time_study_put
from norms.explain import explain_all
from tests.factories.plant import CARD_ON, MEASURED_ON, ORDER_ON, STUDY_ON, Plant
from tests.factories.refusals import codes, problems, warnings
from workplaces.models import AnalogousGroup


def test_CARD_01_a_card_needs_time_study_load_and_strain(plant: Plant) -> None:
    card = card_create(plant.open_campaign(), plant.group, actor=plant.officer)

    found = problems(card, "assess", plant.officer, CARD_ON)

    assert [problem.code for problem in found if problem.blocks] == ["CARD-01"] * 3


def test_PREP_03_only_a_listed_workplace_is_certified(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card(campaign, plant.add_group(2))

    assert codes(card, "assess", plant.officer, CARD_ON) == {"PREP-03"}


def test_CARD_02_what_was_measured_needs_its_time(plant: Plant) -> None:
    campaign = plant.open_campaign()
    perform(plant.protocol(plant.group), "issue", actor=plant.officer, on=MEASURED_ON)
    study = plant.time_study(plant.group)
    study.exposures.all().delete()
    perform(perform(study, "complete", actor=plant.officer, on=STUDY_ON), "approve", actor=plant.shop, on=STUDY_ON)
    perform(plant.load(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    perform(plant.strain(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)

    assert codes(card_create(campaign, plant.group, actor=plant.officer), "assess", plant.officer, CARD_ON) == {
        "CARD-02"
    }


def _with_unmeasured_dust(plant: Plant) -> CertificationCard:
    campaign = plant.open_campaign()
    perform(plant.protocol(plant.group), "issue", actor=plant.officer, on=MEASURED_ON)
    study = plant.time_study(plant.group)
    dust = indicator_put(employer=plant.employer, name="Пыль чугунная", factor="DUST", method="DUST")
    TimeStudyExposure.objects.create(study=study, row=study.rows.get(place=2), indicator=dust)
    perform(perform(study, "complete", actor=plant.officer, on=STUDY_ON), "approve", actor=plant.shop, on=STUDY_ON)
    perform(plant.load(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    perform(plant.strain(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    return card_create(campaign, plant.group, actor=plant.officer)


def test_CARD_03_a_factor_that_acts_is_measured_or_left_out_for_a_recorded_reason(plant: Plant) -> None:
    card = _with_unmeasured_dust(plant)
    assert codes(card, "assess", plant.officer, CARD_ON) == {"CARD-03"}

    assessed = perform(
        card,
        "assess",
        actor=plant.officer,
        on=CARD_ON,
        deviations={"CARD-03": "аспирация, концентрация ниже предела метода"},
    )

    assert assessed.state == "ASSESSED"
    deviation = Deviation.objects.get()
    assert (deviation.code, deviation.actor) == ("CARD-03", plant.officer)
    assert "предела метода" in deviation.reason


def test_CARD_05_a_factor_outside_the_list_of_factors_is_a_warning(plant: Plant) -> None:
    card = plant.card(plant.open_campaign(), plant.group)

    assert warnings(card, "assess", plant.officer, CARD_ON) == {"CARD-05"}


@pytest.mark.parametrize(("card_on", "is_fresh"), [(dt.date(2027, 9, 14), True), (dt.date(2027, 9, 15), False)])
def test_CARD_06_a_protocol_serves_for_one_year(plant: Plant, card_on: dt.date, is_fresh: bool) -> None:
    card = plant.card(plant.open_campaign(), plant.group)

    if is_fresh:
        assert perform(card, "assess", actor=plant.officer, on=card_on).state == "ASSESSED"
    else:
        assert codes(card, "assess", plant.officer, card_on) == {"CARD-06"}


def test_CARD_04_work_without_measuring_needs_its_ground_of_п_27(plant: Plant) -> None:
    campaign = plant.open_campaign()
    bench = indicator_put(
        employer=plant.employer, name="работа с патогенами", factor="BIOLOGICAL", method="ACTIVITY", clause="27.1.3"
    )
    plant.evidence(plant.group, rows=_rows_with(plant, bench))
    card = card_create(campaign, plant.group, actor=plant.officer)

    assert codes(card, "assess", plant.officer, CARD_ON) == {"CARD-04"}

    UnmeasuredCondition.objects.create(
        employer=plant.employer, group=plant.group, clause="27.1.3", ground="должностная инструкция № 4"
    )
    assessed = perform(card, "assess", actor=plant.officer, on=CARD_ON)
    assert assessed.factors.get(factor="BIOLOGICAL").conditions_class == "3.2"


def _rows_with(plant: Plant, indicator: Indicator) -> list[StudyRow]:
    """The usual shift, with one more indicator acting during the main work."""
    return [
        replace(row, indicators=(*row.indicators, indicator)) if row.indicators else row for row in plant.study_rows()
    ]


def test_CARD_07_what_the_norms_cannot_judge_is_refused_with_its_reason(plant: Plant) -> None:
    """A lower bound above the upper one has no class: the card names the indicator and stays a draft."""
    campaign = plant.open_campaign()
    warmth = indicator_put(
        employer=plant.employer, name="температура воздуха", factor="MICROCLIMATE", method="TEMPERATURE", unit="°С"
    )
    protocol = plant.protocol(plant.group, number="77-М")
    protocol.results.update(
        indicator=warmth, method="TEMPERATURE", value=Decimal(23), limit_low=Decimal(25), limit=Decimal(20)
    )
    perform(protocol, "issue", actor=plant.officer, on=MEASURED_ON)
    plant.evidence(plant.group, rows=_rows_with(plant, warmth))
    card = card_create(campaign, plant.group, actor=plant.officer)

    found = problems(card, "assess", plant.officer, CARD_ON)

    blocking = [problem for problem in found if problem.blocks]
    assert [problem.code for problem in blocking] == ["CARD-07"]
    assert "температура воздуха" in blocking[0].message
    assert "нижняя граница больше верхней" in blocking[0].message


def test_CARD_08_a_harmful_class_without_a_protocol_is_refused(plant: Plant) -> None:
    """The service never writes such a line and the database locks it: the rule is the last of three."""
    card = card_create(plant.open_campaign(), plant.group, actor=plant.officer)
    line = {"card": card, "title": "шум", "factor": "NOISE", "conditions_class": "3.1", "employer": plant.employer}
    CardLine.objects.create(**line, base_class="2", method="NOISE")
    assert check_harmful_proved(Performance(card, "send_for_signature", plant.officer, CARD_ON)) == []

    CardLine.objects.create(**line, base_class="3.1", method="NOISE")
    CardLine.objects.create(**line, base_class="3.1", method="OPEN_AIR")

    (found,) = check_harmful_proved(Performance(card, "send_for_signature", plant.officer, CARD_ON))
    assert (found.code, found.blocks) == ("CARD-08", True)


def test_the_card_holds_the_classes_and_the_way_each_came_about(plant: Plant) -> None:
    """Noise 88 of 80 is 3.2 for 400 of 480 minutes; bends 150 are 3.1; strain is 1: overall 3.2."""
    card = perform(plant.card(plant.open_campaign(), plant.group), "assess", actor=plant.officer, on=CARD_ON)

    line = card.lines.get()
    assert (line.base_class, line.conditions_class, line.exposure_minutes) == ("3.2", "3.2", Decimal(400))
    assert (line.protocol.number, line.limit_text, line.value_text) == ("1-Ш", "80", "88")
    assert dict(card.factors.values_list("factor", "conditions_class")) == {
        "NOISE": "3.2",
        "PHYSICAL_LOAD": "3.1",
        "MENTAL_STRAIN": "1",
    }
    assert (card.overall_class, card.surcharge_class, card.is_full_day) == ("3.2", "3.2", True)
    assert card.norms_on == CARD_ON and len(card.norms_fingerprint) == 64
    sentences = [item["text"] for item in explain_all(line.trace)]
    assert any("88 − 80 = 8" in text for text in sentences)
    assert all(item["source"] for item in explain_all(line.trace))


def test_rights_follow_from_the_class(plant: Plant) -> None:
    card = perform(plant.card(plant.open_campaign(), plant.group), "assess", actor=plant.officer, on=CARD_ON)

    rights = {right.right: (right.outcome, right.value) for right in card.entitlements.all()}
    assert rights["LEAVE"] == ("CONFIRMED", "7")
    assert rights["SURCHARGE"] == ("CONFIRMED", "0.14")
    assert rights["PENSION"] == ("NOT_APPLICABLE", "")


def test_CARD_09_a_card_is_not_sent_after_its_evidence_changed(plant: Plant) -> None:
    card = perform(plant.card(plant.open_campaign(), plant.group), "assess", actor=plant.officer, on=CARD_ON)
    later = plant.protocol(plant.group, "95", number="999-Ш", on=dt.date(2026, 10, 1))
    perform(later, "issue", actor=plant.officer, on=dt.date(2026, 10, 1))

    assert codes(card, "send_for_signature", plant.officer, CARD_ON) == {"CARD-09"}


def test_every_member_signs_and_the_chair_last(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    assert [p.code for p in problems(card, "sign_as_chair", plant.chair, CARD_ON)] == ["CARD-11", "CARD-11"]
    card = perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    assert [p.code for p in problems(card, "sign_as_chair", plant.chair, CARD_ON)] == ["CARD-11"]
    card = perform(card, "sign_as_member", actor=plant.members[1], on=CARD_ON)
    card = perform(card, "sign_as_chair", actor=plant.chair, on=CARD_ON)

    assert card.state == "SIGNED"
    meanings = sorted(signatures_of(card).values_list("meaning", flat=True))
    assert meanings == ["AGREED", "AGREED", "APPROVED", "ASSESSED"]
    assert set(signatures_of(card).values_list("content_digest", flat=True)) == {content_digest(card)}


def test_nobody_signs_twice(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    card = perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)

    assert codes(card, "sign_as_member", plant.members[0], CARD_ON) == {"CARD-10"}
    assert Signature.objects.filter(signer=plant.members[0], meaning="AGREED").count() == 1


def test_a_seat_counts_on_the_days_of_the_order_only(plant: Plant) -> None:
    campaign = plant.campaign()
    order = plant.hold_order(campaign)
    CommissionMember.objects.filter(user=plant.members[1]).update(serves_through=dt.date(2026, 10, 1))
    perform(order, "issue", actor=plant.director, on=ORDER_ON)
    from attestation.services.preparation import workplace_list_compose

    perform(workplace_list_compose(campaign, actor=plant.officer), "approve", actor=plant.chair, on=ORDER_ON)
    card = plant.card_on_signature(campaign, plant.group)

    assert codes(card, "sign_as_member", plant.members[1], CARD_ON) == {"CARD-10"}
    card = perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    assert perform(card, "sign_as_chair", actor=plant.chair, on=CARD_ON).state == "SIGNED"


def test_a_stranger_to_the_commission_cannot_sign(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    for person in (plant.officer, plant.union, plant.director):
        with pytest.raises(PermissionDenied):
            perform(card, "sign_as_member", actor=person, on=CARD_ON)


def test_a_signed_card_is_closed_to_everybody(plant: Plant) -> None:
    card = plant.sign(plant.card_on_signature(plant.open_campaign(), plant.group))

    for person in (plant.officer, plant.chair, plant.director, *plant.members):
        for transition in ("assess", "send_for_signature", "sign_as_member", "sign_as_chair"):
            with pytest.raises((UnableToPerform, PermissionDenied)):
                perform(card, transition, actor=person, on=CARD_ON)
    assert card.lines.count() == 1


def test_cards_are_opened_for_listed_workplaces_once(plant: Plant) -> None:
    plant.add_group(2)
    campaign = plant.open_campaign()

    assert len(cards_create(campaign, actor=plant.officer)) == 2
    assert cards_create(campaign, actor=plant.officer) == []
    assert MeasurementProtocol.objects.count() == 0


def test_CARD_14_time_in_different_zones_is_the_mean_of_three_studies(plant: Plant) -> None:
    AnalogousGroup.objects.filter(pk=plant.group.pk).update(in_zones=True)
    plant.group.refresh_from_db()
    card = plant.card(plant.open_campaign(), plant.group)
    assert codes(card, "assess", plant.officer, CARD_ON) == {"CARD-14"}

    for number, ends_at in (("2", dt.time(11, 0)), ("3", dt.time(11, 1))):
        _approved_study(plant, number, noise_until=ends_at)
    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)

    line = card.lines.get(factor="NOISE")
    assert line.exposure_minutes == Decimal("263.67") and len(card.time_studies) == 3
    assert (line.base_class, line.conditions_class) == ("3.2", "3.2"), (
        "791 of 1440 minutes are 54.9 %; by the last study alone 41 %"
    )


def _approved_study(plant: Plant, number: str, noise_until: dt.time) -> None:
    rows = [
        StudyRow("Получение задания", dt.time(7, 45), "ПЗ"),
        StudyRow("В цехе", noise_until, "ОП", (plant.noise(),)),
        StudyRow("В мастерской", dt.time(15, 0), "ОП"),
        StudyRow("Прочее", dt.time(15, 30), "НП"),
    ]
    study, _outcome = time_study_put(
        group=plant.group,
        number=number,
        observed_on=STUDY_ON,
        starts_at=dt.time(7, 30),
        rows=rows,
        actor=plant.officer,
    )
    perform(perform(study, "complete", actor=plant.officer, on=STUDY_ON), "approve", actor=plant.shop, on=STUDY_ON)
