"""The only door to PDF: finished HTML into the bytes of a PDF/A-3u, by whichever engine is right for it.

The same HTML gives the same bytes. Nothing outside the bundled files can be reached while
rendering; a document that tries is refused, not printed without it. Pages are set in processes
with limits (``worker``), whose death is an error in words.
"""

from __future__ import annotations

import html as html_entities
import re
from collections.abc import Iterable
from io import BytesIO
from itertools import chain
from typing import BinaryIO

from reports.rendering.errors import UnableToPrint
from reports.rendering.long_table import LongTable, Piece, render_table, set_table
from reports.rendering.marks import Attachment, Part, Record, finish, finished
from reports.rendering.setting import by_reference, set_document
from reports.rendering.worker import in_worker

__all__ = [
    "Attachment",
    "LongTable",
    "Part",
    "Piece",
    "Record",
    "UnableToPrint",
    "finished",
    "join",
    "join_into",
    "render",
    "render_quickly",
    "render_table",
    "set_page",
    "set_table",
]

_TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def set_page(html: str, title: str, *, is_quick: bool) -> list[Part]:
    """Set a page, not finished yet: by the fast engine where that is right and its text is whole.

    Raises ``UnableToPrint``.
    """
    if is_quick:
        return [Part(in_worker(set_document, html), title)]
    return [Part(in_worker(by_reference, html))]  # the engine makes bookmarks of its own


def render(html: str, record: Record | None = None) -> bytes:
    """Return the PDF/A of a page, set by the reference engine. Raises ``UnableToPrint``."""
    record = record or _record_of(html)
    return finished(set_page(html, record.title, is_quick=False), record)


def render_quickly(html: str, record: Record | None = None) -> bytes:
    """Return the PDF/A of a page, set by the fast engine where its text is whole. Raises ``UnableToPrint``."""
    record = record or _record_of(html)
    return finished(set_page(html, record.title, is_quick=True), record)


def join(parts: Iterable[Part], title: str) -> bytes:
    """Return one PDF/A of several files made here, as ``join_into`` writes it."""
    file = BytesIO()
    join_into(file, parts, title)
    return file.getvalue()


def join_into(file: BinaryIO, parts: Iterable[Part], title: str) -> None:
    """Write one PDF/A of several files made here, with a bookmark at the first page of each.

    Raises ``UnableToPrint`` when there is nothing to join.
    """
    waiting = iter(parts)
    first = next(waiting, None)
    if first is None:
        raise UnableToPrint("Нечего печатать: нет ни одного документа")
    finish(chain([first], waiting), Record(title), file)


def _record_of(html: str) -> Record:
    found = _TITLE.search(html)
    return Record(html_entities.unescape(found[1]).strip() if found else "")
