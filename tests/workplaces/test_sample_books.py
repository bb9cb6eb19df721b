"""The six workbooks of the sample plant go in as they are, and a second time changes nothing."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Employer, JournalEntry, Role, User
from attestation.models import LegalStanding
from documents.models import ImportBatch
from documents.models.import_batch import RowOutcome, RowRole
from documents.services.importing import import_apply, import_read, import_upload
from measurements.models import (
    Indicator,
    Laboratory,
    MeasurementProtocol,
    MeasurementResult,
    MentalStrainValue,
    PhysicalLoadProtocol,
    PhysicalLoadValue,
    TimeStudyCard,
    TimeStudyRow,
    UnmeasuredCondition,
)
from tests.factories.people import EmployerFactory, person
from workplaces.models import AnalogousGroup, Department, Employee, Workplace

SAMPLES = Path(settings.BASE_DIR) / "docs" / "samples"
ON = dt.date(2026, 9, 22)
BOOKS = [
    ("staffing", "staffing-table.xlsx"),
    ("employees", "employees.xlsx"),
    ("lists_and_previous", "lists-and-previous-results.xlsx"),
    ("laboratory", "laboratory.xlsx"),
    ("time_study", "time-study.xlsx"),
    ("load_and_strain", "load-and-strain.xlsx"),
]


def load(employer: Employer, officer: User, kind: str, name: str) -> ImportBatch:
    batch = import_upload(
        employer=employer, kind=kind, name=name, content=(SAMPLES / name).read_bytes(), actor=officer, on=ON
    )
    batch = import_read(batch, actor=officer, on=ON)
    assert batch.state == "READ", batch.refusal
    return import_apply(batch, actor=officer, on=ON)


pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def books(module_db: None) -> tuple[Employer, User, dict[str, ImportBatch]]:
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    return employer, officer, {kind: load(employer, officer, kind, name) for kind, name in BOOKS}


def test_the_whole_plant_comes_in(books: tuple[Employer, User, dict[str, ImportBatch]]) -> None:
    assert AnalogousGroup.objects.count() == 44
    assert Workplace.objects.count() == 240
    assert Employee.objects.count() == 450
    assert Employee.objects.filter(full_name__startswith="Ўласаў").exists()
    assert Department.objects.filter(parent=None).count() == 15
    assert sum(AnalogousGroup.objects.values_list("headcount", flat=True)) == 450
    assert sum(AnalogousGroup.objects.values_list("women_count", flat=True)) == 109
    assert AnalogousGroup.objects.get(profession__name="Оператор котельной").shift_minutes == 720
    assert LegalStanding.objects.filter(list_536=1).count() == 6
    assert LegalStanding.objects.filter(list_536=2).count() == 16
    assert UnmeasuredCondition.objects.get().clause == "27.1.3"


def test_the_evidence_comes_in(books: tuple[Employer, User, dict[str, ImportBatch]]) -> None:
    laboratory = Laboratory.objects.get()
    assert (laboratory.accreditation_number, laboratory.accredited_through) == ("BY/112 2.4781", dt.date(2028, 5, 20))
    assert "Гигиена-Тест" in laboratory.name
    assert MeasurementProtocol.objects.count() == 90
    assert MeasurementResult.objects.count() == 38 + 7 + 48 + 17 + 1 + 2
    assert set(MeasurementProtocol.objects.values_list("representative", flat=True)) == {
        "инженер по охране труда А. В. Новик"
    }
    assert (TimeStudyCard.objects.count(), TimeStudyRow.objects.count()) == (44, 254)
    assert (PhysicalLoadProtocol.objects.count(), PhysicalLoadValue.objects.count()) == (44, 151)
    assert MentalStrainValue.objects.count() == 44 * 19
    assert not Indicator.objects.filter(factor="").exists()


def test_ranges_commas_and_words_are_understood(books: tuple[Employer, User, dict[str, ImportBatch]]) -> None:
    temperature = MeasurementResult.objects.get(protocol__number="477-М/26", method="TEMPERATURE")
    assert (temperature.limit_low, temperature.limit, str(temperature.value.normalize())) == (15, 26, "33.5")
    radiation = MeasurementResult.objects.get(protocol__number="483-М/26", method="RADIATION_HEATED")
    assert radiation.limit == 100
    chromium = MeasurementResult.objects.get(protocol__number="469-В/26", indicator__name="Хром (VI) триоксид")
    assert (str(chromium.limit.normalize()), chromium.effect, chromium.averaging) == (
        "0.01",
        "CARCINOGEN",
        "SHIFT_AVERAGE",
    )


def acts_beside_the_upload() -> int:
    """Acts on the plant itself: an upload and its file are acts too, of their own kind."""
    return JournalEntry.objects.exclude(act__startswith="importbatch").exclude(act="storedfile.store").count()


def test_a_second_run_of_the_same_books_changes_nothing(books: tuple[Employer, User, dict[str, ImportBatch]]) -> None:
    employer, officer, _first = books
    acts = acts_beside_the_upload()

    for kind, name in BOOKS:
        again = load(employer, officer, kind, name)
        assert (again.created_count, again.changed_count) == (0, 0), kind
        assert again.unchanged_count > 0

    assert acts_beside_the_upload() == acts


def test_every_row_has_its_role_and_its_end(books: tuple[Employer, User, dict[str, ImportBatch]]) -> None:
    _employer, _officer, batches = books
    roles = Counter(batches["staffing"].rows.values_list("role", flat=True))
    assert roles == {
        RowRole.TITLE: 6,
        RowRole.DATA: 44,
        RowRole.GROUP: 15 + 7,
        RowRole.SUBTOTAL: 16,
        RowRole.OTHER: 1,
    }
    for batch in batches.values():
        outcomes = set(batch.rows.filter(role=RowRole.DATA).values_list("outcome", flat=True))
        assert outcomes == {RowOutcome.CREATED}


def test_a_position_under_another_section_is_found_with_a_remark(
    books: tuple[Employer, User, dict[str, ImportBatch]],
) -> None:
    _employer, _officer, batches = books
    remarks = [row for row in batches["time_study"].rows.filter(role=RowRole.DATA) if row.problems]

    assert {row.clean["profession"] for row in remarks} == {
        "Мастер участка",
        "Контролер станочных и слесарных работ",
        "Уборщик производственных помещений",
    }
    assert all("участок не указан" in row.problems[0]["reason"] for row in remarks)
