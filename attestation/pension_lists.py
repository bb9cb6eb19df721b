"""Списки № 1 и № 2 of № 536: rows by the name of a profession, to be confirmed by a person."""

from __future__ import annotations

import csv
import functools
from dataclasses import dataclass
from pathlib import Path

from documents.workbooks.values import normalized


@dataclass(frozen=True)
class PensionEntry:
    """A row of a list: where it stands and under which special conditions it applies."""

    list_number: int
    section: str
    chapter: str
    code: str
    name: str
    conditions: str

    @property
    def choices(self) -> tuple[str, ...]:
        """The special conditions of the row, one of which must hold; none where the row has none."""
        return tuple(part.strip() for part in self.conditions.split(" ; ") if part.strip())

    @property
    def reference(self) -> str:
        """«раздел I, глава 2, 16626» for the printed list."""
        words = self.chapter.split()
        chapter = f"глава {words[1]}" if len(words) > 1 and words[0] == "ГЛАВА" else self.chapter
        return f"раздел {self.section}, {chapter}, {self.code}"


@functools.cache
def _entries() -> dict[tuple[int, str], tuple[PensionEntry, ...]]:
    found: dict[tuple[int, str], list[PensionEntry]] = {}
    path = Path(__file__).with_name("data") / "pension-lists-536.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            entry = PensionEntry(
                int(row["list"]), row["section"], row["chapter"], row["profession_code"], row["name"], row["conditions"]
            )
            found.setdefault((entry.list_number, normalized(entry.name)), []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}


def pension_entries(list_number: int, profession: str) -> tuple[PensionEntry, ...]:
    """Return the rows of one list whose name is exactly a profession's, in any letter case."""
    return _entries().get((list_number, normalized(profession)), ())
