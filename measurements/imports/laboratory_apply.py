"""Puts understood results in: laboratories, indicators, then protocols with all their rows."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.services.bulk import Draft
from documents.workbooks.base import Applied
from documents.workbooks.values import normalized
from measurements.models import Indicator, Laboratory, MeasurementProtocol, MeasurementResult
from measurements.services.evidence_bulk import evidence_put, indicators_put, known_by
from measurements.services.protocols import laboratory_put, protocol_put
from measurements.vocabulary import known_indicator
from workplaces.imports.positions import by_key, with_groups
from workplaces.models import AnalogousGroup

Member = tuple[ImportRow, AnalogousGroup]


def apply_results(batch: ImportBatch, rows: Sequence[ImportRow], actor: User) -> Applied:
    """Put each protocol in as a draft, all its rows at once."""
    applied, employer = Applied(), batch.employer
    pairs = list(with_groups(rows, employer, applied))
    laboratories = _laboratories([row for row, _group in pairs], batch, actor, applied)
    names = _names([row.clean for row, _group in pairs])
    indicators = indicators_put(names, employer=employer, actor=actor, touched=applied.touched)
    gathered = list(by_key(iter(pairs), "accreditation_number", "protocol", "day").items())
    stored = known_by(MeasurementProtocol.objects.filter(employer=employer), "laboratory_id", "number", "dated_on")
    items = []
    for (certificate, number, day), members in gathered:
        laboratory, on = laboratories[certificate], dt.date.fromisoformat(day)
        results = [{"group": group, **_result(row.clean, indicators)} for row, group in members]
        representative = members[0][0].clean["representative"]
        protocol = MeasurementProtocol(
            employer=employer,
            laboratory=laboratory,
            number=number,
            dated_on=on,
            measured_on=on,
            representative=representative,
        )
        put = functools.partial(
            protocol_put,
            laboratory=laboratory,
            number=number,
            dated_on=on,
            representative=representative,
            results=results,
            actor=actor,
        )
        draft = Draft(protocol, {"results": [MeasurementResult(**result) for result in results]})
        items.append((stored.get((laboratory.pk, number, on)), draft, put))
    outcomes = evidence_put(MeasurementProtocol, items, employer=employer, actor=actor, touched=applied.touched)
    note_documents(applied, [members for _key, members in gathered], outcomes)
    return applied


def note_documents(applied: Applied, documents: Sequence[Sequence[Member]], outcomes: Sequence[Any]) -> None:
    """Give each row the outcome of its document."""
    for members, result in zip(documents, outcomes, strict=True):
        for row, _group in members:
            if result.error:
                applied.skip(row, result.error)
            else:
                applied.note(row, result.outcome)


def _laboratories(
    rows: Sequence[ImportRow], batch: ImportBatch, actor: User, applied: Applied
) -> dict[str, Laboratory]:
    found = {}
    known = {x.accreditation_number: x for x in Laboratory.objects.filter(employer=batch.employer)}
    for clean in {row.clean["accreditation_number"]: row.clean for row in rows}.values():
        number = clean["accreditation_number"]
        old = known.get(number)
        before = None if old is None else {"name": old.name, "accredited_through": old.accredited_through}
        through = dt.date.fromisoformat(clean["accredited_through"])
        found[number] = laboratory_put(
            employer=batch.employer,
            name=clean["laboratory"],
            accreditation_number=number,
            accredited_through=through,
            actor=actor,
        )
        if before != {"name": clean["laboratory"], "accredited_through": through}:
            applied.touched.append((found[number], before))
    return found


def _names(rows: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, str]]:
    names: dict[str, dict[str, str]] = {}
    for clean in rows:
        known = known_indicator(clean["indicator"])
        method = known.method if known else clean["method"]
        facts = names.setdefault(clean["indicator"], {})
        for key, value in (("factor", clean["factor"]), ("method", method), ("unit", clean["unit"])):
            facts.setdefault(key, value)
    return names


def _result(clean: Mapping[str, Any], indicators: Mapping[str, Indicator]) -> dict[str, Any]:
    return {
        "indicator": indicators[normalized(clean["indicator"])],
        "method": clean["method"],
        "value": Decimal(clean["value"]),
        "limit": None if clean["limit"] is None else Decimal(clean["limit"]),
        "limit_low": None if clean["limit_low"] is None else Decimal(clean["limit_low"]),
        "unit": clean["unit"],
        "effect": clean["effect"],
        "averaging": clean["averaging"],
        "conditions": clean["conditions"],
    }
