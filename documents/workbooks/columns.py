"""Columns that importers know, with the words people put above them: data in YAML beside each importer."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from documents.workbooks.values import normalized
from norms.loader import read_yaml

SURE, LIKELY = 100, 86
_LONGEST_HEADER = 160
_MOST_WORDS, _SHORTEST = 10, 4
_UNIT = re.compile(
    r"(?:[\s,]+\(?|\()(?:мг/м[3³]|дба?|лк|[°º]?\s?[cс]|%|ч(?:ас)?(?:ов)?\.?(?:[\s,:-]*мин)?|мин|чел(?:овек)?|"
    r"ед(?:иниц)?|шт|кгс?м?|кг[·*]м|м/с|вт/м[2²]|в сутки)\.?\)?$"
)
_CODE = re.compile(r"\d+(?:\.\d+)+")


@dataclass(frozen=True)
class Column:
    """A column that an importer knows.

    ``synonyms`` are header words; for headers of several levels the words of all levels stand
    together: «численность из них женщин». ``kind`` is text, name, date, number or time; a past
    column holds days that have been; ``units`` may stand after a number. ``hints`` are beginnings of
    words that say the column together, for headers nobody has written down: a guess to be looked at.
    ``without`` tells the person what is taken where a sheet has no such column at all.
    """

    key: str
    title: str
    synonyms: tuple[str, ...]
    is_required: bool = True
    kind: str = "text"
    is_past: bool = False
    units: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    without: str = ""

    @property
    def is_expected(self) -> bool:
        """Whether nearly every table has it: by such columns a header and a row of data are known."""
        return self.is_required or bool(self.without)

    def score(self, header: str) -> int:
        """How well a normalized header says this column: 100 for its own words, 0 for none of them."""
        bare, words = _UNIT.sub("", header), _plain(self.synonyms)
        best = max(_score(header, words), _score(bare, words) - 1 if bare != header else 0)
        return best or _hinted(header, self.hints)


def columns_from(path: Path, shape: str) -> tuple[Column, ...]:
    """Return the columns of a shape of sheet from a YAML file: key → title, words, required, kind, past, units."""
    return tuple(_column(key, body) for key, body in _file(path)[shape].items())


@functools.cache
def _file(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = read_yaml(path.read_text("utf-8"))
    return found


def _column(key: str, body: dict[str, Any]) -> Column:
    return Column(
        key,
        body["title"],
        tuple(normalized(word) for word in (body["title"], *body["words"])),
        is_required=body.get("required", True),
        kind=body.get("kind", "text"),
        is_past=body.get("past", False),
        units=tuple(body.get("units", ())),
        hints=tuple(body.get("hints", ())),
        without=body.get("without", ""),
    )


@functools.cache
def _abbreviations() -> dict[str, str]:
    return {str(k): str(v) for k, v in _file(Path(__file__).with_name("abbreviations.yaml"))["words"].items()}


@functools.lru_cache(maxsize=20_000)
def spelled(text: str) -> str:
    """Return header words without points and with the usual abbreviations spelled out."""
    words = re.findall(r"\d+(?:\.\d+)+|[\w№-]+", normalized(text.replace("\n", " ")))
    return " ".join(_abbreviations().get(word, word) for word in words)


@functools.lru_cache(maxsize=2_000)
def _plain(synonyms: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(spelled(word) for word in synonyms))


@functools.lru_cache(maxsize=50_000)
def _score(header: str, synonyms: tuple[str, ...]) -> int:
    text = spelled(header)
    if not text or len(text) > _LONGEST_HEADER:
        return 0
    return max(_likeness(text, word) for word in synonyms)


def _likeness(text: str, word: str) -> int:
    """100 for the same words, less for the same words among others or with other endings."""
    if text == word or (_CODE.fullmatch(word) and text.startswith(f"{word} ")):
        return SURE
    if sorted(text.split()) == sorted(word.split()):
        return SURE - 1
    best = fuzz.token_sort_ratio(text, word)
    tokens = set(word.split())
    if len(tokens) > 1 and tokens < set(text.split()):
        best = max(best, 92 - min(len(text.split()) - len(tokens), 6))
    return int(best) if best >= LIKELY and min(len(text), len(word)) > 4 else 0


@functools.lru_cache(maxsize=50_000)
def _hinted(header: str, hints: tuple[str, ...]) -> int:
    """More for a hint of more words; nothing for a header as long as a sentence."""
    words = spelled(header).split()
    if len(words) > _MOST_WORDS:
        return 0
    said = [len(hint.split()) for hint in hints if all(_begins(stem, words) for stem in hint.split())]
    return LIKELY + max(said) if said else 0


def _begins(stem: str, words: Sequence[str]) -> bool:
    return any(word.startswith(stem) or (len(word) >= _SHORTEST and stem.startswith(word)) for word in words)
