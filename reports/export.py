"""Documents as files: one for a download, a campaign as a folder. The door of this room for screens and commands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils import timezone

from accounts.language import recorded
from attestation.models import Campaign, CertificationCard
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order
from documents.models import Document, ShownPrint
from documents.services.verification import print_remember
from reports.forms.catalogue import FormNotFound
from reports.forms.data_of import paper_digest, record_of
from reports.forms.paper import paper_of
from reports.forms.register import Printer, papers_of, printer_of
from reports.forms.sheet import sheet_of
from reports.forms.stamp import Stamp, stamp_of
from reports.rendering import pdf, xlsx
from reports.rendering.pdf import UnableToPrint
from reports.rendering.worker import worker_count
from reports.services.copies import copy_find, copy_keep

PDF, XLSX = "pdf", "xlsx"
_BATCH = 20
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


def own_formats_of(document: Document) -> tuple[str, ...]:
    """Formats of the printed form of a document: «pdf», «xlsx», or nothing where it has no such form."""
    printer = printer_of(document)
    return () if printer is None else (PDF, XLSX) if printer.has_sheet else (PDF,)


def formats_of(document: Document) -> tuple[str, ...]:
    """Everything a document can be had as: its own formats, and the codes of the papers beside it.

    A paper («rationale», «minutes», «acquaintance», «signatures») is always a PDF.
    """
    return (*own_formats_of(document), *papers_of(document))


def file_name_of(document: Document, file_format: str) -> str:
    """The name of a file in an archive: «cards-7.pdf», «results-3.xlsx», «cards-7-rationale.pdf»."""
    name = f"{document.SLUG}-{document.pk}"
    return f"{name}.{file_format}" if file_format in CONTENT_TYPES else f"{name}-{file_format}.{PDF}"


@recorded()
def printed(document: Document, file_format: str = PDF, on: dt.date | None = None) -> PrintedFile:
    """Return a document as a file.

    ``on`` is the day of the print (today where it is not given): it counts only for a draft without
    a day of its own. Raises ``UnableToPrint`` for a document without such a form, or on a day whose
    form the system does not hold.
    """
    day = on or timezone.localdate()
    paper = papers_of(document).get(file_format)
    if paper is not None:  # says what is true today, so it is not kept
        form = paper.context(document, day)
        return _file(form.file, PDF, _paper(paper, form, record_of(document, form), stamp_of(document)))
    printer, form = _composed(document, day)
    if file_format not in formats_of(document):
        raise UnableToPrint(f"{document}: в формате {file_format} не печатается")
    return _printed(document, printer, form, file_format)


def _printed(document: Document, printer: Printer, form: Any, file_format: str) -> PrintedFile:
    content = _stored(document, form, file_format)
    if content is None:
        made = _made(document, printer, form) if file_format == PDF else xlsx.render(sheet_of(form))
        content = _kept(document, form, file_format, made)
    return _file(form.file, file_format, content)


def _made(document: Document, printer: Printer, form: Any) -> bytes:
    return _paper(printer, form, record_of(document, form), stamp_of(document))


def _paper(printer: Printer, form: Any, record: pdf.Record, stamp: Stamp | None) -> bytes:
    """Set a frozen context; nothing of it asks the database, so any thread may."""
    return paper_of(printer.template, form, record, is_quick=printer.is_quick, stamp=stamp)


def _stored(document: Document, form: Any, file_format: str) -> bytes | None:
    """The bytes of an approved document that says the same as when it was printed first."""
    return None if document.is_editable else copy_find(document, file_format, paper_digest(form))


def _kept(document: Document, form: Any, file_format: str, content: bytes) -> bytes:
    if document.is_editable:
        return content
    name = f"{form.file}.{file_format}"
    return copy_keep(document, file_format, paper_digest(form), name, CONTENT_TYPES[file_format], content)


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    rest = iter(documents)
    while batch := [*islice(rest, _BATCH)]:
        yield batch


@recorded()
def printed_cards(campaign: Campaign, on: dt.date | None = None) -> PrintedFile:
    """Return all cards of a campaign as one PDF with a bookmark at each. Raises ``UnableToPrint``."""
    return printed_together(_cards(campaign), f"Карты аттестации рабочих мест – {campaign}", on)


@recorded()
def printed_together(documents: Iterable[Document], title: str, on: dt.date | None = None) -> PrintedFile:
    """Return several documents as one PDF with a bookmark at each; approved ones as they were printed first.

    Raises ``UnableToPrint``.
    """
    printings = _printings(documents, on or timezone.localdate())
    parts = (pdf.Part(printing.content, printing.bookmark) for printing in printings)
    return _file("cards", PDF, pdf.join(parts, title))


@recorded()
def export_campaign(campaign: Campaign, folder: Path, on: dt.date | None = None) -> tuple[Path, ...]:
    """Write the lists, the plan, the cards and the orders of a campaign into a folder; return the files.

    What the campaign does not have yet is not written. Raises ``UnableToPrint``.
    """
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for file, documents in _campaign_files(campaign, on or timezone.localdate()):
        path = folder / file.name
        path.write_bytes(file.content)
        _remember(file, documents)
        paths.append(path)
    return tuple(paths)


def _remember(file: PrintedFile, documents: Iterable[Document]) -> None:
    """Let the page of verification know a PDF that left the system."""
    found = list(documents) if file.content_type == CONTENT_TYPES[PDF] else []
    paper = ShownPrint.FORM if len(found) == 1 else ShownPrint.RUN
    for document in found:
        print_remember(document, file.content, shown_to=None, paper=paper)


def _campaign_files(campaign: Campaign, on: dt.date) -> Iterator[tuple[PrintedFile, Iterable[Document]]]:
    for printing in _printings(_single_documents(campaign), on):
        yield _file(printing.form.file, PDF, printing.content), [printing.document]
        if printing.printer.has_sheet:
            yield _printed(printing.document, printing.printer, printing.form, XLSX), []
    if current_cards(campaign).exists():
        yield printed_cards(campaign, on), _cards(campaign)


def _single_documents(campaign: Campaign) -> Iterator[Document]:
    yield from current_result_lists(campaign)
    yield from filter(None, [campaign.plan])
    yield from filter(None, (hold_order(campaign), approval_order(campaign)))


def _cards(campaign: Campaign) -> Iterator[CertificationCard]:
    """Cards in the order of the staffing table."""
    cards = current_cards(campaign).select_related("load_protocol", "employer", "campaign")
    yield from cards.prefetch_related("lines__protocol", *CertificationCard.PARTS).iterator(_BATCH)


@dataclass(frozen=True)
class _Printing:
    """A document on its way: what it says, and its bytes."""

    document: Document
    printer: Printer
    form: Any
    content: bytes

    @property
    def bookmark(self) -> str:
        return getattr(self.form, "bookmark", self.form.title)


def _printings(documents: Iterable[Document], on: dt.date) -> Iterator[_Printing]:
    """Print documents in their order, several at a time; stored ones are taken as they are."""
    with ThreadPoolExecutor(worker_count()) as threads:
        for batch in _batches(documents):
            composed = [(document, *_composed(document, on)) for document in batch]
            started = [_started(threads, *entry) for entry in composed]
            for (document, printer, form), content in zip(composed, started, strict=True):
                yield _Printing(document, printer, form, content())


def _started(threads: ThreadPoolExecutor, document: Document, printer: Printer, form: Any) -> Callable[[], bytes]:
    """Begin to set a document that is not kept yet; call the answer for its bytes."""
    stored = _stored(document, form, PDF)
    if stored is not None:
        return lambda: stored
    paper = threads.submit(_paper, printer, form, record_of(document, form), stamp_of(document))
    return lambda: _kept(document, form, PDF, paper.result())


def _composed(document: Document, on: dt.date) -> tuple[Printer, Any]:
    printer = printer_of(document)
    if printer is None:
        raise UnableToPrint(f"{document}: печатной формы нет")
    try:
        return printer, printer.context(document, on)
    except FormNotFound as error:
        raise UnableToPrint(str(error)) from error


def _file(name: str, file_format: str, content: bytes) -> PrintedFile:
    return PrintedFile(f"{name}.{file_format}", CONTENT_TYPES[file_format], content)
