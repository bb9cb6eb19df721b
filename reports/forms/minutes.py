"""The minutes of the commission on the completion of the work (№ 35, п. 104); their form is free."""

from __future__ import annotations

import datetime as dt

from django.db.models import Count, Sum

from attestation.models import Campaign
from attestation.selectors import current_cards
from reports.forms.catalogue import FormEdition, form_on
from reports.forms.commission import signing_rows
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import DASH

__all__ = ["TEMPLATE", "context"]


def context(document: Campaign, on: dt.date) -> SheetsForm:
    """Return the minutes of a campaign, with the commission of the day to sign them by hand."""
    day = document.completed_on or on
    edition = form_on("minutes", day)
    rows = signing_rows(document, day)
    values = {**_values(document, edition), "present": "; ".join(row[1] for row in rows) or "____________________"}
    return sheets_form(
        edition,
        title=edition.title,
        file=f"{edition.file}-{document.pk}",
        day=document.completed_on,
        organisation=document.employer.name,
        is_draft=document.completed_on is None,
        sections=[section(edition.body["main"], values), section(edition.body["signatures"], values, rows)],
    )


def _values(campaign: Campaign, edition: FormEdition) -> dict[str, str]:
    counted = current_cards(campaign).order_by().values_list("overall_class")
    rows = counted.annotate(Count("pk"), Sum("workplace_count"), Sum("headcount"))
    classes = sorted((found or edition.body["unassessed"], cards) for found, cards, _places, _heads in rows)
    return {
        "organisation": campaign.employer.name,
        "campaign": campaign.title,
        "cards": str(sum(row[1] for row in rows)),
        "places": str(sum(row[2] for row in rows)),
        "heads": str(sum(row[3] for row in rows)),
        "classes": "; ".join(f"{found} {DASH} {cards}" for found, cards in classes) or DASH,
    }
