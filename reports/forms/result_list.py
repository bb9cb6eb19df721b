"""Lists 12.1–12.7 (№ 35, приложения 9, 9-1, 9-2, 11, 10, 12, 12-1)."""

from __future__ import annotations

import datetime as dt

from attestation.models import ResultKind, ResultList
from attestation.states import ResultState
from reports.forms.campaign_stamps import stamps_of
from reports.forms.catalogue import FormEdition, form_on
from reports.forms.table import TableForm, columns_of, table_form, typed

TEMPLATE = "table_form.html"
FORMS = {
    ResultKind.PENSION: "pension",
    ResultKind.TEXTILE: "textile",
    ResultKind.MEDICAL: "medical",
    ResultKind.SHORT_HOURS: "short-hours",
    ResultKind.LEAVE: "leave",
    ResultKind.SURCHARGE: "surcharge",
    ResultKind.NOT_CONFIRMED: "not-confirmed",
}


def edition_of(document: ResultList, on: dt.date) -> FormEdition:
    """The form in force on the day of the list: of its approval, of its composing, or of the print of a draft.

    Raises ``FormNotFound``.
    """
    return form_on(FORMS[ResultKind(document.kind)], document.approved_on or document.dated_on or on)


def context(document: ResultList, on: dt.date) -> TableForm:
    """Return all that is printed of a list; ``on`` is the day of the print, for what has no day yet."""
    edition = edition_of(document, on)
    columns = columns_of(edition)
    rows = [{**cells, "place": str(place)} for place, cells in document.rows.values_list("place", "cells")]
    stamps = stamps_of(document, edition, document.dated_on or on)
    return table_form(
        edition,
        day=document.approved_on or document.dated_on,
        organisation=document.employer.name,
        is_draft=document.state == ResultState.DRAFT,
        rows=tuple(tuple(typed(row.get(column.key, ""), column) for column in columns) for row in rows),
        agreed=stamps.agreed,
        approved=stamps.approved,
        signature=stamps.signature,
        note=stamps.note,
    )
