"""In what order to offer what a person may mean: beginnings before what is held inside (docs/adr/0116)."""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, IntegerField, Q, Value, When
from django.db.models.functions import Length

from documents.workbooks.values import normalized

_SIGNS = re.compile(r"[^\w]+")
_BEFORE_WORD = (" ", "-", "(", "/", ".", ",")
"""What a later word of a name may stand behind."""


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return normalized(text).split()


def holds(field: str, text: str) -> Q:
    """Every word of a text stands somewhere in a folded column."""
    found = Q()
    for word in words_of(text):
        found &= Q(**{f"{field}__contains": word})
    return found


def closest(field: str, text: str) -> tuple[Any, ...]:
    """What to order rows by: how well a folded column answers a text, the shorter name first where equal.

    0 the name is the text; 1 it begins with it; 2 words of it begin with all the words; 3 they stand inside.
    """
    folded = normalized(text)
    begins = ~Q(pk=None)
    for word in words_of(text):
        later = Q(**{f"{field}__startswith": word})
        for sign in _BEFORE_WORD:
            later |= Q(**{f"{field}__contains": sign + word})
        begins &= later
    place = Case(
        When(Q(**{field: folded}), then=0),
        When(Q(**{f"{field}__startswith": folded}), then=1),
        When(begins, then=2),
        default=Value(3),
        output_field=IntegerField(),
    )
    return place, Length(field), field


def closeness(name: str, text: str) -> tuple[int, int]:
    """The same of a name that stands in no column: what to sort by."""
    folded, wanted = normalized(name), normalized(text)
    if folded == wanted:
        return 0, len(folded)
    if folded.startswith(wanted):
        return 1, len(folded)
    spaced = f" {folded} {_SIGNS.sub(' ', folded)}"
    return (2 if all(f" {word}" in spaced for word in wanted.split()) else 3), len(folded)
