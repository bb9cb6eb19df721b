"""The list of factors to be studied at each workplace (№ 35, приложение 1-2)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from attestation.models import FactorList
from documents.models import Meaning
from reports.forms.catalogue import form_on
from reports.forms.lines import signed_note
from reports.forms.place import signatory, signed_values
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form

__all__ = ["TEMPLATE", "context"]


def context(document: FactorList, on: dt.date) -> SheetsForm:
    """Return all that is printed of the list; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("factor-list", document.dated_on or on)
    who = signatory(document, Meaning.PERFORMED, Meaning.ASSESSED, Meaning.APPROVED)
    values = {**signed_values(who), "organisation": document.employer.name}
    return sheets_form(
        edition,
        title=edition.title,
        file=edition.file,
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(edition.body["main"], values, _rows(document))],
        note=signed_note([who]),
    )


def _rows(document: FactorList) -> Iterator[list[str]]:
    """A line a workplace, its factors one below the other."""
    items = document.items.select_related("group__department__parent", "group__profession", "indicator")
    for group, found in groupby(items.order_by("group__place", "group_id", "id"), key=lambda item: item.group):
        own = list(found)
        names = "\n".join(item.indicator.name for item in own)
        notes = "\n".join(dict.fromkeys(item.note for item in own if item.note))
        yield [group.number, str(group.department), group.profession.code_and_name, names, notes]
