"""The fast engine: PlutoPrint, for long lists and print runs (ADR 0031).

It is young: nothing that it made is used before its text has been read back (``written.check``).
Known of 0.23: only the first page's size counts, named pages do not exist, rows taller than a page
overlap the repeated heading, ``string()`` and ``counter-reset`` outside ``@page:first`` are ignored.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO

import plutoprint

from reports.rendering import fonts
from reports.rendering.bundled import bundled
from reports.rendering.errors import FOREIGN, UnableToPrint

_POINTS_PER_PIXEL = 0.75

_FONT_PATH = "FONTCONFIG_PATH"


def _know_our_fonts_only() -> None:
    """Let fontconfig read our configuration, once and for all; no child process inherits the path of it.

    The engine writes the path behind the back of ``os.environ``: LibreOffice, started later by whoever
    had imported this module, would find no font at all.
    """
    plutoprint.plutobook_set_fontconfig_path(str(fonts.FOLDER / "fast"))
    book = plutoprint.Book()
    book.load_html("<p>а</p>")
    book.get_document_height()
    if _FONT_PATH in os.environ:
        os.putenv(_FONT_PATH, os.environ[_FONT_PATH])
    else:
        os.unsetenv(_FONT_PATH)


_know_our_fonts_only()


class BundledFiles(plutoprint.ResourceFetcher):
    """Serves our own styles and fonts; remembers whether anything else was asked for and gives it nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.is_refused = False

    def fetch_url(self, url: str) -> plutoprint.ResourceData:
        """Return a bundled file, or an empty one for any other address: an exception would be swallowed."""
        try:
            content, content_type = bundled(url, fast=True)
        except ValueError:
            self.is_refused = True
            content, content_type = b"", "text/plain"
        return plutoprint.ResourceData(content, content_type, "utf-8")


def pluto(html: str) -> bytes:
    """Return the PDF of a finished HTML page. Raises ``UnableToPrint`` when it asks for anything but our files."""
    book, fetcher = _book(html)
    buffer = BytesIO()
    book.write_to_pdf_stream(buffer)
    if fetcher.is_refused:  # pictures are asked for as they are drawn
        raise UnableToPrint(FOREIGN)
    return buffer.getvalue()


def heights(pages: Sequence[str]) -> list[float]:
    """Return the heights in points of what stands on each page, without its margins."""
    return [_book(page)[0].get_document_height() * _POINTS_PER_PIXEL for page in pages]


def _book(html: str) -> tuple[plutoprint.Book, BundledFiles]:
    fetcher = BundledFiles()
    book = plutoprint.Book(plutoprint.PAGE_SIZE_A4, plutoprint.PAGE_MARGINS_NONE)
    book.custom_resource_fetcher = fetcher
    book.load_html(fonts.printable(html))
    return book, fetcher
