"""One copy of each face for all the documents of a file.

The fast engine gives each document subsets of its own: half of a card's bytes, and most of the objects that a
joined file keeps in memory. Its codes do not have to change for the faces to be shared: a plain font is in
WinAnsi, where a code means the same everywhere; in a wide one a map leads from the document's codes to the
glyphs of the whole face. (One table of codes for all of them would spare the widths too, but not every reader
of texts knows how to read by it.) What is not exactly what the face says, be it a width or a ligature, stays.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Name, Stream

from reports.rendering.fonts import FOLDER
from reports.rendering.written import signs_of

FACES = {
    f"LiberationSerif{name}": f"LiberationSerif-{file}.ttf"
    for name, file in {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}.items()
}
_FIRST, _LAST = 32, 255  # codes of a plain font
_EXACT = 0.01  # thousandths of the size: both sides round the same number
_BLOCK = 100  # lines of a table between its brackets, the most that the format allows
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<00> <ff>
endcodespacerange
{}endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@dataclass(frozen=True)
class _Face:
    """A face as it lies on disk: widths in thousandths of the size by glyph, glyphs by sign."""

    content: bytes
    widths: tuple[float, ...]
    glyphs: Mapping[str, int]

    def width_of(self, sign: str) -> float | None:
        """Width of a sign; ``None`` where the face does not have it."""
        glyph = self.glyphs.get(sign)
        return None if glyph is None else self.widths[glyph]


@functools.cache
def _face(name: str) -> _Face:
    path = FOLDER / FACES[name]
    with TTFont(path, lazy=True) as font:
        metrics, per_em = font["hmtx"], font["head"].unitsPerEm
        widths = tuple(round(metrics[glyph][0] * 1000 / per_em, 3) for glyph in font.getGlyphOrder())
        glyphs = {chr(code): font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()}
    return _Face(path.read_bytes(), widths, glyphs)


_WINANSI = tuple(bytes([code]).decode("cp1252", "ignore") for code in range(_LAST + 1))


class SharedFaces:
    """The faces of a file that is being joined; each goes in when the first document asks for it."""

    def __init__(self, whole: pikepdf.Pdf) -> None:
        self._whole = whole
        self._programs: dict[str, Any] = {}
        self._plain: dict[str, dict[str, Any]] = {}
        self._wide: dict[str, Any] = {}

    def detach(self, part: pikepdf.Pdf) -> None:
        """Take the subsets out of a document before its pages are copied: copied objects are never given up."""
        seen = set()
        for page in part.pages:
            for font in page.resources.get("/Font", {}).values():
                if font.objgen not in seen:
                    seen.add(font.objgen)
                    self._detach_font(part, font)

    def attach(self, pages: Iterable[pikepdf.Page]) -> None:
        """Give the fonts of copied pages their shared faces."""
        for page in pages:
            for font in page.resources.get("/Font", {}).values():
                name = str(font.BaseFont)[1:]
                if font.Subtype == Name.TrueType and "/FontDescriptor" not in font:
                    font.update(self._plain[name])
                elif font.Subtype == Name.Type0 and "/FontDescriptor" not in font.DescendantFonts[0]:
                    font.DescendantFonts[0].FontDescriptor = self._wide[name]

    def _detach_font(self, part: pikepdf.Pdf, font: Any) -> None:
        name = str(font.BaseFont).partition("+")[2]
        if name not in FACES:
            return
        if font.Subtype == Name.TrueType and _is_plain(font, _face(name)):
            self._share_plain(name, font.FontDescriptor)
            for key in ("/FontDescriptor", "/Widths", "/FirstChar", "/LastChar", "/ToUnicode"):
                del font[key]
        elif font.Subtype == Name.Type0 and (glyphs := _glyphs_of(font, _face(name))):
            wide = font.DescendantFonts[0]
            if name not in self._wide:
                self._wide[name] = self._descriptor(name, wide.FontDescriptor)
            del wide.FontDescriptor
            wide.BaseFont = Name(f"/{name}")
            wide.CIDToGIDMap = part.make_indirect(Stream(part, b"".join(glyph.to_bytes(2, "big") for glyph in glyphs)))
        else:
            return
        font.BaseFont = Name(f"/{name}")

    def _share_plain(self, name: str, given: Any) -> None:
        if name in self._plain:
            return
        face = _face(name)
        signs = {code: _WINANSI[code] for code in range(_FIRST, _LAST + 1)}
        known = {code: sign for code, sign in signs.items() if sign in face.glyphs}
        widths = [face.width_of(sign) or 0 for sign in signs.values()]
        self._plain[name] = {
            "/FontDescriptor": self._descriptor(name, given),
            "/FirstChar": _FIRST,
            "/LastChar": _LAST,
            "/Widths": self._whole.make_indirect(Array(widths)),
            "/ToUnicode": self._whole.make_indirect(Stream(self._whole, _to_unicode(known))),
        }

    def _descriptor(self, name: str, given: Any) -> Any:
        """The description that the engine gives of its subset, now of the whole face."""
        del given.FontFile2
        descriptor = self._whole.copy_foreign(given)
        if name not in self._programs:
            content = _face(name).content
            self._programs[name] = self._whole.make_indirect(Stream(self._whole, content, Length1=len(content)))
        descriptor.FontName, descriptor.FontFile2 = Name(f"/{name}"), self._programs[name]
        return descriptor


def _is_plain(font: Any, face: _Face) -> bool:
    """Whether every code of a plain font is the sign that WinAnsi has there, in the width of the face."""
    first = int(font.FirstChar)
    used = {first + place: float(width) for place, width in enumerate(font.Widths) if width}
    signs = signs_of(font)
    return all(
        code >= _FIRST and signs.get(code) == _WINANSI[code] and _fits(face, _WINANSI[code], width)
        for code, width in used.items()
    )


def _glyphs_of(font: Any, face: _Face) -> list[int]:
    """The glyph of its face for each code of a wide font; nothing when one of them is not known."""
    first, given = font.DescendantFonts[0].W
    widths, signs = list(given), signs_of(font)
    codes = range(1, len(widths))  # 0 is the glyph of what is missing
    if first != 0 or len(signs) != len(codes):
        return []
    if not all(_fits(face, signs.get(code, ""), float(widths[code])) for code in codes):
        return []
    return [0, *(face.glyphs[signs[code]] for code in codes)]


def _fits(face: _Face, sign: str, width: float) -> bool:
    expected = face.width_of(sign)
    return expected is not None and abs(expected - width) < _EXACT


def _to_unicode(signs: Mapping[int, str]) -> bytes:
    lines = [f"<{code:02x}> <{ord(sign):04x}>\n" for code, sign in signs.items()]
    blocks = (lines[start : start + _BLOCK] for start in range(0, len(lines), _BLOCK))
    told = "".join(f"{len(block)} beginbfchar\n{''.join(block)}endbfchar\n" for block in blocks)
    return _TO_UNICODE.format(told).encode()
