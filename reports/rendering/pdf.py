"""The only door to PDF: finished HTML into the bytes of a PDF/A-3u, by whichever engine is right for it.

The same HTML gives the same bytes. Nothing outside the bundled files can be reached while
rendering; a document that tries is refused, not printed without it. Pages are set in processes
with limits (``worker``), whose death is an error in words.
"""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from reports.rendering.errors import UnableToPrint
from reports.rendering.long_table import LongTable, Piece, render_table
from reports.rendering.marks import Attachment, Part, Record, finished
from reports.rendering.setting import by_reference, set_documents
from reports.rendering.worker import in_worker, spread

__all__ = [
    "Attachment",
    "LongTable",
    "Part",
    "Piece",
    "Record",
    "UnableToPrint",
    "join",
    "render",
    "render_all",
    "render_quickly",
    "render_table",
]

_BATCH = 10  # documents of a task
_TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def render(html: str, record: Record | None = None) -> bytes:
    """Return the PDF/A of a page, set by the reference engine. Raises ``UnableToPrint``."""
    return finished([Part(in_worker(by_reference, html))], record or _record_of(html))


def render_quickly(html: str, record: Record | None = None) -> bytes:
    """Return the PDF/A of a page, set by the fast engine where its text is whole. Raises ``UnableToPrint``."""
    record = record or _record_of(html)
    return finished([Part(in_worker(set_documents, [html])[0], record.title)], record)


def render_all(pages: Iterable[str]) -> Iterator[bytes]:
    """Yield documents set by the fast engine, in their order; they are to be joined, not kept alone.

    Raises ``UnableToPrint`` also when a process dies.
    """
    for contents in spread(set_documents, ((batch,) for batch in _batches(pages))):
        yield from contents


def join(parts: Iterable[Part], title: str) -> bytes:
    """Return one PDF/A of several files made here, with a bookmark at the first page of each.

    Raises ``UnableToPrint`` when there is nothing to join.
    """
    waiting = iter(parts)
    first = next(waiting, None)
    if first is None:
        raise UnableToPrint("Нечего печатать: нет ни одного документа")
    return finished(chain([first], waiting), Record(title))


def _batches(pages: Iterable[str]) -> Iterator[list[str]]:
    batch: list[str] = []
    for page in pages:
        batch.append(page)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _record_of(html: str) -> Record:
    found = _TITLE.search(html)
    return Record(html_entities.unescape(found[1]).strip() if found else "")
