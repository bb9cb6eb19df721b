"""What stands over a table holds for each of its rows: «Профессия: токарь», «Протокол № 401-Ш от 14.09.2026»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from documents.workbooks.columns import SURE, Column
from documents.workbooks.dates import date_of
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, is_blank, normalized, same_alphabet

_NUMBER_SIGN = "№ "
_STEM = 4
"""Letters by which «карта», «карты» and «карточка» are one word."""
_PAIR = 2
_DATED = re.compile(r"(?P<number>[\w./-]*\w)(?:\s+от\s+(?P<day>[«\d].+))?", re.IGNORECASE)


def said_above(sheet: RawSheet, first_row: int, columns: Sequence[Column]) -> dict[str, RawCell]:
    """Return the cells that the text over a table gives for our columns, by key.

    ``first_row`` is the first row of the header. Only a label that is a column's own words counts.
    """
    found: dict[str, RawCell] = {}
    for number in sorted(row for row in sheet.rows if row < first_row):
        for label, cell in _labelled(sheet.rows[number]):
            for column in columns:
                if column.key not in found and column.score(normalized(label)) >= SURE - 1:
                    found[column.key] = cell
                    break
        for cell in sheet.rows[number].values():
            found = {**_numbered(same_alphabet(cell.text), columns), **found}
    return found


def _labelled(row: dict[int, RawCell]) -> Iterator[tuple[str, RawCell]]:
    """Pairs of a label and what it says: after a colon, in the next filled cell, or in a row of these two alone.

    A longer row without colons may be a header, and its next cell another header.
    """
    filled = [row[index] for index in sorted(row) if not is_blank(row[index])]
    for place, cell in enumerate(filled):
        label, colon, rest = cell.text.partition(":")
        if colon and rest.strip():
            yield label, RawCell(rest.strip(), "s")
        elif place + 1 < len(filled) and cell.kind == "s" and (colon or len(filled) == _PAIR):
            yield label, filled[place + 1]


def _numbered(text: str, columns: Sequence[Column]) -> dict[str, RawCell]:
    """The number, and the day after «от», of a title such as «ПРОТОКОЛ № 401-Ш от 14.09.2026 г.»."""
    for column in columns:
        word = normalized(column.title).removeprefix(_NUMBER_SIGN)
        if not column.title.startswith(_NUMBER_SIGN) or not normalized(text).startswith(word[:_STEM]):
            continue
        _title, sign, rest = text.partition("№")
        if not sign or not (match := _DATED.match(rest.strip())):
            continue
        found = {column.key: RawCell(match["number"], "s")}
        if match["day"] and any(other.key == "day" for other in columns):
            found |= _day(match["day"])
        return found
    return {}


def _day(text: str) -> dict[str, RawCell]:
    cell = RawCell(text.strip(), "s")
    try:
        date_of(cell)
    except BadCell:
        return {}
    return {"day": cell}
