"""Writes of laboratories and their protocols."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from documents.services.copying import rows_copy
from documents.services.editing import editing
from documents.services.putting import document_put, rows_write
from documents.workbooks.values import normalized
from measurements.models import (
    Indicator,
    Instrument,
    InstrumentFactor,
    Laboratory,
    LaboratoryScope,
    MeasurementProtocol,
    Verification,
)
from measurements.models.table_details import PLACE_DETAILS
from measurements.selectors import instruments_for


def _require(actor: User, permission: str, target: Any) -> None:
    if not actor.has_perm(permission, target):
        raise PermissionDenied("Нет права на это действие")


@transaction.atomic
def laboratory_put(
    *, employer: Employer, name: str, accreditation_number: str, accredited_through: dt.date, actor: User
) -> Laboratory:
    """Return the laboratory of a certificate of accreditation, made or brought up to date."""
    lock_employer(employer.pk)
    laboratory = Laboratory.objects.filter(employer=employer, accreditation_number=accreditation_number).first()
    if laboratory and (laboratory.name, laboratory.accredited_through) == (name, accredited_through):
        return laboratory
    laboratory = laboratory or Laboratory(employer=employer, accreditation_number=accreditation_number)
    laboratory.name, laboratory.accredited_through = name, accredited_through
    laboratory.full_clean()
    laboratory.save()
    payload = {"name": name, "accreditation": accreditation_number, "through": accredited_through}
    journal_append(employer_id=employer.pk, actor=actor, act="laboratory.put", target=laboratory, payload=payload)
    return laboratory


@transaction.atomic
def laboratory_scope_set(laboratory: Laboratory, factors: Sequence[str], *, actor: User) -> None:
    """Write the scope of accreditation: the factors that the laboratory may measure."""
    _require(actor, "measurements.change_laboratoryscope", laboratory)
    lock_employer(laboratory.employer_id)
    for factor in factors:
        LaboratoryScope.objects.get_or_create(employer_id=laboratory.employer_id, laboratory=laboratory, factor=factor)
    laboratory.scope.exclude(factor__in=factors).delete()
    journal_append(
        employer_id=laboratory.employer_id,
        actor=actor,
        act="laboratory.scope",
        target=laboratory,
        payload={"factors": factors},
    )


@transaction.atomic
def instrument_put(
    laboratory: Laboratory,
    *,
    name: str,
    serial_number: str,
    factors: Sequence[str],
    certificate: str,
    verified_on: dt.date,
    valid_through: dt.date,
    actor: User,
) -> Instrument:
    """Write an instrument with what it measures and its verification; raises ``ValidationError``."""
    _require(actor, "measurements.change_instrument", laboratory)
    lock_employer(laboratory.employer_id)
    owner = laboratory.employer_id
    instrument, _made = Instrument.objects.get_or_create(
        employer_id=owner, laboratory=laboratory, name=name, serial_number=serial_number
    )
    for factor in factors:
        InstrumentFactor.objects.get_or_create(employer_id=owner, instrument=instrument, factor=factor)
    verification = Verification.objects.filter(instrument=instrument, certificate=certificate).first() or Verification(
        employer_id=owner, instrument=instrument, certificate=certificate
    )
    verification.verified_on, verification.valid_through = verified_on, valid_through
    verification.full_clean()
    verification.save()
    payload = {"instrument": f"{name} {serial_number}", "certificate": certificate, "through": valid_through}
    journal_append(employer_id=owner, actor=actor, act="instrument.put", target=instrument, payload=payload)
    return instrument


@transaction.atomic
def indicator_put(
    *, employer: Employer, name: str, factor: str = "", method: str = "", unit: str = "", clause: str = ""
) -> Indicator:
    """Return the indicator of a name; what was not known of it is filled in, nothing is overwritten."""
    indicator = Indicator(employer=employer, name=name)
    known = Indicator.objects.filter(employer=employer, search_name=normalized(name)).first()
    indicator = known or indicator
    changed = known is None
    for field, value in (("factor", factor), ("method", method), ("unit", unit), ("clause", clause)):
        if value and not getattr(indicator, field):
            setattr(indicator, field, value)
            changed = True
    if changed:
        indicator.full_clean(exclude=["search_name"])
        indicator.save()
        payload = {"name": indicator.name, "factor": indicator.factor, "method": indicator.method}
        journal_append(employer_id=employer.pk, actor=None, act="indicator.put", target=indicator, payload=payload)
    return indicator


def protocol_put(
    *,
    laboratory: Laboratory,
    number: str,
    dated_on: dt.date,
    representative: str,
    results: Sequence[Mapping[str, Any]],
    actor: User,
) -> tuple[MeasurementProtocol, str]:
    """Put a protocol in with its results (fields of ``MeasurementResult`` by name).

    Returns the protocol and ``CREATED``, ``CHANGED`` or ``UNCHANGED``; raises ``LockedDocument``.
    """
    found = MeasurementProtocol.objects.filter(laboratory=laboratory, number=number, dated_on=dated_on).first()
    protocol = found or MeasurementProtocol(employer_id=laboratory.employer_id)
    values = {
        "laboratory": laboratory,
        "number": number,
        "dated_on": dated_on,
        "measured_on": dated_on if found is None else found.measured_on,
        "representative": representative,
    }
    return document_put(protocol, values, {"results": results}, actor=actor)


def protocol_copy(sample: MeasurementProtocol, created: MeasurementProtocol, actor: User) -> None:
    """Take points, indicators, limits and instruments over; values wait to be measured (PROT-06)."""
    points = ("group", "indicator", "method", "limit_low", "limit", "unit", "effect", "second_effect", "averaging")
    kept = {"results": (*points, "includes_time", "conditions", *PLACE_DETAILS), "instruments": ("instrument",)}
    rows_copy(sample, created, kept, actor=actor)


def protocol_instruments_fill(protocol: MeasurementProtocol, *, actor: User) -> int:
    """Attach the laboratory's instruments that measure the protocol's factors; returns how many."""
    used = set(protocol.instruments.values_list("instrument_id", flat=True))
    missing = [instrument for instrument in instruments_for(protocol) if instrument.pk not in used]
    if missing:
        with editing(protocol, actor=actor, act="fill_instruments") as fresh:
            rows_write(fresh, "instruments", [{"instrument": instrument} for instrument in missing], actor=actor)
    return len(missing)
