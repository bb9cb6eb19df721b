"""The only place that makes PDF: HTML and the project's own styles and fonts into bytes.

The same HTML gives the same bytes. Nothing outside the bundled files can be reached while
rendering; a document that tries is refused, not printed without it.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import threading
import warnings
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf

from reports.rendering import fonts

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # a machine without fonts is no fault: we bring our own
    import weasyprint
    from weasyprint.css import ColorProfile
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

VARIANT = "pdf/a-3u"
_INTENT = "--srgb"
SCHEME = "print:"
STYLES = Path(__file__).resolve().parent / "styles"
_TYPES = {".css": "text/css", ".ttf": "font/ttf"}
_MOST_WORKERS, _WORTH_A_WORKER, _CHUNK = 4, 8, 2
_fontconfig_lock = threading.Lock()


class UnableToPrint(Exception):
    """A document could not be made; the message is for people."""


class BundledFiles(URLFetcher):
    """Serves our own styles and fonts as «print:<name>» and inline ``data:``; everything else is fatal."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """Return a bundled file; raises ``ValueError`` for any other address."""
        if not url.startswith(SCHEME):
            return super().fetch(url, headers)
        path = _bundled().get(url.removeprefix(SCHEME))
        if path is None:
            raise ValueError(f"{url} is not one of our files")
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": _TYPES[path.suffix]})


def _bundled() -> dict[str, Path]:
    return {path.name: path for folder in (STYLES, fonts.FOLDER) for path in folder.iterdir() if path.suffix in _TYPES}


def render(html: str) -> bytes:
    """Return the PDF/A of a finished HTML page with title, language and dates in its head.

    Raises ``UnableToPrint`` when the page asks for anything but bundled files.
    """
    fetcher, faces = BundledFiles(), _own_fonts()
    try:
        with _without_collector():
            page = weasyprint.HTML(string=fonts.printable(html), url_fetcher=fetcher)
            content: bytes = page.write_pdf(
                font_config=faces, pdf_variant=VARIANT, output_intent=_INTENT, color_profiles={_INTENT: _intent()}
            )
    except FatalURLFetchingError as error:
        raise UnableToPrint("Печатная форма обращается к постороннему файлу или адресу") from error
    return content


def render_all(pages: Sequence[str]) -> list[bytes]:
    """Render many pages, in several processes where that pays; the same bytes as one by one.

    Raises ``UnableToPrint`` also when a process dies.
    """
    workers = min(len(os.sched_getaffinity(0)), _MOST_WORKERS, len(pages) // _WORTH_A_WORKER)
    if workers < 2:
        return [render(page) for page in pages]
    # A fresh interpreter, not a fork: the server has threads.
    with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
        try:
            return list(pool.map(render, pages, chunksize=_CHUNK))
        except BrokenExecutor as error:
            raise UnableToPrint("Печать прервана: процесс печати завершился, повторите позже") from error


def _intent() -> ColorProfile:
    """The output intent of PDF/A. The engine brings the same one, but leaves its file open."""
    with (files(weasyprint.pdf) / "sRGB2014.icc").open("rb") as file:
        return ColorProfile(file, "sRGB2014.icc", "relative-colorimetric", (["r"], ["g"], ["b"]))


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


@dataclass(frozen=True)
class Part:
    """A PDF that goes into a bigger one, under its bookmark."""

    content: bytes
    bookmark: str


def join(parts: Iterable[Part], title: str) -> bytes:
    """Return one PDF/A of several made by ``render``, with a bookmark at the first page of each.

    Raises ``UnableToPrint`` when there is nothing to join.
    """
    found = list(parts)
    if not found:
        raise UnableToPrint("Нечего печатать: нет ни одного документа")
    with contextlib.ExitStack() as stack:
        # The first one gives its output intent, language and XMP packet to the whole.
        whole, *others = [stack.enter_context(pikepdf.open(BytesIO(part.content))) for part in found]
        starts = [0]
        for other in others:
            starts.append(len(whole.pages))
            whole.pages.extend(other.pages)
        with whole.open_outline() as outline:
            outline.root[:] = [
                pikepdf.OutlineItem(part.bookmark, start) for part, start in zip(found, starts, strict=True)
            ]
        with whole.open_metadata(set_pikepdf_as_editor=False) as metadata:
            metadata["dc:title"] = title
        whole.Root.PageMode = pikepdf.Name.UseOutlines
        buffer = BytesIO()
        whole.save(buffer, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return buffer.getvalue()
