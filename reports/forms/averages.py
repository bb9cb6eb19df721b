"""The table of average values (№ 35, п. 8): what was measured more than once at workplaces of one group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import groupby

from attestation.models import Campaign
from attestation.selectors import listed_groups
from measurements.evidence import reading_of
from measurements.models import MeasurementResult
from measurements.selectors import results_in_force
from norms.quantities import Exposure, plain, round_half_up
from reports.forms.catalogue import form_on
from reports.forms.commission import signing_rows
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import day_text, number_text
from workplaces.models import AnalogousGroup

__all__ = ["TEMPLATE", "context"]
_PLACES = 3  # the mean is rounded where it is judged (№ 35, п. 16, 32), not here
_WHOLE = Exposure.of_percent(100)  # a mean of values does not depend on the time


def context(document: Campaign, on: dt.date) -> SheetsForm:
    """Return the table of a campaign with the commission of the day to sign it by hand."""
    day = document.completed_on or on
    edition = form_on("averages", day)
    body = edition.body
    rows = [row for group in listed_groups(document) for row in _rows(group, day)]
    numbered = [[str(place), *row] for place, row in enumerate(rows, start=1)]
    values = {"organisation": document.employer.name, "campaign": document.title}
    return sheets_form(
        edition,
        title=edition.title,
        file=f"{edition.file}-{document.pk}",
        day=document.completed_on,
        organisation=document.employer.name,
        is_draft=document.completed_on is None,
        sections=[
            section(body["main"], values, numbered),
            section(body["signatures"], values, signing_rows(document, day)),
        ],
        note="" if rows else body["nothing"],
    )


def _rows(group: AnalogousGroup, day: dt.date) -> Iterator[list[str]]:
    measured = sorted((r for r in results_in_force(group, day) if r.value is not None), key=_indicator)
    for _key, found in groupby(measured, key=_indicator):
        results = list(found)
        if len(results) > 1:
            yield _row(group, results, day)


def _indicator(result: MeasurementResult) -> tuple[int, str, str, str]:
    return result.indicator_id, result.method, result.averaging, result.unit


def _row(group: AnalogousGroup, results: list[MeasurementResult], day: dt.date) -> list[str]:
    first = results[0]
    name = f"{first.indicator.name}, {first.unit}" if first.unit else str(first.indicator.name)
    return [
        str(group.department),
        str(group.profession.code_and_name),
        name,
        ", ".join(dict.fromkeys(result.protocol.number for result in results)),
        ", ".join(dict.fromkeys(day_text(result.protocol.measured_on) for result in results)),
        "; ".join(number_text(plain(result.value)) for result in results if result.value is not None),
        number_text(plain(round_half_up(_mean(results, day), _PLACES))),
    ]


def _mean(results: list[MeasurementResult], day: dt.date) -> Decimal:
    """The mean as the norms take it: of levels by energy, of everything else arithmetically, not rounded yet."""
    sample = tuple(plain(result.value) for result in results if result.value is not None)
    return Decimal(replace(reading_of(results[0], _WHOLE), sample=sample).averaged(day).value)
