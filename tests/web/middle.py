"""A plant in the middle of its work: one campaign done, one with a draft of every kind of document."""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import openpyxl
from django.urls import reverse

from accounts.models import Role, User
from attestation.models import Campaign, OrderKind
from attestation.services.changes import card_version_open
from attestation.services.events import event_record
from attestation.services.preparation import factor_list_compose, order_create, surveys_create, workplace_list_compose
from attestation.services.results import agreements_create, plan_compose, result_lists_create
from documents.models import ImportBatch, Job, Signature
from documents.services.importing import import_apply, import_read, import_upload
from documents.services.job_lines import line_settle, lines_open
from documents.services.verification import code_give
from measurements.models import MeasurementProtocol
from tests.factories.people import person
from tests.factories.plant import ORDER_ON, Plant

STAFF = ["№", "Цех", "Профессия (должность)", "Код ОКРБ", "Рабочих мест", "Численность"]
PEOPLE = ["Таб. №", "ФИО", "Пол", "Дата рождения", "Подразделение", "Профессия"]


@dataclass
class Everything:
    """A plant, a finished campaign, one in its middle, and rows that pages are about, by name."""

    plant: Plant
    done: Campaign
    running: Campaign
    people: dict[str, User]
    rows: dict[str, Any] = field(default_factory=dict)


def everything() -> Everything:
    """One group certified to the end; two more in a second campaign where every kind of document is a draft."""
    plant = Plant.build()
    done = plant.whole_procedure()
    for number in (2, 3, 4):
        plant.add_group(number, shop="Механический цех", profession=f"Токарь {number}")
    running = plant.open_campaign()
    made = Everything(plant, done, running, _people(plant))
    _drafts(made)
    made.rows |= _imports(plant) | _single_rows(made)
    return made


def _people(plant: Plant) -> dict[str, User]:
    worker = person(plant.employer, Role.WORKER)
    employee = plant.group.employees.get()
    employee.user = worker
    employee.save()
    return {
        "officer": plant.officer,
        "chair": plant.chair,
        "member": plant.members[0],
        "union": plant.union,
        "shop": plant.shop,
        "laboratory": plant.laboratory_guest,
        "director": plant.director,
        "hr": person(plant.employer, Role.HR),
        "admin": person(plant.employer, Role.ADMINISTRATOR),
        "worker": worker,
    }


def _drafts(made: Everything) -> None:
    """A draft of every kind of document beside the finished one, and a card that waits for the commission."""
    plant, campaign, actor = made.plant, made.running, made.plant.officer
    _first, second, third, fourth = plant.groups
    made.rows["draft-order"] = order_create(campaign, kind=OrderKind.APPROVE, number="7", actor=actor)
    change = order_create(made.done, kind=OrderKind.CHANGE, number="8", actor=actor)
    made.rows["change"] = change
    made.rows["new-version"] = card_version_open(change, made.done.cards.get(), actor=actor)
    planned = plant.campaign()
    made.rows["hold-order"] = plant.hold_order(planned)
    workplace_list_compose(planned, actor=actor)
    surveys_create(campaign, actor=actor)
    made.rows["card-signing"] = plant.card_on_signature(campaign, second)
    plant.card(campaign, third)
    plant.protocol(fourth, number="draft")
    plant.time_study(fourth)
    plant.load(fourth)
    plant.strain(fourth)
    factor_list_compose(campaign, actor=actor)
    result_lists_create(campaign, actor=actor)
    plan_compose(campaign, actor=actor)
    agreements_create(campaign, actor=actor)


def _imports(plant: Plant) -> dict[str, ImportBatch]:
    """One workbook of each fate: no header, unknown names, doubtful days, applied, unreadable."""
    kot = [7, "Кот Иван Ильич", "м", "03/04/80", "Литейный цех", "Обрубщик 1"]
    named = [8, "Жук Анна Ильинична", "ж", "24.11.1980", "Литейный", "обрубщ. 1"]
    staff = [["9", "Литейный цех", "Вагранщик", "8121-015", 2, 4]]
    found = {
        "import-asks": _batch(plant, "employees", [PEOPLE, kot, named]),
        "import-columns": _batch(plant, "employees", [kot, named]),
        "import-ready": _batch(plant, "staffing", [STAFF, *staff]),
        "import-unreadable": _batch(plant, "staffing", None),
    }
    applied = _batch(plant, "staffing", [STAFF, ["8", "Литейный цех", "Земледел", "7211-050", 1, 2]])
    found["import-applied"] = import_apply(applied, actor=plant.officer, on=ORDER_ON)
    return found


def _batch(plant: Plant, kind: str, rows: list[list[Any]] | None) -> ImportBatch:
    content = b"no workbook"
    if rows is not None:
        book, buffer = openpyxl.Workbook(), io.BytesIO()
        for row in rows:
            book.active.append(row)
        book.save(buffer)
        content = buffer.getvalue()
    batch = import_upload(
        employer=plant.employer, kind=kind, name="книга.xlsx", content=content, actor=plant.officer, on=ORDER_ON
    )
    return import_read(batch, actor=plant.officer, on=ORDER_ON)


def _single_rows(made: Everything) -> dict[str, Any]:
    plant, employer = made.plant, made.plant.employer
    card = made.done.cards.get(supersedes=None)
    return {
        "event": event_record(
            employer=employer, fact="EQUIPMENT", happened_on=ORDER_ON, actor=plant.officer, groups=[plant.group]
        ),
        "job": Job.objects.create(employer=employer, kind="print", title="Карты", key="1", asked_by=plant.officer),
        "many-job": _done_with_many(plant),
        "signature": Signature.objects.filter(employer=employer).latest("pk"),
        "code": code_give(card).code,
        "card": card,
    }


def _done_with_many(plant: Plant) -> Job:
    """A job that found instruments for what is still a draft and was refused by what is not there any more."""
    rows = MeasurementProtocol.objects.filter(employer=plant.employer).order_by("pk")[:2]
    about = {"slug": "protocols", "act": "instruments", "query": "state=DRAFT"}
    job = Job.objects.create(
        employer=plant.employer,
        kind="documents-act",
        title="Подобрать",
        key="2",
        arguments=about,
        asked_by=plant.officer,
    )
    Job.objects.filter(pk=job.pk).update(status="DONE", place=reverse("job-outcome", args=[job.pk]))
    lines_open(job, [row.pk for row in rows])
    problem = {
        "code": "DOC-03",
        "message": "документ не изменяется",
        "citation": "",
        "link": rows[0].get_absolute_url(),
    }
    line_settle(job.lines.earliest("pk"), [problem])
    return job
