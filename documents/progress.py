"""How far long work is, told from wherever its rows are gone through; silent where nobody listens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

from documents.jobs import Progress

T = TypeVar("T")
_LISTENER: ContextVar[Progress | None] = ContextVar("progress", default=None)


@contextmanager
def told_to(progress: Progress) -> Iterator[None]:
    """Let a job hear what is counted inside the block; a request has nobody to tell."""
    token = _LISTENER.set(progress)
    try:
        yield
    finally:
        _LISTENER.reset(token)


def counted(rows: Sequence[T], words: str) -> Iterator[T]:
    """Go through rows as a stage of the work that has ``words``; may raise whatever stops a job."""
    progress = _LISTENER.get()
    if progress is not None:
        progress.begin(len(rows), words)
    for row in rows:
        yield row
        if progress is not None:
            progress.step()
