"""The play itself: each function is one stage of the procedure, acted by the people it belongs to."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django_scopes import scope, scopes_disabled

from accounts.confirmation import acting_as_system
from accounts.models import User
from accounts.services.access import totp_give
from accounts.services.employers import PersonName, employer_create, membership_grant, user_create
from attestation.models import Campaign, CertificationCard, OrderKind, Seat, TradeUnion
from attestation.selectors import approval_due, cards_of, hold_order, listed_groups
from attestation.services.cards import card_create
from attestation.services.preparation import (
    campaign_create,
    factor_list_compose,
    order_create,
    surveys_create,
    workplace_list_compose,
)
from attestation.services.results import agreements_create, plan_compose, result_lists_create
from attestation.services.standings import conditions_choose, entries_accept
from documents.models import Document, ImportBatch
from documents.services.editing import document_edit, editing
from documents.services.importing import import_apply, import_read, import_upload
from documents.services.perform import perform
from documents.services.reference import reference_save
from measurements.models import (
    Laboratory,
    MeasurementProtocol,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
)
from measurements.services.protocols import instrument_put, laboratory_scope_set, protocol_instruments_fill
from reports.demo.descriptions import protocol_complete, workplaces_describe
from reports.demo.scenario import Scenario
from workplaces.models import AnalogousGroup

PASSWORD = "primerskiy-zavod-2026"  # noqa: S105 - printed in the README, for the demonstration only
SINCE = dt.date(2000, 1, 1)

Stage = Callable[[Scenario], str]


def found_plant(scenario: Scenario) -> str:
    """The employer and the people who will act."""
    data = scenario.data
    scenario.employer = employer_create(actor=None, is_demo=True, **data["employer"])
    for username, person in data["people"].items():
        user = user_create(username=username, name=PersonName(*person["name"]), password=PASSWORD)
        membership_grant(
            user=user,
            employer=scenario.plant,
            role=person["role"],
            valid_from=SINCE,
            actor=None,
            position=person["position"],
        )
        totp_give(user)
        scenario.people[username] = user
    TradeUnion.objects.create(employer=scenario.plant, **data["union"])
    return f"учётных записей: {len(scenario.people)}"


def import_workbooks(scenario: Scenario) -> str:
    """The six workbooks as they are, through the staged import, by the safety officer."""
    officer, day = scenario.people["officer"], scenario.day("imports")
    batches = [_import(scenario, item["kind"], item["file"], officer, day) for item in scenario.data["imports"]]
    entries_accept(scenario.plant, actor=officer)
    for profession, conditions in scenario.data["special_conditions"].items():
        group = AnalogousGroup.objects.get(employer=scenario.plant, profession__name=profession)
        conditions_choose(group, conditions, actor=officer)
    described = workplaces_describe(scenario)
    return (
        f"создано записей из книг: {sum(batch.created_count for batch in batches)}, описано рабочих мест: {described}"
    )


def _import(scenario: Scenario, kind: str, name: str, actor: User, day: dt.date) -> ImportBatch:
    content = (scenario.folder / name).read_bytes()
    batch = import_upload(employer=scenario.plant, kind=kind, name=name, content=content, actor=actor, on=day)
    return import_apply(import_read(batch, actor=actor, on=day), actor=actor, on=day)


def hold(scenario: Scenario) -> str:
    """The order to hold the certification: commission, terms, schedule."""
    officer, data = scenario.people["officer"], scenario.data
    campaign = campaign_create(
        employer=scenario.plant,
        title="Аттестация рабочих мест 2026 года",
        dated_on=scenario.day("campaign"),
        actor=officer,
    )
    dates = data["orders"]["hold"]
    order = order_create(
        campaign,
        kind=OrderKind.HOLD,
        number=dates["number"],
        dated_on=_day(dates["dated_on"]),
        starts_on=_day(dates["starts_on"]),
        ends_on=_day(dates["ends_on"]),
        powers=data["powers"],
        members=[_seat(scenario, name) for name in (data["commission"]["chair"], *data["commission"]["members"])],
        stages=[
            {**stage, "starts_on": _day(stage["starts_on"]), "ends_on": _day(stage["ends_on"])}
            for stage in data["stages"]
        ],
        actor=officer,
    )
    perform(order, "issue", actor=scenario.people["director"], on=_day(dates["dated_on"]))
    return str(order)


def _seat(scenario: Scenario, name: str) -> dict[str, Any]:
    user, commission = scenario.people[name], scenario.data["commission"]
    return {
        "user": user,
        "printed_name": user.short_name,
        "position": scenario.data["people"][name]["position"],
        "seat": Seat.CHAIR if name == commission["chair"] else Seat.MEMBER,
        "is_responsible": name == commission["responsible"],
    }


def list_and_survey(scenario: Scenario) -> str:
    """List of workplaces with grounds, survey protocols, list of factors."""
    officer, chair, campaign = scenario.people["officer"], scenario.people["chair"], _campaign(scenario)
    workplace_list = workplace_list_compose(campaign, actor=officer, other_reason=scenario.data["other_ground"])
    perform(workplace_list, "approve", actor=chair, on=scenario.day("workplace_list"))
    surveys = surveys_create(campaign, actor=officer)
    for survey in surveys:
        perform(survey, "approve", actor=officer, on=scenario.day("surveys"))
    factor_list = factor_list_compose(campaign, actor=officer)
    perform(factor_list, "approve", actor=officer, on=scenario.day("factor_list"))
    return f"позиций перечня: {workplace_list.items.count()}, протоколов обследования: {len(surveys)}"


def observe(scenario: Scenario) -> str:
    """Time studies: completed by the officer, approved by the head of production."""
    officer, head = scenario.people["officer"], scenario.people["shop"]
    studies = list(TimeStudyCard.objects.order_by("id"))
    for study in studies:
        done = perform(study, "complete", actor=officer, on=_dated(study))
        perform(done, "approve", actor=head, on=_dated(study))
    return f"карт фотографии: {len(studies)}"


def measure(scenario: Scenario) -> str:
    """The laboratory names its scope and instruments and issues its protocols."""
    guest, data = scenario.people["laboratory"], scenario.data["laboratory"]
    laboratory = Laboratory.objects.get(employer=scenario.plant)
    laboratory.guests.add(guest)
    laboratory.address, laboratory.head_name = data["address"], data["head_name"]
    laboratory.accredited_from = _day(data["accredited_from"])
    reference_save(laboratory, actor=scenario.people["officer"])
    laboratory_scope_set(laboratory, data["scope"], actor=guest)
    for item in data["instruments"]:
        instrument_put(
            laboratory,
            name=item["name"],
            serial_number=item["serial"],
            factors=item["factors"],
            certificate=item["certificate"],
            verified_on=_day(item["verified_on"]),
            valid_through=_day(item["valid_through"]),
            actor=guest,
        )
    protocols = list(MeasurementProtocol.objects.order_by("id"))
    for protocol in protocols:
        protocol_complete(protocol, scenario)
        protocol_instruments_fill(protocol, actor=guest)
        perform(protocol, "issue", actor=guest, on=_dated(protocol))
    return f"протоколов измерений: {len(protocols)}"


def assess_work(scenario: Scenario) -> str:
    """Physical load and mental strain, signed by the officer."""
    officer = scenario.people["officer"]
    loads, strains = list(PhysicalLoadProtocol.objects.all()), list(MentalStrainAssessment.objects.all())
    for load in loads:
        perform(load, "approve", actor=officer, on=_dated(load))
    for strain in strains:
        perform(strain, "approve", actor=officer, on=scenario.day("strain"))
    return f"протоколов тяжести: {len(loads)}, оценок напряжённости: {len(strains)}"


def sign_cards(scenario: Scenario) -> str:
    """Cards: assessed by the officer, signed by every member, by the chair last."""
    officer, people, campaign = scenario.people["officer"], scenario.people, _campaign(scenario)
    for group in listed_groups(campaign).order_by("place"):
        card = card_create(campaign, group, actor=officer)
        assessed = perform(card, "assess", actor=officer, on=scenario.day("cards"))
        perform(assessed, "send_for_signature", actor=officer, on=scenario.day("cards"))
    for name in scenario.data["commission"]["members"]:
        for card in cards_of(campaign):
            perform(card, "sign_as_member", actor=people[name], on=scenario.day("signing"))
    for card in cards_of(campaign):
        perform(card, "sign_as_chair", actor=people["chair"], on=scenario.day("chair"))
    return f"карт: {CertificationCard.objects.count()}, подписей под каждой: {len(scenario.data['commission']['members']) + 2}"


def compose_results(scenario: Scenario) -> str:
    """Lists 12.1–12.7 and plan 12.8, signed by the chair, agreed with the union."""
    officer, chair, campaign = scenario.people["officer"], scenario.people["chair"], _campaign(scenario)
    results = result_lists_create(campaign, actor=officer)
    for result in results:
        perform(result, "compose", actor=officer, on=scenario.day("lists"))
        perform(result, "sign_as_chair", actor=chair, on=scenario.day("lists_signed"))
    plan = plan_compose(campaign, actor=officer)
    with editing(plan, actor=officer) as fresh:
        fresh.measures.update(
            responsible=scenario.data["plan"]["responsible"], due_on=_day(scenario.data["plan"]["due_on"])
        )
    perform(plan, "compose", actor=officer, on=scenario.day("lists"))
    perform(plan, "sign_as_chair", actor=chair, on=scenario.day("lists_signed"))
    for agreement in agreements_create(campaign, actor=officer):
        perform(agreement, "send", actor=officer, on=scenario.day("lists_signed"))
        perform(agreement, "agree", actor=scenario.people["union"], on=scenario.day("agreement"))
    return f"перечней: {len(results)}, план; согласованы с профсоюзом"


def approve(scenario: Scenario) -> str:
    """The order of approval, on the day that п. 19 demands."""
    officer, campaign, dates = scenario.people["officer"], _campaign(scenario), scenario.data["orders"]["approve"]
    order = order_create(campaign, kind=OrderKind.APPROVE, number=dates["number"], actor=officer)
    issued = perform(order, "issue", actor=scenario.people["director"], on=_day(dates["dated_on"]))
    due = approval_due(campaign)
    return f"{issued}; по п. 19 — {due.day:%d.%m.%Y}" if due else str(issued)


def finish(scenario: Scenario) -> str:
    """Workers are acquainted, documents submitted."""
    officer, campaign = scenario.people["officer"], _campaign(scenario)
    sheets = list(campaign.acquaintances.all())
    for sheet in sheets:
        perform(sheet, "acknowledge", actor=officer, on=scenario.day("acquaintance"))
    submission = campaign.submissions.get()
    submission = document_edit(submission, {"authority": scenario.data["authority"]}, actor=officer)
    perform(
        submission,
        "hand_over",
        actor=officer,
        on=scenario.day("submission"),
        reason=scenario.data["receipt"],
        deviations=scenario.data["kept_on_paper"],
    )
    return f"ознакомлено работников: {len(sheets)}; представлено, последний день {submission.due_on:%d.%m.%Y}"


STAGES: tuple[tuple[str, Stage], ...] = (
    ("Наниматель и люди", found_plant),
    ("Загрузка шести книг", import_workbooks),
    ("Приказ и комиссия", hold),
    ("Перечень, обследование, факторы", list_and_survey),
    ("Фотографии рабочего времени", observe),
    ("Измерения", measure),
    ("Тяжесть и напряжённость", assess_work),
    ("Карты аттестации", sign_cards),
    ("Перечни 12.1–12.7, план 12.8", compose_results),
    ("Приказ об утверждении", approve),
    ("Ознакомление, представление", finish),
)


def _campaign(scenario: Scenario) -> Campaign:
    campaign = Campaign.objects.filter(employer=scenario.plant).latest("id")
    assert hold_order(campaign) is not None
    return campaign


def _dated(document: Document) -> dt.date:
    if document.dated_on is None:
        raise ValueError(f"{document}: the workbook gives no date")
    return document.dated_on


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def play(scenario: Scenario, tell: Callable[[str, str], None]) -> None:
    """Play all stages whole or not at all: a killed play leaves no half-certified plant behind.

    ``tell`` hears the title of each stage and what was done in it.
    """
    with acting_as_system("manage.py demo"), transaction.atomic():
        for title, stage in STAGES:
            with scope(employer=[scenario.plant.pk]) if scenario.employer else scopes_disabled():
                tell(title, stage(scenario))
