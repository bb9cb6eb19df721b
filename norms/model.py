"""Shapes of the law's data: acts, norms, their editions and scales."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

from norms.classes import ConditionsClass
from norms.errors import NoClassDefined, NormNotFound
from norms.quantities import plain, short


@dataclass(frozen=True, slots=True)
class Act:
    """A legal act: body, date and number together name it (two acts share № 73, № 35, № 74)."""

    key: str
    issuer: str
    adopted: dt.date
    number: str
    title: str
    edition: str
    url: str

    @property
    def short(self) -> str:
        """«постановление Минтруда и соцзащиты от 22.02.2008 № 35»."""
        return f"{self.issuer} от {self.adopted:%d.%m.%Y} №\u00a0{self.number}"


@dataclass(frozen=True, slots=True)
class Bracket:
    """One step of a scale: the class of values up to ``edge`` (below it where ``is_open``)."""

    conditions_class: ConditionsClass
    edge: Decimal | None
    is_open: bool
    printed: str

    def holds(self, value: Decimal) -> bool:
        """Whether ``value`` falls at or under this step's edge."""
        if self.edge is None:
            return True
        return value < self.edge if self.is_open else value <= self.edge


@dataclass(frozen=True, slots=True)
class Scale:
    """Values to classes, in rising order; values above the last edge have no class."""

    brackets: tuple[Bracket, ...]
    _text: tuple[tuple[str, str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        text = tuple(
            (b.conditions_class.value, "" if b.edge is None else f"{'<' if b.is_open else ''}{b.edge}")
            for b in self.brackets
        )
        object.__setattr__(self, "_text", text)

    def classify(self, value: Decimal) -> ConditionsClass | None:
        """Return the class of ``value``, or ``None`` where the act gives none."""
        for bracket in self.brackets:
            if bracket.holds(value):
                return bracket.conditions_class
        return None

    def printed(self, conditions_class: ConditionsClass) -> str:
        """Return the range as the act prints it for ``conditions_class``, or empty text."""
        return next((b.printed for b in self.brackets if b.conditions_class is conditions_class), "")

    def as_text(self) -> tuple[tuple[str, str], ...]:
        """Return the scale as plain text pairs (class, edge) for traces."""
        return self._text


Value = Scale | Decimal | str | tuple[Any, ...] | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Edition:
    """One value of a norm with the day it came into force and the clause that gives it.

    ``is_approximate``: the first day is that of the amending act's adoption, or the one from which
    we hold the text; the true day is not known to us (docs/norms/editions.md). ``amended_by`` is
    the act that brought this value.
    """

    valid_from: dt.date
    value: Value | None
    act: Act
    clause: str
    is_verified: bool
    note: str
    is_approximate: bool = False
    amended_by: Act | None = None


@dataclass(frozen=True, slots=True)
class NormValue:
    """A norm on a day: what it says, and where that stands."""

    key: str
    title: str
    unit: str
    value: Value
    edition: Edition
    citation: str = field(init=False, repr=False, compare=False)
    """«п. 11; постановление …»: clause first, then the act. Every step of a trace asks for it: made once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "citation", f"{self.edition.clause}; {self.edition.act.short}")

    @property
    def text(self) -> str:
        """The value of a norm of kind «text»."""
        return cast(str, self.value)

    @property
    def number(self) -> Decimal:
        """The value of a norm of kind «number»."""
        return cast(Decimal, self.value)

    @property
    def scale(self) -> Scale:
        """The value of a norm of kind «scale»."""
        return cast(Scale, self.value)

    @property
    def table(self) -> Mapping[str, Any]:
        """The value of a norm of kind «table»."""
        return cast(Mapping[str, Any], self.value)

    @property
    def items(self) -> tuple[Any, ...]:
        """The value of a norm of kind «list»."""
        return cast(tuple[Any, ...], self.value)

    def classify(self, value: Decimal) -> ConditionsClass:
        """Class of ``value`` by this norm's scale; raises ``NoClassDefined``."""
        found = self.scale.classify(value)
        if found is None:
            raise NoClassDefined(self.key, plain(short(value)), self.citation)
        return found


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm with all its editions in order of their first days in force."""

    key: str
    title: str
    unit: str
    kind: str
    editions: tuple[Edition, ...]

    def on(self, day: dt.date) -> NormValue:
        """Return the value in force on ``day``; raises ``NormNotFound`` outside the norm's life."""
        current = None
        for edition in self.editions:
            if edition.valid_from > day:
                break
            current = edition
        if current is None:
            raise NormNotFound(self.key, day, f"загружена с {self.editions[0].valid_from:%d.%m.%Y}")
        if current.value is None:
            raise NormNotFound(self.key, day, f"утратила силу с {current.valid_from:%d.%m.%Y}")
        return NormValue(self.key, self.title, self.unit, current.value, current)
