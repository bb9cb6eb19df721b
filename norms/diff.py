"""What the law changed between two days, with acts and clauses."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from norms.errors import BadInput
from norms.loader import load_norms
from norms.model import Edition, Norm
from norms.printing import printed


@dataclass(frozen=True, slots=True)
class Change:
    """A new value of a norm.

    ``kind`` is «изменена», «введена» or «утратила силу»; ``act`` is the act that brought it, else
    the one that holds it; ``since`` its first day, approximate where ``is_approximate`` says so.
    """

    key: str
    title: str
    kind: str
    before: str
    after: str
    act: str
    clause: str
    since: dt.date
    is_approximate: bool
    note: str

    def as_json(self) -> dict[str, Any]:
        """Return the change as plain JSON data."""
        names = ("key", "title", "kind", "before", "after", "act", "clause", "is_approximate", "note")
        return {**{name: getattr(self, name) for name in names}, "since": self.since.isoformat()}


def changes(start: dt.date, end: dt.date) -> tuple[Change, ...]:
    """Return every change after ``start`` up to and with ``end``, by day and key.

    Raises ``BadInput`` when ``end`` is before ``start``.
    """
    if end < start:
        raise BadInput("to", "второй день раньше первого")
    found = [change for known in load_norms().values() for change in _changes(known, start, end)]
    return tuple(sorted(found, key=lambda change: (change.since, change.key)))


def _changes(known: Norm, start: dt.date, end: dt.date) -> Iterator[Change]:
    before: Edition | None = None
    for edition in known.editions:
        if start < edition.valid_from <= end and (before is None or edition.value != before.value):
            yield _change(known, before, edition)
        before = edition


def _change(known: Norm, before: Edition | None, after: Edition) -> Change:
    old = printed(before.value) if before and before.value is not None else ""
    new = printed(after.value) if after.value is not None else ""
    return Change(
        known.key,
        known.title,
        "утратила силу" if after.value is None else "изменена" if old else "введена",
        old,
        new,
        (after.amended_by or after.act).short,
        after.clause,
        after.valid_from,
        after.is_approximate,
        after.note,
    )
