"""What a running job and the people who wait for it leave for each other outside of the database.

A long transaction shows nothing of itself until it is over, and on SQLite nobody else can write while it lasts:
its progress, and the wish to cancel it, lie as files in the folder of the job.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings

from documents.models import Job

_PROGRESS, _CANCEL = "progress.json", "cancel"


def job_folder(job: Job) -> Path:
    """Where the parts of a job lie while it lives."""
    return Path(settings.MEDIA_ROOT) / "jobs" / str(job.pk)


def beside_write(job: Job, **progress: Any) -> None:
    """Say how far a transaction of this attempt is; the file appears whole or not at all."""
    path = job_folder(job) / _PROGRESS
    draft = path.with_suffix(".tmp")
    draft.write_text(json.dumps({"run": job.run, **progress}), "utf-8")
    draft.replace(path)


def beside_read(job: Job) -> dict[str, Any]:
    """How far the transaction is that the job's attempt is in; empty outside of one."""
    try:
        found: dict[str, Any] = json.loads((job_folder(job) / _PROGRESS).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: found[name] for name in ("done", "total", "words")} if found.get("run") == job.run else {}


def beside_drop(job: Job) -> None:
    """The transaction is over: from here on the row of the job speaks."""
    (job_folder(job) / _PROGRESS).unlink(missing_ok=True)


def cancel_leave(job: Job) -> None:
    """Ask an attempt that may be in the middle of a transaction to stop."""
    if job_folder(job).is_dir():
        (job_folder(job) / _CANCEL).write_text(job.run, "utf-8")


def cancel_is_left(job: Job) -> bool:
    """Whether somebody asked this attempt to."""
    try:
        return (job_folder(job) / _CANCEL).read_text("utf-8") == job.run
    except OSError:
        return False
