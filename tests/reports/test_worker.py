"""Pages are set in processes of their own: over a limit or killed, they end in words, and the next task goes on."""

from __future__ import annotations

import os
import signal
import threading
import time
from concurrent.futures.process import BrokenProcessPool

import pytest

from reports.rendering import worker
from reports.rendering.errors import PrintingDied, PrintingTooBig, PrintingTooLong, UnableToPrint
from tests.reports import hogs


def test_a_task_is_done_elsewhere() -> None:
    assert worker.in_worker(hogs.answer, 1) == 2
    assert worker.in_worker(hogs.own_id) != os.getpid()


def test_processes_that_stand_ready_have_their_engine_loaded_before_the_first_page() -> None:
    worker.stop()
    worker.stand_ready()
    seen = dict(worker.in_worker(hogs.engines) for _ in range(20))
    assert all(seen.values()) and os.getpid() not in seen
    worker.stand_ready()
    later = dict(worker.in_worker(hogs.engines) for _ in range(20))
    assert all(later.values()) and len(seen | later) <= worker.worker_count(), "asked again, nothing starts"


def test_more_memory_than_allowed_is_a_worded_failure() -> None:
    with pytest.raises(PrintingTooBig, match="памяти"):
        worker.in_worker(hogs.eat_memory, worker.MEMORY)
    assert worker.in_worker(hogs.answer, 2) == 3


def test_more_time_than_allowed_is_a_worded_failure_and_ends_the_process() -> None:
    started = time.monotonic()
    with pytest.raises(PrintingTooLong, match="дольше"):
        worker.in_worker(hogs.eat_time, 60.0, seconds=1.0)
    assert time.monotonic() - started < 30
    assert worker.in_worker(hogs.answer, 3) == 4


def test_a_process_that_dies_is_a_worded_failure() -> None:
    with pytest.raises(PrintingDied, match="процесс печати") as caught:
        worker.in_worker(hogs.die)
    assert isinstance(caught.value, UnableToPrint)
    assert worker.in_worker(hogs.answer, 4) == 5


def test_a_process_killed_from_outside_in_the_middle_of_its_task_is_a_worded_failure() -> None:
    victims = {worker.in_worker(hogs.own_id) for _ in range(20)}

    def kill() -> None:
        for victim in victims:
            os.kill(victim, signal.SIGKILL)

    killer = threading.Timer(1.0, kill)
    killer.start()
    try:
        with pytest.raises(PrintingDied):
            list(worker.spread(hogs.eat_time, [(20.0,)] * worker.worker_count()))
    finally:
        killer.join()
    assert worker.in_worker(hogs.answer, 5) == 6


def test_many_tasks_answer_in_their_order() -> None:
    assert list(worker.spread(hogs.answer, ((n,) for n in range(30)))) == list(range(1, 31))


def test_a_pool_that_lost_its_process_before_it_knew_the_task_is_replaced() -> None:
    """The library gives such a pool up for good: every later print of this server would fail."""
    worker.in_worker(hogs.answer, 1)
    pool = worker._pools[os.getpid()]
    lost = worker._schedule(hogs.eat_time, (60.0,), None)
    while not lost.running():
        time.sleep(0.01)
    pool._pool_manager.handle_broken_pool(BrokenProcessPool("All workers expired"))
    with pytest.raises(PrintingDied, match="процесс печати"):
        worker._result(lost)
    assert worker.in_worker(hogs.answer, 5) == 6
    assert worker._pools[os.getpid()] is not pool


def test_a_failure_among_many_is_told() -> None:
    with pytest.raises(PrintingDied):
        list(worker.spread(hogs.die, [()] * 3))
