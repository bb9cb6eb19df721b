"""Jobs from the side of workers: take one, own it, give it back, end it.

Every write here is one conditional UPDATE: of two workers exactly one changes a row, on both
databases, without a lock that is held. ``run`` fences: an attempt that was given up writes nothing.
"""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from accounts.services.journal import journal_append, lock_employer
from documents.jobs import JobFile
from documents.models import Job, JobStatus
from documents.services.files import file_store_path

MAX_ATTEMPTS = 3


class JobStopped(Exception):
    """The attempt must end: ``status`` is what becomes of the job, ``None`` when it is not ours any more."""

    def __init__(self, status: JobStatus | None) -> None:
        super().__init__(str(status))
        self.status = status


def owned(job: Job) -> QuerySet[Job]:
    """The row of a job as long as this attempt owns it, else nothing."""
    return Job.objects.filter(pk=job.pk, run=job.run, status=JobStatus.RUNNING)


def job_take(worker: str, now: dt.datetime) -> Job | None:
    """Return the oldest waiting job, now owned by ``worker``; ``None`` when there is nothing to do.

    Needs to see all employers: call it outside of their scopes.
    """
    for pk in Job.objects.filter(status=JobStatus.QUEUED).order_by("pk").values_list("pk", flat=True)[:20]:
        run = f"{worker}/{uuid.uuid4().hex}"
        won = Job.objects.filter(pk=pk, status=JobStatus.QUEUED).update(
            status=JobStatus.RUNNING, run=run, attempts=F("attempts") + 1, heartbeat_at=now, done=0, words=""
        )
        if won:
            return Job.objects.select_related("employer", "asked_by").get(pk=pk)
    return None


def job_beat(job: Job, now: dt.datetime, **progress: Any) -> None:
    """Say that the attempt lives, and how far it is; raises ``JobStopped`` when it must end."""
    if not owned(job).update(heartbeat_at=now, **progress):
        raise JobStopped(None)
    if Job.objects.filter(pk=job.pk, is_cancel_asked=True).exists():
        raise JobStopped(JobStatus.CANCELLED)


def job_give_back(job: Job) -> None:
    """Return a job to the queue because its worker is asked to go: this is no failed attempt."""
    owned(job).update(status=JobStatus.QUEUED, run="", heartbeat_at=None, attempts=F("attempts") - 1)


def job_finish(job: Job, made: JobFile | None, now: dt.datetime) -> bool:
    """Keep the file, if there is one, and end the job, both or neither; false when another attempt owns it."""
    with transaction.atomic():
        lock_employer(job.employer_id)
        if not owned(job).exists():
            return False
        stored = made and file_store_path(
            made.path, employer=job.employer, name=made.name, content_type=made.content_type, actor=job.asked_by
        )
        if not owned(job).update(status=JobStatus.DONE, result=stored, done=F("total"), words="", ended_at=now):
            transaction.set_rollback(True)
            return False
        _journal(job, "finish", {"file": stored.sha256} if stored else {"place": job.place})
    return True


def job_end(job: Job, status: JobStatus, now: dt.datetime, problem: str = "") -> bool:
    """End a job without a file, failed with words or cancelled; false when another attempt owns it."""
    with transaction.atomic():
        lock_employer(job.employer_id)
        if not owned(job).update(status=status, problem=problem, words="", ended_at=now):
            return False
        _journal(job, "fail" if status == JobStatus.FAILED else "stop", {"reason": problem})
    return True


def jobs_reap(now: dt.datetime, stale: dt.timedelta) -> int:
    """Give back the jobs whose worker has not been heard of for ``stale``; return how many were touched.

    The third death of a job is its end: whatever kills workers must not kill them for ever.
    """
    dead = Job.objects.filter(Q(heartbeat_at__lt=now - stale), status=JobStatus.RUNNING)
    if not dead.exists():
        return 0
    cancelled = dead.filter(is_cancel_asked=True).update(status=JobStatus.CANCELLED, ended_at=now)
    worn_out = dead.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=JobStatus.FAILED,
        ended_at=now,
        problem=_("Рабочий процесс обрывался на этом задании %(count)s раза: не хватает памяти или диска.")
        % {"count": MAX_ATTEMPTS},
    )
    return cancelled + worn_out + dead.update(status=JobStatus.QUEUED, run="", heartbeat_at=None)


def _journal(job: Job, verb: str, payload: dict[str, Any]) -> None:
    journal_append(
        employer_id=job.employer_id,
        actor=job.asked_by,
        act=f"job.{verb}",
        target=job,
        payload={"name": job.title, **payload},
    )
