"""Our own styles and fonts, by name: all that a printed page can reach."""

from __future__ import annotations

import functools
from pathlib import Path

from reports.rendering import fonts

SCHEME = "print:"
STYLES = Path(__file__).resolve().parent / "styles"
_BASE = {("base.css", False): ("faces.css", "base.css"), ("base.css", True): ("base.css", "base.fast.css")}
_TYPES = {".css": "text/css", ".ttf": "font/ttf"}


@functools.cache
def _paths() -> dict[str, Path]:
    return {path.name: path for folder in (STYLES, fonts.FOLDER) for path in folder.iterdir() if path.suffix in _TYPES}


@functools.cache  # a worker reads the styles once, not for each of a thousand documents
def bundled(url: str, *, fast: bool = False) -> tuple[bytes, str]:
    """Return content and type of a file asked for as «print:<name>»; raises ``ValueError`` for anything else.

    ``fast``: for the fast engine, which has its faces open already and rules tables in a way of its own.
    """
    name = url.removeprefix(SCHEME) if url.startswith(SCHEME) else ""
    path = _paths().get(name)
    if path is None:
        raise ValueError(f"{url} is not one of our files")
    names = _BASE.get((name, fast), (name,))
    return b"".join(_paths()[part].read_bytes() for part in names), _TYPES[path.suffix]
