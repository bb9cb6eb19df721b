"""Load protocols and strain assessments before they are signed."""

from __future__ import annotations

from documents.services.perform import perform
from measurements.models import MentalStrainValue, PhysicalLoadProtocol
from tests.factories.plant import MEASURED_ON, Plant
from tests.factories.refusals import codes, warnings


def test_a_complete_protocol_is_signed_once(plant: Plant) -> None:
    plant.open_campaign()
    protocol = perform(plant.load(plant.group), "approve", actor=plant.officer, on=MEASURED_ON)

    assert protocol.state == "APPROVED"
    assert codes(protocol, "approve", plant.officer, MEASURED_ON) == {"DOC-01"}


def test_LOAD_01_a_protocol_needs_values(plant: Plant) -> None:
    plant.open_campaign()
    protocol = plant.load(plant.group)
    protocol.values.all().delete()

    assert codes(protocol, "approve", plant.officer, MEASURED_ON) == {"LOAD-01"}


def test_LOAD_01_a_load_without_a_class_for_women_needs_a_person(plant: Plant) -> None:
    """Table 10 gives women no class above 12 kg: a person decides, nothing is invented."""
    plant.open_campaign()
    protocol = plant.load(plant.group, {"3.2.1": "13"})
    PhysicalLoadProtocol.objects.update(sex="ж")
    protocol.refresh_from_db()

    assert codes(protocol, "approve", plant.officer, MEASURED_ON) == {"LOAD-01"}


def test_LOAD_02_men_and_women_at_one_place_are_a_warning(plant: Plant) -> None:
    plant.open_campaign()
    protocol = plant.load(plant.group)
    plant.group.women_count = 2
    plant.group.save()

    assert warnings(protocol, "approve", plant.officer, MEASURED_ON) == {"LOAD-02"}


def test_STRAIN_01_all_nineteen_indicators_are_assessed(plant: Plant) -> None:
    plant.open_campaign()
    assessment = plant.strain(plant.group)
    MentalStrainValue.objects.filter(indicator="4.3.2").delete()

    assert codes(assessment, "approve", plant.officer, MEASURED_ON) == {"STRAIN-01"}


def test_STRAIN_02_a_class_that_table_11_does_not_have_is_a_warning(plant: Plant) -> None:
    plant.open_campaign()
    assessment = plant.strain(plant.group, {"4.3.2": "3.1"})

    assert warnings(assessment, "approve", plant.officer, MEASURED_ON) == {"STRAIN-02"}


def test_PREP_04_a_paper_behind_a_signed_card_is_not_voided(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    for paper in (card.time_study, card.load_protocol, card.strain_assessment, card.lines.first().protocol):
        assert codes(paper, "void", plant.officer, MEASURED_ON, reason="ошибка") == {"PREP-04"}

    perform(card, "reopen", actor=plant.officer, on=MEASURED_ON, reason="ошибка в протоколе")
    assert perform(card.time_study, "void", actor=plant.officer, on=MEASURED_ON, reason="ошибка").state == "VOID"
