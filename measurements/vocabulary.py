"""Known names of indicators that are not substances."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

from documents.workbooks.values import normalized
from norms.loader import read_yaml


@dataclass(frozen=True)
class KnownIndicator:
    """What a name says: factor, method (empty where more words are needed), unit, clause of п. 27."""

    factor: str
    method: str = ""
    unit: str = ""
    clause: str = ""


@functools.cache
def known_indicators() -> dict[str, KnownIndicator]:
    """Return the vocabulary by folded name."""
    raw = read_yaml(Path(__file__).with_name("vocabulary.yaml").read_text("utf-8"))
    return {normalized(name): KnownIndicator(**body) for name, body in raw.items()}


def known_indicator(name: str) -> KnownIndicator | None:
    """Return what is known of a name, in any letter case, with ё or е."""
    return known_indicators().get(normalized(name))
