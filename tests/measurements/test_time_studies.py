"""Time studies: rising times, the sum of the shift, shares, the full working day."""

from __future__ import annotations

import datetime as dt

import pytest

from documents.services.perform import perform
from measurements.models import Indicator, TimeStudyCard, TimeStudyRow
from measurements.selectors import exposure_minutes, full_day_of, kind_minutes, study_lines
from measurements.services.time_studies import StudyRow
from tests.factories.plant import STUDY_ON, Plant
from tests.factories.refusals import codes, warnings


@pytest.fixture
def study(plant: Plant) -> TimeStudyCard:
    plant.open_campaign()
    return plant.time_study(plant.group)


def test_lines_have_lengths_from_their_neighbours(study: TimeStudyCard) -> None:
    lines = study_lines(study)

    assert [line.minutes for line in lines] == [15, 400, 20, 20, 25]
    assert kind_minutes(lines) == {"ПЗ": 15, "ОП": 400, "ОБ": 20, "РП": 20, "НП": 25}


def test_shares_come_from_the_lines_that_name_the_indicator(plant: Plant, study: TimeStudyCard) -> None:
    assert exposure_minutes(study_lines(study)) == {plant.noise().pk: 400}


def test_a_shift_may_pass_midnight(plant: Plant) -> None:
    plant.open_campaign()
    rows = [StudyRow("Работа", dt.time(2, 0), "ОП"), StudyRow("Работа", dt.time(4, 0), "ОП")]
    study = plant.time_study(plant.group, rows)
    TimeStudyCard.objects.update(starts_at=dt.time(20, 0))
    study.refresh_from_db()

    assert [line.minutes for line in study_lines(study)] == [360, 120]


def test_TIME_01_times_must_rise(plant: Plant, study: TimeStudyCard) -> None:
    TimeStudyRow.objects.filter(place=3).update(ends_at=dt.time(14, 20))

    assert "TIME-01" in codes(study, "complete", plant.officer, STUDY_ON)


def test_TIME_02_lines_must_sum_to_the_shift(plant: Plant, study: TimeStudyCard) -> None:
    TimeStudyRow.objects.filter(place=5).update(ends_at=dt.time(15, 29))

    assert codes(study, "complete", plant.officer, STUDY_ON) == {"TIME-02"}


def test_TIME_03_every_indicator_must_belong_to_a_factor(plant: Plant, study: TimeStudyCard) -> None:
    Indicator.objects.update(factor="")

    assert codes(study, "complete", plant.officer, STUDY_ON) == {"TIME-03"}


def test_TIME_04_another_shift_than_the_staffing_table_is_a_warning(plant: Plant, study: TimeStudyCard) -> None:
    plant.group.shift_minutes = 420
    plant.group.save()

    assert warnings(study, "complete", plant.officer, STUDY_ON) == {"TIME-04"}
    assert perform(study, "complete", actor=plant.officer, on=STUDY_ON).state == "COMPLETED"


def test_PREP_02_nothing_is_observed_before_the_order(plant: Plant, study: TimeStudyCard) -> None:
    TimeStudyCard.objects.update(dated_on=dt.date(2026, 8, 31))
    study.refresh_from_db()

    assert codes(study, "complete", plant.officer, STUDY_ON) == {"PREP-02"}


@pytest.mark.parametrize(("work_until", "minutes", "is_full"), [("13:34", 384, True), ("13:33", 383, False)])
def test_the_full_working_day_is_384_of_480_minutes_exactly(
    plant: Plant, study: TimeStudyCard, work_until: str, minutes: int, is_full: bool
) -> None:
    """15 minutes of preparation, the work, 20 minutes of regulated breaks (№ 35, п. 12)."""
    TimeStudyRow.objects.filter(place=2).update(ends_at=dt.time.fromisoformat(work_until))
    TimeStudyRow.objects.filter(place=3).update(kind="НП")

    verdict = full_day_of(study_lines(study), study.shift_minutes, plant.employer, STUDY_ON)

    assert (verdict.minutes, verdict.is_full) == (minutes, is_full)


def test_other_work_and_unregulated_breaks_do_not_count(plant: Plant, study: TimeStudyCard) -> None:
    TimeStudyRow.objects.filter(place=2).update(belongs=False)

    verdict = full_day_of(study_lines(study), study.shift_minutes, plant.employer, STUDY_ON)

    assert (verdict.minutes, verdict.is_full) == (55, False)


def test_the_stricter_reading_counts_operative_time_under_factors_only(plant: Plant, study: TimeStudyCard) -> None:
    study.exposures.all().delete()
    lines = study_lines(study)

    assert full_day_of(lines, study.shift_minutes, plant.employer, STUDY_ON).minutes == 455
    plant.employer.interpretations = {"full_day": "OPERATIVE_UNDER_FACTORS"}
    assert full_day_of(lines, study.shift_minutes, plant.employer, STUDY_ON).minutes == 55


def test_the_head_of_the_department_approves(plant: Plant, study: TimeStudyCard) -> None:
    done = perform(study, "complete", actor=plant.officer, on=STUDY_ON)

    assert perform(done, "approve", actor=plant.shop, on=STUDY_ON).state == "APPROVED"
