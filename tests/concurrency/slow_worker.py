"""A real worker process that knows one more kind of job: it counts, slowly, and writes down each count.

python -m tests.concurrency.slow_worker [options of manage.py worker]

With SLOW_STEPS in its environment every step of any job takes so many seconds, and is reported at once.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django.core.management import call_command

from documents.jobs import JobFile, Progress, register_job
from documents.models import Job
from documents.services import job_run

KIND, STEP = "count", 0.05


def count(job: Job, progress: Progress) -> JobFile:
    """Make one part per step; the log tells how often each part was really made."""
    steps: int = job.arguments["steps"]
    progress.begin(steps, "считаем")
    parts = []
    for number in range(steps):
        if number == job.arguments.get("stuck_at"):
            time.sleep(3600)
        parts.append(progress.part(f"{number}.txt", lambda number=number: _made(job, number)))
        progress.step(f"шаг {number}")
    path = progress.part("all.txt", lambda: b"".join(part.read_bytes() for part in parts))
    return JobFile(path, "all.txt", "text/plain")


def _made(job: Job, number: int) -> bytes:
    time.sleep(STEP)
    with Path(job.arguments["log"]).open("a") as log:
        log.write(f"{job.arguments['name']} {number}\n")
    return f"{number}\n".encode()


def slow_down(seconds: float) -> None:
    """Let every step of every job take some time."""
    step = job_run.JobProgress.step

    def slow(self: job_run.JobProgress, words: str = "", count: int = 1) -> None:
        step(self, words, count)
        time.sleep(seconds)

    job_run.JobProgress.step = slow  # type: ignore[method-assign]
    job_run.REPORT_EVERY = 0.0


register_job(KIND, count, label="счёт", permission="accounts.view_employer")

if __name__ == "__main__":
    if pause := os.environ.get("SLOW_STEPS"):
        slow_down(float(pause))
    call_command("worker", *sys.argv[1:])
