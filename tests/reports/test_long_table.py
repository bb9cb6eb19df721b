"""Long tables: cut beforehand, set in chunks, read back; what the fast engine spoils goes to the reference."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest

from reports.forms.paper import html_of, paper_of
from reports.rendering import long_table, pluto, written
from reports.rendering.marks import Record
from reports.rendering.paging import Heights, paged
from reports.rendering.written import Expected, TextMissing
from tests.reports.readers import bookmarks_of, fonts_of, pages_of
from tests.reports.test_table_form import form_of, rows_for

AROUND = Heights(page=101, opening=40, heading=20, closing=30, row=10, line=8)


def test_pages_are_full_and_the_closing_block_has_a_row_beside_it() -> None:
    assert paged([10.0] * 6, AROUND) == [range(5), range(5, 6)]
    assert paged([10.0] * 20, AROUND) == [range(6), range(6, 14), range(14, 19), range(19, 20)]


def test_a_row_taller_than_a_page_is_not_cut_here() -> None:
    assert paged([10.0, 200.0], AROUND) is None


def test_a_long_list_has_every_row_on_its_page_and_every_number() -> None:
    form = form_of("surcharge")
    form = replace(form, rows=rows_for(form, 700, "текст с переносом по словам"))
    content = paper_of("table_form.html", form, Record("Перечень 12.6", form.day))
    pages = pages_of(content)
    assert len(pages) > long_table.CHUNK  # more than one chunk
    for number, text in enumerate(pages, start=1):
        assert f"стр. {number} из {len(pages)}" in text
    rows = [text.count("кон") for text in pages]
    assert sum(rows) == 700 * 2 and min(rows) > 0
    assert "Председатель" in pages[-1] and bookmarks_of(content) == [("Перечень 12.6", 1)]


def test_a_lost_text_or_number_is_noticed() -> None:
    html = html_of("table_form.html", form_of("surcharge"))
    content = pluto.pluto(html)
    assert written.check(content, html, Expected()) == 1
    for expected in (Expected(1, 2), Expected(2, 1), Expected(1, 1, (("нетакойстроки",),)), Expected(1, 1, ((), ()))):
        with pytest.raises(TextMissing):
            written.check(content, html, expected)
    with pytest.raises(TextMissing):
        written.check(content, html.replace("</body>", "<p>потеряно</p></body>"), Expected())


def test_the_fast_engine_finds_no_font_of_the_machine_and_leaves_other_programs_theirs() -> None:
    for family in ("serif", "DejaVu Sans", "Liberation Serif"):
        found = fonts_of(pluto.pluto(f"<p style='font-family: {family}'>Текст</p>"))
        assert set(found) <= {"Liberation-Serif"}, family
    environment = subprocess.run(["env"], capture_output=True, text=True, check=True).stdout
    assert "PATH=" in environment and "FONTCONFIG_PATH" not in environment
