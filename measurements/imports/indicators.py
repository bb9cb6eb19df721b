"""Names of indicators and substances in workbooks, held against what is known."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from django.utils.translation import gettext as _

from accounts.models import Employer
from documents.workbooks.names import ALIKE, INDICATOR, Names, likeness
from documents.workbooks.rows import Understood
from documents.workbooks.values import normalized
from measurements.models import Indicator
from measurements.vocabulary import known_indicators


def examine_indicators(
    rows: Sequence[Understood], employer: Employer, names_of: Callable[[Understood], Sequence[str]]
) -> None:
    """Put decided names in; ask about a name that is new and almost a known one.

    A name like no other is a new indicator: laboratories measure more than any list of ours holds.
    """
    own = Indicator.objects.filter(employer=employer).values_list("name", flat=True)
    names = Names.of(INDICATOR, [*known_indicators(), *own], employer)
    for row in rows:
        for written in names_of(row):
            if written:
                _examine(row, written, names)


def _examine(row: Understood, written: str, names: Names) -> None:
    name = names.find(written)
    if name.is_left_out:
        names.leave_out(row, None, written)
    elif name.is_known:
        _replace(row, written, name.text)
    elif near := _near(names, written):
        reason = _("«%(name)s» похоже на «%(near)s»: то же или новое?") % {"name": written, "near": near[0]}
        names.ask(row, None, written, near, reason)


def _near(names: Names, written: str) -> list[str]:
    digits = re.findall(r"\d+|\b[ivx]+\b", normalized(written))
    return [
        name
        for name in names.suggestions(written)
        if likeness(normalized(written), normalized(name)) >= ALIKE
        and re.findall(r"\d+|\b[ivx]+\b", normalized(name)) == digits
    ]


def _replace(row: Understood, written: str, text: str) -> None:
    if row.clean.get("indicator") == written:
        row.clean["indicator"] = text
    if written in row.clean.get("factors", ()):
        row.clean["factors"] = [text if factor == written else factor for factor in row.clean["factors"]]
