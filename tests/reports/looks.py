"""Pictures of printed pages, made by poppler, and how much two of them differ."""

from __future__ import annotations

import subprocess
from io import BytesIO

from PIL import Image, ImageChops

DPI = 45
TILE = (20, 8)  # points: a few letters of one line
PAPER = 250  # of 255, of the mean of a row of points: lighter rows bear nothing
NOTICED = 10  # of 255, of the mean of a tile: a word that is there or not, and not the shade of an edge


def pictures_of(content: bytes, pages: int) -> list[Image.Image]:
    """The first pages of a PDF in shades of grey."""
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-l", str(pages), "-"]
    shown = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    found: list[Image.Image] = []
    start = 0
    while start < len(shown):  # a stream of its own for each page: Image.open begins at the start of what it is given
        picture = Image.open(BytesIO(shown[start:]))
        picture.load()
        found.append(picture)
        start += len(_pgm(picture))
    assert found, "poppler has shown nothing"
    return found


def _pgm(picture: Image.Image) -> bytes:
    return f"P5\n{picture.width} {picture.height}\n255\n".encode() + picture.tobytes()


def difference(one: Image.Image, other: Image.Image) -> int:
    """How much ink the worst tile of two pages has more or less, 0–255; 255 where even the sizes differ.

    A share of the whole page would lose one line among sixty; a share of single points would see
    only how two versions of poppler shade an edge.
    """
    if one.size != other.size:
        return 255
    return max(ImageChops.difference(one.reduce(TILE), other.reduce(TILE)).convert("L").tobytes())


def lines_of(page: Image.Image) -> list[tuple[int, int]]:
    """First and last row of points of each line of type; rules alone are thinner."""
    shades = page.convert("L").resize((1, page.height), Image.Resampling.BOX).tobytes()
    found, start = [], 0
    for row, shade in enumerate([*shades, 255]):
        if shade >= PAPER:
            if row - start >= 3:
                found.append((start, row))
            start = row + 1
    return found


def picture_at(content: bytes, dpi: int) -> Image.Image:
    """The first page of a PDF in shades of grey, so fine that small things can be read in it."""
    command = ["pdftoppm", "-r", str(dpi), "-gray", "-f", "1", "-l", "1", "-"]
    shown = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    return Image.open(BytesIO(shown))
