"""Known names of indicators that are not substances."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from documents.closeness import words_of
from documents.pickers import Suggestion
from documents.workbooks.values import normalized
from norms.loader import read_yaml


@dataclass(frozen=True)
class KnownIndicator:
    """What a name says: factor, method (empty where more words are needed), unit, clause of п. 27.

    ``shown`` is how the name is offered while a person types; a name without it is understood and not offered.
    """

    factor: str
    method: str = ""
    unit: str = ""
    clause: str = ""
    shown: str = ""


@functools.cache
def known_indicators() -> dict[str, KnownIndicator]:
    """Return the vocabulary by folded name."""
    raw = read_yaml(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))
    return {normalized(name): KnownIndicator(**body) for name, body in raw.items()}


def known_indicator(name: str) -> KnownIndicator | None:
    """Return what is known of a name, in any letter case, with ё or е."""
    return known_indicators().get(normalized(name))


def names_like(text: str) -> list[Suggestion]:
    """Names of the vocabulary that hold every word of a text, with the method and the unit that they decide.

    A new employer has no indicators of its own yet: these are how the first protocol is written by hand.
    """
    wanted = words_of(text)
    return [
        Suggestion(known.shown, fill={"method": known.method, "unit": known.unit})
        for name, known in known_indicators().items()
        if known.shown and all(word in name for word in wanted)
    ]
