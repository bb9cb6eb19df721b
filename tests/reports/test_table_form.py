"""Lists and the plan on paper and as sheets, out of plain contexts: no database."""

from __future__ import annotations

import datetime as dt
import re
import tracemalloc
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from reports.forms.catalogue import form_on
from reports.forms.lines import Signatory, blank_values, filled, signed_note
from reports.forms.paper import html_of
from reports.forms.sheet import sheet_of as spec_of
from reports.forms.table import Column, TableForm, Value, table_form, text_of, typed
from reports.rendering import pdf, xlsx
from tests.reports.readers import fonts_of, pages_of, sheet_of
from tests.reports.readers import text_of as pdf_text

DAY = dt.date(2026, 11, 24)
FORMS = ("pension", "textile", "medical", "short-hours", "leave", "surcharge", "not-confirmed", "plan")
CHAIR = Signatory("О. И. Дашкевич", "Председатель аттестационной комиссии, главный инженер", dt.date(2026, 11, 4))
UNION = Signatory("Т. И. Савчук", "", dt.date(2026, 11, 10))


def form_of(
    key: str, rows: tuple[tuple[Value, ...], ...] = (), chair: Signatory = CHAIR, is_draft: bool = False
) -> TableForm:
    edition = form_on(key, DAY)
    approval = {"number": "431", "document": "Приказ № 431"}
    return table_form(
        edition,
        day=DAY,
        organisation="ОАО «Примерский завод»",
        is_draft=is_draft,
        rows=rows,
        agreed=(filled(edition.body["agreed"], blank_values(UNION, UNION.signed_on, number="7")),),
        approved=filled(edition.body["approved"], blank_values(Signatory("В. П. Соколовский"), DAY, **approval)),
        signature=filled(edition.body["signature"], blank_values(chair, chair.signed_on)),
        note=signed_note([chair, UNION]),
    )


def rows_for(form: TableForm, count: int, text: str = "") -> tuple[tuple[Value, ...], ...]:
    """Rows whose texts carry marks at both ends, so that a row cut in two is seen."""

    def value(column: Column, row: int) -> Value:
        if column.kind in ("number", "money"):
            return row
        if column.kind == "date":
            return DAY
        return f"нач{row}. {text} кон{row}." if column.kind == "text" else f"к{row}"

    return tuple(tuple(value(column, row) for column in form.columns) for row in range(1, count + 1))


def paper(form: TableForm) -> bytes:
    return pdf.render(html_of("table_form.html", form))


@pytest.mark.parametrize("key", FORMS)
def test_a_form_shows_its_captions_stamps_and_signature(key: str) -> None:
    form = form_of(key, rows_for(form_of(key), 2))
    content = paper(form)
    text = pdf_text(content)
    squeezed = re.sub(r"\s", "", text)
    for caption in (cell.text for row in form.header_rows for cell in row):
        assert re.sub(r"\s", "", caption) in squeezed, caption
    for line in (*form.heading_lines, *(part for part in form.source)):
        words = line if isinstance(line, str) else line.text
        assert re.sub(r"\s", "", words) in squeezed, words
    assert "СОГЛАСОВАНО" in text and "УТВЕРЖДЕНО" in text and "431" in text
    assert "Т. И. Савчук" in text and "Дашкевич" in text and "10 ноября 2026 г." in text.replace("«10»", "10")
    assert "простая электронная подпись, не ЭЦП" in text
    assert set(fonts_of(content)) <= {"Liberation-Serif", "Liberation-Serif-Bold"}


def test_the_stamps_of_the_forms_differ_as_in_the_act() -> None:
    def side(lines: Any) -> str:
        return " | ".join(" ".join([line.text, *(f"({b.caption})" for b in line.blanks)]).strip() for line in lines)

    texts = {key: side(form_of(key).agreed[0]) for key in FORMS}
    for key, chair in {
        "pension": "Председатель профкома |",
        "textile": "Председатель профкома организации |",
        "medical": "Председатель профсоюзного комитета |",
        "not-confirmed": "Председатель профсоюзного комитета |",
        "surcharge": "Председатель профсоюза |",
        "plan": "Председатель профсоюза |",
        "leave": "Председатель профкома |",
        "short-hours": "Председатель профкома |",
    }.items():
        assert chair in texts[key], key
    approved = {key: side(form_of(key).approved) for key in FORMS}
    assert "вид документа" in approved["medical"] and "вид документа" in approved["not-confirmed"]
    assert approved["textile"].startswith("УТВЕРЖДЕНО | Приказ руководителя | (подпись)")
    assert "«24»" in approved["leave"] and "«24»" not in approved["pension"]


def test_names_stand_as_each_form_asks() -> None:
    def names(key: str) -> list[str]:
        return [blank.value.replace("\u00a0", " ") for line in form_of(key).signature for blank in line.blanks]

    assert names("pension") == ["подписано в системе*", "О. И. Дашкевич"]
    assert names("plan") == ["подписано в системе*", "Дашкевич О. И."]
    assert names("textile") == ["О. И. Дашкевич"]
    assert names("medical")[0] == "Председатель аттестационной комиссии, главный инженер"


@pytest.mark.parametrize("key", FORMS)
def test_an_empty_list_is_the_empty_form_and_says_so(key: str) -> None:
    form = form_of(key)
    text = pdf_text(paper(form))
    assert re.sub(r"\s", "", form.empty_note) in re.sub(r"\s", "", text)
    assert form.printed_rows == (tuple(("code", "–") for _ in form.columns),)
    sheet = sheet_of(xlsx.render(spec_of(form)))
    assert form.empty_note in [cell.value for row in sheet.iter_rows() for cell in row]


def test_a_draft_does_not_say_that_nothing_was_found() -> None:
    form = form_of("leave", is_draft=True)
    text = pdf_text(paper(form))
    assert form.empty_note == "" and "по результатам аттестации нет" not in text
    assert form.printed_rows == (tuple((column.kind, "") for column in form.columns),)
    assert "Проект · Перечень 12.5" in text
    sheet = sheet_of(xlsx.render(spec_of(form)))
    last = int(sheet.print_title_rows.rpartition("$")[2])
    assert all(cell.value is None for cell in sheet[last + 1]) and sheet.oddFooter.left.text.startswith("Проект")


def test_a_filled_list_does_not_say_that_it_is_empty() -> None:
    form = form_of("leave", rows_for(form_of("leave"), 1))
    assert form.empty_note not in pdf_text(paper(form))


@pytest.mark.parametrize("count", [1, 7, 8, 9, 10, 11, 12, 24, 25, 26])
def test_pages_are_whole_at_any_length(count: int) -> None:
    """Heading on each page, no row cut, signatures never alone, pages numbered."""
    empty = form_of("pension")
    pages = pages_of(paper(replace(empty, rows=rows_for(empty, count, "длинный текст на две строки"))))
    for number, text in enumerate(pages, start=1):
        assert f"стр. {number} из {len(pages)}" in text
        assert "Класс(степень)вредности" in re.sub(r"\s", "", text) and "1 2 3 4 5 6 7 8" in text
    for row in range(1, count + 1):
        marks = [(len(re.findall(rf"нач{row}\.", text)), len(re.findall(rf"кон{row}\.", text))) for text in pages]
        assert sorted(marks)[-1] == (4, 4) and sum(begun for begun, _ in marks) == 4, row
    signed = [text for text in pages if "Председатель аттестационной комиссии" in text]
    assert signed == [pages[-1]] and f"нач{count}." in pages[-1]


@pytest.mark.parametrize("lines", [4, 7, 11])
def test_no_row_is_cut_in_two_however_tall(lines: int) -> None:
    empty = form_of("leave")
    pages = pages_of(paper(replace(empty, rows=rows_for(empty, 14, "слово " * 8 * lines))))
    assert len(pages) > 1
    for row in range(1, 15):
        assert sum(f"нач{row}." in text and f"кон{row}." in text for text in pages) == 1, row
        assert sum(f"нач{row}." in text or f"кон{row}." in text for text in pages) == 1, row


def test_a_row_higher_than_a_page_loses_no_word() -> None:
    empty = form_of("not-confirmed")
    words = " ".join(f"слово{n}" for n in range(900))
    row = (1, "Маляр", "Цех", "–", "–", words)
    text = pdf_text(paper(replace(empty, rows=(row, (*row[:5], "после")))))
    assert all(f"слово{n}" in text for n in (0, 450, 899)) and "после" in text


def test_what_a_user_wrote_is_text_not_markup() -> None:
    empty = form_of("leave")
    hostile = '<img src="file:///etc/passwd"><b>жирно</b> & {{ form }} {% now %}'
    text = pdf_text(paper(replace(empty, rows=((1, hostile, "2", "Цех", "3.1", 4),))))
    assert re.sub(r"\s", "", hostile) in re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("0,10", "number", Decimal("0.10")),
        ("35", "number", 35),
        ("38,5", "number", Decimal("38.5")),
        ("не установлено", "number", "не установлено"),
        ("", "number", None),
        ("3.1", "code", "3.1"),
        ("007", "text", "007"),
    ],
)
def test_only_figures_of_number_columns_become_numbers(text: str, kind: str, value: Value) -> None:
    found = typed(text, Column("x", "", 10, kind))
    assert (type(found), found) == (type(value), value)


def test_paper_shows_decimal_commas_days_and_dashes() -> None:
    column = Column("x", "", 10, absent="–")
    assert [text_of(v, column) for v in (Decimal("0.10"), DAY, 4, "-", "", None)] == [
        "0,10",
        "24.11.2026",
        "4",
        "–",
        "–",
        "–",
    ]


@pytest.mark.parametrize("key", FORMS)
def test_the_sheet_is_the_same_form(key: str) -> None:
    form = form_of(key, rows_for(form_of(key), 3, "текст"))
    sheet = sheet_of(xlsx.render(spec_of(form)))
    values = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    for cell in (cell for row in form.header_rows for cell in row):
        assert cell.text in values, cell.text
    assert "СОГЛАСОВАНО" in values and form.note in values and "\n".join(form.source) in values
    first, last = (int(part.lstrip("$")) for part in sheet.print_title_rows.split(":"))
    assert last - first + 1 == len(form.header_rows) + 1
    assert [cell.value for cell in sheet[last]] == list(range(1, len(form.columns) + 1))
    assert sheet.page_setup.orientation == ("landscape" if form.landscape else "portrait")
    body = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=last + 1, max_row=last + 3)]
    expected = [[dt.datetime(2026, 11, 24) if v == DAY else v for v in row] for row in form.rows]
    assert body == expected


def test_numbers_of_the_sheet_are_numbers_and_codes_are_text() -> None:
    form = form_of("surcharge", ((1, "7132-024 Маляр", "1", "Цех", "3.2", Decimal("0.14"), None, 12),))
    sheet = sheet_of(xlsx.render(spec_of(form)))
    row = sheet[int(sheet.print_title_rows.rpartition("$")[2]) + 1]
    assert [cell.data_type for cell in row] == ["n", "s", "s", "s", "s", "n", "s", "n"]
    assert [row[5].value, row[5].number_format, row[6].value] == [0.14, "0.00", "–"]


def test_an_unsigned_list_leaves_room_for_signatures() -> None:
    form = form_of("pension", chair=Signatory("О. И. Дашкевич"))
    assert [blank.value for blank in form.signature[0].blanks] == ["", "О. И. Дашкевич"]
    assert "Дашкевич" not in form.note and signed_note([Signatory("А. А. Анонимов")]) == ""


def test_the_same_form_gives_the_same_bytes() -> None:
    form = form_of("plan", rows_for(form_of("plan"), 5))
    assert paper(form) == paper(form) and xlsx.render(spec_of(form)) == xlsx.render(spec_of(form))


def test_a_sheet_of_more_rows_takes_hardly_more_memory() -> None:
    """Rows are made as they are written: what grows is the table of different texts and the archive itself."""
    form = form_of("surcharge")

    def peak(count: int) -> int:
        longer = replace(form, rows=rows_for(form, count, "обрубка отливок"))
        tracemalloc.start()
        try:
            xlsx.render(spec_of(longer))
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(600)  # what is made or remembered once
    assert peak(600) - peak(60) < 540 * 1000, "bytes; a row took 4,000 when all cells were made at once"
