"""Pictures of printed pages: made by poppler, compared with those that a person has looked at."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops

PICTURES = Path(__file__).parent / "pictures"
DPI = 45
NOTICED = 96  # of 255: a stroke that is there or not, and not the shade of its edge
MOST = 0.004  # share of noticed points of a page


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


def looks_as_stored(name: str, content: bytes, pages: int, seen: Path) -> list[str]:
    """Names of the pages that differ from their stored pictures, or have none; what was seen is left in ``seen``."""
    wrong = []
    for number, picture in enumerate(pictures_of(content, pages), start=1):
        stored = PICTURES / f"{name}-{number}.png"
        if not stored.exists() or difference(picture, Image.open(stored)) > MOST:
            picture.quantize(16).convert("L").save(seen / stored.name, optimize=True)
            wrong.append(stored.name)
    return wrong
