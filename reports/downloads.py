"""Which files the page of a document offers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from attestation.models import Campaign
from documents.downloads import Download, register_downloads
from documents.models import Document
from reports.export import PDF, formats_of
from reports.forms.register import PAPER_NAMES
from reports.rendering.worker import stand_ready

ICONS = {"pdf": "file-type-pdf", "xlsx": "file-spreadsheet", "zip": "file-zip"}


def printed_files(document: Document) -> list[Download]:
    """PDF and XLSX of a document that has a printed form, and the papers beside it.

    Whoever sees them may press one next: the processes that set pages get ready meanwhile, which takes a second.
    """
    formats = formats_of(document)
    if formats:
        stand_ready()
    return [
        Download(
            str(PAPER_NAMES.get(fmt, fmt.upper())),
            reverse("print-document", args=[document.SLUG, document.pk, fmt]),
            ICONS.get(fmt, ICONS[PDF]),
        )
        for fmt in formats
    ]


def campaign_files(document: Document) -> list[Download]:
    """Cards or everything of a campaign: the choice stands on a page of its own, the printing is a job."""
    if not isinstance(document, Campaign):
        return []
    return [
        Download(_("Печать…"), reverse("print-run", args=[document.pk]), ICONS["pdf"]),
        Download(_("Комплект документов…"), reverse("dossier", args=[document.pk]), ICONS["zip"]),
    ]


register_downloads(printed_files)
register_downloads(campaign_files)
