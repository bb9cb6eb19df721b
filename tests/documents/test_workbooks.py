"""Files that people send: broken, renamed, enormous, full of formulas; each refused in words, in time."""

from __future__ import annotations

import datetime as dt
import io
import time
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from accounts.models import Role
from documents.models import ImportBatch, ImportRow
from documents.services.importing import import_read, import_upload
from documents.services.perform import foresee
from documents.workbooks.columns import Column
from documents.workbooks.dates import date_of
from documents.workbooks.layout import guess_layout
from documents.workbooks.reader import RawCell, RawSheet, UnreadableFile, read_workbook
from documents.workbooks.values import BadCell, decimal_of, normalized, range_of, time_of
from tests.factories.people import EmployerFactory, person

ON = dt.date(2026, 9, 22)


def book(fill: Callable[[openpyxl.Workbook], None]) -> bytes:
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    fill(workbook)
    workbook.save(buffer)
    return buffer.getvalue()


def rezipped(content: bytes, replace: dict[str, bytes]) -> bytes:
    """A workbook with some of its files replaced or added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        names = {*old.namelist(), *replace}
        for name in sorted(names):
            new.writestr(name, replace.get(name) if name in replace else old.read(name))
    return buffer.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
HEAD = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"


def million_empty_rows() -> bytes:
    rows = b"".join(b'<row r="%d"/>' % number for number in range(1, 1_000_001))
    return rezipped(book(lambda w: None), {SHEET: HEAD + rows + TAIL})


def zip_bomb() -> bytes:
    return rezipped(book(lambda w: None), {"xl/media/bomb.bin": b"\0" * 90_000_000})


def sparse_cell() -> bytes:
    cell = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return rezipped(book(lambda w: None), {SHEET: HEAD + cell + TAIL})


def entity_bomb() -> bytes:
    bomb = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "xxxxxxxxxx">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + i, (b"&%c;" % (97 + i)) * 10) for i in range(9)
    )
    return rezipped(
        book(lambda w: None),
        {SHEET: bomb + b"]>" + HEAD + b'<row r="1"><c t="inlineStr"><is><t>&j;</t></is></c></row>' + TAIL},
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "a csv renamed": lambda: "№ п/п;Профессия;Код\n1;Токарь;7223".encode("cp1251"),
    "an old xls": lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 1000,
    "a cut file": lambda: book(lambda w: None)[:2000],
    "a zip that is no workbook": lambda: rezipped(book(lambda w: None), {})[:0] or _plain_zip(),
    "a zip bomb": zip_bomb,
    "a million empty rows": million_empty_rows,
    "one cell at the far corner": sparse_cell,
    "an entity bomb": entity_bomb,
    "a broken sheet": lambda: rezipped(book(lambda w: None), {SHEET: b"<worksheet><sheetData><row"}),
    "an empty file": lambda: b"",
    "more than ten megabytes": lambda: b"PK\x03\x04" + b"\0" * 11_000_000,
    "macros": lambda: rezipped(book(lambda w: None), {"xl/vbaProject.bin": b"x"}),
}


def _plain_zip() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("hello.txt", "привет")
    return buffer.getvalue()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words_within_ten_seconds(name: str, db: None) -> None:
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    content = HOSTILE[name]()
    started = time.monotonic()

    batch = import_upload(employer=employer, kind="staffing", name="книга.xlsx", content=content, actor=officer, on=ON)
    batch = import_read(batch, actor=officer, on=ON)

    assert time.monotonic() - started < 10
    assert batch.state == "REFUSED"
    assert batch.refusal[0].isupper() or batch.refusal.startswith("лист")
    assert "Traceback" not in batch.refusal
    assert ImportRow.objects.count() == 0
    assert ImportBatch.objects.filter(state="REFUSED").count() == 1


def test_a_book_without_our_header_says_which_columns_are_missing(db: None) -> None:
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    content = book(lambda w: w.active.append(["Привет", "мир"]))

    batch = import_upload(employer=employer, kind="employees", name="a.xlsx", content=content, actor=officer, on=ON)
    batch = import_read(batch, actor=officer, on=ON)

    assert batch.state == "READ"
    problems = foresee(batch, "apply", actor=officer, on=ON)
    assert [problem.code for problem in problems] == ["IMP-02", "IMP-01"]
    assert "«Таб. №»" in problems[0].message


def test_a_formula_without_a_saved_value_is_named() -> None:
    (sheet,) = read_workbook(book(lambda w: w.active.append(["=1+1", "текст"])))

    assert sheet.rows[1][0].kind == "f"
    with pytest.raises(BadCell, match="формула"):
        decimal_of(sheet.rows[1][0])


def test_hidden_sheets_are_left_out() -> None:
    def fill(workbook: openpyxl.Workbook) -> None:
        workbook.active.append(["видно"])
        workbook.create_sheet("тайный").sheet_state = "hidden"

    assert [sheet.name for sheet in read_workbook(book(fill))] == ["Sheet"]


def test_not_a_zip_at_all_raises_words() -> None:
    with pytest.raises(UnreadableFile, match="не книга Excel"):
        read_workbook(b"hello")


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("31.12.2024", "s", dt.date(2024, 12, 31)),
        ("31.12.24", "s", dt.date(2024, 12, 31)),
        ("2024-12-31", "s", dt.date(2024, 12, 31)),
        ("31/12/2024", "s", dt.date(2024, 12, 31)),
        ("31 декабря 2024 г.", "s", dt.date(2024, 12, 31)),
        ("2024-12-31T00:00:00", "d", dt.date(2024, 12, 31)),
    ],
)
def test_dates_in_the_masks_people_use(text: str, kind: str, expected: dt.date) -> None:
    assert date_of(RawCell(text, kind)) == expected


@pytest.mark.parametrize("text", ["31.13.2024", "вчера", "12.2024", "45000", "31 мартобря 2024", ""])
def test_no_date_is_guessed(text: str) -> None:
    with pytest.raises(BadCell, match="не дата"):
        date_of(RawCell(text, "s"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("0,5", "0.5"), ("1 200", "1200"), ("1\u00a0200,75", "1200.75"), ("9.1", "9.1"), ("-3", "-3")],
)
def test_numbers_with_comma_and_spaces(text: str, expected: str) -> None:
    assert str(decimal_of(RawCell(text, "s"))) == expected


@pytest.mark.parametrize("text", ["н/о", "<0,5", "5..6", "12 шт", "—"])
def test_no_number_is_guessed(text: str) -> None:
    with pytest.raises(BadCell, match="не число"):
        decimal_of(RawCell(text, "s"))


def test_ranges_and_single_limits() -> None:
    assert [str(part) for part in range_of(RawCell("15-26", "s"))] == ["15", "26"]
    assert [str(part) for part in range_of(RawCell("0,1 – 0,2", "s"))] == ["0.1", "0.2"]
    assert range_of(RawCell("80", "n"))[0] is None
    with pytest.raises(BadCell, match="нижняя граница"):
        range_of(RawCell("26-15", "s"))


def test_times_of_day() -> None:
    assert time_of(RawCell("07:45", "s")) == dt.time(7, 45)
    assert time_of(RawCell("7.45", "s")) == dt.time(7, 45)
    assert time_of(RawCell("07:45:00", "t")) == dt.time(7, 45)
    with pytest.raises(BadCell):
        time_of(RawCell("24:10", "s"))


def test_names_are_folded_for_comparison() -> None:
    assert normalized(" Монтёр «Связи»\u00a0— 1 ") == normalized("монтер связи - 1")


def test_a_two_level_header_is_found_under_titles() -> None:
    rows = {
        1: {0: RawCell("ОАО «Завод»", "s")},
        3: {0: RawCell("№ п/п", "s"), 1: RawCell("Численность", "s")},
        4: {1: RawCell("всего", "s"), 2: RawCell("из них женщин", "s")},
        5: {0: RawCell("1", "n"), 1: RawCell("8", "n"), 2: RawCell("3", "n")},
    }
    columns = (
        Column("number", "№", ("№ п/п",)),
        Column("all", "всего", ("численность всего",)),
        Column("women", "женщин", ("численность из них женщин",)),
    )

    layout = guess_layout(RawSheet("Лист", rows), {"staffing": columns})

    assert layout.columns == {"number": 0, "all": 1, "women": 2}
    assert layout.header_rows == (3, 4)
    assert layout.doubtful == ()
