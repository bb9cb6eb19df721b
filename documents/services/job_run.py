"""Carries jobs out: one attempt with its progress, its heartbeat and its end."""

from __future__ import annotations

import datetime as dt
import logging
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, BinaryIO

from django.conf import settings
from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import gettext as _
from django_scopes import scope, scopes_disabled

from accounts.language import recorded
from documents.jobs import job_kind
from documents.models import Job, JobStatus
from documents.models.job import LIVE
from documents.services.job_folder import beside_drop, beside_write, cancel_is_left, job_folder
from documents.services.job_queue import JobStopped, job_beat, job_end, job_finish, job_give_back, job_take

log = logging.getLogger(__name__)
REPORT_EVERY = 0.5  # seconds between writes of progress
STUCK_AFTER = 1800.0  # seconds without a step or a part: whole rows of pages take less
_STUCK = signal.SIGUSR1


def never() -> bool:
    """Nobody asks this worker to go."""
    return False


class JobStuck(Exception):
    """The body of a job has not moved for too long; raised in the middle of whatever it waits for."""


class JobProgress:
    """The progress of one attempt: keeps parts, reports, and stops where the job must stop."""

    def __init__(self, job: Job, is_asked_to_go: Callable[[], bool]) -> None:
        self.job = job
        self.folder = job_folder(job)
        self._is_asked_to_go = is_asked_to_go
        self._done = self._total = 0
        self._words = ""
        self._reported = 0.0
        self._depth = len(connection.atomic_blocks)
        self.moved_at = time.monotonic()

    def begin(self, total: int, words: str = "") -> None:
        """Say how many steps there are."""
        self._done, self._total, self._words = 0, total, words
        self._report()

    def step(self, words: str = "", count: int = 1) -> None:
        """Count steps; writes at most twice a second."""
        self.moved_at = time.monotonic()
        self._done = min(self._done + count, self._total)
        self._words = words or self._words
        if self._is_asked_to_go():
            raise JobStopped(JobStatus.QUEUED)
        if time.monotonic() - self._reported >= REPORT_EVERY:
            self._report()

    def part(self, name: str, make: Callable[[], bytes]) -> Path:
        """Make a file of the folder once: it appears whole, under its name, or not at all."""
        return self.written(name, lambda file: file.write(make()))

    def written(self, name: str, write: Callable[[BinaryIO], Any]) -> Path:
        """Write a file of the folder once, piece by piece; whole, under its name, or not at all."""
        path = self.folder / name
        if not path.exists():
            handle, temporary = tempfile.mkstemp(dir=self.folder)
            with os.fdopen(handle, "w+b") as file:
                write(file)
            self.moved_at = time.monotonic()
            Path(temporary).replace(path)
        return path

    def _report(self) -> None:
        """Write to the row of the job, or beside it from within a transaction, which nobody sees into."""
        self._reported = time.monotonic()
        if len(connection.atomic_blocks) > self._depth:
            beside_write(self.job, done=self._done, total=self._total, words=self._words[:300])
            if cancel_is_left(self.job):
                raise JobStopped(JobStatus.CANCELLED)
            return
        beside_drop(self.job)
        job_beat(self.job, timezone.now(), done=self._done, total=self._total, words=self._words[:300])


class Heartbeat:
    """Beats for an attempt from a thread of its own: a long step is no death.

    An attempt that has not moved for ``stuck_after`` seconds is interrupted in its thread, once; if even that does
    not wake it, the heart stops and the job goes back to the queue like that of a dead worker.
    """

    def __init__(self, progress: JobProgress, every: float, stuck_after: float) -> None:
        self._job, self._progress, self._every, self._limit = progress.job, progress, every, stuck_after
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, daemon=True)
        self._owner = threading.get_ident()
        self._is_watching = bool(every) and threading.current_thread() is threading.main_thread()
        self._before: Any = None

    def __enter__(self) -> None:
        if self._is_watching:
            self._before = signal.signal(_STUCK, _interrupt)
        if self._every:
            self._thread.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._every:
            self._thread.join()
        if self._is_watching:
            signal.signal(_STUCK, self._before)

    def _beat(self) -> None:
        with scopes_disabled():
            is_woken = False
            while not self._ended.wait(self._every):
                if time.monotonic() - self._progress.moved_at > self._limit:
                    if is_woken or not self._is_watching:
                        log.error("job %s does not move and cannot be interrupted: left for dead", self._job.pk)
                        break
                    is_woken = True
                    self._progress.moved_at = time.monotonic()  # as long again to come to its end
                    signal.pthread_kill(self._owner, _STUCK)
                try:
                    job_beat(self._job, timezone.now())
                except JobStopped:
                    continue  # the body meets it at its next step; a cancelled body is still alive
                except DatabaseError:
                    log.warning("job %s: no heartbeat", self._job.pk, exc_info=True)
        connection.close()


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise JobStuck


def job_work_one(
    worker: str,
    *,
    beat: float = 0,
    stuck_after: float = STUCK_AFTER,
    is_asked_to_go: Callable[[], bool] = never,
    clock: Callable[[], dt.datetime],
) -> Job | None:
    """Take one job and carry it out; return it, or ``None`` when nothing waits.

    ``beat`` is the time in seconds between heartbeats of the thread; 0 goes without (tests: the
    progress itself beats). ``stuck_after`` is how long the body may stand still, in seconds.
    """
    with scopes_disabled():
        job = job_take(worker, clock())
    if job is None:
        return None
    progress = JobProgress(job, is_asked_to_go)
    with scope(employer=[job.employer_id]), Heartbeat(progress, beat, stuck_after):
        _attempt(job, progress, clock)
    return job


def jobs_work_off(worker: str = "inline") -> int:
    """Carry out everything that waits, in this process; return how many jobs that were."""
    count = 0
    while job_work_one(worker, clock=timezone.now):
        count += 1
    return count


def _attempt(job: Job, progress: JobProgress, clock: Callable[[], dt.datetime]) -> None:
    """One attempt from its first step to its end; nothing escapes but what must kill the worker."""
    if _carried_out(job, progress, clock):
        shutil.rmtree(job_folder(job), ignore_errors=True)


@recorded()
def _carried_out(job: Job, progress: JobProgress, clock: Callable[[], dt.datetime]) -> bool:
    """Return whether this attempt has ended the job; one that was given up or taken away has not."""
    kind = job_kind(job.kind)
    if kind is None:
        return job_end(job, JobStatus.FAILED, clock(), _("Этот выпуск программы не знает такого задания."))
    try:
        progress.folder.mkdir(parents=True, exist_ok=True)
        return job_finish(job, kind.body(job, progress), clock())
    except JobStopped as stop:
        if stop.status == JobStatus.CANCELLED:
            return job_end(job, JobStatus.CANCELLED, clock())
        job_give_back(job)
        return False
    except JobStuck:
        log.exception("job %s (%s) has not moved and was interrupted", job.pk, job.kind)
        return job_end(job, JobStatus.FAILED, clock(), _("Задание остановлено: оно слишком долго не продвигалось."))
    except kind.expected as refusal:
        return job_end(job, JobStatus.FAILED, clock(), str(refusal))
    except Exception:  # the worker lives on whatever a body does; the trace goes to the log
        log.exception("job %s (%s) failed", job.pk, job.kind)
        return job_end(job, JobStatus.FAILED, clock(), _("Внутренняя ошибка. Сообщите администратору № задания."))


def folders_sweep() -> None:
    """Remove the folders of jobs that ended while nobody was working on them."""
    root = Path(settings.MEDIA_ROOT) / "jobs"
    if not root.is_dir():
        return
    with scopes_disabled():
        live = set(Job.objects.filter(status__in=LIVE).values_list("pk", flat=True))
    for folder in root.iterdir():
        if folder.name.isdigit() and int(folder.name) not in live:
            shutil.rmtree(folder, ignore_errors=True)
