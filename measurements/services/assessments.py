"""Writes of load protocols and strain assessments."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from documents.services.copying import rows_copy
from documents.services.putting import document_put, rows_write
from measurements.models import MentalStrainAssessment, PhysicalLoadProtocol, UnmeasuredCondition
from norms.mental_strain import strain_indicators
from workplaces.models import AnalogousGroup


def load_protocol_put(
    *, group: AnalogousGroup, number: str, dated_on: dt.date, sex: str, values: Mapping[str, Decimal], actor: User
) -> tuple[PhysicalLoadProtocol, str]:
    """Put a protocol of physical load in: values by ``LoadCode``, in the units of table 10."""
    found = PhysicalLoadProtocol.objects.filter(employer_id=group.employer_id, number=number, dated_on=dated_on).first()
    protocol = found or PhysicalLoadProtocol(employer_id=group.employer_id)
    fields = {"group": group, "number": number, "dated_on": dated_on, "sex": sex}
    rows = [{"indicator": code, "value": value} for code, value in values.items()]
    return document_put(protocol, fields, {"values": rows}, actor=actor)


def strain_assessment_put(
    *, group: AnalogousGroup, dated_on: dt.date, classes: Mapping[str, str], actor: User
) -> tuple[MentalStrainAssessment, str]:
    """Put an assessment of mental strain in: classes by the number of the indicator in the card."""
    found = (
        MentalStrainAssessment.objects.filter(group=group).exclude(state="VOID").order_by("-dated_on", "-id").first()
    )
    assessment = found or MentalStrainAssessment(employer_id=group.employer_id)
    fields = {"group": group, "dated_on": dated_on if found is None else found.dated_on, "number": group.number}
    rows = [{"indicator": code, "conditions_class": found_class} for code, found_class in classes.items()]
    return document_put(assessment, fields, {"values": rows}, actor=actor)


def load_protocol_copy(sample: PhysicalLoadProtocol, created: PhysicalLoadProtocol, actor: User) -> None:
    """Take the indicators over; values and calculations wait to be measured (LOAD-01)."""
    rows_copy(sample, created, {"values": ("indicator",)}, actor=actor)


def strain_assessment_copy(sample: MentalStrainAssessment, created: MentalStrainAssessment, actor: User) -> None:
    """Take the indicators over; their classes wait to be assessed (STRAIN-01)."""
    rows_copy(sample, created, {"values": ("indicator",)}, actor=actor)


def strain_assessment_fill(assessment: MentalStrainAssessment, actor: User) -> None:
    """Give a new assessment all its lines: an indicator that the work lacks is class 1 (№ 35, п. 80)."""
    on = assessment.dated_on or timezone.localdate()
    rows = [{"indicator": code, "conditions_class": "1"} for code in strain_indicators(on)]
    rows_write(assessment, "values", rows, actor=actor)


@transaction.atomic
def unmeasured_condition_put(group: AnalogousGroup, clause: str, *, ground: str, actor: User) -> str:
    """Record the commission's ground for assessing work of № 35, п. 27 without measuring."""
    lock_employer(group.employer_id)
    known = UnmeasuredCondition.objects.filter(group=group, clause=clause).first()
    if known and known.ground == ground:
        return "UNCHANGED"
    condition = known or UnmeasuredCondition(employer_id=group.employer_id, group=group, clause=clause)
    condition.ground = ground
    condition.full_clean()
    condition.save()
    journal_append(
        employer_id=group.employer_id,
        actor=actor,
        act="unmeasured.put",
        target=condition,
        payload={"group": group.pk, "clause": clause, "ground": ground},
    )
    return "CHANGED" if known else "CREATED"
