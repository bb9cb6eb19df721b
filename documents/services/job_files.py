"""Files that jobs have made: kept for a while, then removed. What was issued lies beside them and stays.

The row of a file and its hash are never removed: the journal says which file was dropped and when, and the
proof of the files (``manage.py verify_files``) misses none but these.
"""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.services.journal import journal_append, lock_employer
from documents.models import Job, JobStatus, StoredFile
from documents.services.files import file_path

DROPPED = "storedfile.drop"


def job_file_term(job: Job) -> dt.date | None:
    """The last day on which the file of a job is kept; nothing while it has none."""
    if job.ended_at is None or job.result_id is None:
        return None
    return timezone.localdate(job.ended_at) + dt.timedelta(days=settings.JOB_FILES_DAYS)


def job_file_stands(job: Job) -> bool:
    """Whether the file of a job can still be had."""
    return job.result is not None and file_path(job.result.sha256).is_file()


def job_files_drop(now: dt.datetime) -> int:
    """Remove the files of jobs that are past their term; return how many.

    Needs to see all employers: call it outside of their scopes.
    """
    first_kept = timezone.localdate(now) - dt.timedelta(days=settings.JOB_FILES_DAYS)
    begun = timezone.make_aware(dt.datetime.combine(first_kept, dt.time.min))
    done = Job.objects.filter(status=JobStatus.DONE, ended_at__lt=begun)
    past = StoredFile.objects.filter(pk__in=done.values("result"))
    return sum(_drop(stored, past) for stored in list(past) if file_path(stored.sha256).is_file())


def _drop(stored: StoredFile, past: QuerySet[StoredFile]) -> bool:
    """Remove the bytes of a file unless anybody else has stored the same; the journal keeps the hash.

    The journal first: a file that outlives its entry is dropped again tomorrow, one that is gone without an
    entry would be missed for ever.
    """
    with transaction.atomic():
        lock_employer(stored.employer_id)
        same = StoredFile.objects.filter(sha256=stored.sha256)
        if same.exclude(pk__in=past.filter(employer=stored.employer_id)).exists():
            return False
        payload = {"name": stored.name, "sha256": stored.sha256}
        journal_append(employer_id=stored.employer_id, actor=None, act=DROPPED, target=stored, payload=payload)
    file_path(stored.sha256).unlink(missing_ok=True)
    return True
