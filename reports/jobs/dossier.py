"""The dossier as a job: PDF, XLSX and JSON of every document, inventory, sums, and a page that checks them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.language import recorded
from accounts.models import JournalHead
from attestation.models import AttachedPaper, Campaign
from documents.jobs import JobFile, Progress, UnableToFinish, register_job
from documents.models import Document, Job
from documents.services.files import file_content
from reports.archive import Entry, entry_of, inventory, write_zip
from reports.dossier import document_json, dossier_documents
from reports.export import formats_of
from reports.jobs.printing import ZIP_TYPE, printed_parts, title_of
from reports.rendering.pdf import UnableToPrint
from workplaces.models import AnalogousGroup

KIND = "dossier"
JOURNAL_HEAD = "journal-head.json"


@dataclass(frozen=True)
class Subject:
    """Whose dossier it is."""

    campaign: Campaign
    group: AnalogousGroup | None

    @property
    def title(self) -> str:
        """Name of the whole."""
        return f"{self.campaign}, {self.group}" if self.group else str(self.campaign)


@recorded()
def dossier(job: Job, progress: Progress) -> JobFile:
    """Gather the dossier. The same documents under the same journal give the same bytes."""
    subject = _subject(job)
    documents = list(dossier_documents(subject.campaign, subject.group))
    if not documents:
        raise UnableToFinish(_("Комплект пуст: по этой аттестации ещё нет документов"))
    progress.begin(len(documents) + 1, _("документы"))  # the last step is the packing
    head = progress.part(JOURNAL_HEAD, lambda: _journal_head(job))
    entries = [*_made(documents, job, progress), *_attached(subject, progress)]
    entries.append(Entry(JOURNAL_HEAD, head, _("Конец журнала действий на момент составления")))
    return _packed(job, subject, entries, progress)


def _subject(job: Job) -> Subject:
    campaign = Campaign.objects.get(pk=job.arguments["campaign"])
    group = job.arguments.get("group")
    return Subject(campaign, AnalogousGroup.objects.select_related("profession").get(pk=group) if group else None)


def _journal_head(job: Job) -> bytes:
    """The end of the employer's chain: whoever keeps it can show later that nothing before it was changed."""
    head = JournalHead.objects.get(pk=job.employer_id)
    told = {"employer": str(job.employer), "sequence": head.sequence, "sha256": head.digest}
    return f"{json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()


def _made(documents: list[Document], job: Job, progress: Progress) -> Iterator[Entry]:
    """Every printed form and the data of every document; those that have no form at the end."""
    bare: list[Document] = []
    for document, parts in printed_parts(_wanted(documents, bare), job, progress):
        yield from (part.entry for part in parts)
        yield _data_of(document, progress)
        progress.step(title_of(document))
    for document in bare:
        yield _data_of(document, progress)
        progress.step(title_of(document))


def _wanted(documents: list[Document], bare: list[Document]) -> Iterator[tuple[Document, str]]:
    for document in documents:
        formats = formats_of(document)
        yield from ((document, file_format) for file_format in formats)
        if not formats:
            bare.append(document)


def _data_of(document: Document, progress: Progress) -> Entry:
    name = f"{document.SLUG}-{document.pk}"
    data = progress.part(f"{name}-v{document.version}.json", lambda: document_json(document))
    return entry_of(document, f"{document.SLUG}/{name}.json", data, title_of(document))


def _attached(subject: Subject, progress: Progress) -> Iterator[Entry]:
    papers = AttachedPaper.objects.filter(campaign=subject.campaign).select_related("file").order_by("id")
    for paper in papers:
        ending = paper.file.name.rpartition(".")[2].lower()
        name = f"papers/paper-{paper.pk}.{ending}"
        path = progress.part(f"paper-{paper.pk}.{ending}", lambda paper=paper: file_content(paper.file))  # type: ignore[misc]
        dated = f"{paper.dated_on:%d.%m.%Y}" if paper.dated_on else ""
        yield Entry(name, path, str(paper), paper.number, dated)


def _packed(job: Job, subject: Subject, entries: list[Entry], progress: Progress) -> JobFile:
    """Inventory, the page on formats, sums over everything, and the page that checks the sums."""
    title = _("Опись документов по результатам аттестации")
    progress.step(_("упаковка"), count=0)
    made = {
        "inventory.xlsx": (title, inventory(title, f"{job.employer}. {subject.title}", entries)),
        "formats.html": (_("О форматах файлов"), _page("formats", subject=subject)),
    }
    for name, (words, content) in made.items():
        path = progress.folder / f"made-{name}"
        path.write_bytes(content)
        entries.append(Entry(name, path, words))
    entries.sort(key=lambda entry: entry.name)
    sums = progress.folder / "SHA256SUMS"
    sums.write_text("".join(f"{entry.sha256}  {entry.name}\n" for entry in entries), "utf-8")
    entries.append(Entry("SHA256SUMS", sums, _("Контрольные суммы")))
    checker = progress.folder / "made-check.html"
    checker.write_bytes(_page("check", subject=subject, head=_head(progress), files=_told(entries)))
    target = write_zip(progress.folder / "dossier.zip", [Entry("check.html", checker, ""), *entries])
    progress.step(_("готово"))
    of = f"{subject.campaign.pk}-{subject.group.pk}" if subject.group else f"{subject.campaign.pk}"
    return JobFile(target, f"dossier-{of}.zip", ZIP_TYPE)


def _head(progress: Progress) -> dict[str, str]:
    found: dict[str, str] = json.loads((progress.folder / JOURNAL_HEAD).read_text("utf-8"))
    return found


def _told(entries: list[Entry]) -> list[dict[str, str]]:
    return [{"name": entry.name, "title": entry.title, "sha256": entry.sha256} for entry in entries]


def _page(name: str, **context: object) -> bytes:
    return render_to_string(f"reports/dossier/{name}.html", context).encode()


register_job(
    KIND,
    dossier,
    label=gettext_lazy("комплект документов"),
    permission="attestation.view_campaign",
    expected=(UnableToPrint,),
)
