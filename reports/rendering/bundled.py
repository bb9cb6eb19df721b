"""Our own styles and fonts, by name: all that a printed page can reach."""

from __future__ import annotations

import functools
from pathlib import Path

from reports.rendering import fonts

SCHEME = "print:"
STYLES = Path(__file__).resolve().parent / "styles"
_TYPES = {".css": "text/css", ".ttf": "font/ttf"}


@functools.cache
def _paths() -> dict[str, Path]:
    return {path.name: path for folder in (STYLES, fonts.FOLDER) for path in folder.iterdir() if path.suffix in _TYPES}


def bundled(url: str) -> tuple[bytes, str]:
    """Return content and type of a file asked for as «print:<name>»; raises ``ValueError`` for anything else."""
    path = _paths().get(url.removeprefix(SCHEME)) if url.startswith(SCHEME) else None
    if path is None:
        raise ValueError(f"{url} is not one of our files")
    return path.read_bytes(), _TYPES[path.suffix]
