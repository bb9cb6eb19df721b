"""What a worker does: sets pages by an engine and reads them back. Functions of plain values, they pickle."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from reports.rendering.written import Expected, TextMissing, check

logger = logging.getLogger(__name__)


def by_reference(html: str) -> bytes:
    """Set a page by the reference engine."""
    from reports.rendering.weasy import weasy  # a worker of the fast engine never needs it: half a second, 40 MB

    return weasy(html)


def ready() -> None:
    """Have the fast engine loaded, with its faces and styles open."""
    from reports.rendering.pluto import heights

    heights(['<link rel="stylesheet" href="print:base.css"><p>н <b>н</b></p>'])


def measured(pages: Sequence[str]) -> list[float]:
    """Heights in points of what stands on each page."""
    from reports.rendering.pluto import heights

    return heights(pages)


def set_checked(html: str, expected: Expected) -> bytes | None:
    """Set a page by the fast engine; ``None`` where its text does not say what it should."""
    from reports.rendering.pluto import pluto

    content = pluto(html)
    try:
        check(content, html, expected)
    except TextMissing as missing:
        logger.warning("the fast engine lost a text, the reference engine takes over: %s", missing)
        return None
    return content


def set_document(html: str) -> bytes:
    """Set a document by the fast engine, or by the reference engine where that one spoils it."""
    return set_checked(html, Expected()) or by_reference(html)
