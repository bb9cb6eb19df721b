"""The protocol of measurements (№ 35, приложение 2): title sheet, a table for each kind of result, closing sheet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from documents.models import Meaning
from measurements.models import MeasurementProtocol, MeasurementResult
from reports.forms.catalogue import form_on
from reports.forms.lines import blank_values, signed_note
from reports.forms.place import signatory
from reports.forms.protocol_values import BAND, band_name, is_exceeded, limit_text, told, values_of
from reports.forms.sheets import TEMPLATE, Section, SheetsForm, section, sheets_form
from reports.forms.words import NBSP, capitalised, day_text, latin

__all__ = ["TEMPLATE", "context", "limit_text"]


def context(document: MeasurementProtocol, on: dt.date) -> SheetsForm:
    """Return all that is printed of a protocol; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("measurement-protocol", document.dated_on or on)
    body = edition.body
    results = list(document.results.select_related("group__profession", "group__department__parent", "indicator"))
    who = signatory(document, Meaning.PERFORMED, Meaning.APPROVED, Meaning.ASSESSED)
    values = {**blank_values(who, document.dated_on), **_title_values(document, results, body)}
    closing = {**values, "date": values["date"], "conclusion": _conclusion(results, body)}
    closing["others"] = _others(results, body)
    return sheets_form(
        edition,
        title=f"{edition.title} №{NBSP}{values['number']}",
        file=f"{edition.file}-{latin(document.number) or document.pk}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[
            section(body["title"], values),
            *_tables(body["tables"], values, results),
            section(body["closing"], closing),
        ],
        note=signed_note([who]),
    )


def _title_values(
    document: MeasurementProtocol, results: Sequence[MeasurementResult], body: Mapping[str, Any]
) -> dict[str, str]:
    laboratory = document.laboratory
    kinds = dict.fromkeys(result.indicator.get_factor_display() for result in results if result.indicator.factor)
    return {
        "empty": "",
        "laboratory": laboratory.name,
        "accreditation": laboratory.accreditation_number,
        "accredited": day_text(laboratory.accredited_from) or "__________",
        "address": laboratory.address,
        "head": laboratory.head_name,
        "number": document.number or "____",
        "kinds": capitalised(", ".join(map(str.lower, kinds))),
        "organisation": document.employer.name,
        "customer_place": document.employer.place,
        "purpose": body["purpose"],
        "copies": body["copies"],
        "instruments": "\n".join(_instruments(document)),
        "representative": document.representative,
        "kind_acts": document.kind_acts,
        "method_acts": document.method_acts,
        "sampled_by": document.sampled_by,
        "voltage_before": document.voltage_before,
        "voltage_after": document.voltage_after,
    }


def _instruments(document: MeasurementProtocol) -> Iterator[str]:
    """Each instrument with the verification in force on the day of measuring."""
    rows = document.instruments.select_related("instrument").prefetch_related("instrument__verifications")
    for row in rows:
        day = document.measured_on
        found = [v for v in row.instrument.verifications.all() if v.verified_on <= day <= v.valid_through]
        words = f", свидетельство о поверке {found[0]}" if found else ""
        yield f"{row.instrument}{words}"


def _tables(
    tables: Iterable[Mapping[str, Any]], values: Mapping[str, str], results: Sequence[MeasurementResult]
) -> Iterator[Section]:
    """A sheet for each kind of result that the protocol has; what no table names is told at the end."""
    for table in tables:
        own = [result for result in results if result.method in table["methods"]]
        if own:
            yield section(table, values, _rows(table, own))


def _rows(table: Mapping[str, Any], results: Sequence[MeasurementResult]) -> Iterator[list[str]]:
    """A line a result; a line a place where several indicators of it stand side by side."""
    if table.get("merges"):
        groups: Iterable[list[MeasurementResult]] = (
            list(found) for _key, found in groupby(results, key=lambda r: (r.group_id, r.conditions))
        )
    else:
        groups = ([result] for result in results)
    for place, found in enumerate(groups, start=1):
        values: dict[str, str] = {"n": str(place)}
        for result in found:
            own = values_of(result)
            values.update({key: words for key, words in own.items() if words or key not in values})
        values["conditions"] = "\n".join(filter(None, [values["conditions"], *_bands_beside(table, values)]))
        yield [values.get(column["key"], "") for column in table["columns"]]


def _bands_beside(table: Mapping[str, Any], values: Mapping[str, str]) -> Iterator[str]:
    """Octave bands that the form has no column for (2–16 Hz of infrasound) are told beside the place."""
    known = {column["key"] for column in table["columns"]}
    for key, level in values.items():
        if key.startswith(BAND) and key not in known:
            yield f"{band_name(key)}: {level}{NBSP}дБ"


def _others(results: Sequence[MeasurementResult], body: Mapping[str, Any]) -> str:
    """What no table of the form has a place for (work of п. 27, measured by nothing) is said, not left out."""
    known = {method for table in body["tables"] for method in table["methods"]}
    left = [told(result) for result in results if result.method not in known]
    return str(body["others"]).format(list="; ".join(left)) if left else ""


def _conclusion(results: Sequence[MeasurementResult], body: Mapping[str, Any]) -> str:
    """How many of the values are over their limits: a count, not a class."""
    limited = [result for result in results if result.limit is not None]
    return str(body["fits"]).format(count=len(limited), over=sum(map(is_exceeded, limited))) if limited else ""
