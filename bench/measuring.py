"""How a figure is taken and printed."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any


def median_ms(work: Callable[[], Any], times: int = 7) -> float:
    """Median milliseconds of a piece of work, after one run that does not count."""
    work()
    found = []
    for _turn in range(times):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return statistics.median(found)


def say(name: str, value: float, budget: float | None = None, unit: str = "мс") -> None:
    """Print a figure beside its budget."""
    verdict = "" if budget is None else f"  ≤ {budget:g} {'да' if value <= budget else 'НЕТ'}"
    print(f"{name:58} {value:9.2f} {unit}{verdict}", flush=True)
