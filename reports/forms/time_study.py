"""The time-study card (№ 35, приложение 4)."""

from __future__ import annotations

import datetime as dt

from documents.models import Meaning
from measurements.models import TimeStudyCard
from measurements.selectors import kind_minutes, study_lines
from reports.forms.catalogue import form_on
from reports.forms.lines import Signatory, signed_note
from reports.forms.place import place_values, signatory
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import NBSP, day_text, latin

__all__ = ["TEMPLATE", "context"]


def context(document: TimeStudyCard, on: dt.date) -> SheetsForm:
    """Return all that is printed of the study; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("time-study", document.dated_on or on)
    observer, head = signatory(document, Meaning.PERFORMED), signatory(document, Meaning.APPROVED)
    lines = study_lines(document)
    place = place_values(document.group)
    values = {
        **place,
        "shop": ", ".join(filter(None, (place["shop"], place["section"]))),
        "number": document.number or "____",
        "day": day_text(document.dated_on),
        "worker": document.employee.full_name if document.employee else "",
        "speciality": document.diploma_speciality,
        "observer": _signed(observer),
        "head": _signed(head),
        **{kind: f"{minutes}{NBSP}мин" for kind, minutes in kind_minutes(lines).items()},
    }
    rows = [
        [
            str(line.row.place),
            line.row.observed,
            f"{line.row.ends_at:%H:%M}",
            str(line.minutes),
            "\n".join(indicator.name for indicator in line.indicators),
        ]
        for line in lines
    ]
    return sheets_form(
        edition,
        title=f"{edition.title} {place['workplace']}",
        file=f"{edition.file}-{latin(document.number) or document.pk}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(edition.body["main"], values, rows)],
        note=signed_note([observer, head]),
    )


def _signed(who: Signatory) -> str:
    return ", ".join(filter(None, (who.position, who.mark, who.name)))
