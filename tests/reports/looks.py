"""Pictures of printed pages, made by poppler, and how much two of them differ."""

from __future__ import annotations

import subprocess
from io import BytesIO

from PIL import Image, ImageChops

DPI = 45
NOTICED = 96  # of 255: a stroke that is there or not, and not the shade of its edge


def pictures_of(content: bytes, pages: int) -> list[Image.Image]:
    """The first pages of a PDF in shades of grey."""
    command = ["pdftoppm", "-r", str(DPI), "-gray", "-l", str(pages), "-"]
    shown = subprocess.run(command, input=content, capture_output=True, check=True).stdout
    found, source = [], BytesIO(shown)
    while source.tell() < len(shown):
        picture = Image.open(source)
        picture.load()
        found.append(picture)
        source.seek(sum(len(_pgm(p)) for p in found))
    assert found, "poppler has shown nothing"
    return found


def _pgm(picture: Image.Image) -> bytes:
    return f"P5\n{picture.width} {picture.height}\n255\n".encode() + picture.tobytes()


def difference(one: Image.Image, other: Image.Image) -> float:
    """Share of points that differ noticeably; 1.0 where even the sizes differ."""
    if one.size != other.size:
        return 1.0
    histogram = ImageChops.difference(one, other).histogram()
    return sum(histogram[NOTICED:]) / (one.width * one.height)
