"""Documents as files: one for a download, a campaign as a folder. The door of this room for screens and commands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils import timezone

from attestation.models import Campaign, CertificationCard, ImprovementPlan
from attestation.selectors import approval_order, cards_of, current_result_lists, hold_order
from documents.models import Document
from reports.forms.catalogue import FormNotFound
from reports.forms.paper import html_of
from reports.forms.register import Printer, printer_of
from reports.forms.sheet import sheet_of
from reports.rendering import pdf, xlsx
from reports.rendering.pdf import UnableToPrint

PDF, XLSX = "pdf", "xlsx"
CONTENT_TYPES = {
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class PrintedFile:
    """A file ready to be sent or written; its name is Latin."""

    name: str
    content_type: str
    content: bytes


def formats_of(document: Document) -> tuple[str, ...]:
    """Formats in which a document can be had: «pdf», «xlsx»; none where it has no printed form."""
    printer = printer_of(document)
    if printer is None:
        return ()
    return (PDF, XLSX) if printer.has_sheet else (PDF,)


def printed(document: Document, file_format: str = PDF, on: dt.date | None = None) -> PrintedFile:
    """Return a document as a file.

    ``on`` is the day of the print (today where it is not given): it counts only for a draft without
    a day of its own. Raises ``UnableToPrint`` for a document without such a form, or on a day whose
    form the system does not hold.
    """
    printer, form = _composed(document, on or timezone.localdate())
    if file_format not in formats_of(document):
        raise UnableToPrint(f"{document}: в формате {file_format} не печатается")
    content = pdf.render(html_of(printer.template, form)) if file_format == PDF else xlsx.render(sheet_of(form))
    return _file(form.file, file_format, content)


def printed_cards(campaign: Campaign, on: dt.date | None = None) -> PrintedFile:
    """Return all cards of a campaign as one PDF with a bookmark at each. Raises ``UnableToPrint``."""
    forms = [*_card_forms(campaign, on or timezone.localdate())]
    return _joined(forms, pdf.render_all([html for _form, html in forms]), campaign)


def export_campaign(campaign: Campaign, folder: Path, on: dt.date | None = None) -> tuple[Path, ...]:
    """Write the lists, the plan, the cards and the orders of a campaign into a folder; return the files.

    What the campaign does not have yet is not written. Raises ``UnableToPrint``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file in _campaign_files(campaign, on or timezone.localdate()):
        path = folder / file.name
        path.write_bytes(file.content)
        paths.append(path)
    return tuple(paths)


def _campaign_files(campaign: Campaign, on: dt.date) -> Iterator[PrintedFile]:
    """All pages are rendered in one go: the processes are started once."""
    singles = [_composed(document, on) for document in _single_documents(campaign)]
    cards = [*_card_forms(campaign, on)]
    pages = [*(html_of(printer.template, form) for printer, form in singles), *(html for _form, html in cards)]
    contents = pdf.render_all(pages)
    for (printer, form), content in zip(singles, contents, strict=False):
        yield _file(form.file, PDF, content)
        if printer.has_sheet:
            yield _file(form.file, XLSX, xlsx.render(sheet_of(form)))
    if cards:
        yield _joined(cards, contents[len(singles) :], campaign)


def _single_documents(campaign: Campaign) -> Iterator[Document]:
    yield from current_result_lists(campaign)
    yield from ImprovementPlan.objects.filter(campaign=campaign)
    yield from filter(None, (hold_order(campaign), approval_order(campaign)))


def _card_forms(campaign: Campaign, on: dt.date) -> Iterator[tuple[Any, str]]:
    """Contexts and pages of the cards, in the order of the staffing table."""
    cards = cards_of(campaign).select_related("load_protocol", "employer", "campaign")
    parts = ("lines__protocol", *CertificationCard.PARTS)
    for card in cards.prefetch_related(*parts):
        printer, form = _composed(card, on)
        yield form, html_of(printer.template, form)


def _composed(document: Document, on: dt.date) -> tuple[Printer, Any]:
    printer = printer_of(document)
    if printer is None:
        raise UnableToPrint(f"{document}: печатной формы нет")
    try:
        return printer, printer.context(document, on)
    except FormNotFound as error:
        raise UnableToPrint(str(error)) from error


def _joined(forms: list[tuple[Any, str]], contents: list[bytes], campaign: Campaign) -> PrintedFile:
    parts = [pdf.Part(content, form.bookmark) for (form, _html), content in zip(forms, contents, strict=True)]
    return _file("cards", PDF, pdf.join(parts, f"Карты аттестации рабочих мест – {campaign}"))


def _file(name: str, file_format: str, content: bytes) -> PrintedFile:
    return PrintedFile(f"{name}.{file_format}", CONTENT_TYPES[file_format], content)
