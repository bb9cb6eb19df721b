"""History of rows: django-simple-history, with its managers made once and room for histories written together."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

_together: ContextVar[bool] = ContextVar("history_written_together", default=False)


@contextmanager
def history_written_together() -> Iterator[None]:
    """Deletions inside write no history one by one: whoever deletes has written it for all of them."""
    token = _together.set(True)
    try:
        yield
    finally:
        _together.reset(token)


class _Manager(HistoryManager):
    """The library makes a class anew each time a history is asked for: a third of the price of a saved row."""

    @classmethod
    @functools.cache
    def from_queryset(cls, queryset_class: type, class_name: str | None = None) -> type:
        """One class for each kind of queryset."""
        made: type = super().from_queryset(queryset_class, class_name)
        return made


class History(HistoricalRecords):
    """The history of a model: a line for each state of each row, who made it and when (docs/adr/0065)."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(history_manager=_Manager, **kwargs)

    def post_delete(self, instance: Any, using: str | None = None, **kwargs: Any) -> None:
        """Write the last line of a row, unless it is written together with others."""
        if not _together.get():
            super().post_delete(instance, using=using, **kwargs)
