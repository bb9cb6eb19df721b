"""What every factor of № 35 shares: the ladder of classes, shares of time, rounding, sums.

Written from the text of the act alone, with fractions; nothing of norms/ is imported here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from math import floor, log10
from typing import Any

LADDER = ("1", "2", "3.1", "3.2", "3.3", "3.4", "4")
HARMFUL = LADDER[2:]
Case = dict[str, Any]


class NoAnswerError(Exception):
    """The act gives no class here: a person decides."""


def number(text: str) -> Fraction:
    """An exact number."""
    return Fraction(text)


def worst(classes: Sequence[str]) -> str:
    """The highest class."""
    return max(classes, key=LADDER.index)


def rounded(value: Fraction, places: int) -> Fraction:
    """Half away from zero (note 0001)."""
    scale = 10**places
    sign = -1 if value < 0 else 1
    return Fraction(sign * floor(abs(value) * scale + Fraction(1, 2)), scale)


def share(case: Case) -> Fraction:
    """Share of the working time."""
    if "percent" in case:
        return number(case["percent"]) / 100
    return number(case["minutes"]) / number(case["of_minutes"])


def in_time(found: str, part: Fraction) -> str:
    """Point 11: from 50 % kept, from 10 % one step down, else two; never below 2."""
    steps = 0 if part >= Fraction(1, 2) else 1 if part >= Fraction(1, 10) else 2
    place = LADDER.index(found)
    return LADDER[max(place - steps, min(place, 1))]


def timed(case: Case, found: str) -> str:
    """The class of a reading with its time."""
    return in_time(found, share(case))


def by_bounds(value: Fraction, bounds: Sequence[int | str], last: str | None = None) -> str:
    """Class 2 up to the first bound, 3.1 up to the second…; above them the class after, or ``last``."""
    for found, bound in zip(LADDER[1:], bounds, strict=False):
        if value <= Fraction(bound):
            return found
    if last == "none":
        raise NoAnswerError
    return last or LADDER[1 + len(bounds)]


def measured(case: Case) -> Fraction:
    """One value, or the arithmetic mean of a sample (point 8)."""
    if "sample" not in case:
        return number(case["value"])
    values = [number(text) for text in case["sample"]]
    return sum(values, Fraction(0)) / len(values)


def level(case: Case) -> Fraction:
    """A level in whole dB (point 32); levels of a sample are averaged by energy."""
    if "sample" not in case:
        return rounded(number(case["value"]), 0)
    return energetic([(float(text), 1.0) for text in case["sample"]])


def energetic(parts: Sequence[tuple[float, float]]) -> Fraction:
    """Level of (level, weight) pairs, in whole dB."""
    power = sum(weight * 10 ** (0.1 * decibels) for decibels, weight in parts)
    return rounded(Fraction(10 * log10(power / sum(weight for _, weight in parts))), 0)


def together(classes: Sequence[str], rules: Sequence[tuple[str, int]]) -> str:
    """The highest class, and one degree above each class that occurs often enough; no cascade."""
    raised = [LADDER[LADDER.index(found) + 1] for found, count in rules if classes.count(found) >= count]
    return worst([*classes, *raised])


AIR = (("3.1", 3), ("3.2", 2), ("3.3", 2))
WORKPLACE = (*AIR, ("3.4", 2))
Judge = Callable[[Case], str]
