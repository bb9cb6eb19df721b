"""Days out of cells: every mask people use, and a question where a mask can be read in two ways."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from documents.workbooks.reader import RawCell
from documents.workbooks.values import BadCell, text_of

_MONTHS = (
    ("января", "янв", "студзеня", "i"),
    ("февраля", "фев", "лютага", "ii"),
    ("марта", "мар", "сакавіка", "iii"),
    ("апреля", "апр", "красавіка", "iv"),
    ("мая", "май", "траўня", "v"),
    ("июня", "июн", "чэрвеня", "vi"),
    ("июля", "июл", "ліпеня", "vii"),
    ("августа", "авг", "жніўня", "viii"),
    ("сентября", "сен", "верасня", "ix"),
    ("октября", "окт", "кастрычніка", "x"),
    ("ноября", "ноя", "лістапада", "xi"),
    ("декабря", "дек", "снежня", "xii"),
)
_MONTH = {word: number for number, words in enumerate(_MONTHS, start=1) for word in words}
_TAIL = re.compile(r"\s*(?:г\.?|год|года|00:00(?::00)?|0:00(?::00)?)$")
_YEAR_FIRST = re.compile(r"(\d{4})([./-])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})")
_IN_WORDS = re.compile(r"«?(\d{1,2})»?[ .-]*([а-яёіў]+|[ivx]+)\.?[ .-]*(\d{4}|\d{2})")
DAY_FIRST, MONTH_FIRST = "DMY", "MDY"
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73415  # 01.01.1920–31.12.2100, days of Excel's 1900 calendar
_EPOCH, _EPOCH_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)


class AmbiguousDate(BadCell):
    """A day such as 03/04/26 that two masks read differently: the column's order has to be asked."""


@dataclass(frozen=True)
class DateRules:
    """How the days of a column are read.

    ``order`` is the answer to the question of the column, empty while nobody has answered; ``on``
    is the day of the import, by which a two-digit year finds its century; ``is_past`` says that
    the column knows no future (birth, hiring).
    """

    order: str = ""
    on: dt.date = dt.date(2026, 1, 1)
    is_past: bool = False
    is_1904: bool = False


def date_of(cell: RawCell | None, rules: DateRules | None = None) -> dt.date:
    """Return the day of a cell: an Excel date or serial number, 31.12.2024, 31.12.24, 31/12/24, 2024-12-31,
    «31 декабря 2024 г.», 31-дек-24, 31.XII.2024.

    Raises ``AmbiguousDate`` for 03/04/26 while the order of its column is unknown, ``BadCell`` for
    anything else that is no day.
    """
    rules, text = rules or DateRules(), text_of(cell)
    if cell is not None and cell.kind == "d":
        return dt.datetime.fromisoformat(text).date()
    if cell is not None and cell.kind == "n":
        return _serial(text, rules)
    plain = _TAIL.sub("", re.sub(r"\s*([./])\s*", r"\1", text.casefold())).strip().rstrip(".")
    try:
        found = _from_text(plain, rules)
    except ValueError:
        found = None
    if found is None:
        raise BadCell(_("не дата: «%s» (ожидается, например, 31.12.2024)") % text)
    return found


def _from_text(text: str, rules: DateRules) -> dt.date | None:
    if match := _YEAR_FIRST.fullmatch(text):
        return dt.date(int(match[1]), int(match[3]), int(match[4]))
    if match := _DAY_FIRST.fullmatch(text):
        return _day_first(text, match, rules)
    if (match := _IN_WORDS.fullmatch(text)) and match[2] in _MONTH:
        return _day(match[3], _MONTH[match[2]], int(match[1]), rules)
    return None


def _day_first(text: str, match: re.Match[str], rules: DateRules) -> dt.date:
    """A point between the numbers is ours and says day first; a stroke or a dash says nothing."""
    first, second = int(match[1]), int(match[3])
    if match[2] != "." and (second if rules.order == DAY_FIRST else first if rules.order == MONTH_FIRST else 0) > 12:
        raise BadCell(_("«%s» не по тому порядку дня и месяца, который указан для столбца") % text)
    if match[2] == "." or first == second or first > 12:
        return _day(match[4], second, first, rules)
    if second > 12:
        return _day(match[4], first, second, rules)
    if rules.order == DAY_FIRST:
        return _day(match[4], second, first, rules)
    if rules.order == MONTH_FIRST:
        return _day(match[4], first, second, rules)
    readings = (_day(match[4], second, first, rules), _day(match[4], first, second, rules))
    raise AmbiguousDate(
        _("«%(text)s» — это %(one)s или %(other)s? Ответьте один раз для столбца")
        % {"text": text, "one": f"{readings[0]:%d.%m.%Y}", "other": f"{readings[1]:%d.%m.%Y}"}
    )


def _day(year: str, month: int, day: int, rules: DateRules) -> dt.date:
    """A two-digit year is of this century unless that lies in the future: ten years on, or at all in a past column."""
    if len(year) == 4:
        return dt.date(int(year), month, day)
    century = rules.on.year // 100 * 100
    found = dt.date(century + int(year), month, day)
    limit = rules.on if rules.is_past else rules.on.replace(year=rules.on.year + 10, day=min(rules.on.day, 28))
    return found if found <= limit else dt.date(century - 100 + int(year), month, day)


def _serial(text: str, rules: DateRules) -> dt.date:
    """Excel's number of a day, in the calendar of its book."""
    if not text.isdigit() or not _FIRST_SERIAL <= int(text) <= _LAST_SERIAL:
        raise BadCell(_("не дата: число %s не похоже на день") % text)
    return (_EPOCH_1904 if rules.is_1904 else _EPOCH) + dt.timedelta(days=int(text))
