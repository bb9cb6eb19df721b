"""The content of a document as it was or will be signed, read once for a print: its stamps and its data both ask."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from accounts.canonical import canonical_json
from documents.models import Document
from documents.selectors import canonical_content

_read: ContextVar[dict[tuple[str, int], str] | None] = ContextVar("contents read for this print", default=None)


@contextmanager
def contents_read_once() -> Iterator[None]:
    """Inside, the content of a document is read from the database the first time and remembered."""
    token = _read.set({})
    try:
        yield
    finally:
        _read.reset(token)


def content_text(document: Document) -> str:
    """The canonical JSON of the content of a document."""
    memo = _read.get()
    if memo is None:
        return canonical_json(canonical_content(document))
    key = (document._meta.label_lower, document.pk)
    if key not in memo:
        memo[key] = canonical_json(canonical_content(document))
    return memo[key]


def content_sha256(document: Document) -> str:
    """The digest of the content of a document, as ``documents.selectors.content_digest`` tells it."""
    return text_sha256(content_text(document))


def text_sha256(text: str) -> str:
    """The SHA-256 of a text, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
