"""Every factor of № 35 can be written down and reaches the card: what the first sample plant has none of."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from attestation.models import Campaign, CardLine, CertificationCard
from attestation.services.cards import card_create
from documents.problems import UnableToPerform
from documents.services.perform import perform
from measurements.evidence import bands_of, mean_of, sample_of
from measurements.models import (
    Indicator,
    MeasurementProtocol,
    MentalStrainAssessment,
    MethodCode,
    RadiationRow,
    UnmeasuredCondition,
)
from measurements.services.assessments import strain_assessment_put
from measurements.services.protocols import indicator_put, protocol_instruments_fill, protocol_put
from measurements.services.time_studies import StudyRow
from norms.errors import BadInput
from norms.factors.ionising import Radiation, RadiationIndicator, classify_radiation_work
from norms.library import norm
from norms.quantities import Exposure
from norms.readings import Method
from tests.factories.plant import CARD_ON, MEASURED_ON, STUDY_ON, Plant
from workplaces.models import AnalogousGroup

pytestmark = pytest.mark.django_db


def indicator(plant: Plant, name: str, method: str, **facts: Any) -> Indicator:
    factor = Method[method].factor.name
    work = facts.pop("work", "")
    made = indicator_put(employer=plant.employer, name=name, factor=factor, method=method, **facts)
    Indicator.objects.filter(pk=made.pk).update(work=work)
    return Indicator.objects.get(pk=made.pk)


def acting(plant: Plant, *timed: tuple[Indicator | tuple[Indicator, ...], dt.time]) -> None:
    """A study in which one indicator after another acts until its hour, the first from 7:30, the last to 15:30."""
    plant.open_campaign()
    rows = []
    for each, ends_at in timed:
        together = each if isinstance(each, tuple) else (each,)
        rows.append(StudyRow(together[0].name, ends_at, "ОП", together))
    study = plant.time_study(plant.group, rows)
    perform(perform(study, "complete", actor=plant.officer, on=STUDY_ON), "approve", actor=plant.shop, on=STUDY_ON)


def measured(plant: Plant, *results: dict[str, Any]) -> None:
    """An issued protocol with these results, by a laboratory whose scope has everything."""
    protocol, _outcome = protocol_put(
        laboratory=plant.laboratory(),
        number="1",
        dated_on=MEASURED_ON,
        representative="инженер по охране труда",
        results=[{"group": plant.group, **found} for found in results],
        actor=plant.officer,
    )
    protocol_instruments_fill(protocol, actor=plant.officer)
    perform(MeasurementProtocol.objects.get(pk=protocol.pk), "issue", actor=plant.officer, on=MEASURED_ON)


def assessed(plant: Plant) -> CertificationCard:
    perform(plant.load(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    perform(plant.strain(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    card = card_create(Campaign.objects.get(), plant.group, actor=plant.officer)
    return perform(card, "assess", actor=plant.officer, on=CARD_ON)


def the_line(plant: Plant, method: str) -> CardLine:
    return assessed(plant).lines.get(method=method)


def test_every_method_of_the_law_can_be_chosen() -> None:
    of_table_7 = {"RADIATION_SOURCE", "DOSE_RATE", "CONTAMINATION", "VOLUME_ACTIVITY"}
    assert set(MethodCode.values) == set(Method.__members__) | of_table_7
    rows = {*norm("ionising.sources", CARD_ON).table, *norm("ionising.doses", CARD_ON).table}
    assert set(RadiationRow.values) == rows


def test_noise_of_several_zones_is_one_line_with_the_equivalent_level(plant: Plant) -> None:
    foundry = indicator(plant, "шум литейного участка", "NOISE")
    office = indicator(plant, "шум конторы", "NOISE")
    acting(plant, (foundry, dt.time(11, 30)), (office, dt.time(15, 30)))
    measured(
        plant,
        {"indicator": foundry, "method": "NOISE", "value": Decimal(90), "limit": Decimal(80), "zone": "литейный"},
        {"indicator": office, "method": "NOISE", "value": Decimal(60), "limit": Decimal(60), "zone": "контора"},
    )

    line = the_line(plant, "NOISE")

    assert (line.value_text, line.limit_text, line.base_class) == ("87", "80", "3.2")
    assert line.exposure_minutes == 480 and "литейный, контора" in line.title


def test_a_single_zone_keeps_the_rule_of_its_time(plant: Plant) -> None:
    foundry = indicator(plant, "шум литейного участка", "NOISE")
    rest = indicator(plant, "освещённость", "ILLUMINANCE")
    acting(plant, (foundry, dt.time(10, 30)), (rest, dt.time(15, 30)))
    measured(
        plant,
        {"indicator": foundry, "method": "NOISE", "value": Decimal(90), "limit": Decimal(80), "zone": "литейный"},
        {"indicator": rest, "method": "ILLUMINANCE", "value": Decimal(300), "limit": Decimal(300)},
    )

    line = the_line(plant, "NOISE")

    assert (line.base_class, line.conditions_class) == ("3.2", "3.1"), "180 of 480 minutes are less than a half"


def test_zones_that_leave_a_part_of_the_shift_out_are_refused(plant: Plant) -> None:
    foundry, shop = (indicator(plant, name, "NOISE") for name in ("шум литейного участка", "шум цеха"))
    rest = indicator(plant, "освещённость", "ILLUMINANCE")
    acting(plant, (foundry, dt.time(8, 30)), (shop, dt.time(9, 30)), (rest, dt.time(15, 30)))
    noise = {"method": "NOISE", "value": Decimal(90), "limit": Decimal(80)}
    measured(
        plant,
        {**noise, "indicator": foundry, "zone": "литейный"},
        {**noise, "indicator": shop, "zone": "цех"},
        {"indicator": rest, "method": "ILLUMINANCE", "value": Decimal(300), "limit": Decimal(300)},
    )

    with pytest.raises(UnableToPerform, match=r"CARD-07.*120 из 480 мин: впишите и тихие зоны"):
        assessed(plant)


def test_a_sample_is_assessed_by_its_mean(plant: Plant) -> None:
    noise = plant.noise()
    acting(plant, (noise, dt.time(15, 30)))
    assert mean_of("NOISE", "88; 82; 85", CARD_ON).quantize(Decimal("0.1")) == Decimal("85.7")
    assert mean_of("SUBSTANCE", "1; 2; 3", CARD_ON) == 2
    measured(
        plant,
        {"indicator": noise, "method": "NOISE", "value": Decimal("85.7"), "limit": Decimal(80), "sample": "88; 82; 85"},
    )

    line = the_line(plant, "NOISE")

    assert line.trace[0]["op"] == "energetic_mean" and line.value_text == "85,67"


def test_air_ions_have_two_counts_and_their_norm_from_the_act(plant: Plant) -> None:
    ions = indicator(plant, "аэроионы", "AIR_IONS")
    acting(plant, (ions, dt.time(15, 30)))
    measured(plant, {"indicator": ions, "method": "AIR_IONS", "value": Decimal(100), "negative": Decimal(50)})

    line = the_line(plant, "AIR_IONS")

    assert (line.value_text, line.limit_text) == ("+100; −50", "+400–50000; −600–50000")
    assert line.conditions_class == "3.1", "both counts and the coefficient of polarity are out"


def test_octave_bands_decide_while_the_level_keeps_its_limit(plant: Plant) -> None:
    noise = plant.noise()
    acting(plant, (noise, dt.time(15, 30)))
    measured(
        plant,
        {
            "indicator": noise,
            "method": "NOISE",
            "value": Decimal(80),
            "limit": Decimal(80),
            "bands": "63 Гц: 95/91; 125 Гц: 87/83",
        },
    )

    assert the_line(plant, "NOISE").base_class == "3.1"


def test_a_drug_and_a_substance_without_a_norm_need_a_ground_and_no_measurement(plant: Plant) -> None:
    drug = indicator(plant, "цитостатики", "DRUG", clause="cytostatic", work="treatment")
    unknown = indicator(plant, "новое вещество", "UNREGULATED", clause="2")
    acting(plant, (drug, dt.time(11, 30)), (unknown, dt.time(14, 30)), (plant.noise(), dt.time(15, 30)))
    measured(plant, {"indicator": plant.noise(), "method": "NOISE", "value": Decimal(70), "limit": Decimal(80)})

    with pytest.raises(UnableToPerform) as refused:
        assessed(plant)
    words = [str(problem.message) for problem in refused.value.problems if problem.code == "CARD-04"]
    assert [word[-3:] for word in sorted(words)] == [" 21", " 22"]

    for clause in ("21", "22"):
        UnmeasuredCondition.objects.create(employer=plant.employer, group=plant.group, clause=clause, ground="справка")
    card = perform(CertificationCard.objects.get(), "assess", actor=plant.officer, on=CARD_ON)

    classes = dict(card.lines.values_list("method", "conditions_class"))
    assert (classes["DRUG"], classes["UNREGULATED"]) == ("3.4", "3.2"), "3.3 for less than half of the shift"


@pytest.mark.parametrize("text", ["63 Гц 95/91", "63 Гц: 95", "63: много/91"])
def test_bands_that_cannot_be_read_are_said_in_words(text: str) -> None:
    with pytest.raises(BadInput, match="bands"):
        bands_of(text)


def test_a_sample_is_typed_with_commas_and_semicolons() -> None:
    assert sample_of("82; 84,5;81 ;") == ("82", "84.5", "81")


def test_work_above_1000_volts_has_its_class_without_the_indicators(plant: Plant) -> None:
    acting(plant, (plant.noise(), dt.time(15, 30)))
    measured(plant, {"indicator": plant.noise(), "method": "NOISE", "value": Decimal(70), "limit": Decimal(80)})
    assessment, _outcome = strain_assessment_put(
        group=plant.group, dated_on=MEASURED_ON, classes={"4.1.1": "2"}, actor=plant.officer
    )
    MentalStrainAssessment.objects.filter(pk=assessment.pk).update(special_work="above_1000_volts", special_minutes=239)
    with pytest.raises(UnableToPerform, match="STRAIN-01"):
        perform(assessment, "approve", actor=plant.officer, on=MEASURED_ON)

    MentalStrainAssessment.objects.filter(pk=assessment.pk).update(special_minutes=240)
    perform(assessment, "approve", actor=plant.officer, on=MEASURED_ON)
    perform(plant.load(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)
    card = card_create(Campaign.objects.get(), plant.group, actor=plant.officer)
    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)

    strain = card.factors.get(factor="MENTAL_STRAIN")
    assert strain.conditions_class == "3.3" and strain.trace[0]["op"] == "special_work"


def test_an_x_ray_room_is_judged_by_the_rows_of_table_7_together(plant: Plant) -> None:
    anode = radiation_indicator(plant, "мощность на аноде", "RADIATION_SOURCE")
    dose = radiation_indicator(plant, "мощность дозы", "DOSE_RATE")
    acting(plant, ((anode, dose), dt.time(11, 30)), (plant.noise(), dt.time(15, 30)))
    measured(
        plant,
        {"indicator": anode, "method": "RADIATION_SOURCE", "value": Decimal(2), "row": "3.3"},
        {"indicator": dose, "method": "DOSE_RATE", "value": Decimal(4), "limit": Decimal(12), "row": "3.1"},
        {"indicator": plant.noise(), "method": "NOISE", "value": Decimal(70), "limit": Decimal(80)},
    )
    with pytest.raises(UnableToPerform, match=r"CARD-07.*укажите в группе"):
        assessed(plant)

    AnalogousGroup.objects.update(ionising_work="SOURCES")
    card = perform(CertificationCard.objects.get(), "assess", actor=plant.officer, on=CARD_ON)

    lines = {line.method: line for line in card.lines.filter(factor="IONISING")}
    expected = classify_radiation_work(
        Radiation(
            [RadiationIndicator("3.3", "2"), RadiationIndicator("3.1", "4", "12")], Exposure.of_minutes(240, 480)
        ),
        CARD_ON,
    )
    assert {line.base_class for line in lines.values()} == {v.base.value for _row, v in expected.lines}
    assert card.factors.get(factor="IONISING").conditions_class == expected.verdict.conditions_class.value
    assert (lines["DOSE_RATE"].limit_text, lines["DOSE_RATE"].exposure_minutes) == ("12", 240)


def radiation_indicator(plant: Plant, name: str, method: str) -> Indicator:
    return indicator_put(employer=plant.employer, name=name, factor="IONISING", method=method)
