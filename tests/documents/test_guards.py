"""What the database itself refuses, on both engines."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.guards import all_guards, installed_guards
from accounts.models import JournalEntry
from attestation.models import CertificationCard, CommissionMember, Order
from documents.services.perform import perform
from tests.factories.plant import ORDER_ON, Plant
from workplaces.models import AnalogousGroup, Department


def refused() -> pytest.RaisesExc[IntegrityError]:
    return pytest.raises(IntegrityError, match=r"guard|CHECK|check|constraint")


def test_every_guard_is_installed(db: None) -> None:
    installed = {name for name, _table in installed_guards(connection)}

    assert installed == {guard.name for guard in all_guards()}
    assert len(installed) > 100


def test_the_journal_only_grows(plant: Plant) -> None:
    with refused(), transaction.atomic():
        JournalEntry.objects.update(act="nothing happened")
    with refused(), transaction.atomic():
        JournalEntry.objects.all().delete()


def test_a_row_cannot_point_to_another_employer(plant: Plant) -> None:
    other = Plant.build()
    department = Department.objects.filter(employer=other.employer).first()

    with refused(), transaction.atomic():
        AnalogousGroup.objects.filter(pk=plant.group.pk).update(department=department)
    with refused(), transaction.atomic():
        Department.objects.create(employer=plant.employer, name="Цех", parent=department)


def test_an_unknown_state_is_refused(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    with refused(), transaction.atomic():
        Order.objects.filter(pk=order.pk).update(state="НИКАКОЕ")


def test_a_move_outside_the_graph_is_refused(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    for state in ("IN_FORCE", "SUPERSEDED"):
        with refused(), transaction.atomic():
            CertificationCard.objects.filter(pk=card.pk).update(state=state)

    plant.sign(card)

    for state in ("SIGNING", "ASSESSED", "SUPERSEDED"):
        with refused(), transaction.atomic():
            CertificationCard.objects.filter(pk=card.pk).update(state=state)


def test_the_content_of_a_locked_document_cannot_change(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    with refused(), transaction.atomic():
        CertificationCard.objects.filter(pk=card.pk).update(overall_class="1")
    with refused(), transaction.atomic():
        CertificationCard.objects.filter(pk=card.pk).update(state="SIGNED", overall_class="1")


def test_rows_of_a_locked_document_cannot_change(plant: Plant) -> None:
    order = perform(plant.hold_order(plant.campaign()), "issue", actor=plant.director, on=ORDER_ON)
    member = order.members.first()

    with refused(), transaction.atomic():
        CommissionMember.objects.filter(pk=member.pk).update(position="председатель всего")
    with refused(), transaction.atomic():
        member.delete()
    with refused(), transaction.atomic():
        CommissionMember.objects.create(order=order, user=plant.officer, printed_name="А", position="Б")


def test_a_draft_may_change_freely(plant: Plant) -> None:
    order = plant.hold_order(plant.campaign())

    assert Order.objects.filter(pk=order.pk).update(powers="полномочия") == 1
    assert order.members.all().delete()[0] > 0
