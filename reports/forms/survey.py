"""The protocol of a survey of a workplace (№ 35, приложение 1-1)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from attestation.models import SurveyPoint, SurveyProtocol
from documents.models import Meaning
from reports.forms.catalogue import form_on
from reports.forms.lines import signed_note
from reports.forms.place import place_values, signatory, signed_values
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import latin

__all__ = ["TEMPLATE", "context"]

_MARKS = {True: "+", False: "-"}  # in the signs of the form


def context(document: SurveyProtocol, on: dt.date) -> SheetsForm:
    """Return all that is printed of a survey; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("survey", document.dated_on or on)
    body, who = edition.body, signatory(document, Meaning.PERFORMED, Meaning.ASSESSED, Meaning.APPROVED)
    points = {point.code: point for point in document.points.all()}
    is_met = all(point.is_met for point in points.values())
    values = {
        **place_values(document.group),
        **signed_values(who),
        "result": body["met" if is_met else "not_met"] if points else "",
        "measures": document.measures,
    }
    return sheets_form(
        edition,
        title=edition.title,
        file=f"{edition.file}-{latin(document.group.number) or document.pk}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(body["main"], values, _rows(body["points"], points))],
        note=signed_note([who]),
    )


def _rows(captions: list[list[str]], points: Mapping[str, SurveyPoint]) -> Iterator[list[str]]:
    """Every line of the form; a remark stands beside its mark."""
    for code, caption in captions:
        point = points.get(code)
        mark = f"{_MARKS[point.is_met]} {point.remark}".strip() if point else ""
        yield [code, caption, mark]
