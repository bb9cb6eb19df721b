"""The protocol of the indicators of physical load (№ 35, приложение 3)."""

from __future__ import annotations

import datetime as dt

from documents.models import Meaning
from measurements.models import PhysicalLoadProtocol
from reports.forms.catalogue import form_on
from reports.forms.lines import signed_note
from reports.forms.place import place_values, signatory, signed_values
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import day_text, latin, number_text

__all__ = ["TEMPLATE", "context"]


def context(document: PhysicalLoadProtocol, on: dt.date) -> SheetsForm:
    """Return all that is printed of the protocol; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("load-protocol", document.dated_on or on)
    who = signatory(document, Meaning.ASSESSED, Meaning.PERFORMED)
    values = {
        **place_values(document.group),
        **signed_values(who),
        "number": document.number or "____",
        "sex": document.get_sex_display(),
        "workplaces": str(document.group.workplaces.count()),
        "work": document.work_description,
        "day": day_text(document.dated_on),
    }
    rows = [
        [
            _named(place, value.get_indicator_display()),
            value.calculation,
            "" if value.value is None else number_text(f"{value.value.normalize():f}"),
        ]
        for place, value in enumerate(document.values.all(), start=1)
    ]
    return sheets_form(
        edition,
        title=f"{edition.title} {values['workplace']}",
        file=f"{edition.file}-{latin(document.number) or document.pk}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(edition.body["main"], values, rows)],
        note=signed_note([who]),
    )


def _named(place: int, title: str) -> str:
    """«1. Наклоны корпуса за смену (3.6)»: rows have numbers of their own, the line of the card stands beside."""
    code, _dot, name = title.partition(". ")
    return f"{place}. {name} ({code})"
