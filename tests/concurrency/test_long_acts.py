"""Acts that take long under real workers: killed in the middle, an import is whole or not at all, many acts go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from accounts.models import JournalEntry
from accounts.services.journal import journal_faults
from documents import long_work
from documents.long_work import LongAct
from documents.models import ImportBatch, Job, JobStatus
from documents.screens import screen_of
from documents.services.job_folder import beside_read
from documents.services.jobs import job_cancel
from measurements.models import MeasurementProtocol
from tests.concurrency.test_signing import database_url
from tests.documents.test_import_review import book, kot
from tests.documents.test_messy_workbooks import ON, read
from tests.documents.test_messy_workbooks import plant as messy_plant
from tests.factories.plant import Plant
from workplaces.models import Employee

ROWS = 40
Start = Callable[[], "subprocess.Popen[bytes]"]
pytestmark = pytest.mark.usefixtures("real_commits")


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts slow workers with a quick heartbeat; all are gone after the test."""
    workers: list[subprocess.Popen[bytes]] = []

    def start_one() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.concurrency.slow_worker", "--beat", "0.2", "--stale", "2"]
        files = {"DATABASE_URL": database_url(), "ATTESTATION_TEST_FILES": str(settings.MEDIA_ROOT)}
        environment = {**os.environ, **files, "SLOW_STEPS": "0.05"}
        workers.append(subprocess.Popen([*command, "--interval", "0.1"], env=environment))
        return workers[-1]

    yield start_one
    for worker in workers:
        if worker.poll() is None:
            worker.kill()
        worker.wait()


def wait_for(job: Job, reached: Callable[[Job], Any], seconds: float = 60) -> Job:
    until = time.monotonic() + seconds
    while not reached(now := Job.objects.get(pk=job.pk)):
        assert time.monotonic() < until, f"{now.status}, {now.done} of {now.total}, {beside_read(now)}, {now.problem}"
        time.sleep(0.02)
    return now


def ordered_import() -> tuple[ImportBatch, Job]:
    employer, officer = messy_plant("employees")
    batch = read(employer, officer, "employees", book(*(kot(number) for number in range(1, ROWS + 1))))
    return batch, long_work.act_ask(LongAct(batch, "apply", ON), actor=officer)


def half_way(job: Job) -> bool:
    """In the middle of writing, told from within the transaction."""
    told = beside_read(job)
    return bool(told) and told["words"] == "записываем работников" and 5 <= told["done"] < ROWS - 5


def test_an_import_whose_worker_is_killed_is_not_there_and_then_there_once(start: Start) -> None:
    batch, job = ordered_import()
    first = start()
    wait_for(job, half_way)
    first.send_signal(signal.SIGKILL)
    first.wait()
    assert (Employee.objects.count(), ImportBatch.objects.get().state) == (0, "READ")

    start()
    done = wait_for(job, lambda now: now.status == JobStatus.DONE)

    assert (done.attempts, done.place) == (2, batch.get_absolute_url())
    assert (Employee.objects.count(), ImportBatch.objects.get().state) == (ROWS, "APPLIED")
    assert Employee.history.count() == ROWS
    assert JournalEntry.objects.filter(act="importbatch.apply").count() == 1
    assert list(journal_faults(batch.employer)) == []


def test_an_import_that_is_cancelled_half_way_leaves_nothing(start: Start) -> None:
    _batch, job = ordered_import()
    start()
    running = wait_for(job, half_way)

    job_cancel(running, actor=running.asked_by)

    ended = wait_for(job, lambda now: now.status != JobStatus.RUNNING)
    assert ended.status == JobStatus.CANCELLED
    assert (Employee.objects.count(), ImportBatch.objects.get().state) == (0, "READ")


def test_many_acts_go_on_where_a_killed_worker_stopped(start: Start) -> None:
    plant = Plant.build()
    plant.open_campaign()
    for number in range(1, 31):
        protocol = plant.protocol(plant.group, number=f"{number}-Ш")
        protocol.instruments.all().delete()
    before, screen = JournalEntry.objects.count(), screen_of("protocols")
    assert screen is not None
    rows = MeasurementProtocol.objects.all()
    job = long_work.many_ask(screen, "instruments", rows, query="", employer=plant.employer, actor=plant.officer)
    first = start()
    wait_for(job, lambda now: 3 <= now.done < 25)
    first.send_signal(signal.SIGKILL)
    first.wait()
    already = job.lines.filter(outcome="DONE").count()
    assert 3 <= already < 30

    start()
    done = wait_for(job, lambda now: now.status == JobStatus.DONE)

    assert (done.attempts, done.done, job.lines.filter(outcome="DONE").count()) == (2, 30, 30)
    acts = JournalEntry.objects.order_by("pk")[before:].values_list("act", "target_id")
    touched = [target for act, target in acts if act.startswith("measurementprotocol.")]
    assert len(touched) == len(set(touched)) == 30, connection.vendor
    assert list(journal_faults(plant.employer)) == []
