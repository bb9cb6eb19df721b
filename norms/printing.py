"""The value of a norm as people read it: classes with their bounds, tables in words."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from norms.loader import DATA, read_yaml
from norms.model import Scale, Value
from norms.quantities import NBSP, plain

_OWN_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DAY = re.compile(r"(\d\d)-(\d\d)")
"""Month and day of a holiday."""
_DECIMAL = re.compile(r"0\.\d+|\d+\.\d{2,}")
"""Numbers that cannot be a class («3.1»), a clause or a line of a form."""


@functools.cache
def _words() -> Mapping[str, str]:
    found: Mapping[str, str] = read_yaml((DATA / "words.yaml").read_text("utf-8"))
    return found


def printed(value: Value) -> str:
    """Return the value of a norm as people read it: «2: до 0; 3.1: до 5; …; 4: более 35»."""
    if isinstance(value, Scale):
        return "; ".join(_bracket(value, index) for index in range(len(value.brackets)))
    if isinstance(value, Mapping):
        return "; ".join(_member(key, cell) for key, cell in value.items() if cell != "")
    if isinstance(value, tuple):
        return "; ".join(_cell(cell) for cell in value)
    return _word(value) if isinstance(value, str) else plain(value).replace(".", ",")


def _member(key: str, cell: Any) -> str:
    """A row of a table; names that only programs use are left out."""
    is_ours = _OWN_NAME.fullmatch(key) and key not in _words()
    return _cell(cell) if is_ours else f"{_word(key)}: {_cell(cell)}"


def _cell(cell: Any) -> str:
    if isinstance(cell, Mapping):
        members = ", ".join(
            _inner(key, each) for key, each in cell.items() if key != "title" and _word(key) and each != ""
        )
        if "title" not in cell:
            return members
        return f"{cell['title']} ({members})" if members else str(cell["title"])
    if isinstance(cell, (list, tuple)):
        return ", ".join(_cell(each) for each in cell)
    return _word(str(cell))


def _inner(key: str, cell: Any) -> str:
    return _word(f"{key}.{str(cell).lower()}") if isinstance(cell, bool) else f"{_word(key)} {_cell(cell)}"


def _word(text: str) -> str:
    """The word for a name of our data; numbers get a decimal comma, classes and clauses stay."""
    known = _words().get(text, text)
    if day := _DAY.fullmatch(known):
        return f"{day[2]}.{day[1]}"
    return known.replace(".", ",") if _DECIMAL.fullmatch(known) else known


def _bracket(scale: Scale, index: int) -> str:
    bracket = scale.brackets[index]
    if bracket.edge is not None:
        words = "менее" if bracket.is_open else "до"
        return f"{bracket.conditions_class}: {words}{NBSP}{plain(bracket.edge).replace('.', ',')}"
    if index == 0:
        return f"{bracket.conditions_class}: любое значение"
    last = scale.brackets[index - 1]
    words = "от" if last.is_open else "более"
    edge = plain(last.edge) if last.edge is not None else ""
    return f"{bracket.conditions_class}: {words}{NBSP}{edge.replace('.', ',')}"
