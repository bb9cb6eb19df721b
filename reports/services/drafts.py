"""Drafts that were printed a moment ago, in the memory of this process: a second click on the same content is free.

Nothing is asked here but whether the very same thing is printed again: its paper and its data have the digests of the
kept ones. Issued documents have their bytes in the database (``copies``); these go as soon as there is no room.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from documents.models import Document

ROOM = 24_000_000  # bytes of all kept drafts
Place = tuple[str, int, str]


@dataclass(frozen=True)
class Draft:
    """A printed draft: digests of what is printed of it and of the data inside, its bytes."""

    paper: str
    data: str
    content: bytes


_kept: OrderedDict[Place, Draft] = OrderedDict()
_lock = threading.Lock()


def place_of(document: Document, file_format: str) -> Place:
    """Where the last print of a document in a format is kept."""
    return document._meta.label_lower, document.pk, file_format


def draft_find(place: Place, paper: str) -> Draft | None:
    """The last print of a draft where it shows the same; whoever takes it compares the data too."""
    with _lock:
        found = _kept.get(place)
        return found if found is not None and found.paper == paper else None


def is_draft_kept(place: Place) -> bool:
    """Whether anything is kept there: else nobody needs to know the digest of the paper beforehand."""
    return place in _kept


def draft_keep(place: Place, draft: Draft) -> None:
    """Keep a print in the place of the one before; what was printed longest ago makes room."""
    with _lock:
        _kept.pop(place, None)
        _kept[place] = draft
        room = sum(len(kept.content) for kept in _kept.values())
        while room > ROOM:
            _place, gone = _kept.popitem(last=False)
            room -= len(gone.content)


def drafts_forget() -> None:
    """Keep nothing any more."""
    with _lock:
        _kept.clear()
