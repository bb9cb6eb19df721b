"""The sheet of acquaintance: who read which card, under the order of approval (№ 253, п. 13); its form is free."""

from __future__ import annotations

import datetime as dt

from attestation.models import Campaign
from attestation.selectors import approval_order
from attestation.states import AcquaintanceState
from reports.forms.catalogue import form_on
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import day_text

__all__ = ["TEMPLATE", "context"]


def context(document: Campaign, on: dt.date) -> SheetsForm:
    """Return the sheet of a campaign: signed lines with their day, the others to be signed by hand."""
    order = approval_order(document)
    day = (order.dated_on if order else None) or on
    edition = form_on("acquaintance-sheet", day)
    sheets = document.acquaintances.select_related("employee", "card__group__profession").order_by(
        "card__group__place", "card_id", "employee__full_name"
    )
    rows = [
        [
            str(place),
            sheet.employee.short_name,
            sheet.card.group.profession.code_and_name,
            sheet.card.number,
            sheet.way if sheet.state == AcquaintanceState.ACQUAINTED else "",
            day_text(sheet.dated_on) if sheet.state == AcquaintanceState.ACQUAINTED else "",
        ]
        for place, sheet in enumerate(sheets, start=1)
    ]
    values = {"organisation": document.employer.name, "order": str(order) if order else ""}
    return sheets_form(
        edition,
        title=edition.title,
        file=f"{edition.file}-{document.pk}",
        day=order.dated_on if order else None,
        organisation=document.employer.name,
        is_draft=order is None,
        sections=[section(edition.body["main"], values, rows)],
    )
