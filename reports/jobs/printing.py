"""Print runs: chosen documents into one PDF or into an archive with an inventory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import recorded
from attestation.models import Campaign, CertificationCard
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order
from documents.jobs import JobFile, Progress, UnableToFinish, register_job
from documents.models import Document, Job, ShownPrint
from documents.services.verification import print_remember_hash, prints_remember_bound
from reports.archive import Entry, entry_of, inventory, write_zip
from reports.export import PDF, Printing, bind, cards_to_print, file_name_of, own_formats_of, printed_ahead
from reports.forms.register import PAPER_NAMES, RATIONALE
from reports.rendering.pdf import Part, UnableToPrint

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
    cards = current_cards(campaign)
    if choice.department is not None:
        cards = cards.filter(Q(group__department=choice.department) | Q(group__department__parent=choice.department))
    if choice.numbers:
        cards = cards.filter(group__number__in=choice.numbers)
    return cards


def chosen_documents(choice: PrintChoice) -> Iterator[Document]:
    """Documents of a choice that have a printed form, in the order in which they are filed, cards a few at a time."""
    campaign = Campaign.objects.get(pk=choice.campaign)
    if choice.what != "cards":
        yield from (document for document in _singles(campaign) if own_formats_of(document))
    yield from cards_to_print(chosen_cards(choice, campaign))


def chosen_count(choice: PrintChoice) -> int:
    """How many documents a choice holds."""
    campaign = Campaign.objects.get(pk=choice.campaign)
    cards = chosen_cards(choice, campaign).count()
    singles = () if choice.what == "cards" else _singles(campaign)
    return cards + sum(1 for document in singles if own_formats_of(document))


def _singles(campaign: Campaign) -> Iterator[Document]:
    yield from filter(None, (hold_order(campaign), approval_order(campaign)))
    yield from current_result_lists(campaign)
    yield from filter(None, [campaign.plan])


@recorded()
def print_run(job: Job, progress: Progress) -> JobFile:
    """Print every chosen document once; a repeated attempt goes on with the first that is missing."""
    choice = PrintChoice.of(job.arguments)
    total = chosen_count(choice)
    if not total:
        raise UnableToFinish(_("Нечего печатать: нет ни одного документа"))
    progress.begin(total, _("печать"))
    wanted = ((document, fmt) for document in chosen_documents(choice) for fmt in _formats(document, choice))
    entries: list[Entry] = []
    shown: list[ShownPrint] = []
    for document, parts in printed_parts(wanted, job, progress):
        entries += [part.entry for part in parts]
        shown += [part.shown for part in parts if part.shown is not None][:1]
        progress.step(title_of(document))
    if choice.pack == ZIP:
        return _archive(job, entries, progress)
    bound = [Part(entry.path, entry.title) for entry in entries]
    whole = progress.written("whole.pdf", lambda file: bind(file, bound, job.title))
    prints_remember_bound(shown, Entry(whole.name, whole, job.title).sha256)
    return JobFile(whole, f"print-{job.pk}.pdf", PDF_TYPE)


def _formats(document: Document, choice: PrintChoice) -> tuple[str, ...]:
    own = own_formats_of(document) if choice.pack == ZIP else (PDF,)
    return (*own, RATIONALE) if choice.rationale and isinstance(document, CertificationCard) else own


@dataclass(frozen=True)
class PrintedPart:
    """A file of a job, and that a person was given it; a sheet is not remembered."""

    entry: Entry
    shown: ShownPrint | None


def printed_parts(
    wanted: Iterable[tuple[Document, str]], job: Job, progress: Progress
) -> Iterator[tuple[Document, list[PrintedPart]]]:
    """Print documents as parts of a job, each once, and yield each with its files in the order wanted."""
    is_made = lambda document, fmt: (progress.folder / _part_name(document, fmt)).exists()  # noqa: E731
    with closing(printed_ahead(wanted, timezone.localdate(job.asked_at), is_made)) as printings:
        for document, its in groupby(printings, key=attrgetter("document")):
            yield document, [_part(printing, job, progress) for printing in its]


def _part_name(document: Document, fmt: str) -> str:
    """A part is of a version: a later one is printed anew."""
    return f"v{document.version}-{file_name_of(document, fmt)}"


def _part(printing: Printing, job: Job, progress: Progress) -> PrintedPart:
    document, fmt = printing.document, printing.file_format
    name = file_name_of(document, fmt)
    digest = ""

    def made() -> bytes:
        nonlocal digest
        file = printing.file()
        digest = file.content_digest
        return file.content

    path = progress.part(_part_name(document, fmt), made)
    paper, title = PAPER_NAMES.get(fmt), title_of(document)
    entry = entry_of(document, f"{document.SLUG}/{name}", path, f"{title}: {paper}" if paper else title)
    if not name.endswith(f".{PDF}"):
        return PrintedPart(entry, None)
    return PrintedPart(
        entry, print_remember_hash(document, entry.sha256, shown_to=job.asked_by, paper=fmt, digest=digest)
    )


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
