"""Search in the reference tables: by part of a name in any letter case (ё as е), CAS number or
kind of work. Quick enough to answer while someone types."""

from __future__ import annotations

import datetime as dt
import heapq
import re
from collections.abc import Sequence
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
        found = [Found(row, table) for table in tables for row in table.rows if row.cells.get("cas") == words[0]]
        return tuple(found[:limit])
    numbers, text = numbers_of(words), " ".join(words)
    ranked = []
    for table_index, table in enumerate(tables):
        for row_index, row in _hits(table, words, numbers):
            is_known = bool(numbers) and row.cells.get("cas") in numbers
            place = min(_rank(row.short_name, words, text), 1 if is_known else 3)
            ranked.append((place, len(row.short_name), table_index, row_index))
    best = heapq.nsmallest(limit, ranked)
    return tuple(Found(tables[table].rows[row], tables[table]) for _, _, table, row in best)


def _hits(table: Table, words: Sequence[str], numbers: frozenset[str]) -> list[tuple[int, Row]]:
    """Rows that hold every word, the longest tried first, and known substances by their number."""
    first, *others = sorted(words, key=len, reverse=True)
    hits = [item for item in enumerate(table.rows) if first in item[1].haystack]
    for word in others:
        hits = [item for item in hits if word in item[1].haystack]
    if numbers:
        by_name = {index for index, _ in hits}
        hits += [
            (index, row)
            for index, row in enumerate(table.rows)
            if row.cells.get("cas") in numbers and index not in by_name
        ]
    return hits


def _in_force(on: dt.date) -> list[Table]:
    tables = load_tables()
    found = [table for table in tables.values() if table.valid_from <= on]
    if not found:
        first = min(tables.values(), key=lambda table: table.valid_from)
        raise NormNotFound(first.key, on, f"справочники загружены с {first.valid_from:%d.%m.%Y}")
    return found


def _rank(name: str, words: Sequence[str], query: str) -> int:
    """Names that are the query come first, then names that begin with it (and known substances
    under another name), then names of which words begin with its words, then the rest."""
    if name == query:
        return 0
    if name.startswith(query):
        return 1
    spaced = f" {name}"
    return 3 if any(f" {word}" not in spaced for word in words) else 2
