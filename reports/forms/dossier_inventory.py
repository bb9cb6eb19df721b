"""The inventory of the dossier on paper (№ 253, п. 16; № 35, п. 104): what lies in it, in the order of filing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from attestation.models import AttachedPaper, Campaign
from documents.models import Document
from reports.dossier import dossier_documents
from reports.forms.catalogue import form_on
from reports.forms.lines import Signatory, blank_values
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import capitalised, day_text

__all__ = ["TEMPLATE", "context"]


def context(document: Campaign, on: dt.date) -> SheetsForm:
    """Return the inventory of a campaign as of a day; sheets are counted by hand when the file is bound."""
    edition = form_on("dossier-inventory", document.completed_on or on)
    rows = [[str(place), *row, ""] for place, row in enumerate(_rows(document), start=1)]
    values = {
        **blank_values(Signatory(), None),
        "organisation": document.employer.name,
        "campaign": document.title,
        "count": str(len(rows)),
    }
    return sheets_form(
        edition,
        title=edition.title,
        file=f"{edition.file}-{document.pk}",
        day=document.completed_on,
        organisation=document.employer.name,
        is_draft=document.completed_on is None,
        sections=[section(edition.body["main"], values, rows)],
    )


def _rows(campaign: Campaign) -> Iterator[list[str]]:
    for found in dossier_documents(campaign):
        if not isinstance(found, Campaign):
            yield _row(found)
    for paper in AttachedPaper.objects.filter(campaign=campaign).order_by("id"):
        yield [capitalised(str(paper)), paper.number, day_text(paper.dated_on), ""]


def _row(document: Document) -> list[str]:
    state = str(document.get_state_display())  # type: ignore[attr-defined]
    return [_name(document), document.number, day_text(document.dated_on), state]


def _name(document: Document) -> str:
    """What the document is; some call themselves by their contents alone."""
    kind, name = str(document._meta.verbose_name), str(document)
    is_named = name.lower().startswith(kind.split()[0].lower())
    return capitalised(name if is_named else f"{kind}: {name}")
