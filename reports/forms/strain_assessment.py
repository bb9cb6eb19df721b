"""The assessment of mental strain: every line of point 4 of the card, assessed or not."""

from __future__ import annotations

import datetime as dt

from documents.models import Meaning
from measurements.models import MentalStrainAssessment
from reports.forms.card_tables import strain_lines
from reports.forms.catalogue import form_on
from reports.forms.lines import signed_note
from reports.forms.place import place_values, signatory, signed_values
from reports.forms.sheets import TEMPLATE, Cell, SheetsForm, section, sheets_form
from reports.forms.words import day_text, latin

__all__ = ["TEMPLATE", "context"]


def context(document: MentalStrainAssessment, on: dt.date) -> SheetsForm:
    """Return all that is printed of the assessment; ``on`` is the day of the print, for what has no day yet."""
    day = document.dated_on or on
    edition, card = form_on("strain-assessment", day), form_on("card", day)
    who = signatory(document, Meaning.ASSESSED, Meaning.PERFORMED)
    values = {
        **place_values(document.group),
        **signed_values(who),
        "number": document.number or "____",
        "day": day_text(document.dated_on),
    }
    rows = [
        [Cell(cell.kind, cell.text, cell.across) for cell in row.cells]
        for row in strain_lines(document.values.all(), card.body["point_4"], day)
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
