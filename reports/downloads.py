"""Which files the page of a document offers."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from attestation.models import Campaign
from attestation.selectors import cards_of
from documents.downloads import Download, register_downloads
from documents.models import Document
from reports.export import PDF, formats_of

ICONS = {"pdf": "file-type-pdf", "xlsx": "file-spreadsheet", "zip": "file-zip"}


def printed_files(document: Document) -> list[Download]:
    """PDF and XLSX of a document that has a printed form."""
    return [
        Download(
            label_of(fmt), reverse("print-document", args=[document.SLUG, document.pk, fmt]), ICONS.get(fmt, ICONS[PDF])
        )
        for fmt in formats_of(document)
    ]


def label_of(fmt: str) -> str:
    """What the button of a format says."""
    papers = {
        "rationale": _("Обоснование"),
        "minutes": _("Протокол комиссии"),
        "acquaintance": _("Лист ознакомления"),
        "signatures": _("Подписи"),
    }
    return papers.get(fmt, fmt.upper())


def campaign_files(document: Document) -> list[Download]:
    """All cards in one PDF, and everything printed in one archive."""
    if not isinstance(document, Campaign):
        return []
    found = [Download(_("Все бумаги, ZIP"), reverse("print-campaign", args=[document.pk]), ICONS["zip"])]
    if cards_of(document).exists():
        found.insert(0, Download(_("Все карты, PDF"), reverse("print-cards", args=[document.pk]), ICONS[PDF]))
    return found


register_downloads(printed_files)
register_downloads(campaign_files)
