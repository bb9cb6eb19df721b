"""Print runs: chosen documents into one PDF or into an archive with an inventory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import recorded
from accounts.models import User
from attestation.models import Campaign, CertificationCard
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order
from documents.jobs import JobFile, Progress, UnableToFinish, register_job
from documents.models import Document, Job, ShownPrint
from documents.services.verification import print_remember_hash
from reports.archive import Entry, entry_of, inventory, write_zip
from reports.export import PDF, file_name_of, own_formats_of, printed
from reports.forms.register import PAPER_NAMES, RATIONALE
from reports.rendering import pdf
from reports.rendering.pdf import UnableToPrint

KIND = "print-run"
ZIP = "zip"
ZIP_TYPE, PDF_TYPE = "application/zip", "application/pdf"


@dataclass(frozen=True)
class PrintChoice:
    """What is printed of a campaign, and how it is packed.

    ``what`` is «all» (orders, lists, plan, cards) or «cards»; a department (with its sections) or
    numbers of the staffing table narrow the cards. ``rationale``: behind each card its «Обоснование».
    Whatever else belongs to a document (signatures, minutes, acquaintance) belongs to the dossier.
    """

    campaign: int
    what: str = "cards"
    department: int | None = None
    numbers: tuple[str, ...] = ()
    pack: str = PDF
    rationale: bool = False

    @classmethod
    def of(cls, arguments: dict[str, Any]) -> PrintChoice:
        """Read a choice back from the arguments of a job."""
        return cls(**{**arguments, "numbers": tuple(arguments.get("numbers", ()))})

    def arguments(self) -> dict[str, Any]:
        """The choice as the arguments of a job."""
        return {**asdict(self), "numbers": list(self.numbers)}


def chosen_cards(choice: PrintChoice, campaign: Campaign) -> QuerySet[CertificationCard]:
    """Cards of a choice in the order of the staffing table."""
    cards = current_cards(campaign).select_related("load_protocol", "employer", "campaign")
    if choice.department is not None:
        cards = cards.filter(Q(group__department=choice.department) | Q(group__department__parent=choice.department))
    if choice.numbers:
        cards = cards.filter(group__number__in=choice.numbers)
    return cards


def chosen_documents(choice: PrintChoice) -> list[Document]:
    """Documents of a choice that have a printed form, in the order in which they are filed."""
    campaign = Campaign.objects.get(pk=choice.campaign)
    cards = list(chosen_cards(choice, campaign).prefetch_related("lines__protocol", *CertificationCard.PARTS))
    if choice.what == "cards":
        return [*cards]
    return [document for document in [*_singles(campaign), *cards] if own_formats_of(document)]


def _singles(campaign: Campaign) -> Iterator[Document]:
    yield from filter(None, (hold_order(campaign), approval_order(campaign)))
    yield from current_result_lists(campaign)
    yield from filter(None, [campaign.plan])


@recorded()
def print_run(job: Job, progress: Progress) -> JobFile:
    """Print every chosen document once; a repeated attempt goes on with the first that is missing."""
    choice = PrintChoice.of(job.arguments)
    documents = chosen_documents(choice)
    if not documents:
        raise UnableToFinish(_("Нечего печатать: нет ни одного документа"))
    progress.begin(len(documents), _("печать"))
    entries = [entry for document in documents for entry in _files_of(document, choice, job, progress)]
    if choice.pack == ZIP:
        return _archive(job, entries, progress)
    parts = (pdf.Part(entry.path.read_bytes(), entry.title) for entry in entries)
    whole = progress.part("whole.pdf", lambda: pdf.join(parts, job.title))
    sha256 = Entry(whole.name, whole, job.title).sha256
    for document in documents:
        print_remember_hash(document, sha256, shown_to=job.asked_by, paper=ShownPrint.RUN)
    return JobFile(whole, f"print-{job.pk}.pdf", PDF_TYPE)


def _files_of(document: Document, choice: PrintChoice, job: Job, progress: Progress) -> Iterator[Entry]:
    on = timezone.localdate(job.asked_at)
    for fmt in own_formats_of(document) if choice.pack == ZIP else (PDF,):
        yield printed_entry(document, fmt, on, progress, job.asked_by)
    if choice.rationale and isinstance(document, CertificationCard):
        yield printed_entry(document, RATIONALE, on, progress, job.asked_by)
    progress.step(title_of(document))


def printed_entry(document: Document, fmt: str, on: dt.date, progress: Progress, asked_by: User) -> Entry:
    """Print a document once as a part of a job and remember the file; its version is in the name of the part."""
    name = file_name_of(document, fmt)
    path = progress.part(f"v{document.version}-{name}", lambda: printed(document, fmt, on).content)
    paper, title = PAPER_NAMES.get(fmt), title_of(document)
    entry = entry_of(document, f"{document.SLUG}/{name}", path, f"{title}: {paper}" if paper else title)
    if name.endswith(f".{PDF}"):
        print_remember_hash(document, entry.sha256, shown_to=asked_by, paper=fmt)
    return entry


def title_of(document: Document) -> str:
    """What a bookmark and an inventory call a document."""
    if isinstance(document, CertificationCard):
        return _("Карта аттестации: %s") % document.group
    text = str(document)
    return text[:1].upper() + text[1:]


def _archive(job: Job, entries: list[Entry], progress: Progress) -> JobFile:
    about = progress.part("inventory.xlsx", lambda: inventory(_("Опись"), job.title, entries))
    target = write_zip(progress.folder / "archive.zip", [Entry("inventory.xlsx", about, _("Опись")), *entries])
    return JobFile(target, f"print-{job.pk}.zip", ZIP_TYPE)


register_job(
    KIND,
    print_run,
    label=gettext_lazy("печать документов"),
    permission="attestation.view_campaign",
    expected=(UnableToPrint,),
)
