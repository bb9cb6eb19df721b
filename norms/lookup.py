"""Search in the reference tables: by part of a name in any letter case (ё as е), CAS number or
kind of work. Quick enough to answer while someone types."""

from __future__ import annotations

import datetime as dt
import functools
import heapq
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from norms.errors import BadInput, NormNotFound
from norms.factors.substances import folded, names_holding
from norms.tables import Row, Table, load_tables, table_on

CATALOGUES = tuple(load_tables())
"""Keys of the tables that can be searched."""
_CAS = re.compile(r"\d{2,7}-\d{2}-\d")
_SIGNS = re.compile(r"[^\w]+")
_SHORTEST = 2
MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One row found, with the table it stands in; ``known_as`` is another name of it that was looked for."""

    row: Row
    table: Table
    known_as: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the row as plain JSON data: labels of columns to cells, without empty ones."""
        labels = self.table.columns
        return {
            "catalogue": self.table.key,
            "title": self.table.title,
            "name": self.row.name,
            "values": {labels[column]: self.row.cells[column] for column in labels if self.row.cells[column]},
            "act": self.row.act.short,
            "edition": self.row.act.edition,
            "clause": self.row.clause,
        }


def look_up(query: str, on: dt.date, *, catalogues: Sequence[str] | None = None, limit: int = 20) -> tuple[Found, ...]:
    """Return at most ``limit`` rows that hold every word of ``query``, best first.

    A CAS number finds exactly its substance. Tables not yet in force on ``on`` are passed over when
    none is named; a named one raises ``NormNotFound``, as does a day before all of them. Raises ``BadInput`` on a query of one letter.
    """
    words = folded(query).split()
    if not words or max(map(len, words)) < _SHORTEST:
        raise BadInput("query", f"введите не меньше {_SHORTEST} знаков")
    if not 1 <= limit <= MOST:
        raise BadInput("limit", f"от 1 до {MOST}")
    tables = [table_on(key, on) for key in dict.fromkeys(catalogues)] if catalogues else _in_force(on)
    if _CAS.fullmatch(words[0]):
        rows = [(table, row) for table in tables for row in _index(table.key).by_number.get(words[0], ())]
        return tuple(Found(table.rows[row], table) for table, row in rows[:limit])
    asked = _Asked(tuple(words), " ".join(words))
    indexes = [_index(table.key) for table in tables]
    spoken = [_spoken(index, asked) for index in indexes]
    hits = [_hits(index, asked.words, named) for index, named in zip(indexes, spoken, strict=True)]
    best: list[tuple[int, int, int]] = []
    for place in range(4):
        # A place that already fills the answer leaves the worse ones unlooked at.
        found_here = []
        for number, index in enumerate(indexes):
            here, hits[number] = index.split(place, hits[number], asked, spoken[number])
            found_here += [(length, number, row) for row, length in here]
        best += heapq.nsmallest(limit - len(best), found_here)
        if len(best) == limit:
            break
    return tuple(
        Found(tables[number].rows[row], tables[number], _known_as(indexes[number], spoken[number], row, asked))
        for _, number, row in best
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is looked for: folded words, and the text that they make."""

    words: tuple[str, ...]
    text: str

    def place(self, name: str) -> int:
        """How well a folded name answers: 0 it is the text, 1 it begins with it, 2 words of it begin with the
        words, 3 they stand inside."""
        if name == self.text:
            return 0
        if name.startswith(self.text):
            return 1
        spaced = _spaced(name)
        return 2 if all(f" {word}" in spaced for word in self.words) else 3


def _spaced(name: str) -> str:
    """A name behind a space, and again with spaces for all signs: «2-метил» begins a word with «метил» too."""
    return f" {name} {_SIGNS.sub(' ', name)}"


_Spoken = Mapping[int, tuple[int, int, str]]
"""Rows of substances that are known under another name: its place, its length, the name."""


def _spoken(index: _Index, asked: _Asked) -> _Spoken:
    return {
        row: min((asked.place(name), len(name), name) for name in names)
        for number, names in names_holding(asked.words).items()
        for row in index.by_number.get(number, ())
    }


def _known_as(index: _Index, spoken: _Spoken, row: int, asked: _Asked) -> str:
    """The other name by which a row was found, unless its own says as much."""
    if row not in spoken or asked.place(index.names[row]) < 3:
        return ""
    return spoken[row][2]


@dataclass(frozen=True, slots=True)
class _Index:
    """What the search looks at of a table, row by row, built once."""

    haystacks: tuple[str, ...]
    names: tuple[str, ...]
    spaced: tuple[str, ...]
    lengths: tuple[int, ...]
    by_number: Mapping[str, list[int]]

    def split(
        self, place: int, hits: list[int], asked: _Asked, spoken: _Spoken
    ) -> tuple[list[tuple[int, int]], list[int]]:
        """Divide ``hits`` into those of this place in the answer, with what orders them, and those of worse places
        (``_Asked.place``). The shorter name comes first; of two equally long ones that which the act itself uses."""
        chosen = self._named(place, hits, asked)
        here = [(row, 2 * self.lengths[row]) for row in hits if row in chosen]
        others = {row: spoken[row][1] for row in spoken if spoken[row][0] == place and row not in chosen}
        here += [(row, 2 * others[row] + 1) for row in hits if row in others]
        return here, [row for row in hits if row not in chosen and row not in others] if here else hits

    def _named(self, place: int, hits: list[int], asked: _Asked) -> set[int]:
        if place == 3:
            return set(hits)
        if place == 0:
            return {row for row in hits if self.names[row] == asked.text}
        if place == 1:
            return {row for row in hits if self.names[row].startswith(asked.text)}
        chosen = set(hits)
        for word in asked.words:
            begins = f" {word}"
            chosen = {row for row in chosen if begins in self.spaced[row]}
        return chosen


@functools.cache
def _index(key: str) -> _Index:
    rows = load_tables()[key].rows
    by_number: dict[str, list[int]] = {}
    for place, row in enumerate(rows):
        if number := row.cells.get("cas"):
            by_number.setdefault(number, []).append(place)
    names = tuple(row.short_name for row in rows)
    return _Index(
        tuple(row.haystack for row in rows),
        names,
        tuple(map(_spaced, names)),
        tuple(map(len, names)),
        by_number,
    )


def _hits(index: _Index, words: Sequence[str], spoken: _Spoken) -> list[int]:
    """Rows that hold every word, the longest tried first, and those that are known under another name."""
    first, *others = sorted(words, key=len, reverse=True)
    hits = [row for row, text in enumerate(index.haystacks) if first in text]
    for word in others:
        hits = [row for row in hits if word in index.haystacks[row]]
    return hits + sorted(set(spoken) - set(hits)) if spoken else hits


def _in_force(on: dt.date) -> list[Table]:
    tables = load_tables()
    found = [table for table in tables.values() if table.valid_from <= on]
    if not found:
        first = min(tables.values(), key=lambda table: table.valid_from)
        raise NormNotFound(first.key, on, f"справочники загружены с {first.valid_from:%d.%m.%Y}")
    return found
