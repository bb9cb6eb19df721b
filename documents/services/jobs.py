"""Jobs from the side of people: ask for one, cancel it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.canonical import digest_of
from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from documents.jobs import job_kind, may_take
from documents.models import Job, JobStatus
from documents.models.job import LIVE
from documents.services.job_folder import cancel_leave


@transaction.atomic
def job_ask(
    kind: str, *, employer: Employer, title: str, arguments: dict[str, Any], actor: User, place: str = ""
) -> Job:
    """Put a piece of work into the queue, in the transaction of the act that wants it.

    The same work asked for again while it waits or runs is the same job. ``place`` is the page on which the
    result of a job without a file stands. Raises ``KeyError`` for an
    unknown kind, ``PermissionDenied`` without the right.
    """
    known = job_kind(kind)
    if known is None:
        raise KeyError(kind)
    if not known.may_ask(actor, employer, arguments):
        raise PermissionDenied(_("Нет права на задание «%s»") % known.label)
    lock_employer(employer.pk)
    key = digest_of({"kind": kind, "arguments": arguments, "actor": actor.pk})
    live = Job.objects.filter(employer=employer, key=key, status__in=LIVE).first()
    if live is not None:
        return live
    job = Job(
        employer=employer, kind=kind, title=title[:300], arguments=arguments, key=key, asked_by=actor, place=place
    )
    job.full_clean()
    job.save()
    journal_append(
        employer_id=employer.pk, actor=actor, act="job.ask", target=job, payload={"name": job.title, "kind": kind}
    )
    return job


def job_cancel(job: Job, *, actor: User) -> None:
    """Take a waiting job out of the queue; ask a running one to stop at its next step.

    A job that has ended stays as it ended. Raises ``PermissionDenied`` for somebody else's job.
    """
    if job.asked_by_id != actor.pk:
        raise PermissionDenied(_("Отменить задание может тот, кто его поставил"))
    cancel_leave(job)
    _cancel(job, actor)


@transaction.atomic
def _cancel(job: Job, actor: User) -> None:
    lock_employer(job.employer_id)
    waiting = Job.objects.filter(pk=job.pk, status=JobStatus.QUEUED)
    running = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, is_cancel_asked=False)
    taken_out = waiting.update(status=JobStatus.CANCELLED, ended_at=timezone.now())
    if taken_out or running.update(is_cancel_asked=True):
        journal_append(
            employer_id=job.employer_id, actor=actor, act="job.cancel", target=job, payload={"name": job.title}
        )


def job_repeat(job: Job, *, actor: User) -> Job:
    """Ask for the same work again, as of today. Raises ``PermissionDenied`` for somebody else's, and without the right."""
    if not may_take(actor, job):
        raise PermissionDenied(_("Повторить задание может тот, кто его поставил, пока у него есть на это право"))
    return job_ask(job.kind, employer=job.employer, title=job.title, arguments=job.arguments, actor=actor)
