"""How days, numbers and names are written."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from reports.forms.words import (
    capitalised,
    day_text,
    glued,
    hours_text,
    latin,
    long_day,
    number_text,
    numbered,
    ranged,
    surname_first,
)

DAY = dt.date(2026, 11, 24)


def plain(text: str) -> str:
    """With ordinary spaces, for reading."""
    return text.replace("\u00a0", " ")


def test_days() -> None:
    assert day_text(DAY) == "24.11.2026" and day_text(None) == ""
    assert plain(long_day(DAY)) == "24 ноября 2026 г."
    assert plain(long_day(dt.date(2027, 3, 8), quoted=True)) == "«08» марта 2027 г."
    assert (
        " " not in long_day(DAY)
        and plain(long_day(None)).endswith("20___ г.")
        and "«___»" in long_day(None, quoted=True)
    )


@pytest.mark.parametrize(("minutes", "text"), [(480, "8 ч"), (450, "7 ч 30 мин"), (45, "45 мин"), (0, "0 ч")])
def test_length_of_a_shift(minutes: int, text: str) -> None:
    assert plain(hours_text(minutes)) == text


@pytest.mark.parametrize(
    ("name", "turned"),
    [
        ("О. И. Дашкевич", "Дашкевич О. И."),
        ("О.\u00a0И.\u00a0Дашкевич", "Дашкевич О. И."),
        ("О.И. Дашкевич", "Дашкевич О.И."),
        ("О. Петров-Водкин", "Петров-Водкин О."),
        ("Дашкевич О. И.", "Дашкевич О. И."),
        ("Дашкевич", "Дашкевич"),
        ("", ""),
    ],
)
def test_surname_before_initials_where_the_form_asks_for_it(name: str, turned: str) -> None:
    assert plain(surname_first(name)) == turned


def test_what_a_line_must_not_break() -> None:
    assert glued("список № 1 и П. С. Якимович, 20 % от 22 февраля 2008 г.") == (
        "список №\u00a01 и П.\u00a0С.\u00a0Якимович, 20\u00a0% от 22\u00a0февраля 2008\u00a0г."
    )
    assert glued("обычный текст, 5 мест") == "обычный текст, 5 мест"


def test_figures() -> None:
    assert number_text(Decimal("0.10")) == "0,10" and number_text(35) == "35"
    assert ranged("12501 - 25000") == "12501–25000" and ranged("-") == "–" and ranged("До 3600") == "До 3600"
    assert ranged("менее 0,3 мм - 25 - 50 %") == "менее 0,3 мм – 25–50 %"
    assert plain(numbered("446-В/26", DAY)) == "№ 446-В/26 от 24.11.2026" and plain(numbered("5", None)) == "№ 5"
    assert capitalised("шум") == "Шум" and capitalised("") == ""
    assert latin("12/а-б 3") == "12-3" and latin("ё") == ""
