"""What the checker remembers between the steps of one trace, and its own arithmetic."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from norms.errors import NormNotFound, NormsError
from norms.library import norm
from norms.model import NormValue

_PRINTED = 10**15
"""A long number may be printed with its first 15 digits right."""
_LONGEST = 200
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
LADDER = ("1", "2", "3.1", "3.2", "3.3", "3.4", "4")


class TraceRefusedError(NormsError):
    """A trace that does not lead to its class: ``step`` is the index of the faulty step, from 0."""

    def __init__(self, step: int, reason: str) -> None:
        super().__init__(f"шаг {step + 1}: {reason}")
        self.step = step
        self.reason = reason


class Mismatch(Exception):
    """Never leaves this package: a step that contradicts itself, the norms or the steps before it."""


def demand(condition: bool, reason: str) -> None:
    """Raise ``Mismatch`` with ``reason`` unless ``condition`` holds."""
    if not condition:
        raise Mismatch(reason)


def number(text: Any) -> Fraction:
    """Read a number of a trace exactly. Traces print numbers in full: an exponent of nine digits
    would keep the reader busy for hours."""
    demand(isinstance(text, str), "число должно быть текстом")
    demand(len(text) <= _LONGEST and _NUMBER.fullmatch(text) is not None, f"не число: {text[:20]}")
    return Fraction(text)


def same(text: Any, exact: Fraction, places: int = 6) -> bool:
    """Whether ``text`` is the exact number or the exact number shortened to ``places`` places."""
    shown = number(text)
    return shown == exact or shown == half_up(exact, places)


def half_up(exact: Fraction, places: int) -> Fraction:
    """Round half away from zero to ``places`` decimal places."""
    scaled = abs(exact) * 10**places
    rounded = (scaled.numerator * 2 + scaled.denominator) // (scaled.denominator * 2)
    return Fraction(rounded, 10**places) * (1 if exact >= 0 else -1)


def rank(code: Any) -> int:
    """Place of a class in the legal order; refuses anything else."""
    demand(code in LADDER, f"нет класса {code}")
    return LADDER.index(code)


def top(classes: list[str]) -> str:
    """The highest of ``classes``."""
    demand(bool(classes), "нет ни одной оценки")
    return max(classes, key=rank)


def lower(code: str, steps: int, floor: str) -> str:
    """The class ``steps`` degrees lower, not below ``floor`` unless it was there already."""
    return code if rank(code) <= rank(floor) else LADDER[max(rank(code) - steps, rank(floor))]


def class_by_scale(scale: list[Any], exact: Fraction) -> str:
    """Class of a value on a scale as a trace prints it: [class, «5» or «<5» or «»] pairs."""
    for code, edge in scale:
        if edge == "":
            return str(code)
        limit = Fraction(edge.lstrip("<"))
        if exact < limit or (exact == limit and not edge.startswith("<")):
            return str(code)
    raise Mismatch("значение выше последней границы шкалы")


@dataclass
class State:
    """Facts established so far. ``origin`` is the value that scales are asked about, ``value``
    what became of it, ``pending`` the classes not yet merged into one."""

    on: dt.date
    origin: Fraction | None = None
    value: Fraction | None = None
    limit: Fraction | None = None
    pending: list[str] = field(default_factory=list)
    last_norm: str = ""
    rule: str = ""
    coefficient: Fraction | None = None
    clause: str = ""
    expected_norm: str = ""
    out: int | None = None
    base: str = ""
    final: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def merged(self) -> str:
        """The one class that the steps so far lead to."""
        demand(len(self.pending) == 1, "несколько оценок не сведены в одну")
        return self.pending[0]

    def replace(self, code: str) -> None:
        """Put ``code`` in place of the last class found."""
        demand(bool(self.pending), "ещё нет оценки")
        self.pending[-1] = code

    def taken(self, text: Any) -> Fraction:
        """The number that a step takes in: what earlier steps gave, of which ``text`` must be the
        printed form, or ``text`` itself where the trace begins with it."""
        shown = number(text)
        known = self.value if self.value is not None else self.origin
        if known is None:
            return shown
        demand(abs(shown - known) * _PRINTED <= abs(known), "величина не та, что дали предыдущие шаги")
        return known

    def give(self, exact: Fraction) -> None:
        """Set the value that the next steps work on; scales go back to the last one set here."""
        self.origin = self.value = exact


Step = Mapping[str, Any]
Check = Callable[[Step, State, NormValue], str]
"""Recomputes the output of a step, updates the state, returns the output."""
CHECKS: dict[str, tuple[Check, str]] = {}
"""Kind of step → its check and the keys of norms that it may cite, «*» at the end for any ending."""


def checks(op: str, norms: str) -> Callable[[Check], Check]:
    """Register a check for steps ``op`` that cite one of the space-separated ``norms``."""

    def register(check: Check) -> Check:
        CHECKS[op] = (check, norms)
        return check

    return register


def cited(step: Step, allowed: str, on: dt.date) -> NormValue:
    """The norm that a step cites: in force, allowed for this kind of step, cited word for word."""
    key = step["norm"]
    fits = any(key.startswith(a[:-1]) if a.endswith("*") else key == a for a in allowed.split())
    demand(fits, f"шаг «{step['op']}» не может ссылаться на норму «{key}»")
    try:
        value = norm(key, on)
    except NormNotFound as error:
        raise Mismatch(str(error)) from error
    demand(step["source"] == value.citation, "источник не совпадает с нормой")
    return value


def table(rule: NormValue) -> Mapping[str, Any]:
    """The table of a norm."""
    return rule.table


def reading(step: Step, default: str, *others: str) -> str:
    """The reading of an unclear point that a step names; the mark of default must be true."""
    chosen = step["inputs"]["reading"]
    demand(chosen in (default, *others), f"нет такого чтения: {chosen}")
    demand(step["inputs"]["is_default"] is (chosen == default), "неверная пометка чтения по умолчанию")
    return str(chosen)
