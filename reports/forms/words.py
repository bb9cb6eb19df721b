"""How days, numbers and names are written on paper."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

NBSP = "\u00a0"
DASH = "–"
_MONTHS = [
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
]
_LOOSE = re.compile(rf"(?<=№) (?=\S)|(?<=\b[А-ЯЁІЎ]\.) (?=[А-ЯЁІЎ])|(?<=\d) (?=г\.|%|(?:{'|'.join(_MONTHS)})\b)")
_INITIALS_FIRST = re.compile(r"^((?:\w\.[\s\u00a0]*)+)(\S.*)$")


def day_text(day: dt.date | None) -> str:
    """«24.11.2026», empty without a day."""
    return f"{day:%d.%m.%Y}" if day else ""


def long_day(day: dt.date | None, *, quoted: bool = False) -> str:
    """«24 ноября 2026 г.» for the blanks of the forms, which stay blanks without a day."""
    if day is None:
        return f"{'«___»' if quoted else '____'}{NBSP}______________{NBSP}20___{NBSP}г."
    number = f"«{day:%d}»" if quoted else f"{day.day}"
    return f"{number}{NBSP}{_MONTHS[day.month - 1]}{NBSP}{day.year}{NBSP}г."


def number_text(value: Decimal | int | str) -> str:
    """A number with a decimal comma, its digits as they are."""
    return str(value).replace(".", ",")


def hours_text(minutes: int) -> str:
    """«8 ч», «7 ч 30 мин»."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}{NBSP}ч"] * bool(hours) + [f"{rest}{NBSP}мин"] * bool(rest)
    return NBSP.join(parts) or f"0{NBSP}ч"


def surname_first(name: str) -> str:
    """«О. И. Дашкевич» → «Дашкевич О. И.», for the forms that ask for «фамилия, инициалы»."""
    found = _INITIALS_FIRST.match(name)
    return f"{found[2].strip()}{NBSP}{found[1].strip(f' {NBSP}')}" if found else name


def capitalised(text: str) -> str:
    """The first letter large, the others untouched: «рН воды» stays, «шум» becomes «Шум»."""
    return text[:1].upper() + text[1:]


def ranged(text: str) -> str:
    """«12501 - 25000» as it is set on paper; a lone hyphen is the dash of an empty field."""
    if text.strip() == "-":
        return DASH
    return re.sub(r"(?<=\d) - (?=\d)", DASH, text).replace(" - ", f" {DASH} ")


def glued(text: str) -> str:
    """Bind what a line must not break: «№ 5», «П. С. Якимович», «2008 г.»."""
    return _LOOSE.sub(NBSP, text)


def numbered(number: str, day: dt.date | None) -> str:
    """«№ 446-В/26 от 26.09.2026»."""
    head = f"№{NBSP}{number}" if number else ""
    return f"{head} от{NBSP}{day_text(day)}".strip() if day else head


def footer_of(text: str, *, is_draft: bool) -> str:
    """What stands at the foot of each page: loose sheets find home, drafts are known as such."""
    return f"Проект · {text}" if is_draft else text


def latin(text: str) -> str:
    """A number as part of a file name: Latin letters, figures, dots and hyphens."""
    return re.sub(r"[^0-9A-Za-z.]+", "-", text).strip("-.")
