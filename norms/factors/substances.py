"""Which substance is meant: by CAS number, else by one of the names that the acts use."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from norms.loader import DATA, read_yaml

_CAS = re.compile(r"\b\d{2,7}-\d{2}-\d\b")
_FOOTNOTE = re.compile(r"<\S*>")


@dataclass(frozen=True, slots=True)
class SubstanceKey:
    """A substance's identity: our key where the acts' lists name it, else its CAS number or name."""

    text: str
    is_known: bool


def folded(text: str) -> str:
    """Return text for comparing: lower case, ё as е, single spaces."""
    return " ".join(text.casefold().replace("ё", "е").split())


@functools.lru_cache(maxsize=4096)
def key_of(name: str, cas: str = "") -> SubstanceKey:
    """Return the identity of a substance. The CAS number decides; without it, its name or the
    name in brackets: «дигидросульфид (сероводород)» is known by either."""
    index = _index()
    name = _FOOTNOTE.sub("", name)
    numbers = [cas] if cas else _CAS.findall(name)
    for number in numbers:
        if number in index:
            return SubstanceKey(index[number], True)
    for part in _name_parts(name):
        if part in index:
            return SubstanceKey(index[part], True)
    return SubstanceKey(numbers[0] if numbers else folded(name), False)


def names_holding(words: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Return, by CAS number, the names of substances that hold all the folded ``words``: the acts call one
    substance «сера диоксид» and «серы диоксид», and a plant calls «метилбензол» толуол."""
    found: dict[str, tuple[str, ...]] = {}
    for names, numbers in _synonyms():
        held = tuple(name for name in names if all(word in name for word in words))
        for number in numbers if held else ():
            found[number] = (*found.get(number, ()), *held)
    return found


def _name_parts(name: str) -> Iterator[str]:
    yield folded(name)
    yield from (folded(part).strip(" ,;") for part in re.split(r"[()]", _CAS.sub("", name)) if part.strip(" ,;"))


@functools.cache
def _known() -> Mapping[str, Mapping[str, list[str]]]:
    known: Mapping[str, Mapping[str, list[str]]] = read_yaml((DATA / "substances.yaml").read_text("utf-8"))
    return known


@functools.cache
def _synonyms() -> tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]:
    """Folded names and CAS numbers of each known substance, names of every day included: only the search asks."""
    everyday: Mapping[str, list[str]] = read_yaml((DATA / "everyday_names.yaml").read_text("utf-8"))
    known = [(body["names"], body.get("cas", ())) for body in _known().values()]
    spoken = [(names, (number,)) for number, names in everyday.items()]
    return tuple((tuple(map(folded, names)), tuple(numbers)) for names, numbers in [*known, *spoken])


@functools.cache
def _index() -> Mapping[str, str]:
    """CAS number or folded name → key, from data/substances.yaml."""
    index: dict[str, str] = {}
    for key, body in _known().items():
        for name in (*body["names"], *body.get("cas", ())):
            index[folded(name)] = key
    return index
