"""Reference tables of the acts: limits and lists, row by row, each with its act and clause."""

from __future__ import annotations

import csv
import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from norms.errors import BadInput, BadNormFile, NormNotFound
from norms.factors.substances import folded
from norms.loader import DATA, load_acts, read_yaml
from norms.model import Act

_FOOTNOTE = re.compile(r"<\S*>")
_TABLE_KEYS = {"title", "act", "from", "clause", "file", "search", "columns"}


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the name it goes by, its cells by column, and where it stands. For the search,
    ``short_name`` is the name folded and without marks of footnotes, ``haystack`` all it is found by."""

    table: str
    name: str
    cells: Mapping[str, str]
    act: Act
    clause: str
    short_name: str
    haystack: str

    @property
    def citation(self) -> str:
        """«таблица 3, № 4; постановление …»."""
        return f"{self.clause}; {self.act.short}"


@dataclass(frozen=True, slots=True)
class Table:
    """A reference table: its rows are in force from ``valid_from``, as far as we hold the text."""

    key: str
    title: str
    act: Act
    valid_from: dt.date
    columns: Mapping[str, str]
    rows: tuple[Row, ...]


@functools.cache
def load_tables() -> Mapping[str, Table]:
    """Return every reference table by key; raises ``BadNormFile`` on the first fault."""
    specs = read_yaml((DATA / "tables.yaml").read_text("utf-8"))
    return {key: _table(key, spec) for key, spec in specs.items()}


def _table(key: str, spec: Mapping[str, Any]) -> Table:
    if set(spec) != _TABLE_KEYS:
        raise BadNormFile(f"tables.yaml: {key}: keys must be {sorted(_TABLE_KEYS)}")
    act = load_acts()[spec["act"]]
    with (DATA / "catalogues" / spec["file"]).open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file, strict=True)
        known = set(reader.fieldnames or ())
        if missing := {"name", *spec["search"], *spec["columns"]} - known:
            raise BadNormFile(f"{spec['file']}: no columns {sorted(missing)}")
        rows = tuple(_row(key, act, spec, cells) for cells in reader if cells.get("kind") != "header")
    return Table(key, spec["title"], act, dt.date.fromisoformat(spec["from"]), spec["columns"], rows)


def _row(key: str, act: Act, spec: Mapping[str, Any], cells: dict[str, str]) -> Row:
    if None in cells or None in cells.values():
        raise BadNormFile(f"{spec['file']}: a row of another width: {cells['name']}")
    haystack = folded(" ".join(cells[column] for column in spec["search"]))
    short_name = folded(_FOOTNOTE.sub("", cells["name"]))
    return Row(key, cells["name"], cells, act, spec["clause"].format(**cells), short_name, haystack)


def table_on(key: str, on: dt.date) -> Table:
    """Return the table ``key`` as in force on the day ``on``.

    Raises ``BadInput`` for an unknown key, ``NormNotFound`` before the day from which we hold it.
    """
    tables = load_tables()
    if key not in tables:
        raise BadInput("catalogues", f"нет справочника «{key}», есть: {', '.join(tables)}")
    found = tables[key]
    if on < found.valid_from:
        raise NormNotFound(key, on, f"справочник загружен с {found.valid_from:%d.%m.%Y}")
    return found
