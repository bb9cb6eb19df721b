"""Rows of списки № 1 and № 2 (№ 536) that a profession may stand in: shown, never decided.

The lists name professions by codes of ОКРБ 006 and often add conditions («занятый на горячих
работах»). Whether a worker meets them is for the commission: see № 86, п. 3, 11.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from enum import Enum

from norms.errors import BadInput
from norms.factors.substances import folded
from norms.quantities import NBSP
from norms.tables import Row, table_on

_SEPARATOR = " ; "
_PARTS = re.compile(r"[()]")
_ENDING = re.compile(r"(?<=\w)\((\w+)\)")


class MatchedBy(Enum):
    """What agrees between the profession and the row, the surest first."""

    CODE_AND_NAME = "CODE_AND_NAME"
    NAME = "NAME"
    CODE = "CODE"
    PART_OF_NAME = "PART_OF_NAME"


@dataclass(frozen=True, slots=True)
class PensionMatch:
    """A row that may concern the profession. A person decides where there are conditions, where
    only the code or a part of the name agrees, or where several rows are found."""

    list_number: int
    section: str
    chapter: str
    code: str
    name: str
    conditions: tuple[str, ...]
    matched_by: MatchedBy
    citation: str

    @property
    def needs_decision(self) -> bool:
        """Whether the row alone does not say that the profession is meant."""
        return bool(self.conditions) or self.matched_by in (MatchedBy.CODE, MatchedBy.PART_OF_NAME)


def match_profession(name: str, on: dt.date, *, code: str = "") -> tuple[PensionMatch, ...]:
    """Return the rows of both lists that agree with a profession's name or code, the surest first.

    ``code`` is of ОКРБ 006, five digits; codes of ОКРБ 014 («NNNN-NNN») are another classifier and
    are refused, as is an empty name (``BadInput``). Kinds of work of section III have no
    professions: look them up by words.
    """
    wanted = folded(name)
    if not wanted:
        raise BadInput("name", "укажите наименование профессии или должности")
    if code and not re.fullmatch(r"[0-9]{5}", code):
        raise BadInput("code", f"код ОКРБ 006 — пять цифр; коды ОКРБ 014 спискам №{NBSP}536 не соответствуют")
    found = []
    for row in table_on("pension_lists", on).rows:
        by = _matched_by(row, wanted, code) if row.cells["section"] != "III" else None
        if by:
            found.append(_match(row, by))
    order = list(MatchedBy)
    return tuple(sorted(found, key=lambda match: (order.index(match.matched_by), match.list_number)))


def _matched_by(row: Row, wanted: str, code: str) -> MatchedBy | None:
    same_code = bool(code) and row.cells["code"] == code
    if wanted in _names(row.name):
        return MatchedBy.CODE_AND_NAME if same_code else MatchedBy.NAME
    if same_code:
        return MatchedBy.CODE
    is_part = bool(re.search(rf"\b{re.escape(wanted)}\b", folded(row.name)))
    return MatchedBy.PART_OF_NAME if is_part else None


def _names(name: str) -> tuple[str, ...]:
    """A name and what its brackets hold: «машинист крана (крановщик)» is a synonym, «санитар(ка)»
    an ending."""
    whole = folded(name)
    parts = [part.strip() for part in _PARTS.split(whole) if part.strip()]
    return (whole, _ENDING.sub(r"\1", whole), *parts)


def _match(row: Row, by: MatchedBy) -> PensionMatch:
    cells = row.cells
    conditions = tuple(part.strip() for part in cells["conditions"].split(_SEPARATOR) if part.strip(" ;"))
    return PensionMatch(
        int(cells["list"]),
        cells["section"],
        cells["chapter"],
        cells["code"],
        row.name,
        conditions,
        by,
        row.citation,
    )
