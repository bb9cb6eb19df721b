"""Long tables: cut beforehand, set in chunks, read back; what the fast engine spoils goes to the reference."""

from __future__ import annotations

import subprocess
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reports.forms.paper import LONG, html_of, long_table_of, paper_of
from reports.forms.table import TableForm
from reports.rendering import long_table, pluto, written
from reports.rendering.marks import Record
from reports.rendering.paging import Heights, paged
from reports.rendering.written import Expected, TextMissing
from tests.reports.looks import picture_at
from tests.reports.readers import bookmarks_of, fonts_of, pages_of
from tests.reports.test_table_form import form_of, rows_for

AROUND = Heights(page=101, opening=40, heading=20, closing=30, row=10, line=8)


def test_pages_are_full_and_the_closing_block_has_a_row_beside_it() -> None:
    assert paged([10.0] * 6, AROUND) == [range(5), range(5, 6)]
    assert paged([10.0] * 20, AROUND) == [range(6), range(6, 14), range(14, 19), range(19, 20)]


def test_a_row_taller_than_a_page_is_not_cut_here() -> None:
    assert paged([10.0, 200.0], AROUND) is None


@settings(deadline=None, suppress_health_check=list(HealthCheck))  # a busy machine is no failure
@given(
    heights=st.lists(st.integers(5, 70).map(float), min_size=1, max_size=60),
    opening=st.integers(20, 60),
    closing=st.integers(5, 60),
)
def test_no_page_overflows_and_the_signatures_are_never_alone(heights: list[float], opening: int, closing: int) -> None:
    around = replace(AROUND, opening=opening, closing=closing)
    pages = paged(heights, around)
    first, later = around.page - 1 - opening, around.page - 1 - around.heading
    if pages is None:
        rooms = (first, *[later] * (len(heights) - 1))
        held = [height > room for height, room in zip(heights, rooms, strict=True)]
        assert any(held) or heights[-1] + closing > (later if len(heights) > 1 else first), "refused without need"
        return
    assert [row for page in pages for row in page] == list(range(len(heights))), "every row once, in order"
    for number, page in enumerate(pages):
        is_last, room = number == len(pages) - 1, later if number else first
        used = sum(heights[row] for row in page)
        assert page and used + closing * is_last <= room
        if not is_last:
            spare = used + heights[page.stop] > room
            is_kept = number == len(pages) - 2 and len(pages[-1]) == 1
            assert spare or is_kept, "a page is full, unless its last row went over to the signatures"


@pytest.mark.parametrize("key", ["leave", "plan"])
def test_where_the_signatures_would_stand_alone_the_last_row_goes_with_them(
    key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Counts of rows are tried by counting alone; the one at the edge is set and read."""
    empty = form_of(key)
    around = long_table._measured(long_table_of("table_form.html", replace(empty, rows=rows_for(empty, 1))))
    monkeypatch.setattr(long_table, "_measured", lambda _table: around)
    forms = (replace(empty, rows=rows_for(empty, count, "текст")) for count in range(LONG, 2 * LONG))
    at_edge = (form for form in forms if list(map(len, long_table._cut(_table_of(form)) or ()))[-1:] == [1])
    form = next(at_edge)
    pages = pages_of(paper_of("table_form.html", form, Record("Перечень", form.day)))
    count = len(form.rows)
    assert f"кон{count}." in pages[-1] and f"кон{count - 1}." not in pages[-1]
    assert "Председатель аттестационной комиссии" in pages[-1]


def _table_of(form: TableForm) -> long_table.LongTable:
    return long_table_of("table_form.html", form)


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


@pytest.mark.parametrize("key", ["surcharge", "pension"])
def test_the_frame_of_a_list_is_closed_at_both_sides(key: str) -> None:
    """A frame that the engine cuts off at the edge of the page's room is a hair, light grey at 150 dpi."""
    form = form_of(key)
    page = picture_at(paper_of("table_form.html", replace(form, rows=rows_for(form, 61)), Record(form.title)), 150)
    line = [page.crop((x, page.height - 400, x + 1, page.height - 300)) for x in range(page.width)]
    dark = [x for x, strip in enumerate(line) if max(strip.tobytes()) < 128]
    left, right = 20 / 25.4 * 150, page.width - 10 / 25.4 * 150
    assert abs(dark[0] - left) < 3 and abs(dark[-1] - right) < 3, (dark, left, right)


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
