"""Classes beforehand: what the cards would say by the papers as they lie, worked out for many groups at once."""

from __future__ import annotations

import datetime as dt
from io import BytesIO

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import JournalEntry
from attestation.facets import by_preliminary_class
from attestation.models import PreliminaryClass
from attestation.services.preliminary import foreseen, preliminary_refresh
from documents.models import Job, JobStatus
from documents.services.files import file_content
from documents.services.job_run import jobs_work_off
from documents.services.perform import perform
from tests.factories.plant import CARD_ON, MEASURED_ON, STUDY_ON, Plant
from workplaces.models import AnalogousGroup

pytestmark = pytest.mark.django_db


def one(plant: Plant, on: dt.date = CARD_ON) -> tuple[str, str]:
    word = foreseen([plant.group], plant.employer, on)[plant.group.pk]
    return word.overall_class, word.hindrance


def refresh(plant: Plant) -> int:
    groups = list(AnalogousGroup.objects.filter(employer=plant.employer).order_by("pk"))
    return preliminary_refresh(groups, employer=plant.employer, on=CARD_ON, actor=plant.officer)


def test_the_class_beforehand_is_the_class_of_the_card(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card(campaign, plant.group)
    before = one(plant)

    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)

    assert before == (card.overall_class, "") and card.overall_class == "3.2"


def test_drafts_count_until_something_is_signed(plant: Plant) -> None:
    plant.open_campaign()
    assert one(plant) == ("", "нет карты фотографии рабочего времени")

    study = plant.time_study(plant.group)
    protocol = plant.protocol(plant.group, "84")
    found, missing = one(plant)
    assert (found, missing) == ("3.1", "нет протокола тяжести; нет оценки напряжённости")

    perform(protocol, "issue", actor=plant.officer, on=MEASURED_ON)
    later = plant.protocol(plant.group, "99", number="402-Ш")
    assert one(plant)[0] == "3.1", "a draft does not speak against an issued protocol"

    perform(later, "issue", actor=plant.officer, on=MEASURED_ON)
    assert one(plant)[0] == "3.3"
    assert one(plant, MEASURED_ON - dt.timedelta(days=1)) == ("", "не оценён ни один фактор")
    perform(perform(study, "complete", actor=plant.officer, on=STUDY_ON), "approve", actor=plant.shop, on=STUDY_ON)
    assert one(plant, STUDY_ON - dt.timedelta(days=1)) == ("", "нет карты фотографии рабочего времени")


def test_only_what_changed_is_written_and_its_history_says_when(plant: Plant) -> None:
    plant.add_group(2)
    plant.open_campaign()
    plant.time_study(plant.group)
    plant.protocol(plant.group, "84")

    assert refresh(plant) == 2 and refresh(plant) == 0
    issued = plant.protocol(plant.group, "99")
    perform(issued, "issue", actor=plant.officer, on=MEASURED_ON)
    assert refresh(plant) == 1

    row = PreliminaryClass.objects.get(group=plant.group)
    assert [(h.history_type, h.overall_class) for h in row.history.order_by("history_id")] == [
        ("+", "3.1"),
        ("~", "3.3"),
    ]
    assert row.history.latest("history_id").history_user == plant.officer
    assert JournalEntry.objects.filter(act="preliminary.refresh").count() == 2
    assert row.words == "не ниже 3.3"


def test_queries_do_not_grow_with_groups(plant: Plant) -> None:
    plant.open_campaign()
    for number in range(2, 6):
        plant.evidence(plant.add_group(number))

    def queries(groups: list[AnalogousGroup]) -> int:
        with CaptureQueriesContext(connection) as captured:
            foreseen(groups, plant.employer, CARD_ON)
        return len(captured)

    groups = list(AnalogousGroup.objects.order_by("-pk"))
    assert queries(groups[:1]) == queries(groups[:4])


def test_only_who_assesses_may_have_them_worked_out(plant: Plant) -> None:
    with pytest.raises(PermissionDenied):
        preliminary_refresh([plant.group], employer=plant.employer, on=CARD_ON, actor=plant.union)


def test_a_job_works_the_plant_out_and_hands_the_list_over(plant: Plant) -> None:
    plant.add_group(2)
    campaign = plant.open_campaign()
    plant.evidence(plant.group)
    client = Client()
    client.force_login(plant.officer)
    assert reverse("classes-refresh") in client.get(campaign.get_absolute_url()).content.decode()

    answer = client.post(reverse("classes-refresh"))
    assert jobs_work_off() == 1
    job = Job.objects.get(kind="classes")

    assert answer["Location"] == job.get_absolute_url()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 2, 2), job.problem
    sheet = openpyxl.load_workbook(BytesIO(file_content(job.result))).active  # type: ignore[arg-type]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert [row[3] for row in rows] == ["3.2", "—"] and rows[1][6] == "нет карты фотографии рабочего времени"
    assert "3.2" in client.get(reverse("group", args=[plant.group.pk])).content.decode()


def test_the_table_of_groups_finds_those_that_would_be_worse(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card(campaign, plant.group)
    perform(card, "assess", actor=plant.officer, on=CARD_ON)
    groups = AnalogousGroup.objects.all()
    refresh(plant)
    assert not by_preliminary_class(groups, "worse") and by_preliminary_class(groups, "harmful").count() == 1

    perform(plant.protocol(plant.group, "120"), "issue", actor=plant.officer, on=MEASURED_ON)
    refresh(plant)

    assert list(by_preliminary_class(groups, "worse")) == [plant.group]
    assert not by_preliminary_class(groups, "better") and not by_preliminary_class(groups, "none")
