"""Where pages are set: processes of their own, so that no document can hurt the server.

Each has a limit of memory, each task a limit of time; a process that breaks one is ended and replaced,
and whoever asked is told in words.
"""

from __future__ import annotations

import atexit
import multiprocessing
import os
import resource
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as OutOfTime
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.util import Finalize
from typing import Any

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from reports.rendering.errors import PrintingDied, PrintingTooBig, PrintingTooLong

MEMORY = 1_500_000_000  # bytes of address space of a process
SECONDS = 120.0  # of a task
_MOST, _TASKS = 4, 500  # processes; tasks after which one is replaced: engines do not give memory back
_lock = threading.Lock()
_pools: dict[int, ProcessPool] = {}


def in_worker(function: Callable[..., Any], *args: Any, seconds: float | None = None) -> Any:
    """Return what ``function`` returns in a process with limits; the function and its arguments must pickle.

    Raises ``PrintingTooLong``, ``PrintingTooBig``, ``PrintingDied``, and whatever the function raises.
    """
    return _result(_schedule(function, args, seconds))


def spread(function: Callable[..., Any], calls: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
    """Yield the results of many calls in their order, a few of them under way at a time. Raises as ``in_worker``."""
    waiting: list[ProcessFuture] = []
    try:
        for args in calls:
            waiting.append(_schedule(function, args, None))
            if len(waiting) > 2 * worker_count():
                yield _result(waiting.pop(0))
        while waiting:
            yield _result(waiting.pop(0))
    finally:
        for future in waiting:
            future.cancel()


def worker_count() -> int:
    """How many processes set pages at a time."""
    return min(len(os.sched_getaffinity(0)), _MOST)


def _schedule(function: Callable[..., Any], args: tuple[Any, ...], seconds: float | None) -> ProcessFuture:
    return _pool().schedule(function, args=list(args), timeout=seconds or SECONDS)


def _result(future: ProcessFuture) -> Any:
    try:
        return future.result()
    except OutOfTime as error:
        raise PrintingTooLong("Печать прервана: документ набирался дольше отведённого времени") from error
    except MemoryError as error:
        raise PrintingTooBig("Печать прервана: документу не хватило отведённой памяти") from error
    except (ProcessExpired, BrokenProcessPool) as error:
        raise PrintingDied("Печать прервана: процесс печати завершился, повторите позже") from error


def _pool() -> ProcessPool:
    """The processes of this process, started once: a fresh interpreter, not a fork, as the server has threads."""
    with _lock:
        found = _pools.get(os.getpid())
        if found is not None and not found.active:  # broken: a process died before the pool knew its task
            threading.Thread(target=_end, args=[found], daemon=True).start()
            found = None
        if found is None:
            _pools.clear()  # what a fork brought along belongs to the parent
            context = multiprocessing.get_context("spawn")
            found = ProcessPool(worker_count(), max_tasks=_TASKS, initializer=_begin, context=context)
            _pools[os.getpid()] = found
            # A forked process (a server's) ends by waiting for its children, before it comes to ``atexit``: for ever.
            Finalize(None, stop, exitpriority=10)
        return found


def _begin() -> None:
    """What each process does first: sets itself limits, and gets the fast engine ready before it is asked for a page."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from reports.rendering.setting import ready

    ready()


def stand_ready() -> None:
    """Let the processes start where none stand yet, without waiting for them."""
    if os.getpid() not in _pools:
        _schedule(len, ((),), None)


def stop() -> None:
    """End the processes; the next task starts new ones."""
    with _lock:
        found = _pools.pop(os.getpid(), None)
    if found is not None:
        _end(found)


def _end(pool: ProcessPool) -> None:
    pool.stop()
    pool.join()


atexit.register(stop)
