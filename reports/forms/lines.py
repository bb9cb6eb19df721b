"""Lines with blanks: stamps «СОГЛАСОВАНО», «УТВЕРЖДЕНО» and signature blocks, as data and as filled in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from documents.models import Signature
from reports.forms.words import day_text, long_day, surname_first

SIGNED_MARK = "подписано в системе*"
SIGNED_NOTE = "* Подписано в системе (простая электронная подпись, не ЭЦП)"


@dataclass(frozen=True)
class Blank:
    """A field on a rule, with its caption under the rule; empty while nobody has filled it in."""

    value: str
    caption: str


@dataclass(frozen=True)
class Line:
    """A text, blanks beside it, or both; or a number that only the layout knows («page», «pages») and what follows it."""

    text: str = ""
    blanks: tuple[Blank, ...] = ()
    counter: str = ""
    tail: str = ""

    @property
    def is_long(self) -> bool:
        """Whether the text needs lines of its own beside the blank."""
        return len(self.text) > 60


@dataclass(frozen=True)
class Signatory:
    """Who signs, or has signed: name and position as printed, and the day of the signature."""

    name: str = ""
    position: str = ""
    signed_on: dt.date | None = None

    @property
    def mark(self) -> str:
        """What stands in the place of the signature."""
        return SIGNED_MARK if self.signed_on else ""


def signatory_of(signature: Signature | None, *, name: str = "", position: str = "") -> Signatory:
    """Return who signed; without a signature, who is to sign."""
    if signature is None:
        return Signatory(name, position)
    return Signatory(signature.printed_name, signature.position, signature.signed_on)


def signed_note(signatories: Iterable[Signatory]) -> str:
    """Name the kind of the signatures and their days; empty when nobody has signed in the system."""
    signed = dict.fromkeys(f"{who.name} — {day_text(who.signed_on)}" for who in signatories if who.signed_on)
    return f"{SIGNED_NOTE}: {'; '.join(signed)}." if signed else ""


def blank_values(who: Signatory, day: dt.date | None = None, **others: str) -> dict[str, str]:
    """Values that the lines of a form may ask for, by name."""
    return {
        "sign": who.mark,
        "name": who.name,
        "surname": surname_first(who.name),
        "position": who.position,
        "date": long_day(day),
        "quoted_date": long_day(day, quoted=True),
        "day": day_text(day),
        **others,
    }


def filled(lines: Sequence[Any], values: Mapping[str, str]) -> tuple[Line, ...]:
    """Fill the lines of a form in.

    A line of data is a text with ``{names}``, or a mapping with ``text`` and ``blanks``, each blank
    a pair of the name of its value and its caption, or with ``counter`` and ``tail``. A name without
    a value leaves its place free.
    """
    return tuple(_line(line, values) for line in lines)


def _line(line: Any, values: Mapping[str, str]) -> Line:
    if isinstance(line, str):
        return Line(line.format_map(values))
    blanks = tuple(Blank(values[name], caption) for name, caption in line.get("blanks", ()))
    text, tail = (line.get(key, "").format_map(values) for key in ("text", "tail"))
    return Line(text, blanks, line.get("counter", ""), tail)
