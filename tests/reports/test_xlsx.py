"""The door to spreadsheets: nothing a user wrote is a formula, the page is set, all text has room."""

from __future__ import annotations

import datetime as dt
import html
import re
import subprocess
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from reports.rendering import xlsx
from reports.rendering.fonts import LINE_HEIGHT, line_count
from reports.rendering.xlsx import Cell, Look, SheetSpec, Value
from tests.reports.readers import pages_of, sheet_of, sheet_xml

HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://example.org","x")',
    "=cmd|'/C calc'!A0",
    "+7 029 000-00-00",
    "-5 °C",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "-",
    "='Лист 1'!A1",
    "{=1+1}",
]
BOX = Look(border="box")


def sheet(*rows: tuple[Cell, ...], widths: tuple[float, ...] = (40, 40, 40), **page: object) -> bytes:
    return xlsx.render(SheetSpec("Лист", widths, rows, **page))  # type: ignore[arg-type]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_user_wrote_is_text_whatever_it_begins_with(text: str) -> None:
    content = sheet((Cell(1, text),), (Cell(1, "обычный"),))
    cell, usual = (sheet_of(content)[place] for place in ("A1", "A2"))
    assert (cell.data_type, cell.value.replace("\n", "\r").replace("\r\r", "\r")) == ("s", text.replace("\n", "\r"))
    assert cell.quotePrefix == (text[0] in "=+-@\t\r\n") and not usual.quotePrefix
    assert "<f>" not in sheet_xml(content)


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    found = sheet_of(sheet((Cell(1, "3.1"), Cell(2, "007"), Cell(3, "1e5"))))
    assert [(c.data_type, c.value) for c in found[1]] == [("s", "3.1"), ("s", "007"), ("s", "1e5")]


@pytest.mark.parametrize("value", [0, 35, Decimal("0.14"), Decimal("1234567.89"), dt.date(2026, 11, 24)])
def test_numbers_and_days_are_numbers_and_days(value: Value) -> None:
    cell = sheet_of(
        sheet((Cell(1, value, Look(number_format="dd.mm.yyyy" if isinstance(value, dt.date) else "0.00")),))
    )["A1"]
    assert cell.data_type == ("d" if isinstance(value, dt.date) else "n")
    assert (cell.value.date() if isinstance(value, dt.date) else Decimal(str(cell.value))) == value


def test_a_day_does_not_change_the_look_of_its_neighbours() -> None:
    found = sheet_of(sheet((Cell(1, 5), Cell(2, dt.date(2026, 11, 24)), Cell(3, 7))))
    assert [cell.number_format for cell in found[1]] == ["General", "dd.mm.yyyy", "General"]


def test_signs_that_the_format_forbids_are_dropped() -> None:
    assert sheet_of(sheet((Cell(1, "до\x00 \x0bпосле\x1f"),)))["A1"].value == "до после"


def test_the_page_prints_as_it_is() -> None:
    found = sheet_of(sheet((Cell(1, "a"),), (Cell(1, "b"),), landscape=True, heading_rows=(1, 2), footer="A & B"))
    assert (found.page_setup.paperSize, found.page_setup.orientation) == (9, "landscape")
    assert found.sheet_properties.pageSetUpPr.fitToPage
    assert (found.page_setup.fitToWidth, found.page_setup.fitToHeight) == (1, 0)
    assert found.print_title_rows == "$1:$2"
    assert found.oddFooter.right.text == "стр. &P из &N" and found.oddFooter.left.text == "A && B"
    assert found.page_margins.left == pytest.approx(20 / 25.4)


@pytest.mark.parametrize("name", ["Перечень 12.1 · " + "Очень длинное наименование & Ко " * 9, "&" * 300])
def test_the_footer_keeps_the_line_of_verification_within_what_excel_opens(name: str) -> None:
    proof = "Проверка: abcd-efgh-ijkl-mnop, https://attestation.example.by/v/?a=1&b=2"
    content = sheet((Cell(1, "a"),), footer=name, proof=proof, code="abcd-efgh-ijkl-mnop")
    (written,) = re.findall("<oddFooter>(.*?)</oddFooter>", sheet_xml(content), re.DOTALL)
    whole = html.unescape(written)
    assert len(whole) <= 255 and "\n" + proof.replace("&", "&&") + "&R" in whole
    assert re.search(r"[^&](&&)*…\n", whole), "no sign of a name becomes a mark"
    assert openpyxl.load_workbook(BytesIO(content)).properties.identifier == "abcd-efgh-ijkl-mnop"


def test_the_frame_runs_round_merged_cells() -> None:
    found = sheet_of(
        sheet(
            (Cell(1, "два ряда", BOX, down=2), Cell(2, "над двумя", BOX, across=2)),
            (Cell(2, "a", BOX), Cell(3, "b", BOX)),
        )
    )
    assert {str(area) for area in found.merged_cells.ranges} == {"A1:A2", "B1:C1"}
    for row in found["A1:C2"]:
        for cell in row:
            assert cell.border.top.style or cell.border.left.style or cell.border.bottom.style, cell.coordinate


def test_a_row_is_as_high_as_its_text_needs() -> None:
    text = "Наименование профессии рабочего, должности служащего согласно классификатору " * 4
    found = sheet_of(sheet((Cell(1, text), Cell(2, "коротко")), (Cell(1, "коротко"),)))
    tall, low = found.row_dimensions[1].height, found.row_dimensions[2].height
    lines = line_count(text, (40 - 2.2) / (25.4 / 72) / 10)
    assert lines > 9 and tall >= lines * 10 * LINE_HEIGHT > 5 * low
    assert found.row_dimensions[1].customHeight


def test_the_last_row_of_a_tall_cell_takes_what_is_missing() -> None:
    text = "слово " * 60
    found = sheet_of(sheet((Cell(1, text, down=2), Cell(2, "a")), (Cell(2, "b"),), (Cell(1, "c"),)))
    alone = sheet_of(sheet((Cell(1, text),))).row_dimensions[1].height
    heights = [found.row_dimensions[row].height for row in (1, 2, 3)]
    assert heights[0] + heights[1] == pytest.approx(alone, abs=0.3) and heights[2] == heights[0]


def test_no_row_is_higher_than_the_format_allows() -> None:
    assert sheet_of(sheet((Cell(1, "слово " * 5000),))).row_dimensions[1].height == 409


def test_columns_are_as_wide_as_on_paper() -> None:
    found = sheet_of(sheet((Cell(1, "a"),), widths=(10, 44, 26)))
    pixels = [found.column_dimensions[letter].width * 8 for letter in "ABC"]
    assert [round(p / 96 * 25.4, 1) for p in pixels] == pytest.approx([10, 44, 26], abs=0.1)


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert sheet((Cell(1, "a", BOX),)) == sheet((Cell(1, "a", BOX),))


def test_a_word_longer_than_its_column_takes_more_lines() -> None:
    assert line_count("н" * 100, 10) > line_count("н" * 10, 10) >= 1
    assert line_count("а\nб", 100) == 2 and line_count("", 10) == 1
    assert line_count("слово " * 20, 20, bold=True) >= line_count("слово " * 20, 20)


@pytest.mark.libreoffice
def test_libreoffice_prints_it_without_a_change(tmp_path: Path) -> None:
    rows = [
        (Cell(1, n, BOX), Cell(2, text, BOX), Cell(3, f"конец{n}", BOX)) for n, text in enumerate(HOSTILE * 8, start=1)
    ]
    head = (Cell(1, "№ п/п", BOX), Cell(2, "Наименование", BOX, across=2))
    path = tmp_path / "list.xlsx"
    path.write_bytes(
        xlsx.render(
            SheetSpec(
                "Лист", (20, 80, 80), [head, *rows], heading_rows=(1, 1), footer="Перечень 12.1", proof="Проверка"
            )
        )
    )
    home = f"-env:UserInstallation=file://{tmp_path}/home"
    command = ["soffice", home, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    assert "rror" not in done.stdout + done.stderr
    pages = pages_of((tmp_path / "list.pdf").read_bytes())
    assert len(pages) > 1
    for number, text in enumerate(pages, start=1):
        assert "Наименование" in text and f"стр. {number} из {len(pages)}" in text and "Перечень 12.1 Проверка" in text
    assert sum(text.count("=1+1") for text in pages) >= 5 * 8  # shown as written, not counted out
    assert all(sum(text.split().count(f"конец{n}") for text in pages) == 1 for n in range(1, len(rows) + 1))
