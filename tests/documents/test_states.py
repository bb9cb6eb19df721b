"""Every state machine against a table written here by hand: a wrong target cannot hide in the code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
import rules
from django.core.management import call_command
from django.db import IntegrityError, transaction

from attestation.models import (
    Acquaintance,
    CertificationCard,
    FactorList,
    ImprovementPlan,
    Order,
    ResultList,
    Submission,
    SurveyProtocol,
    TradeUnion,
    UnionAgreement,
    WorkplaceList,
)
from documents.models import ImportBatch
from documents.selectors import permission_name, transition_label, transitions_of
from documents.services.importing import import_upload
from documents.state_tables import document_models, moves_of
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from tests.factories.plant import ORDER_ON, Plant
from workplaces.models import Employee

EXPECTED = {
    "attestation.Acquaintance": {
        ("acknowledge", "PENDING", "ACQUAINTED"),
    },
    "attestation.Campaign": {
        ("begin", "PREPARATION", "OPEN"),
        ("complete", "OPEN", "COMPLETED"),
    },
    "attestation.CertificationCard": {
        ("assess", "DRAFT", "ASSESSED"),
        ("send_for_signature", "ASSESSED", "SIGNING"),
        ("amend", "DRAFT", "ASSESSED"),
        ("decline", "SIGNING", "SIGNING"),
        ("dissent", "SIGNING", "SIGNING"),
        ("recall", "SIGNING", "ASSESSED"),
        ("sign_as_member", "SIGNING", "SIGNING"),
        ("sign_as_chair", "SIGNING", "SIGNED"),
        ("reopen", "ASSESSED", "DRAFT"),
        ("reopen", "SIGNED", "DRAFT"),
        ("reopen", "SIGNING", "DRAFT"),
        ("put_in_force", "SIGNED", "IN_FORCE"),
        ("supersede", "IN_FORCE", "SUPERSEDED"),
    },
    "attestation.FactorList": {
        ("approve", "DRAFT", "APPROVED"),
        ("reopen", "APPROVED", "DRAFT"),
    },
    "attestation.ImprovementPlan": {
        ("compose", "DRAFT", "COMPOSED"),
        ("sign_as_chair", "COMPOSED", "READY"),
        ("reopen", "COMPOSED", "DRAFT"),
        ("reopen", "READY", "DRAFT"),
        ("approve", "READY", "APPROVED"),
        ("supersede", "APPROVED", "SUPERSEDED"),
    },
    "attestation.Order": {
        ("issue", "DRAFT", "ISSUED"),
    },
    "attestation.ResultList": {
        ("supersede", "APPROVED", "SUPERSEDED"),
        ("compose", "DRAFT", "COMPOSED"),
        ("sign_as_chair", "COMPOSED", "READY"),
        ("reopen", "COMPOSED", "DRAFT"),
        ("reopen", "READY", "DRAFT"),
        ("approve", "READY", "APPROVED"),
    },
    "attestation.Submission": {
        ("hand_over", "PREPARED", "HANDED_OVER"),
        ("hand_over", "RETURNED", "HANDED_OVER"),
        ("accept", "HANDED_OVER", "ACCEPTED"),
        ("send_back", "HANDED_OVER", "RETURNED"),
    },
    "attestation.SurveyProtocol": {
        ("approve", "DRAFT", "APPROVED"),
    },
    "attestation.UnionAgreement": {
        ("send", "AGREED", "SENT"),
        ("send", "DRAFT", "SENT"),
        ("send", "REMARKS", "SENT"),
        ("agree", "SENT", "AGREED"),
        ("refuse", "SENT", "REMARKS"),
    },
    "attestation.WorkplaceList": {
        ("approve", "DRAFT", "APPROVED"),
        ("reopen", "APPROVED", "DRAFT"),
    },
    "documents.ImportBatch": {
        ("read", "UPLOADED", "READ"),
        ("refuse", "UPLOADED", "REFUSED"),
        ("apply", "READ", "APPLIED"),
        ("undo", "APPLIED", "UNDONE"),
    },
    "measurements.MeasurementProtocol": {
        ("issue", "DRAFT", "ISSUED"),
        ("void", "ISSUED", "VOID"),
    },
    "measurements.MentalStrainAssessment": {
        ("approve", "DRAFT", "APPROVED"),
        ("void", "APPROVED", "VOID"),
    },
    "measurements.PhysicalLoadProtocol": {
        ("approve", "DRAFT", "APPROVED"),
        ("void", "APPROVED", "VOID"),
    },
    "measurements.TimeStudyCard": {
        ("complete", "DRAFT", "COMPLETED"),
        ("approve", "COMPLETED", "APPROVED"),
        ("reopen", "COMPLETED", "DRAFT"),
        ("void", "APPROVED", "VOID"),
    },
}
MODELS = {model._meta.label: model for model in document_models()}


def test_every_document_has_its_expected_table() -> None:
    assert set(MODELS) == set(EXPECTED)


@pytest.mark.parametrize("label", sorted(EXPECTED))
def test_the_machine_is_the_table(label: str) -> None:
    assert set(moves_of(MODELS[label])) == EXPECTED[label]


@pytest.mark.parametrize("label", sorted(EXPECTED))
def test_every_transition_has_a_right_a_label_and_a_meaning(label: str) -> None:
    model = MODELS[label]
    for name in transitions_of(model):
        assert rules.perm_exists(permission_name(model, name)), f"nobody may {name} {label}"
        assert transition_label(model, name) != name
        assert (getattr(model, name).__doc__ or "").strip(), f"{label}.{name} does not say what it means"
    for verb in ("view", "change"):
        assert rules.perm_exists(permission_name(model, verb))


def test_docs_hold_the_tables_of_the_code() -> None:
    call_command("state_tables", check=True)


@pytest.mark.parametrize("label", sorted(EXPECTED))
def test_the_database_refuses_every_other_pair_of_states(label: str, plant: Plant) -> None:
    """State × state, minus the graph: refused by the database itself, on both engines."""
    model = MODELS[label]
    states = [code for code, _words in model._meta.get_field("state").choices]
    allowed = {(source, target) for _name, source, target in EXPECTED[label]}
    row = ROWS[label](plant)
    refused = 0
    for source in states:
        stored = _put_in_state(row, source)
        for target in states:
            if source == target or (source, target) in allowed:
                continue
            with pytest.raises(IntegrityError), transaction.atomic():
                model.objects.filter(pk=stored.pk).update(state=target)
            refused += 1
    assert refused == len(states) * (len(states) - 1) - len({pair for pair in allowed if pair[0] != pair[1]})


def _put_in_state(row: Any, state: str) -> Any:
    """The same row, inserted anew in another state: no transition leads there without its whole story."""
    model = type(row)
    model.objects.filter(pk=row.pk).delete()
    values = {field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields}
    return model.objects.bulk_create([model(**{**values, "state": state})])[0]


def _card(plant: Plant) -> CertificationCard:
    return CertificationCard.objects.create(employer=plant.employer, campaign=plant.campaign(), group=plant.group)


def _survey(plant: Plant) -> SurveyProtocol:
    return SurveyProtocol.objects.create(employer=plant.employer, campaign=plant.campaign(), group=plant.group)


def _sheet(plant: Plant) -> Acquaintance:
    card = _card(plant)
    worker = Employee.objects.create(
        employer=plant.employer, personnel_number="1", full_name="Кот Павел Иванович", sex="м", group=plant.group
    )
    return Acquaintance.objects.create(employer=plant.employer, campaign=card.campaign, card=card, employee=worker)


def _submission(plant: Plant) -> Submission:
    order = plant.hold_order(plant.campaign())
    return Submission.objects.create(employer=plant.employer, campaign=order.campaign, order=order, due_on=ORDER_ON)


def _agreement(plant: Plant) -> UnionAgreement:
    union = TradeUnion.objects.create(employer=plant.employer, name="профсоюз")
    return UnionAgreement.objects.create(employer=plant.employer, campaign=plant.campaign(), union=union)


def _bare(model: type, **fields: Any) -> Callable[[Plant], Any]:
    return lambda plant: model.objects.create(employer=plant.employer, campaign=plant.campaign(), **fields)


def _order(plant: Plant) -> Order:
    return Order.objects.create(employer=plant.employer, campaign=plant.campaign(), kind="HOLD")


def _protocol(plant: Plant) -> MeasurementProtocol:
    return MeasurementProtocol.objects.create(
        employer=plant.employer, laboratory=plant.laboratory(), measured_on=ORDER_ON
    )


def _of_group(model: type, **fields: Any) -> Callable[[Plant], Any]:
    return lambda plant: model.objects.create(employer=plant.employer, group=plant.group, **fields)


def _batch(plant: Plant) -> ImportBatch:
    return import_upload(
        employer=plant.employer, kind="staffing", name="a.xlsx", content=b"PK", actor=plant.officer, on=ORDER_ON
    )


ROWS: dict[str, Callable[[Plant], Any]] = {
    "attestation.Acquaintance": _sheet,
    "attestation.Campaign": lambda plant: plant.campaign(),
    "attestation.CertificationCard": _card,
    "attestation.FactorList": _bare(FactorList),
    "attestation.ImprovementPlan": _bare(ImprovementPlan),
    "attestation.Order": _order,
    "attestation.ResultList": _bare(ResultList, kind="12.1"),
    "attestation.Submission": _submission,
    "attestation.SurveyProtocol": _survey,
    "attestation.UnionAgreement": _agreement,
    "attestation.WorkplaceList": _bare(WorkplaceList),
    "documents.ImportBatch": _batch,
    "measurements.MeasurementProtocol": _protocol,
    "measurements.MentalStrainAssessment": _of_group(MentalStrainAssessment),
    "measurements.PhysicalLoadProtocol": _of_group(PhysicalLoadProtocol, sex="м"),
    "measurements.TimeStudyCard": _of_group(TimeStudyCard, starts_at=dt.time(7, 30), shift_minutes=480),
}
