"""The reference engine: WeasyPrint. Slow, complete, and the look that the other one is held against."""

from __future__ import annotations

import contextlib
import gc
import os
import threading
import warnings
from collections.abc import Iterator
from typing import Any

from reports.rendering import fonts
from reports.rendering.bundled import SCHEME, bundled
from reports.rendering.errors import FOREIGN, UnableToPrint
from reports.rendering.marks import PROFILE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a machine without fonts is no fault: we bring our own
    import weasyprint
    from weasyprint.css import ColorProfile
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

VARIANT = "pdf/a-3u"
_INTENT = "--srgb"
_fontconfig_lock = threading.Lock()


class BundledFiles(URLFetcher):
    """Serves our own styles and fonts as «print:<name>» and inline ``data:``; everything else is fatal."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a bundled file; raises ``ValueError`` for any other address."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        content, content_type = bundled(url)
        return URLFetcherResponse(url, content, {"Content-Type": content_type})


def weasy(html: str) -> bytes:
    """Return the PDF of a finished HTML page. Raises ``UnableToPrint`` when it asks for anything but our files."""
    fetcher, faces = BundledFiles(), _own_fonts()
    try:
        with _without_collector():
            page = weasyprint.HTML(string=fonts.printable(html), url_fetcher=fetcher)
            content: bytes = page.write_pdf(
                font_config=faces,
                pdf_variant=VARIANT,
                pdf_tags=True,
                output_intent=_INTENT,
                color_profiles={_INTENT: _intent()},
            )
    except FatalURLFetchingError as error:
        raise UnableToPrint(FOREIGN) from error
    return content


def _intent() -> ColorProfile:
    """The output intent of PDF/A. The engine brings the same one, but leaves its file open."""
    with PROFILE.open("rb") as file:
        return ColorProfile(file, PROFILE.name, "relative-colorimetric", (["r"], ["g"], ["b"]))


def _own_fonts() -> FontConfiguration:
    """A font configuration that knows no font of the machine: the styles bring ours in."""
    with _fontconfig_lock:
        before = os.environ.get("FONTCONFIG_FILE")
        os.environ["FONTCONFIG_FILE"] = str(fonts.FOLDER / "fonts.conf")
        try:
            return FontConfiguration()
        finally:
            if before is None:
                del os.environ["FONTCONFIG_FILE"]
            else:
                os.environ["FONTCONFIG_FILE"] = before


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """A layout lives whole until it is drawn: walking it again and again costs a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
