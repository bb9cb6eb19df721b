"""Files that a document can be had as: upper rooms say which, the page of the document offers them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from documents.models import Document


@dataclass(frozen=True)
class Download:
    """A button: what it is called, where it leads, which icon it bears."""

    label: str
    address: str
    icon: str


Provider = Callable[[Document], list[Download]]
_PROVIDERS: list[Provider] = []


def register_downloads(provider: Provider) -> None:
    """Let a room above offer files of documents."""
    _PROVIDERS.append(provider)


def downloads_of(document: Document) -> list[Download]:
    """Return everything that a document can be had as; none for most."""
    return [download for provider in _PROVIDERS for download in provider(document)]
