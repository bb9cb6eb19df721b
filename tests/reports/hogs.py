"""What a worker must survive: functions that eat memory, time, or the process itself."""

from __future__ import annotations

import os
import signal
import sys
import time


def eat_memory(count: int) -> int:
    return len(bytearray(count))


def eat_time(seconds: float) -> None:
    time.sleep(seconds)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def answer(value: int) -> int:
    return value + 1


def own_id() -> int:
    return os.getpid()


def engines() -> tuple[int, bool]:
    """This process, and whether the fast engine is loaded in it."""
    return os.getpid(), "reports.rendering.pluto" in sys.modules
