"""Values out of cells: dates in the masks people use, numbers with a comma, never a guess."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal, InvalidOperation

from django.utils.translation import gettext as _

from documents.workbooks.reader import RawCell

_MASKS = ("%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d", "%d/%m/%Y")
_MONTHS = {
    name: index
    for index, name in enumerate(
        [
            "января",
            "февраля",
            "марта",
            "апреля",
            "мая",
            "июня",
            "июля",
            "августа",
            "сентября",
            "октября",
            "ноября",
            "декабря",
        ],
        start=1,
    )
}
_IN_WORDS = re.compile(r"(\d{1,2})\s+([а-я]+)\s+(\d{4})(?:\s*г\.?)?")
_TIME = re.compile(r"([01]?\d|2[0-3])[:.-]([0-5]\d)(?::[0-5]\d)?")
_NUMBER = re.compile(r"-?\d+([.,]\d+)?")
_RANGE = re.compile(r"(-?\d+(?:[.,]\d+)?)\s*[-–—…]+\s*(-?\d+(?:[.,]\d+)?)")


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
    return re.sub(r"[ \t\u00a0]+", " ", cell.text).strip()


def date_of(cell: RawCell | None) -> dt.date:
    """Return a date: an Excel date, or one of the masks 31.12.2024, 31.12.24, 2024-12-31,
    31/12/2024, «31 декабря 2024 г.»; anything else raises ``BadCell``."""
    text = text_of(cell)
    if cell is not None and cell.kind == "d":
        return dt.datetime.fromisoformat(text).date()
    for mask in _MASKS:
        try:
            return dt.datetime.strptime(text, mask).date()
        except ValueError:
            continue
    if (match := _IN_WORDS.fullmatch(text.casefold())) and match[2] in _MONTHS:
        try:
            return dt.date(int(match[3]), _MONTHS[match[2]], int(match[1]))
        except ValueError:
            pass
    raise BadCell(_("не дата: «%s» (ожидается, например, 31.12.2024)") % text)


def time_of(cell: RawCell | None) -> dt.time:
    """Return a time of day: «07:45», «7.45» or an Excel time; raises ``BadCell``."""
    text = text_of(cell)
    if cell is not None and cell.kind == "d":
        return dt.datetime.fromisoformat(text).time()
    if match := _TIME.fullmatch(text):
        return dt.time(int(match[1]), int(match[2]))
    raise BadCell(_("не время: «%s» (ожидается, например, 07:45)") % text)


def decimal_of(cell: RawCell | None) -> Decimal:
    """Return an exact number from «0,5», «1 200» or a numeric cell; raises ``BadCell``."""
    text = re.sub(r"(?<=\d)\s+(?=\d)", "", text_of(cell))
    if not _NUMBER.fullmatch(text) and not (cell is not None and cell.kind == "n"):
        raise BadCell(_("не число: «%s»") % text)
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise BadCell(_("не число: «%s»") % text) from error


def integer_of(cell: RawCell | None) -> int:
    """Return a whole number; raises ``BadCell``."""
    number = decimal_of(cell)
    if number != number.to_integral_value():
        raise BadCell(_("не целое число: «%s»") % text_of(cell))
    return int(number)


def range_of(cell: RawCell | None) -> tuple[Decimal | None, Decimal]:
    """Return (low, high) of «15-26», or (None, value) of a single number; raises ``BadCell``."""
    text = text_of(cell)
    if match := _RANGE.fullmatch(text):
        low, high = (Decimal(part.replace(",", ".")) for part in match.groups())
        if low > high:
            raise BadCell(_("нижняя граница больше верхней: «%s»") % text)
        return low, high
    return None, decimal_of(cell)
