"""Workbooks made by somebody who had not read the lists of header words: what they taught the importers."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from typing import Any

import openpyxl
import pytest
from django.test import Client

from accounts.models import Employer, Role, User
from documents.import_screen import questions_of, unread_columns
from documents.models import ImportBatch
from documents.models.import_batch import RowMark, RowRole
from documents.services.import_review import import_map
from documents.services.importing import import_apply, import_read, import_upload
from documents.workbooks.layout import Layout
from documents.workbooks.reader import RawCell
from documents.workbooks.values import BadCell, quantity_of, same_alphabet
from measurements.imports.laboratory_head import head_of
from measurements.models import MeasurementResult, TimeStudyCard
from tests.factories.people import EmployerFactory, person
from workplaces.models import Employee
from workplaces.services.plant_bulk import positions_put
from workplaces.services.staffing import PositionRow

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 11, 2)
POSITIONS = (
    ("Механический цех", "токарный участок", "Токарь", "4"),
    ("Механический цех", "токарный участок", "Токарь", "5"),
    ("Механический цех", "фрезерный участок", "Фрезеровщик", "5"),
    ("Гальванический участок", "", "Гальваник", "4"),
)
LABORATORY = "Испытательная лаборатория ООО «Эко», аттестат аккредитации № BY/112 2.9911 действует до 31.12.2029"
Rows = Sequence[Sequence[Any]]


@pytest.fixture
def plant() -> tuple[Employer, User]:
    """Two grades of one profession in one section, and a shop that is called a section."""
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    lines = [
        PositionRow(
            number=str(place), place=place, shop=shop, section=section, profession=profession, code=f"7223-{place:03}",
            reference_issue="", grade=grade, workplace_count=1, headcount=2, women_count=1, shifts=1, shift_minutes=480,
        )
        for place, (shop, section, profession, grade) in enumerate(POSITIONS, start=1)
    ]  # fmt: skip
    positions_put(lines, employer=employer, actor=officer, touched=[])
    return employer, officer


def book(sheets: dict[str, Rows], *merged: str) -> bytes:
    """A workbook; areas are merged on its first sheet."""
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    for area in merged:
        made.worksheets[0].merge_cells(area)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def read(plant: tuple[Employer, User], kind: str, content: bytes) -> ImportBatch:
    employer, officer = plant
    batch = import_upload(employer=employer, kind=kind, name="книга.xlsx", content=content, actor=officer, on=ON)
    return import_read(batch, actor=officer, on=ON)


def taken(batch: ImportBatch, *keys: str) -> list[tuple[Any, ...]]:
    """Values of the rows that will go in."""
    rows = batch.rows.filter(role=RowRole.DATA).exclude(mark=RowMark.REFUSED)
    return [tuple(row.clean.get(key) for key in keys) for row in rows]


def refused(batch: ImportBatch) -> dict[int, str]:
    """Reasons of the rows that will not."""
    rows = batch.rows.filter(role=RowRole.DATA, mark=RowMark.REFUSED)
    return {row.row_number: "; ".join(p["reason"] for p in row.problems if p["blocks"]) for row in rows}


def test_a_staffing_table_with_cut_words_and_totals_that_bear_numbers() -> None:
    employer = EmployerFactory()
    rows: Rows = [
        ["ОАО «Станкоагрегат»"],
        ["№\nп/п", "Код по\nОКРБ", "Наименование профессии рабочего,\nдолжности служащего", "Тариф-\nный\nразряд",
         "Кол-во раб.\nмест", "Численность работающих, чел.", None, "Оклад, руб."],
        [None, None, None, None, None, "Всего", "в том числе", None],
        [None, None, None, None, None, None, "женщин", None],
        [1, 2, 3, 4, 5, 6, 7, 8],
        ["Цех № 1"],
        [1, "7223-001", "Токарь", "5", 2, "4,0", "-", "1\u00a0234,50"],
        [2, "7223-002", "Cлecapь", 4, 1, 2, 1, 900],
        [3, "7223-003", "Маляр", 4, 1, "2,5", 1, 900],
        [4, "х", "Итого по цеху", "х", 4, 8, 2, 0],
    ]  # fmt: skip
    merged = [f"{letter}2:{letter}4" for letter in "ABCDEH"]
    batch = read((employer, person(employer, Role.SAFETY_OFFICER)), "staffing", book({"ШР": rows}, *merged, "F2:G2"))

    assert taken(batch, "number", "profession", "grade", "workplace_count", "headcount", "women_count") == [
        ("1", "Токарь", "5", 2, 4, 0),
        ("2", "Слесарь", "4", 1, 2, 1),
    ]
    assert refused(batch) == {9: "не целое число: «2,5»"}
    assert batch.rows.get(row_number=10).role == RowRole.SUBTOTAL


def test_a_staffing_table_without_numbers_of_lines_and_of_workplaces(client: Client) -> None:
    """Lines are numbered in their order and keep their numbers; the places follow from people and shifts, and it is said."""
    employer = EmployerFactory()
    officer = person(employer, Role.SAFETY_OFFICER)
    head = ["Должность, профессия", "Код по ОКРБ", "Разряд", "Штатных единиц", "Число смен"]
    lines = [
        ["Токарь", "7223-001", "5", 4, 2],
        ["Слесарь", "7223-002", "4", 3, 2],
        ["Слесарь", "7223-002", "4", 3, 2],
        ["Маляр", "7131-001", "4", None, 1],
    ]
    first: Rows = [["ШТАТНОЕ РАСПИСАНИЕ"], head, ["Цех № 1"], *lines, ["Итого по цеху", None, None, 10, None]]
    batch = read((employer, officer), "staffing", book({"ШР": first}))

    wanted = ("number", "shop", "profession", "grade", "workplace_count", "headcount")
    assert taken(batch, *wanted) == [("1", "Цех № 1", "Токарь", "5", 2, 4), ("2", "Цех № 1", "Слесарь", "4", 2, 3)]
    assert batch.rows.filter(role=RowRole.REPEAT).count() == 1
    assert refused(batch) == {7: "пустая ячейка"}
    client.force_login(officer)
    page = client.get(batch.get_absolute_url()).content.decode()
    assert "номера даны по порядку строк" in page and "численность, делённая на число смен" in page

    assert import_apply(batch, actor=officer, on=ON).created_count > 0
    later = book({"ШР": [head, ["Цех № 1"], ["Сварщик", "7212-001", "5", 1, 1], lines[1], lines[0]]})
    again = read((employer, officer), "staffing", later)
    assert taken(again, "number", "profession") == [("3", "Сварщик"), ("2", "Слесарь"), ("1", "Токарь")]


def test_a_name_in_three_columns_and_days_under_one_word(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        ["Табельный\nномер", "Работник", None, None, "Пол\n(м/ж)", "Цex", "Профессия", "Разряд", "Дата", None],
        [None, "Фамилия", "Имя", "Отчество", None, None, None, None, "рождения", "приёма на работу"],
        ["01", "Кот", "Иван", "Петрович", "муж.", "Мeханический цех", "Токарь", 4, "12.05.1987 г.", "2020-01-31"],
        ["02", "Лис", "Анна", "-", "жан.", "Механический цех", "Токарь (5 р.)", None, dt.date(1990, 3, 4), "01.02.21"],
        ["03", "Ёж", "Пётр", None, "М", "Механический цех", "Токарь", None, "—", "—"],
    ]
    batch = read(plant, "employees", book({"Кадры": rows}, "A1:A2", "E1:E2", "F1:F2", "G1:G2", "H1:H2", "I1:J1"))

    assert taken(batch, "full_name", "sex", "born_on", "hired_on") == [
        ("Кот Иван Петрович", "м", "1987-05-12", "2020-01-31"),
        ("Лис Анна", "ж", "1990-03-04", "2021-02-01"),
    ]
    assert refused(batch)[5].startswith("в подразделении несколько") or "разряд" in refused(batch)[5]


def test_two_grades_of_one_profession_are_two_positions(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        ["Таб. №", "ФИО", "Пол", "Цех", "Участок", "Профессия"],
        ["1", "Кот И. П.", "м", "Механический цех", "токарный участок", "Токарь 4 разряда"],
        ["2", "Лис И. П.", "м", "Механический цех", "токарный участок", "Токарь (5 разр.)"],
        ["3", "Ёж И. П.", "м", "Механический цех", "токарный участок", "Токарь"],
    ]
    batch = read(plant, "employees", book({"Лист1": rows}))

    assert refused(batch) == {4: "таких позиций несколько, с разными разрядами: уточните разряд"}
    import_apply(batch, actor=plant[1], on=ON)
    found = dict(Employee.objects.values_list("personnel_number", "group__grade"))
    assert found == {"1": "4", "2": "5"}


def test_the_plant_says_which_group_row_is_the_shop(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        ["Подразделение:", "все"],
        ["Ф.И.О.", "Таб.№", "Пол", "Профессия", "Поступил"],
        ["Механический цех"],
        ["фрезерный участок"],
        ["Кот П. И.", 1, "м", "Фрезеровщик", "05/13/2020"],
        ["Гальванический участок"],
        ["Лис П. И.", 2, "ж", "Гальваник", "03/04/2020"],
        ["Ёж П. И.", 3, "ж", "Гальваник", "25/04/2020"],
        ["Итого: 3 чел."],
    ]
    batch = read(plant, "employees", book({"Лист1": rows}))

    (question,) = questions_of(batch).days.values()
    assert question["rows"] == 1
    answered = [Layout.load({**raw, "orders": {"hired_on": "MDY"}}) for raw in batch.layout]
    batch = import_map(batch, answered, actor=plant[1])
    assert taken(batch, "shop", "section", "hired_on") == [
        ("Механический цех", "фрезерный участок", "2020-05-13"),
        ("Гальванический участок", "", "2020-03-04"),
    ]
    assert "не по тому порядку" in refused(batch)[8]


def test_a_sheet_for_each_shop(plant: tuple[Employer, User]) -> None:
    header = ["таб №", "Сотрудник", "Пол", "Должность"]
    sheets = {
        "Гальванический участок": [header, ["1", "Кот П. И.", "м", "Гальваник"]],
        "Механический цех": [header, ["2", "Лис П. И.", "м", "Фрезеровщик"]],
        "Разное": [header, ["3", "Ёж П. И.", "м", "Фрезеровщик"]],
    }
    batch = read(plant, "employees", book(sheets))

    assert taken(batch, "shop") == [("Гальванический участок",), ("Механический цех",)]
    assert refused(batch) == {2: "не указано подразделение"}


def test_a_protocol_whose_number_day_and_subject_stand_over_its_table(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        [LABORATORY],
        ["ПРОТОКОЛ № 77-Ш от 14.09.2026 г."],
        ["Цех", "Участок", "Рабочее место (профессия)", "Эквивалентный уровень звука, дБА", None],
        [None, None, None, "измеренный", "допустимый"],
        ["Механический цех", "фрезерный участок", "Фрезеровщик", "83,4±2,3", "не более 80"],
        ["Гальванический участок", None, "Гальваник", "78/81", 80],
    ]
    batch = read(plant, "laboratory", book({"Лист1": rows}, "D3:E3", "A3:A4", "B3:B4", "C3:C4"))

    assert refused(batch) == {6: "не одно число: «78/81»"}
    import_apply(batch, actor=plant[1], on=ON)
    result = MeasurementResult.objects.get()
    assert (result.method, str(result.value.normalize()), result.limit) == ("NOISE", "83.4", 80)
    assert (result.protocol.number, result.protocol.dated_on) == ("77-Ш", dt.date(2026, 9, 14))


def test_number_and_day_in_one_column_and_letters_of_the_tables(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        ["№ и дата протокола", "Цех", "Профессия", "Наименование вредного вещества", "Концентрация, мг/м³", None,
         "Особенности действия на организм"],
        [None, None, None, None, "фактическая", "ПДК", None],
        ["№ 5-Х от 14.09.26", "Гальванический участок", "Гальваник", "Никеля соли", "0,004", "0,005", "А"],
        ["5-Х от 14.09.2026 г.", "Гальванический участок", "Гальваник", "Пыль абразива", "<2", 6, "Ф"],
        ["5-Х", "Гальванический участок", "Гальваник", "Окалина", 3, 6, "Ф"],
        ["6-Х от 14.09.2026", "Гальванический участок", "Гальваник", "Хром", 3, 6, "К, А"],
    ]  # fmt: skip
    merged = [f"{letter}1:{letter}2" for letter in "ABCDG"]
    content = book({"Воздух": rows, "Титул": [[LABORATORY]]}, *merged, "E1:F1")
    batch = read(plant, "laboratory", content)

    assert taken(batch, "protocol", "day", "factor", "effect", "value") == [
        ("5-Х", "2026-09-14", "CHEMICAL", "ALLERGEN", "0.004"),
        ("5-Х", "2026-09-14", "DUST", "", "2"),
    ]
    assert refused(batch) == {
        5: "нет дня протокола: ни столбца с датой, ни «от …» у номера",
        6: "у вещества «Хром» особенностей действия несколько (А, К): оставьте ту, что оценивают",
    }


def test_two_indicators_in_one_row_are_not_taken_for_one(plant: tuple[Employer, User]) -> None:
    rows: Rows = [
        [LABORATORY],
        ["Протокол № 7 от 14.09.2026"],
        ["Цех", "Профессия", "Температура воздуха", None, "Влажность воздуха", None],
        [None, None, "факт", "норма", "факт", "норма"],
        ["Гальванический участок", "Гальваник", 30, "16-27", 40, "15-75"],
    ]
    batch = read(plant, "laboratory", book({"Микроклимат": rows}, "C3:D3", "E3:F3"))

    assert "не указано, что измеряли" in refused(batch)[5]


def test_a_time_study_a_sheet_as_the_official_form_has_it(plant: tuple[Employer, User]) -> None:
    def card(number: int) -> Rows:
        return [
            [f"КАРТА № {number} от 0{number}.09.2026"],
            ["фотографии рабочего времени"],
            ["Подразделение:", "Гальванический участок"],
            ["Профессия (должность):", None, "Гальваник"],
            ["Начало смены", "7:30"],
            ["№ п/п", "Выполняемая работа", "Текущее время", "Продолжительность, мин", "Индекс", "Факторы"],
            [1, "Подготовка", "7-45", 15, "ПЗ", "-"],
            [2, "Покрытие", "15-30", 465, "Оперативное время", "шум, тепловое излучение"],
            [None, "Итого", None, 480],
        ]

    batch = read(plant, "time_study", book({"1": card(1), "2": card(2)}))
    import_apply(batch, actor=plant[1], on=ON)

    assert list(TimeStudyCard.objects.order_by("number").values_list("number", "dated_on")) == [
        ("1", dt.date(2026, 9, 1)),
        ("2", dt.date(2026, 9, 2)),
    ]
    assert taken(batch, "factors")[1] == (["шум", "тепловое излучение"],)


@pytest.mark.parametrize(
    ("kind", "header", "row", "clean"),
    [
        ("load_and_strain", ["№ показателя", "Показатель тяжести"], ["3.6", "Наклоны"], {"indicator": "3.6"}),
        ("load_and_strain", ["Показатель тяжести"], ["п. 3.5. Рабочая поза: стоя"], {"indicator": "3.5-standing"}),
        ("lists_and_previous", ["Приказ (дата, №)"], ["№ 412 от 24.11.2021"], {"previous_order_number": "412"}),
        ("lists_and_previous", ["Прежний приказ"], ["приказ от 24.11.21 № 4"], {"previous_order_on": "2021-11-24"}),
        ("lists_and_previous", ["Список № 536", "Прежний класс"], ["2", "3,2"], {"list_536": 2}),
        ("lists_and_previous", ["Список № 536", "Прежний класс"], ["-", "3,2"], {"list_536": None}),
    ],
)
def test_cells_as_people_write_them(
    plant: tuple[Employer, User], kind: str, header: list[str], row: list[str], clean: dict[str, Any]
) -> None:
    own = ["Цех", "Профессия", "№ протокола", "Дата", "Пол", "Факт"]
    values = ["Гальванический участок", "Гальваник", "Т-1", "01.09.2026", "м", "26\u00a0000"]
    batch = read(plant, kind, book({"Лист1": [own + header, values + row]}))

    assert refused(batch) == {}
    (found,) = taken(batch, *clean)
    assert found == tuple(clean.values())


def test_columns_nobody_reads_are_named(client: Client, plant: tuple[Employer, User]) -> None:
    """An optional column that is not recognised would else be lost without a word."""
    rows: Rows = [
        ["Таб. №", "ФИО", "Пол", "Цех", "Профессия", "День, когда появился на свет"],
        ["1", "Кот И. П.", "м", "Гальванический участок", "Гальваник", "01.02.1980"],
    ]
    batch = read(plant, "employees", book({"Лист1": rows}))
    client.force_login(plant[1])

    page = client.get(batch.get_absolute_url()).content.decode()

    assert "не читаются столбцы F «день, когда появился на свет»" in page


@pytest.mark.parametrize(
    "lines",
    [
        [LABORATORY],
        ["Лаборатория: ООО «Эко»", "Аттестат аккредитации", "BY/112 2.9911", "Срок действия до", "31 декабря 2029 г."],
        ["Испытательный центр ООО «Эко» (аттестат аккредитации BY/112 2.9911; действителен до 31.12.29)"],
    ],
)
def test_the_laboratory_in_running_text(lines: list[str]) -> None:
    head = head_of(lines)

    assert "ООО «Эко»" in head["laboratory"]
    assert (head["accreditation_number"], head["accredited_through"]) == ("BY/112 2.9911", "2029-12-31")


@pytest.mark.parametrize(
    ("text", "value", "unit"), [("0,5±0,1 мг/м3", "0.5", "мг/м3"), ("1 200 +/- 5 лк", "1200", "лк")]
)
def test_uncertainty_is_left_out(text: str, value: str, unit: str) -> None:
    found = quantity_of(RawCell(text, "s"))
    assert (str(found.value), found.unit) == (value, unit)


@pytest.mark.parametrize("text", ["25,3/27,1", "1,2·10-3", "12 (13)"])
def test_two_numbers_are_no_number_with_a_unit(text: str) -> None:
    with pytest.raises(BadCell):
        quantity_of(RawCell(text, "s"))


def test_latin_letters_in_a_cyrillic_word_only() -> None:
    assert same_alphabet("Cлecapь-peмонтник, дБA") == "Слесарь-ремонтник, дБА"
    assert same_alphabet("BY/112 CO Cr ACE") == "BY/112 CO Cr ACE"


def test_header_words_that_nobody_has_written_down(plant: tuple[Employer, User]) -> None:
    """Beginnings of words make a guess: it is shown as one, and a person looks at it."""
    rows: Rows = [
        ["Занимаемая должность\n(профессия)", "Табель-\nный номер", "Фамилия, собственное имя (полностью)",
         "Пол\nработника", "Структ.\nподразделение", "Работает на предприятии с", "Дата увольнения"],
        ["Гальваник", "7", "Кот Иван", "муж.", "Гальванический участок", "01.02.2020", "05.05.2026"],
    ]  # fmt: skip
    batch = read(plant, "employees", book({"Лист1": rows}))

    (layout,) = batch.layout
    assert taken(batch, "profession", "full_name", "hired_on") == [("Гальваник", "Кот Иван", "2020-02-01")]
    assert 6 not in layout["columns"].values()
    assert {"profession", "full_name", "hired_on"} <= set(layout["doubtful"])


def test_of_two_guesses_none_is_taken(plant: tuple[Employer, User]) -> None:
    """A day of joining the union is no day of hiring: where two headers sound alike, a person says which."""
    rows: Rows = [
        ["Таб. №", "ФИО", "Пол", "Цех", "Профессия", "Дата приёма в профсоюз", "Дата поступления на завод"],
        ["7", "Кот Иван", "муж.", "Гальванический участок", "Гальваник", "01.02.2020", "05.05.2021"],
    ]
    batch = read(plant, "employees", book({"Лист1": rows}))

    assert taken(batch, "hired_on") == [("",)]
    assert [said[:1] for said in unread_columns(batch, Layout.load(batch.layout[0]))] == ["F", "G"]
