"""The signature block of a sheet never stands alone on a page: cut beforehand, tried in LibreOffice."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reports.forms.sheet import sheet_of
from reports.rendering import xlsx
from reports.rendering.sheet_pages import PageCutter, page_room
from tests.reports.readers import pages_of
from tests.reports.test_table_form import form_of, rows_for

LANDSCAPE, PORTRAIT = "surcharge", "medical"


def cut(heights: list[float], closing: float, room: float = 100.0, heading: tuple[int, int] = (1, 1)) -> list[int]:
    cutter = PageCutter(room, heading)
    for height in heights:
        cutter.add(height)
    cutter.close(closing)
    return cutter.breaks


def test_what_fits_on_a_page_is_not_cut() -> None:
    assert cut([10] * 8, 20) == []


def test_the_closing_takes_the_last_row_along() -> None:
    assert cut([10] * 9, 20) == [8]


def test_later_pages_hold_the_heading_too() -> None:
    assert cut([10] * 20, 0) == [10, 19]  # 10 rows with the heading among them, then 9 below the heading


def test_a_row_that_begins_a_page_is_not_cut_off_twice() -> None:
    assert cut([10] * 10 + [60], 50) == [10]


def test_a_heading_alone_is_never_left_behind() -> None:
    assert cut([10, 95], 10) == []


def test_a_sheet_too_wide_is_made_smaller_and_holds_more_rows() -> None:
    narrow, wide = (page_room(width, (15, 10, 15, 20), landscape=False) for width in (180, 360))
    assert wide == pytest.approx(2 * narrow)
    assert 267 / 25.4 * 72 * 0.95 < narrow < 267 / 25.4 * 72


def test_ten_thousand_rows_have_no_more_breaks_than_the_format_holds() -> None:
    form = form_of(PORTRAIT)
    form = replace(form, rows=rows_for(form, 12_000, "слово " * 60))
    book = openpyxl.load_workbook(BytesIO(xlsx.render(sheet_of(form))))
    assert 900 < len(book.active.row_breaks.brk) <= 1000


@pytest.mark.libreoffice
@pytest.mark.parametrize("key", [LANDSCAPE, PORTRAIT])
def test_libreoffice_prints_the_signature_with_the_last_row(key: str, tmp_path: Path) -> None:
    counts = range(8, 46) if key == PORTRAIT else range(4, 34)
    for count in counts:
        form = form_of(key)
        form = replace(form, rows=rows_for(form, count, "слово " * 6))
        (tmp_path / f"{count}.xlsx").write_bytes(xlsx.render(sheet_of(form)))
    files = [str(tmp_path / f"{count}.xlsx") for count in counts]
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), *files]
    subprocess.run(command, capture_output=True, timeout=240, check=True)
    seen = set()
    for count in counts:
        pages = pages_of((tmp_path / f"{count}.pdf").read_bytes())
        seen.add(len(pages))
        assert "(подпись)" in pages[-1] and "слово" in pages[-1], f"{count} rows: signature alone"
        assert all("слово" in page for page in pages), f"{count} rows: a page without a row"
    assert len(seen) >= 2, "no count came near an edge"
