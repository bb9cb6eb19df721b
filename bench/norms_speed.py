"""How fast the law answers on one core: classifications with trace, overall classes, a search.

Run: python bench/norms_speed.py. Prints one line a figure with its budget; exit code 1 when over.
"""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from norms.check_trace import check_verdict
from norms.classes import ConditionsClass
from norms.factors.chemical import Effect
from norms.lookup import look_up
from norms.overall import Factor, overall_class
from norms.quantities import Exposure
from norms.readings import Method, Reading

ON = dt.date(2026, 1, 1)
TIME = Exposure.of_minutes(300, 480)
READINGS = [
    Reading(Method.SUBSTANCE, "Формальдегид", TIME, "0.9", "0.5", effects=(Effect.ACUTE, Effect.IRRITANT)),
    Reading(Method.DUST, "Пыль", TIME, "9", "6"),
    Reading(Method.NOISE, "Шум", TIME, "85.5", "80"),
    Reading(Method.TEMPERATURE, "Температура", TIME, "27.3", "22", limit_low="15"),
    Reading(Method.MAGNETIC_50_HZ, "Поле", TIME, "120", "80"),
    Reading(Method.ACTIVITY, "Уход", TIME, clause="27.1.3"),
]
FACTORS = {factor: list(ConditionsClass)[index % 6] for index, factor in enumerate(Factor)}
QUERIES = ("кислота", "серы ди", "50-00-0", "кузнец", "шум", "ра", "микроклимат допустимые", "занятый", "ов", "ст ра")


def seconds(action: Callable[[int], object], times: int) -> float:
    """Processor time of ``times`` calls with their number: of one core, whoever else works on the machine."""
    start = time.process_time()
    for number in range(times):
        action(number)
    return time.process_time() - start


def slowest(action: Callable[[int], object], times: int) -> float:
    """Time of the slowest single call."""
    return max(seconds(lambda _, n=number: action(n), 1) for number in range(times))


def main() -> int:
    """Measure and print; returns the exit code."""
    proof = READINGS[0].verdict(ON).as_json()
    look_up("кислота", ON)
    figures = [
        ("100 000 классификаций со следом", 20.0, seconds(lambda n: READINGS[n % len(READINGS)].verdict(ON), 100_000)),
        ("10 000 общих оценок", 1.0, seconds(lambda _: overall_class(FACTORS, ON), 10_000)),
        ("1 000 проверок следа", 2.0, seconds(lambda _: check_verdict(proof, ON), 1_000)),
        ("самый долгий поиск из 200", 0.010, slowest(lambda n: look_up(QUERIES[n % len(QUERIES)], ON), 200)),
    ]
    for name, budget, spent in figures:
        print(f"{name}: {spent:.3f} с (не больше {budget:g} с)")
    return int(any(spent > budget for _, budget, spent in figures))


if __name__ == "__main__":
    sys.exit(main())
