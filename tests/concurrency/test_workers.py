"""Real worker processes: killed, frozen, asked to go, and many at one queue, on the database of the run."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from accounts.models import JournalEntry
from accounts.services.journal import journal_faults
from documents.models import Job, JobStatus, StoredFile
from documents.services.files import file_content
from documents.services.jobs import job_ask, job_cancel
from tests.concurrency import slow_worker
from tests.concurrency.test_signing import database_url
from tests.factories.plant import Plant

STEPS = 40
Start = Callable[..., "subprocess.Popen[bytes]"]
pytestmark = pytest.mark.usefixtures("real_commits")


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts workers with a quick heartbeat; all are gone after the test."""
    workers: list[subprocess.Popen[bytes]] = []

    def start_one(*options: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.concurrency.slow_worker", "--beat", "0.2", "--stale", "2"]
        environment = {**os.environ, "DATABASE_URL": database_url(), "ATTESTATION_TEST_FILES": str(settings.MEDIA_ROOT)}
        workers.append(subprocess.Popen([*command, "--interval", "0.1", *options], env=environment))
        return workers[-1]

    yield start_one
    for worker in workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait()


@pytest.fixture
def plant() -> Plant:
    return Plant.build(groups=0)


def ask(plant: Plant, log: Path, name: str = "one", steps: int = STEPS) -> Job:
    arguments = {"steps": steps, "log": str(log), "name": name}
    return job_ask(
        slow_worker.KIND, employer=plant.employer, title=f"счёт {name}", arguments=arguments, actor=plant.officer
    )


def wait_for(job: Job, reached: Callable[[Job], Any], seconds: float = 60) -> Job:
    until = time.monotonic() + seconds
    while not reached(now := Job.objects.get(pk=job.pk)):
        assert time.monotonic() < until, f"{now.status}, {now.done} of {now.total}, attempts {now.attempts}"
        time.sleep(0.05)
    return now


def is_done(job: Job) -> bool:
    return job.status == JobStatus.DONE


def made(log: Path) -> Counter[str]:
    return Counter(log.read_text().splitlines())


def check_one_result(job: Job, plant: Plant) -> None:
    assert file_content(job.result).decode().split() == [str(number) for number in range(STEPS)]
    assert StoredFile.objects.filter(name="all.txt").count() == 1
    assert JournalEntry.objects.filter(act="job.finish").count() == 1
    assert list(journal_faults(plant.employer)) == []


def test_a_killed_worker_is_followed_by_another_and_nothing_is_made_twice(
    plant: Plant, start: Start, tmp_path: Path
) -> None:
    log = tmp_path / "log"
    job = ask(plant, log)
    first = start()
    wait_for(job, lambda now: now.done >= 5)
    first.send_signal(signal.SIGKILL)
    first.wait()
    already = sum(made(log).values())
    assert 5 <= already < STEPS

    start()
    finished = wait_for(job, is_done)

    assert finished.attempts == 2
    assert set(made(log)) == {f"one {number}" for number in range(STEPS)}
    assert sum(made(log).values()) <= STEPS + 1  # only the step in hand when it was killed may be made again
    check_one_result(finished, plant)


def test_a_worker_that_was_given_up_and_wakes_writes_nothing(plant: Plant, start: Start, tmp_path: Path) -> None:
    job = ask(plant, tmp_path / "log")
    first = start("--max-jobs", "1")
    wait_for(job, lambda now: now.done >= 5)
    first.send_signal(signal.SIGSTOP)
    start()
    finished = wait_for(job, is_done)

    first.send_signal(signal.SIGCONT)

    assert first.wait(timeout=30) == 0
    again = Job.objects.get(pk=job.pk)
    assert (again.run, again.ended_at, again.result_id) == (finished.run, finished.ended_at, finished.result_id)
    check_one_result(again, plant)


def test_a_job_that_stands_still_is_stopped_in_words_and_its_worker_goes_on(
    plant: Plant, start: Start, tmp_path: Path
) -> None:
    """The heart goes on beating while the body hangs: only the lack of any step tells."""
    arguments = {"steps": STEPS, "log": str(tmp_path / "log"), "name": "stuck", "stuck_at": 2}
    stuck = job_ask(slow_worker.KIND, employer=plant.employer, title="завис", arguments=arguments, actor=plant.officer)
    worker = start("--stuck", "2")
    other = ask(plant, tmp_path / "log")

    ended = wait_for(stuck, lambda now: now.status == JobStatus.FAILED)

    assert "не продвигалось" in ended.problem and ended.result is None and ended.attempts == 1
    check_one_result(wait_for(other, is_done), plant)
    assert worker.poll() is None


def test_workers_never_take_the_same_job(plant: Plant, start: Start, tmp_path: Path) -> None:
    log, names = tmp_path / "log", [f"job{number}" for number in range(30)]
    for name in names:
        ask(plant, log, name, steps=2)

    workers = [start("--once") for _ in range(4)]

    assert [worker.wait(timeout=120) for worker in workers] == [0] * 4
    assert made(log) == Counter(f"{name} {number}" for name in names for number in range(2))
    assert set(Job.objects.values_list("status", "attempts")) == {(JobStatus.DONE, 1)}
    takers = {run.partition("/")[0] for run in Job.objects.values_list("run", flat=True)}
    assert len(takers) > 1, "one worker did everything: this test has shown nothing"


def test_a_running_job_stops_when_it_is_cancelled(plant: Plant, start: Start, tmp_path: Path) -> None:
    log = tmp_path / "log"
    job = ask(plant, log, steps=1000)
    start()
    wait_for(job, lambda now: now.done >= 3)

    job_cancel(job, actor=plant.officer)

    ended = wait_for(job, lambda now: now.status != JobStatus.RUNNING)
    assert (ended.status, ended.result) == (JobStatus.CANCELLED, None)
    assert sum(made(log).values()) < 1000
    assert not (Path(settings.MEDIA_ROOT) / "jobs" / str(job.pk)).exists()


def test_a_worker_asked_to_go_gives_its_job_back(plant: Plant, start: Start, tmp_path: Path) -> None:
    job = ask(plant, tmp_path / "log")
    first = start()
    wait_for(job, lambda now: now.done >= 3)

    first.terminate()

    assert first.wait(timeout=30) == 0
    waiting = Job.objects.get(pk=job.pk)
    assert (waiting.status, waiting.attempts, waiting.run) == (JobStatus.QUEUED, 0, "")
    start()
    check_one_result(wait_for(job, is_done), plant)
    assert sum(made(tmp_path / "log").values()) == STEPS
