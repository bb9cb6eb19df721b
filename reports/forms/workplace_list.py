"""The list of workplaces to be certified (№ 253, п. 5.3, 5¹); its form is free."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count

from attestation.models import WorkplaceList
from attestation.selectors import chair_of
from documents.models import Meaning
from reports.forms.catalogue import form_on
from reports.forms.lines import Signatory, signed_note
from reports.forms.place import signatory, signed_values
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form

__all__ = ["TEMPLATE", "context"]


def context(document: WorkplaceList, on: dt.date) -> SheetsForm:
    """Return all that is printed of the list; ``on`` is the day of the print, for what has no day yet."""
    day = document.dated_on or on
    edition = form_on("workplace-list", day)
    who, chair = signatory(document, Meaning.APPROVED), chair_of(document.campaign, day)
    if not who.signed_on and chair:
        who = Signatory(chair.printed_name, chair.position)
    values = {**signed_values(who), "organisation": document.employer.name}
    items = document.items.select_related("group__department__parent", "group__profession")
    rows = [
        [
            str(place),
            str(item.group.department),
            item.group.profession.code_and_name,
            str(item.places),
            str(item.group.headcount),
            ": ".join(filter(None, (item.get_ground_display(), item.note))),
        ]
        for place, item in enumerate(items.annotate(places=Count("group__workplaces")), start=1)
    ]
    return sheets_form(
        edition,
        title=edition.title,
        file=edition.file,
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(edition.body["main"], values, rows)],
        note=signed_note([who]),
    )
