"""Reads the plain words beside the points of the acts, and finds the points that a citation names."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from accounts.language import is_screen_of_record
from norms.loader import read_yaml

SOURCE = Path(__file__).parent / "points.yaml"
TRANSLATED = Path(__file__).parent / "points.be.yaml"
ACT = re.compile(r"№[\s\u00a0]*(\d+)")
POINT = re.compile(r"\d+[¹²³]?(?:[.-]\d+)*")


@dataclass(frozen=True)
class Act:
    """An act: its number, name, who issued it, the edition we read, the official publication."""

    number: str
    name: str
    issued: str
    edition: str
    official: str


@dataclass(frozen=True)
class Point:
    """A point of an act in plain words."""

    act: str
    number: str
    russian: str

    @property
    def words(self) -> str:
        """The plain words in the language of the screen; the act itself speaks Russian."""
        return self.russian if is_screen_of_record() else in_belarusian()[self.act, self.number]

    @property
    def anchor(self) -> str:
        """Name of the point on the page of its act."""
        return "p" + self.number.replace("¹", "-1").replace(".", "-")


@functools.cache
def acts() -> dict[str, Act]:
    """Acts by number."""
    return {number: Act(number, **fields) for number, fields in _source()["acts"].items()}


@functools.cache
def points() -> dict[tuple[str, str], Point]:
    """Points by number of the act and of the point."""
    return {
        (act, number): Point(act, number, words)
        for act, numbers in _source()["points"].items()
        for number, words in numbers.items()
    }


@functools.cache
def in_belarusian() -> dict[tuple[str, str], str]:
    """Plain words in Belarusian by numbers of the act and of the point."""
    source = read_yaml(TRANSLATED.read_text("utf-8"))
    return {(act, number): words for act, numbers in source.items() for number, words in numbers.items()}


def pieces(citation: str) -> Iterator[tuple[str, Point | None]]:
    """Yield a citation in pieces, each with the point that it names: «№ 253, п. 13, 19» names two.

    A subpoint that has no words of its own leads to its point: 12.8 stands for itself, 5.5.1 for 5.5.
    """
    act = ""
    for part in re.split(r"(;\s*)", citation):
        if found := ACT.search(part):
            act = found[1]
        start = found.end() if found else 0
        yield part[:start], None
        yield from _points_in(act, part[start:])


def _points_in(act: str, text: str) -> Iterator[tuple[str, Point | None]]:
    """Numbers after «п.» are points; numbers of appendices, tables, parts and footnotes are not."""
    for segment in re.split(r"(?=,)", text):
        is_other = re.search(r"прилож|таблиц|глав|част|ч\.|сноск", segment)
        last = 0
        for found in [] if is_other else POINT.finditer(segment):
            point = _nearest(act, found[0])
            if point:
                yield segment[last : found.start()], None
                yield found[0], point
                last = found.end()
        yield segment[last:], None


def _nearest(act: str, number: str) -> Point | None:
    while number:
        if point := points().get((act, number)):
            return point
        number = number.rpartition(".")[0]
    return None


def _source() -> dict:
    source: dict = read_yaml(SOURCE.read_text("utf-8"))
    return source
