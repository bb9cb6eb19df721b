"""The faces shipped with the project, and what a text needs of them.

Every printed document uses these files only, so that it looks the same on any machine and in any
year; a spreadsheet names Times New Roman, whose metrics they share.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
MM_PER_POINT = 25.4 / 72
LINE_HEIGHT = 1.17  # of the size: ascent, descent and gap of the face
UNKNOWN = "\N{WHITE SQUARE}"
_SAME = str.maketrans({"\N{NON-BREAKING HYPHEN}": "-", "\N{NARROW NO-BREAK SPACE}": "\u00a0", "\ufeff": ""})
_INVISIBLE = "\n\r\t"


@functools.cache
def _advances(bold: bool, italic: bool) -> dict[int, float]:
    """Advance widths of a face by code of the sign, in parts of the size."""
    style = {(False, False): "Regular", (True, False): "Bold", (False, True): "Italic"}.get(
        (bold, italic), "BoldItalic"
    )
    with TTFont(FOLDER / f"LiberationSerif-{style}.ttf", lazy=True) as font:
        metrics, per_em = font["hmtx"], font["head"].unitsPerEm
        return {code: metrics[glyph][0] / per_em for code, glyph in font.getBestCmap().items()}


@functools.cache
def _known() -> frozenset[str]:
    """Signs that every face has: the regular one has some that the others lack."""
    faces = (_advances(bold, italic) for bold in (False, True) for italic in (False, True))
    common = frozenset.intersection(*map(frozenset, faces))
    return frozenset(map(chr, common)) | frozenset(_INVISIBLE)


@functools.cache
def _doubtful() -> re.Pattern[str]:
    """Finds a sign that a face lacks: one pass of a pattern, where sets and tables cost a tenth of the setting."""
    return re.compile(f"[^{''.join(map(re.escape, sorted(_known() - set(map(chr, _SAME)))))}]")


def printable(text: str) -> str:
    """Return a text whose every sign the faces have.

    A sign that they lack would vanish from the paper without a word: its look-alike or an empty
    square is printed instead. Signs that nobody sees (control, joining) are dropped.
    """
    if unicodedata.is_normalized("NFC", text) and not _doubtful().search(text):
        return text
    text = unicodedata.normalize("NFC", text).translate(_SAME)
    missing = set(text) - _known()
    if not missing:
        return text
    return text.translate(
        {ord(char): "" if unicodedata.category(char) in ("Cc", "Cf") else UNKNOWN for char in missing}
    )


class _Widths(dict[str, float]):
    """Widths by sign; a sign that the face lacks is as wide as «н»."""

    def __missing__(self, char: str) -> float:
        return self["н"]


@functools.cache
def _width_of_sign(bold: bool, italic: bool) -> Callable[[str], float]:
    return _Widths({chr(code): width for code, width in _advances(bold, italic).items()}).__getitem__


@functools.lru_cache(maxsize=16384)  # long lists are made of few words
def width_of(text: str, bold: bool, italic: bool) -> float:
    """Width of a text set in one line, in sizes (1.0 is the height of the type)."""
    return sum(map(_width_of_sign(bold, italic), text))


@functools.lru_cache(maxsize=16384)
def line_count(text: str, width: float, *, bold: bool = False, italic: bool = False) -> int:
    """How many lines a text needs in a column of ``width`` sizes, broken at spaces only.

    A program that breaks at more places needs fewer lines, never more.
    """
    return sum(_lines_of(paragraph, max(width, 1.0), bold, italic) for paragraph in text.split("\n"))


def _lines_of(paragraph: str, width: float, bold: bool, italic: bool) -> int:
    if sum(map(_width_of_sign(bold, italic), paragraph)) <= width:
        return 1  # most cells
    lines, used, space = 1, 0.0, width_of(" ", bold, italic)
    for word in paragraph.split(" "):
        length = width_of(word, bold, italic)
        if used and used + space + length <= width:
            used += space + length
            continue
        if used:
            lines += 1
        whole, used = divmod(length, width)
        lines += int(whole)
    return lines
