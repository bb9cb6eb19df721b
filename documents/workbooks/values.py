"""Values out of cells: numbers with a comma, units, limits, times; never a guess."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from documents.workbooks.reader import RawCell

_TIME = re.compile(r"([01]?\d|2[0-3])(?:\s*[:.-]\s*|\s*ч\.?\s*)([0-5]\d)(?::[0-5]\d)?(?:\s*мин\.?)?")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_WITH_UNIT = re.compile(r"(?P<sign>[<>≤≥]|менее|меньше|более|не более|не менее)?\s*"
                        r"(?P<number>-?\d[\d ]*(?:[.,]\d+)?)(?P<unit>\s*[^\d\s].*)?")  # fmt: skip
_UNCERTAINTY = re.compile(r"\s*(?:±|\+\s?/\s?-|\+-)\s*\d+(?:[.,]\d+)?")
_FOREIGN_DIGIT = re.compile(r"(?<![мmсc^])\d")
"""A digit inside a unit that is no power of a metre, a centimetre or a second: «25,3/27,1» is two numbers."""
_DASH = re.compile(r"[-–—−]+")
_WORD = re.compile(r"[^\W\d_]+")
_LOOKALIKES = str.maketrans("ABCEHIKMOPTXYaceiopxy", "АВСЕНІКМОРТХУасеіорху")
_RANGE = re.compile(r"(?:от\s+)?(-?\d+(?:[.,]\d+)?)\s*(?:[-–—…÷]+|\.\.+|\s+до\s+)\s*(-?\d+(?:[.,]\d+)?)\s*(\D*)")
_BOUND = re.compile(r"(?P<word>не более|не выше|до|≤|<=|не менее|не ниже|≥|>=)\s*(?P<rest>-?\d.*)")
_AT_LEAST = frozenset({"не менее", "не ниже", "≥", ">="})
_BELOW = frozenset({"<", "менее", "меньше"})


class BadCell(Exception):
    """A cell that says something we do not understand; the text says what was expected."""


def normalized(text: str) -> str:
    """Fold a text for comparison: letter case, ё, quotes, dashes, runs of spaces."""
    folded = text.casefold().replace("ё", "е").replace("\u00a0", " ")
    folded = re.sub(r"[«»\"“”„']", "", folded)
    return re.sub(r"\s+", " ", re.sub(r"[–—−]", "-", folded)).strip()


def text_of(cell: RawCell | None) -> str:
    """Return the text of a cell, empty for none; raises ``BadCell`` for an error value."""
    if cell is None:
        return ""
    if cell.kind == "e":
        raise BadCell(_("значение ошибки %s") % cell.text)
    if cell.kind == "f":
        raise BadCell(_("формула без сохранённого значения: откройте файл в Excel и сохраните"))
    return same_alphabet(re.sub(r"[ \t\u00a0\u202f\u2009]+", " ", cell.text).strip())


def is_blank(cell: RawCell | None) -> bool:
    """Whether a cell says nothing: it is empty, or a dash stands where others write nothing."""
    return cell is None or not cell.text.strip() or bool(_DASH.fullmatch(cell.text.strip()))


def same_alphabet(text: str) -> str:
    """Return a text with Latin letters that look Cyrillic made so, in words that hold both alphabets."""
    return _WORD.sub(lambda word: _cyrillic(word[0]), text)


def _cyrillic(word: str) -> str:
    made = word.translate(_LOOKALIKES)
    return word if made == word or word.isascii() or re.search("[A-Za-z]", made) else made


def time_of(cell: RawCell | None) -> dt.time:
    """Return a time of day: «07:45», «7.45», «7 ч 45 мин» or an Excel time; raises ``BadCell``."""
    text = text_of(cell)
    if cell is not None and cell.kind == "d":
        return dt.datetime.fromisoformat(text).time()
    if match := _TIME.fullmatch(text):
        return dt.time(int(match[1]), int(match[2]))
    raise BadCell(_("не время: «%s» (ожидается, например, 07:45)") % text)


def decimal_of(cell: RawCell | None, units: Collection[str] = ()) -> Decimal:
    """Return an exact number from «0,5», «1 200», a numeric cell, or «12 чел.» when that unit is allowed.

    Raises ``BadCell``: «<0,5» and a foreign unit are no plain numbers.
    """
    text = text_of(cell)
    plain = re.sub(r"(?<=\d)\s+(?=\d)", "", text)
    if units and (match := _WITH_UNIT.fullmatch(plain)) and not match["sign"]:
        unit = normalized(match["unit"] or "").rstrip(".")
        plain = match["number"].replace(" ", "") if not unit or unit in units else plain
    if not _NUMBER.fullmatch(plain) and not (cell is not None and cell.kind == "n"):
        raise BadCell(_("не число: «%s»") % text)
    return Decimal(plain.replace(",", "."))


def integer_of(cell: RawCell | None, units: Collection[str] = ()) -> int:
    """Return a whole number; raises ``BadCell``."""
    number = decimal_of(cell, units)
    if number != number.to_integral_value():
        raise BadCell(_("не целое число: «%s»") % text_of(cell))
    return int(number)


@dataclass(frozen=True)
class Quantity:
    """A measured value as a cell says it: number, unit (may be empty), and whether it is «below» only."""

    value: Decimal
    unit: str = ""
    is_below: bool = False


def quantity_of(cell: RawCell | None) -> Quantity:
    """Return «9,1», «9,1±0,2 мг/м³» or «<0,5 мг/м³» (below the limit of detection); raises ``BadCell`` for a range."""
    text = text_of(cell)
    if cell is not None and cell.kind == "n":
        return Quantity(Decimal(text))
    if _RANGE.fullmatch(text):
        raise BadCell(_("диапазон «%s»: нужна одна величина") % text)
    plain = _UNCERTAINTY.sub("", text, count=1)  # № 35, п. 8: the uncertainty is not taken into account
    match = _WITH_UNIT.fullmatch(normalized(plain))
    if not match or match["sign"] not in (None, *_BELOW):
        raise BadCell(_("не число: «%s»") % text)
    written = _WITH_UNIT.fullmatch(plain)
    unit = (written or match)["unit"] or ""
    if _FOREIGN_DIGIT.search(unit):
        raise BadCell(_("не одно число: «%s»") % text)
    number = match["number"].replace(" ", "").replace(",", ".")
    return Quantity(Decimal(number), unit.strip(), match["sign"] is not None)


@dataclass(frozen=True)
class Limit:
    """A norm as a cell says it: bounds, and ``sense`` «max» or «min» where the cell names it."""

    low: Decimal | None
    high: Decimal
    sense: str = ""


def limit_of(cell: RawCell | None) -> Limit:
    """Return the norm of «15-26», «от 15 до 26», «80», «не более 80», «≥ 500 лк»; raises ``BadCell``."""
    text = text_of(cell)
    if match := _RANGE.fullmatch(normalized(text)):
        low, high = (Decimal(part.replace(",", ".")) for part in match.groups()[:2])
        if low > high:
            raise BadCell(_("нижняя граница больше верхней: «%s»") % text)
        return Limit(low, high)
    if match := _BOUND.fullmatch(normalized(text)):
        found = quantity_of(RawCell(match["rest"], "s"))
        return Limit(None, found.value, "min" if match["word"] in _AT_LEAST else "max")
    found = quantity_of(cell)
    if found.is_below:
        raise BadCell(_("не норматив: «%s»") % text)
    return Limit(None, found.value)


def range_of(cell: RawCell | None) -> tuple[Decimal | None, Decimal]:
    """Return (low, high) of «15-26», or (None, value) of a single number; raises ``BadCell``."""
    found = limit_of(cell)
    return found.low, found.high
