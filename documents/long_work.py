"""Acts that take long as jobs: an import read, applied or taken back, one act on many documents.

None of them signs: a signature is given by a person who is there (docs/adr/0115-long-acts-are-jobs.md).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.canonical import digest_of
from accounts.language import spoken_to
from accounts.models import Employer, User
from documents.jobs import Progress, UnableToFinish, register_job
from documents.models import Document, ImportBatch, Job
from documents.models.job import LIVE
from documents.problems import LockedDocument, Problem, StaleDocument, UnableToPerform
from documents.progress import told_to
from documents.registry import act_of
from documents.screens import DocumentScreen, repair_address, screen_of
from documents.selectors import permission_name, transition_label, transitions_of
from documents.services.importing import import_read
from documents.services.job_lines import line_carry_out, line_settle, lines_open, lines_waiting
from documents.services.jobs import job_ask
from documents.services.perform import perform
from documents.states import ImportState

ACT, MANY, READ = "document-act", "documents-act", "import-read"
MANY_AT_ONCE = 100
"""How many documents a request deals with while the person waits (about 5 s); more are a job."""
CHUNK = 50


@dataclass(frozen=True)
class LongAct:
    """One act on one document as it was asked for."""

    document: Document
    transition: str
    on: dt.date
    reason: str = ""
    deviations: Mapping[str, str] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        """The act as the arguments of a job; the version is the one that the person saw."""
        return {
            "slug": self.document.SLUG,
            "pk": self.document.pk,
            "version": self.document.version,
            "act": self.transition,
            "on": self.on.isoformat(),
            "reason": self.reason,
            "deviations": dict(self.deviations),
        }


@transaction.atomic
def act_ask(act: LongAct, *, actor: User) -> Job:
    """Order an act on one document; it is carried out whole or not at all, on the version that is named."""
    document = act.document
    title = f"{transition_label(type(document), act.transition)}: {_named(document)}"
    place = document.get_absolute_url()
    job = job_ask(ACT, employer=document.employer, title=title, arguments=act.arguments(), actor=actor, place=place)
    lines_open(job, [document.pk])
    return job


@transaction.atomic
def read_ask(batch: ImportBatch, *, actor: User) -> Job:
    """Order the reading of an uploaded workbook."""
    title = _("Чтение книги: %s") % batch.file.name
    arguments = {"slug": batch.SLUG, "pk": batch.pk}
    place = batch.get_absolute_url()
    job = job_ask(READ, employer=batch.employer, title=title, arguments=arguments, actor=actor, place=place)
    lines_open(job, [batch.pk])
    return job


@transaction.atomic
def many_ask(screen: DocumentScreen, act: str, rows: QuerySet, *, query: str, employer: Employer, actor: User) -> Job:
    """Order one act on many documents: just those that the person was shown, in the order of their ids."""
    ids = list(rows.order_by("pk").values_list("pk", flat=True))
    label, kind = act_label(screen, act), screen.model._meta.verbose_name_plural
    title = f"{label}: {kind}, {len(ids)}"
    arguments = {"slug": screen.slug, "act": act, "query": query, "selection": digest_of(ids)}
    job = job_ask(MANY, employer=employer, title=title, arguments=arguments, actor=actor)
    if not job.place:
        job.place = reverse("job-outcome", args=[job.pk])
        job.save(update_fields=["place"])
    lines_open(job, ids)
    return job


def act_label(screen: DocumentScreen, act: str) -> str:
    """The words of a transition or a chore."""
    chore = screen.chore(act)
    return str(chore.label) if chore else transition_label(screen.model, act)


def job_at_work_on(document: Document) -> Job | None:
    """The job that waits for its turn or works on a document by itself."""
    found = Job.objects.filter(kind__in=(ACT, READ), status__in=LIVE, arguments__slug=document.SLUG)
    return found.filter(lines__target_id=document.pk).select_related("asked_by").first()


def _named(document: Document) -> str:
    return document.file.name if isinstance(document, ImportBatch) else str(document)


def _right_of_act(arguments: Mapping[str, Any]) -> str:
    """The permission of the act; of a chore, that to change the documents."""
    screen, act = screen_of(arguments["slug"]), arguments["act"]
    if screen is None:
        return ""
    return permission_name(screen.model, act if act in transitions_of(screen.model) else "change")


def _screen(arguments: Mapping[str, Any]) -> DocumentScreen:
    screen = screen_of(arguments["slug"])
    if screen is None:
        raise UnableToFinish(_("Этот выпуск программы не знает такого задания."))
    return screen


def read_workbook(job: Job, progress: Progress) -> None:
    """Read a workbook into rows; one that an earlier attempt has read stays as it is."""
    batch = ImportBatch.objects.select_related("employer", "file").get(pk=job.arguments["pk"])
    if batch.state != ImportState.UPLOADED:
        return
    progress.begin(0, _("читаем книгу"))
    with told_to(progress), _refusals_in_words():
        import_read(batch, actor=job.asked_by, on=timezone.localdate(job.asked_at))


def act_on_document(job: Job, progress: Progress) -> None:
    """Carry one act out in one transaction with the mark that it is done."""
    line = lines_waiting(job).first()
    if line is None:
        return
    asked = job.arguments
    document = _screen(asked).model.objects.get(pk=line.target_id)
    progress.begin(0, job.title)
    with told_to(progress), _refusals_in_words(), transaction.atomic():
        perform(
            document,
            asked["act"],
            actor=job.asked_by,
            on=dt.date.fromisoformat(asked["on"]),
            reason=asked["reason"],
            expected_version=asked["version"],
            deviations=asked["deviations"],
        )
        line_settle(line, [])


def act_on_documents(job: Job, progress: Progress) -> None:
    """Carry an act out on each document that still waits, in a transaction of its own."""
    screen, act, person = _screen(job.arguments), job.arguments["act"], job.asked_by
    run = _runner(screen, act, timezone.localdate(job.asked_at))
    with spoken_to(person):
        progress.begin(job.lines.count(), act_label(screen, act))
        progress.step(count=job.lines.count() - lines_waiting(job).count())
        while lines := list(lines_waiting(job)[:CHUNK]):
            found = screen.visible_to(person, job.employer).in_bulk([line.target_id for line in lines])
            for line in lines:
                if document := found.get(line.target_id):
                    line_carry_out(line, document, run, actor=person, stored=_stored)
                else:
                    line_settle(line, [_stored(Problem("DOC-03", _("Документ удалён или вам больше не виден")))])
                progress.step(str(document or ""))


def _runner(screen: DocumentScreen, act: str, on: dt.date) -> Callable[[Any, User], Any]:
    chore = screen.chore(act)
    if act not in screen.many or (chore is None and act_of(screen.model, act).is_signing):
        raise UnableToFinish(_("Это действие нельзя выполнить без вас."))
    if chore is not None:
        return chore.run
    return lambda document, person: perform(document, act, actor=person, on=on)


def _stored(problem: Problem) -> dict[str, Any]:
    told = {"code": problem.code, "message": str(problem.message), "citation": problem.citation}
    return {**told, "link": repair_address(problem)}


@contextmanager
def _refusals_in_words() -> Iterator[None]:
    """Turn what refuses an act into the end of the job, in the words of the refusal."""
    try:
        yield
    except UnableToPerform as refusal:
        raise UnableToFinish("; ".join(str(problem.message) for problem in refusal.problems)) from refusal
    except ValidationError as error:
        raise UnableToFinish("; ".join(error.messages)) from error
    except (LockedDocument, PermissionDenied, StaleDocument) as refusal:
        raise UnableToFinish(str(refusal)) from refusal


register_job(READ, read_workbook, label=gettext_lazy("чтение книги"), permission="documents.change_importbatch")
register_job(ACT, act_on_document, label=gettext_lazy("действие с документом"), permission=_right_of_act)
register_job(MANY, act_on_documents, label=gettext_lazy("действие со многими документами"), permission=_right_of_act)
