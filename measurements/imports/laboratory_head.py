"""What a laboratory writes outside its table: who it is, its certificate, who was present, what was measured."""

from __future__ import annotations

import re
from collections.abc import Iterable

from documents.workbooks.dates import DateRules, date_of
from documents.workbooks.reader import RawCell, RawSheet
from documents.workbooks.values import BadCell, normalized, same_alphabet
from measurements.vocabulary import known_indicator, known_indicators

_CERTIFICATE = re.compile(
    r"аттестат\w*\s+(?:об\s+)?аккредитации\s*:?\s*(?:№|N)?\s*(?P<number>[A-ZА-Я]{2}[^,;()]*?\d)\s*(?=$|[,;()]|\s(?:[а-я]))",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"(?:действител\w+|действует|срок\w*\s+действия|годен)\s*:?\s*(?:до|по)\s*:?\s*(?P<day>\d[\d.]*(?:\s*[а-яёіў]+\s*\d{4})?)",
    re.IGNORECASE,
)
_PREFIX = re.compile(r"(?:наименование\s+)?(?:испытательн\w+\s+)?лаборатори[яи]\s*:\s*", re.IGNORECASE)
_IS_LABORATORY = re.compile(r"лаборатор|испытательный центр|центр гигиены|цгэ", re.IGNORECASE)
_NO_NAME = re.compile(r"^(?:протокол|заведующ|начальник|руководител|инженер)|комисси", re.IGNORECASE)
_REPRESENTATIVE = re.compile(r"представител\w+ аттестационной комиссии:?\s*(?P<who>.+)", re.IGNORECASE)


def head_of(texts: Iterable[str]) -> dict[str, str]:
    """Laboratory, certificate, its last day and the commission's representative, out of running text.

    A part that is not said is an empty text.
    """
    lines = [same_alphabet(text) for text in texts]
    text = " \n".join(lines)
    certificate, representative = _CERTIFICATE.search(text), _REPRESENTATIVE.search(text)
    return {
        "laboratory": _name(lines),
        "accreditation_number": certificate["number"].strip() if certificate else "",
        "accredited_through": _through(text),
        "representative": representative["who"].strip() if representative else "",
    }


def texts_above(sheet: RawSheet, first_data_row: int) -> list[str]:
    """The texts of the cells over the rows of data."""
    return [cell.text for number, row in sheet.rows.items() if number < first_data_row for cell in row.values()]


def indicator_named(*texts: str) -> str:
    """The one indicator that a header or a sheet's name speaks of, empty when there is none or more than one.

    «Эквивалентный уровень звука, дБА измеренный» names noise, so does a sheet «Шум».
    """
    for text in texts:
        words = set(re.findall(r"[\w-]+", normalized(text)))
        named = [name for name in known_indicators() if set(re.findall(r"[\w-]+", name)) <= words]
        longest = [name for name in named if not any(name != other and name in other for other in named)]
        if len({known_indicator(name) for name in longest}) == 1:
            return longest[0]
    return ""


def _name(lines: list[str]) -> str:
    for line in lines:
        before = re.split(r"[,;(]?\s*аттестат", line, maxsplit=1, flags=re.IGNORECASE)[0]
        if _IS_LABORATORY.search(before) and not _NO_NAME.search(before.strip()):
            return _PREFIX.sub("", before, count=1).strip(" ,;\n")
    return ""


def _through(text: str) -> str:
    match = _THROUGH.search(text)
    try:
        return date_of(RawCell(match["day"].rstrip("."), "s"), DateRules()).isoformat() if match else ""
    except BadCell:
        return ""
