"""What rooms above know of a group and its table shows: a column, a filter, and words that people type for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import QuerySet

from documents.workbooks.values import normalized

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"


@dataclass(frozen=True)
class FacetValue:
    """What a cell shows and where it leads."""

    text: str
    link: str = ""


@dataclass(frozen=True)
class Facet:
    """A property of groups that a room above knows.

    ``narrow`` takes groups and the code of a choice. ``typed`` maps words of a search («вредность»)
    to the code that they mean. ``values`` gives cells for ids of groups; a facet without it is a filter only.
    """

    name: str
    label: Words
    choices: tuple[tuple[str, Words], ...]
    narrow: Callable[[QuerySet[Any], str], QuerySet[Any]]
    values: Callable[[Sequence[int]], Mapping[int, FacetValue]] | None = None
    typed: Mapping[str, str] = field(default_factory=dict)


_FACETS: dict[str, Facet] = {}


def register_facets(*facets: Facet) -> None:
    """Let a room above add columns and filters to the tables of the plant."""
    for facet in facets:
        _FACETS[facet.name] = facet


def all_facets() -> list[Facet]:
    """All facets, in the order of registration."""
    return list(_FACETS.values())


def facet_of(name: str) -> Facet | None:
    """The facet of a name."""
    return _FACETS.get(name)


def typed_facets(text: str) -> tuple[str, dict[str, str]]:
    """Split a search into the words to look for and the facets that other words mean.

    «вредность обрубщик» looks for «обрубщик» among harmful conditions.
    """
    rest: list[str] = []
    meant: dict[str, str] = {}
    for word in text.split():
        found = [(f.name, f.typed[normalized(word)]) for f in all_facets() if normalized(word) in f.typed]
        if found:
            meant.update(found)
        else:
            rest.append(word)
    return " ".join(rest), meant
