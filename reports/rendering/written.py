"""Reads the text of a file made by the fast engine back, before anybody relies on it.

The usual readers need 7 ms a page and more; the content streams of this one engine are regular
enough to be read by a pattern in a tenth of it. What the pattern does not understand counts as
missing, so the file is refused and not trusted.
"""

from __future__ import annotations

import functools
import html as html_entities
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pikepdf

_FACE_CHOSEN = b" 1 Tf\n"  # the engine sets every face in size 1 and scales the matrix
_SPACE = b"( )Tj\n/"  # between words, in a face of its own, and then the next face: half of all pieces
_WIDE = re.compile(rb"<([0-9A-Fa-f\s]+)>")  # long ones are broken into lines
_PLAIN = re.compile(rb"\(((?:[^()\\]|\\.)*)\)", re.S)
_MAPPED = re.compile(r"beginbf(char|range)(.*?)endbf\1", re.S)
_HEX = re.compile(r"<([0-9A-Fa-f]*)>")
_ESCAPED = re.compile(rb"\\([nrtbf()\\\n]|[0-7]{1,3})")
_LETTERS = {b"\n": b"", b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_TEXT_NODE = re.compile(r">([^<]+)<")
_HEAD = re.compile(r"<head>.*?</head>", re.S)


class TextMissing(Exception):
    """The file does not say what it was made of."""


@dataclass(frozen=True)
class Expected:
    """What a file must say: «стр. first из total» and on, and the texts of each page (spaces do not count)."""

    first: int = 1
    total: int = 0
    pages: tuple[tuple[str, ...], ...] = ()


def squeezed(text: str) -> str:
    """A text as it is compared: without spaces, look-alikes folded."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def nodes_of(html: str) -> Iterator[str]:
    """Texts of the body of a page, squeezed."""
    for node in _TEXT_NODE.findall(_HEAD.sub("", html)):
        text = squeezed(html_entities.unescape(node))
        if text:
            yield text


def check(content: bytes, html: str, expected: Expected) -> int:
    """Return the number of pages of a file after finding every page number and every text of its page in it.

    Without a total the file is a document of its own and counts its own pages. Raises ``TextMissing``.
    """
    found = page_texts(content)
    if expected.pages and len(found) != len(expected.pages):
        raise TextMissing(f"{len(found)} pages, {len(expected.pages)} foreseen")
    total = expected.total or len(found)
    for number, text in enumerate(found, start=expected.first):
        if f"стр.{number}из{total}" not in text:
            raise TextMissing(f"page {number} of {total} does not bear its number")
    if expected.pages:
        for text, wanted in zip(found, expected.pages, strict=True):
            _find(wanted, text)
    else:
        _find(nodes_of(html), "".join(found))
    return len(found)


def _find(wanted: Iterable[str], text: str) -> None:
    for part in wanted:
        if part not in text:
            raise TextMissing(part)


def page_texts(content: bytes) -> list[str]:
    """Return the squeezed text of each page of a file made by the fast engine, in the order of drawing."""
    with pikepdf.open(BytesIO(content)) as pdf:
        fonts: dict[Any, _Face] = {}
        return [squeezed(_page_text(page, fonts)) for page in pdf.pages]


class _Face:
    """How the codes of a font are read; what was read once (headings of pages, classes) is not read again."""

    def __init__(self, is_wide: bool, signs: Mapping[int, str]) -> None:
        self._codes = _WIDE if is_wide else _PLAIN
        self._read = self._wide if is_wide else self._plain
        self._signs = signs
        self._known: dict[bytes, str] = {}
        self.has_spaces = not is_wide and signs.get(ord(" "), " ") == " "

    def text_of(self, piece: bytes) -> str:
        """Text of a piece of a content stream that is set in this face."""
        strings = b"".join(self._codes.findall(piece))
        found = self._known.get(strings)
        if found is None:
            found = self._known[strings] = self._read(strings).translate(self._signs)
        return found

    @staticmethod
    def _wide(strings: bytes) -> str:
        return bytes.fromhex(strings.translate(None, b" \n\r").decode()).decode("utf-16-be")

    @staticmethod
    def _plain(strings: bytes) -> str:
        return _ESCAPED.sub(_unescaped, strings).decode("latin-1")


_NO_FACE = _Face(False, {})


def _page_text(page: Any, known: dict[Any, _Face]) -> str:
    faces = {str(name)[1:].encode(): _face(font, known) for name, font in page.resources.get("/Font", {}).items()}
    pieces: list[str] = []
    face = _NO_FACE
    for piece in page.Contents.read_bytes().split(_FACE_CHOSEN):
        if not (piece.startswith(_SPACE) and face.has_spaces):
            pieces.append(face.text_of(piece))
        face = faces.get(piece[piece.rfind(b"/") + 1 :], _NO_FACE)
    return "".join(pieces)


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code.isdigit() else _LETTERS.get(code, code)


def _face(font: Any, known: dict[Any, _Face]) -> _Face:
    if font.objgen not in known:
        is_wide = font.Subtype == pikepdf.Name.Type0
        known[font.objgen] = _Face(is_wide, signs_of(font))
    return known[font.objgen]


def signs_of(font: Any) -> dict[int, str]:
    """Signs by code, as the /ToUnicode map of a font says."""
    signs: dict[int, str] = {}
    for kind, body in _MAPPED.findall(font.ToUnicode.read_bytes().decode("latin-1")):
        if kind == "char":
            codes = _HEX.findall(body)
            signs.update((int(code, 16), _sign(sign)) for code, sign in zip(codes[::2], codes[1::2], strict=True))
        else:
            for line in body.strip().splitlines():
                _add_range(signs, _HEX.findall(line), "[" in line)
    return signs


def _add_range(signs: dict[int, str], codes: Sequence[str], is_list: bool) -> None:
    first, last, *targets = codes
    for place, code in enumerate(range(int(first, 16), int(last, 16) + 1)):
        if is_list:
            signs[code] = _sign(targets[place])
        else:
            start = _sign(targets[0])
            signs[code] = start[:-1] + chr(ord(start[-1]) + place)


@functools.lru_cache(maxsize=4096)  # the same signs in every font
def _sign(code: str) -> str:
    return bytes.fromhex(code).decode("utf-16-be")
