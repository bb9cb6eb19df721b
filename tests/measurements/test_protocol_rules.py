"""A protocol is issued by an accredited laboratory, with verified instruments, before a representative."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.services.perform import perform
from measurements.models import Laboratory, LaboratoryScope, MeasurementProtocol, MeasurementResult, Verification
from tests.factories.plant import MEASURED_ON, Plant
from tests.factories.refusals import codes, problems


@pytest.fixture
def protocol(plant: Plant) -> MeasurementProtocol:
    plant.open_campaign()
    return plant.protocol(plant.group)


def test_a_complete_protocol_is_issued_and_signed(plant: Plant, protocol: MeasurementProtocol) -> None:
    issued = perform(protocol, "issue", actor=plant.laboratory_guest, on=MEASURED_ON)

    assert issued.state == "ISSUED"


@pytest.mark.parametrize(
    ("first", "last", "refused"),
    [
        (None, MEASURED_ON, False),
        (None, MEASURED_ON - dt.timedelta(days=1), True),
        (MEASURED_ON, dt.date(2030, 1, 1), False),
        (MEASURED_ON + dt.timedelta(days=1), dt.date(2030, 1, 1), True),
    ],
)
def test_PROT_01_accreditation_must_be_in_force_on_the_day(
    plant: Plant, protocol: MeasurementProtocol, first: dt.date | None, last: dt.date, refused: bool
) -> None:
    Laboratory.objects.update(accredited_from=first, accredited_through=last)

    if refused:
        assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-01"}
    else:
        assert perform(protocol, "issue", actor=plant.officer, on=MEASURED_ON).state == "ISSUED"


def test_PROT_02_the_scope_must_cover_the_factor(plant: Plant, protocol: MeasurementProtocol) -> None:
    LaboratoryScope.objects.filter(factor="NOISE").delete()

    (problem,) = problems(protocol, "issue", plant.officer, MEASURED_ON)

    assert problem.code == "PROT-02"
    assert "Шум" in problem.message


def test_PROT_03_instruments_must_be_named(plant: Plant, protocol: MeasurementProtocol) -> None:
    protocol.instruments.all().delete()

    assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-03"}


@pytest.mark.parametrize(
    ("verified_on", "valid_through", "refused"),
    [
        (MEASURED_ON, MEASURED_ON, False),
        (MEASURED_ON + dt.timedelta(days=1), dt.date(2027, 1, 1), True),
        (dt.date(2026, 1, 1), MEASURED_ON - dt.timedelta(days=1), True),
    ],
)
def test_PROT_03_each_instrument_must_be_verified_on_the_day(
    plant: Plant, protocol: MeasurementProtocol, verified_on: dt.date, valid_through: dt.date, refused: bool
) -> None:
    Verification.objects.update(verified_on=verified_on, valid_through=valid_through)

    if refused:
        assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-03"}
    else:
        assert perform(protocol, "issue", actor=plant.officer, on=MEASURED_ON).state == "ISSUED"


def test_PROT_04_a_representative_must_be_named(plant: Plant, protocol: MeasurementProtocol) -> None:
    MeasurementProtocol.objects.update(representative="  ")

    assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-04"}


def test_PROT_05_results_need_a_limit(plant: Plant, protocol: MeasurementProtocol) -> None:
    MeasurementResult.objects.update(limit=None)
    assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-05"}

    MeasurementResult.objects.all().delete()
    assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-05"}


def test_all_that_is_missing_is_said_at_once(plant: Plant, protocol: MeasurementProtocol) -> None:
    Laboratory.objects.update(accredited_through=dt.date(2026, 1, 1))
    LaboratoryScope.objects.all().delete()
    protocol.instruments.all().delete()
    MeasurementProtocol.objects.update(representative="")

    assert codes(protocol, "issue", plant.officer, MEASURED_ON) == {"PROT-01", "PROT-02", "PROT-03", "PROT-04"}


def test_PREP_02_nothing_is_measured_before_the_order(plant: Plant) -> None:
    plant.open_campaign()
    early = plant.protocol(plant.group, on=dt.date(2026, 8, 31))

    assert codes(early, "issue", plant.officer, MEASURED_ON) == {"PREP-02"}


def test_a_guest_issues_only_protocols_of_the_own_laboratory(plant: Plant, protocol: MeasurementProtocol) -> None:
    assert plant.laboratory_guest.has_perm("measurements.issue_measurementprotocol", protocol)

    protocol.laboratory.guests.clear()

    assert not plant.laboratory_guest.has_perm("measurements.issue_measurementprotocol", protocol)
