"""Documents as files: one for a download, a campaign as a folder. The door of this room for screens and commands."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from django.db.models import QuerySet
from django.utils import timezone

from accounts.language import recorded
from attestation.models import Campaign, CertificationCard
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order
from documents.models import Document, ShownPrint
from documents.services.verification import print_remember
from reports.forms.catalogue import FormNotFound
from reports.forms.contents import contents_read_once, text_sha256
from reports.forms.data_of import paper_digest, paper_text, record_of, title_of
from reports.forms.paper import pages_of
from reports.forms.register import Printer, papers_of, printer_of
from reports.forms.sheet import sheet_of
from reports.forms.stamp import Stamp, stamp_of
from reports.rendering import pdf, worker, xlsx
from reports.rendering.pdf import Part, Record, UnableToPrint, finished
from reports.services.copies import copy_find, copy_keep
from reports.services.drafts import Draft, draft_find, draft_keep, is_draft_kept, place_of

PDF, XLSX = "pdf", "xlsx"
CONTENT_TYPES = {
    PDF: "application/pdf",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
Submit = Callable[..., "Future[list[Part]]"]
_BATCH = 20  # cards read at a time
_MANY = 200  # parts whose joining takes as much memory as the processes


@dataclass(frozen=True)
class PrintedFile:
    """A file ready to be sent or written; its name is Latin. ``bookmark`` names it in a file of several,
    ``content_digest`` is that of the content it shows where printing it has worked that out."""

    name: str
    content_type: str
    content: bytes
    bookmark: str = ""
    content_digest: str = ""


@dataclass(frozen=True)
class Printing:
    """A document on its way to paper: call ``file`` for its file, in the thread that asked for it."""

    document: Document
    file_format: str
    file: Callable[[], PrintedFile]


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
    with ThreadPoolExecutor(1) as threads:
        return _begun(document, file_format, on or timezone.localdate(), threads.submit, is_alone=True)()


def printed_ahead(
    wanted: Iterable[tuple[Document, str]],
    on: dt.date | None = None,
    is_made: Callable[[Document, str], bool] = lambda document, file_format: False,
) -> Generator[Printing]:
    """Print documents in their order, several being set while the first is waited for.

    What ``is_made`` already is not begun: its file is printed only if it is called for. Each printing raises
    as ``printed`` does. Whoever stops halfway closes the iterator, and nothing further is begun.
    """
    day, waiting = on or timezone.localdate(), deque[Printing]()
    with ThreadPoolExecutor(worker.worker_count()) as threads:
        try:
            for document, file_format in wanted:
                later = partial(printed, document, file_format, day)
                begun = later if is_made(document, file_format) else _begun(document, file_format, day, threads.submit)
                waiting.append(Printing(document, file_format, begun))
                if len(waiting) > 2 * worker.worker_count():
                    yield waiting.popleft()
            yield from waiting
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


@recorded()
@contents_read_once()
def _begun(
    document: Document, file_format: str, day: dt.date, submit: Submit, *, is_alone: bool = False
) -> Callable[[], PrintedFile]:
    """Compose a document and begin to set it; call the answer for its file. ``is_alone``: no part of a run."""
    printer, form = _composed(document, day, file_format)
    is_kept = file_format in CONTENT_TYPES and not document.is_editable  # a paper says what is true today
    digest = paper_digest(form) if is_kept else ""
    stored = copy_find(document, file_format, digest) if is_kept else None
    if stored is not None:
        return partial(_file, form, file_format, stored)
    finish: Callable[[], PrintedFile]
    if file_format == XLSX:
        finish = partial(_sheet, document, form, file_format)
    elif is_alone and document.is_editable:
        finish = _draft(document, printer, form, file_format, submit)
    else:
        pages = submit(_pages, printer, form, stamp_of(document))
        finish = partial(_paper, form, file_format, pages, *record_of(document, form))  # while the pages are set
    return partial(_kept, document, digest, finish) if is_kept else finish


def _draft(
    document: Document, printer: Printer, form: Any, file_format: str, submit: Submit
) -> Callable[[], PrintedFile]:
    """A draft, which bears no stamp: that of a moment ago where nothing has changed since."""
    place = place_of(document, file_format)
    text = paper_text(form) if is_draft_kept(place) else ""
    known = draft_find(place, text_sha256(text)) if text else None
    pages = submit(_pages, printer, form, None) if known is None else None
    text = text or paper_text(form)
    record, content_digest = record_of(document, form, text)
    data = record.digest
    if known is not None and known.data == data:
        return lambda: replace(_file(form, file_format, known.content), content_digest=content_digest)
    pages = pages or submit(_pages, printer, form, None)

    def finish() -> PrintedFile:
        made = _paper(form, file_format, pages, record, content_digest)
        draft_keep(place, Draft(text_sha256(text), data, made.content))
        return made

    return finish


def _pages(printer: Printer, form: Any, stamp: Stamp | None) -> list[Part]:
    """Set a frozen context; nothing of it asks the database, so any thread may."""
    return pages_of(printer.template, form, title_of(form), is_quick=printer.is_quick, stamp=stamp)


def _paper(form: Any, file_format: str, pages: Future[list[Part]], record: Record, content_digest: str) -> PrintedFile:
    return replace(_file(form, file_format, finished(pages.result(), record)), content_digest=content_digest)


def _sheet(document: Document, form: Any, file_format: str) -> PrintedFile:
    return _file(form, file_format, xlsx.render(sheet_of(form, stamp_of(document))))


def _kept(document: Document, digest: str, finish: Callable[[], PrintedFile]) -> PrintedFile:
    made = finish()
    file_format = made.name.rpartition(".")[2]
    kept = copy_keep(document, file_format, digest, made.name, made.content_type, made.content)
    return replace(made, content=kept)


def bind(file: BinaryIO, parts: Sequence[Part], title: str) -> None:
    """Join printed parts into one file. Before many, the processes that set them go: now their memory is wanted here.

    To be called where nobody else prints meanwhile. Raises ``UnableToPrint``.
    """
    if len(parts) >= _MANY:
        worker.stop()
    pdf.join_into(file, parts, title)


@recorded()
def printed_cards(campaign: Campaign, on: dt.date | None = None) -> PrintedFile:
    """Return all cards of a campaign as one PDF with a bookmark at each. Raises ``UnableToPrint``."""
    return printed_together(cards_to_print(current_cards(campaign)), f"Карты аттестации рабочих мест – {campaign}", on)


@recorded()
def printed_together(documents: Iterable[Document], title: str, on: dt.date | None = None) -> PrintedFile:
    """Return several documents as one PDF with a bookmark at each; approved ones as they were printed first.

    Raises ``UnableToPrint``.
    """
    printings = printed_ahead(((document, PDF) for document in documents), on)
    files = (printing.file() for printing in printings)
    content = pdf.join((Part(file.content, file.bookmark) for file in files), title)
    return PrintedFile(f"cards.{PDF}", CONTENT_TYPES[PDF], content)


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
    singles = ((document, fmt) for document in _single_documents(campaign) for fmt in own_formats_of(document))
    for printing in printed_ahead(singles, on):
        yield printing.file(), [printing.document]
    if current_cards(campaign).exists():
        yield printed_cards(campaign, on), cards_to_print(current_cards(campaign))


def _single_documents(campaign: Campaign) -> Iterator[Document]:
    yield from current_result_lists(campaign)
    yield from filter(None, [campaign.plan])
    yield from filter(None, (hold_order(campaign), approval_order(campaign)))


def cards_to_print(cards: QuerySet[CertificationCard]) -> Iterator[CertificationCard]:
    """Cards in their order with all that the form asks of them, a few at a time.

    Each few is a query of its own: a cursor left open would keep SQLite at the state of its beginning, and the
    copy of a printed card could not be written any more once somebody else has written.
    """
    full = cards.select_related("load_protocol", "employer", "campaign")
    full = full.prefetch_related("lines__protocol", *CertificationCard.PARTS)
    keys = list(cards.values_list("pk", flat=True))
    for start in range(0, len(keys), _BATCH):
        yield from full.filter(pk__in=keys[start : start + _BATCH])


def _composed(document: Document, on: dt.date, file_format: str = PDF) -> tuple[Printer, Any]:
    """The printer of a format and all that it will print."""
    printer = printer_of(document) if file_format in CONTENT_TYPES else papers_of(document).get(file_format)
    if printer is None:
        raise UnableToPrint(f"{document}: печатной формы нет")
    if file_format == XLSX and not printer.has_sheet:
        raise UnableToPrint(f"{document}: в формате {file_format} не печатается")
    try:
        return printer, printer.context(document, on)
    except FormNotFound as error:
        raise UnableToPrint(str(error)) from error


def _file(form: Any, file_format: str, content: bytes) -> PrintedFile:
    ending = file_format if file_format in CONTENT_TYPES else PDF
    bookmark = getattr(form, "bookmark", form.title)
    return PrintedFile(f"{form.file}.{ending}", CONTENT_TYPES[ending], content, bookmark)
