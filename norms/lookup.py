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
from norms.factors.substances import folded, numbers_of
from norms.tables import Row, Table, load_tables, table_on

CATALOGUES = tuple(load_tables())
"""Keys of the tables that can be searched."""
_CAS = re.compile(r"\d{2,7}-\d{2}-\d")
_SHORTEST = 2
MOST = 200


@dataclass(frozen=True, slots=True)
class Found:
    """One row found, with the table it stands in."""

    row: Row
    table: Table

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
    numbers, text = numbers_of(words), " ".join(words)
    indexes = [_index(table.key) for table in tables]
    hits = [_hits(index, words, numbers) for index in indexes]
    best: list[tuple[int, int, int]] = []
    for place in range(4):
        # A place that already fills the answer leaves the worse ones unlooked at.
        found_here = []
        for number, index in enumerate(indexes):
            here, hits[number] = index.split(place, hits[number], words, text, numbers)
            found_here += [(index.lengths[row], number, row) for row in here]
        best += heapq.nsmallest(limit - len(best), found_here)
        if len(best) == limit:
            break
    return tuple(Found(tables[number].rows[row], tables[number]) for _, number, row in best)


@dataclass(frozen=True, slots=True)
class _Index:
    """What the search looks at of a table, row by row, built once."""

    haystacks: tuple[str, ...]
    names: tuple[str, ...]
    spaced: tuple[str, ...]
    lengths: tuple[int, ...]
    by_number: Mapping[str, list[int]]

    def split(
        self, place: int, hits: list[int], words: Sequence[str], text: str, numbers: frozenset[str]
    ) -> tuple[list[int], list[int]]:
        """Divide ``hits`` into those of this place in the answer, and those of worse places.

        0: names that are the query; 1: names that begin with it, and known substances under another
        name; 2: names of which words begin with its words; 3: the rest.
        """
        names, spaced = self.names, self.spaced
        if place == 3:
            return hits, []
        if place == 0:
            chosen = {row for row in hits if names[row] == text}
        elif place == 1:
            chosen = {row for row in hits if names[row].startswith(text)}
            chosen |= {row for number in numbers for row in self.by_number.get(number, ())}
        else:
            chosen = set(hits)
            for word in words:
                begins = f" {word}"
                chosen = {row for row in chosen if begins in spaced[row]}
        if not chosen:
            return [], hits
        return [row for row in hits if row in chosen], [row for row in hits if row not in chosen]


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
        tuple(f" {name}" for name in names),
        tuple(map(len, names)),
        by_number,
    )


def _hits(index: _Index, words: Sequence[str], numbers: frozenset[str]) -> list[int]:
    """Rows that hold every word, the longest tried first, and known substances by their number."""
    first, *others = sorted(words, key=len, reverse=True)
    hits = [row for row, text in enumerate(index.haystacks) if first in text]
    for word in others:
        hits = [row for row in hits if word in index.haystacks[row]]
    if numbers:
        by_name = set(hits)
        known = {row for number in numbers for row in index.by_number.get(number, ())}
        hits += sorted(known - by_name)
    return hits


def _in_force(on: dt.date) -> list[Table]:
    tables = load_tables()
    found = [table for table in tables.values() if table.valid_from <= on]
    if not found:
        first = min(tables.values(), key=lambda table: table.valid_from)
        raise NormNotFound(first.key, on, f"справочники загружены с {first.valid_from:%d.%m.%Y}")
    return found
