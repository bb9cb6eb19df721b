"""The card: every line of the form, dashes where № 35 wants them, the words of point 6. No database."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest

from attestation.models import OutcomeCode
from reports.forms import card as card_form
from reports.forms.card import CLASSES, CardForm, Conclusion
from reports.forms.card_conclusion import conclusions
from reports.forms.card_signing import SignedBy, Signing
from reports.forms.card_tables import CardRow, factor_rows, load_rows, strain_rows
from reports.forms.catalogue import form_on
from reports.forms.paper import html_of
from reports.forms.strain_criteria import criteria
from reports.rendering import pdf
from tests.reports.readers import fonts_of, pages_of, text_of

ON = dt.date(2026, 10, 12)
EDITION = form_on("card", ON)
BODY = EDITION.body


class Rows(list[Any]):
    """Stands for a related manager."""

    def all(self) -> Rows:
        return self


def line(factor: str, method: str, title: str, **changes: Any) -> SimpleNamespace:
    protocol = SimpleNamespace(number="446-В/26", dated_on=dt.date(2026, 9, 26))
    row = {
        "protocol": protocol,
        "unit": "",
        "limit_text": "20",
        "value_text": "28",
        "base_class": "3.1",
        "exposure_minutes": Decimal("400.00"),
        "exposure_percent": "83,3",
        "conditions_class": "3.1",
    }
    return SimpleNamespace(factor=factor, method=method, title=title, **{**row, **changes})


def strain(indicator: str, found: str = "1", words: str = "") -> SimpleNamespace:
    return SimpleNamespace(indicator=indicator, conditions_class=found, characteristic=words)


def load(indicator: str, found: str = "2") -> SimpleNamespace:
    return SimpleNamespace(indicator=indicator, limit_text="До 3600", value_text="5000", conditions_class=found)


def fake_card(**parts: Any) -> Any:
    factors = [SimpleNamespace(factor=f, conditions_class=c) for f, c in parts.pop("classes", {}).items()]
    lists = {name: Rows(parts.pop(name, ())) for name in ("lines", "load_lines", "strain_lines", "entitlements")}
    protocol = SimpleNamespace(number="Т-1", dated_on=dt.date(2026, 9, 21))
    return SimpleNamespace(**lists, factors=Rows(factors), load_protocol=protocol, norms_on=ON, **parts)


def plain(rows: Any) -> list[list[str]]:
    return [[cell.text.replace("\u00a0", " ") for cell in row.cells] for row in rows]


def point_2(*lines: Any, **classes: str) -> list[list[str]]:
    return plain(factor_rows(fake_card(lines=lines, classes=classes), BODY["point_2"]))


def row_of(rows: list[list[str]], caption: str) -> list[str]:
    (found,) = [row for row in rows if row[0].startswith(caption)]
    return found


def test_point_2_has_every_line_of_the_form_even_when_nothing_was_measured() -> None:
    rows = point_2()
    captions = [row[0] for row in rows]
    numbers = [found[0] for caption in captions if (found := re.match(r"2\.[\d.]*\d", caption))]
    expected = ["2.1", "2.2", "2.2.1", "2.2.2", *(f"2.{n}" for n in range(3, 12)), *(f"2.11.{n}" for n in range(1, 6))]
    assert numbers == [*expected, "2.12", "2.13"]
    assert captions.count("Итоговая оценка фактора") == 8
    assert all(not text for row in rows for text in row[1:])


def test_substances_are_named_below_their_factor_with_its_result() -> None:
    rows = point_2(line("CHEMICAL", "SUBSTANCE", "углерода оксид (остронаправленное)"), CHEMICAL="3.1")
    place = [row[0] for row in rows].index("2.1. Химический фактор, мг/м³")
    assert rows[place][1:] == [""] * 6
    assert rows[place + 1] == [
        "Углерода оксид (остронаправленное)",
        "№ 446-В/26 от 26.09.2026",
        "20",
        "28",
        "3.1",
        "83,3 % (400 мин)",
        "3.1",
    ]
    assert rows[place + 2] == ["Итоговая оценка фактора", "", "3.1"]


def test_a_single_level_stands_in_the_line_of_the_form_several_below_it() -> None:
    one = point_2(line("NOISE", "NOISE", "шум"))
    assert row_of(one, "2.4.")[3:5] == ["28", "3.1"]
    two = point_2(line("NOISE", "NOISE", "шум"), line("NOISE", "NOISE", "шум у пресса", value_text="91"))
    place = [row[0] for row in two].index("2.4. Шум, дБА, дБ")
    assert two[place][1:] == [""] * 6
    assert [row[0] for row in two[place + 1 : place + 3]] == ["Шум", "Шум у пресса"]


@pytest.mark.parametrize(
    ("factor", "method", "caption"),
    [
        ("MICROCLIMATE", "TEMPERATURE", "2.11.1."),
        ("MICROCLIMATE", "HUMIDITY", "2.11.2."),
        ("MICROCLIMATE", "AIR_SPEED", "2.11.3."),
        ("MICROCLIMATE", "RADIATION_OPEN", "2.11.4."),
        ("MICROCLIMATE", "RADIATION_HEATED", "2.11.4."),
        ("MICROCLIMATE", "OPEN_AIR", "2.11.5."),
        ("MICROCLIMATE", "DEEP_COLD", "2.11.5."),
        ("GENERAL_VIBRATION", "GENERAL_VIBRATION", "2.7."),
        ("LOCAL_VIBRATION", "LOCAL_VIBRATION", "2.8."),
        ("INFRASOUND", "INFRASOUND", "2.5."),
        ("ULTRASOUND", "AIR_ULTRASOUND", "2.6."),
    ],
)
def test_each_indicator_stands_in_its_own_line(factor: str, method: str, caption: str) -> None:
    assert row_of(point_2(line(factor, method, "показатель")), caption)[4] == "3.1"


@pytest.mark.parametrize(
    ("factor", "method", "after", "name"),
    [
        ("BIOLOGICAL", "PRODUCER", "2.2.1.", "Показатель"),
        ("BIOLOGICAL", "ACTIVITY", "2.2.2.", "Показатель"),
        ("DUST", "DUST", "2.3.", "Показатель"),
        ("FIELDS", "ULTRAVIOLET", "2.9.", "Показатель, Вт/м²"),
        ("IONISING", "DOSE", "2.10.", "Показатель"),
        ("LIGHTING", "ILLUMINANCE", "2.12.", "Показатель, лк"),
        ("AIR_IONS", "AIR_IONS", "2.13.", "Показатель"),
    ],
)
def test_indicators_that_the_form_does_not_name_are_named(factor: str, method: str, after: str, name: str) -> None:
    rows = point_2(line(factor, method, "показатель"))
    place = next(n for n, row in enumerate(rows) if row[0].startswith(after))
    assert rows[place][4] == "" and (rows[place + 1][0], rows[place + 1][4]) == (name, "3.1")


def test_the_unit_of_the_protocol_is_printed_beside_the_indicator() -> None:
    rows = point_2(line("FIELDS", "ULTRAVIOLET", "показатель", unit="мВт/м²"))
    assert "Показатель, мВт/м²" in [row[0] for row in rows]


def test_no_line_of_a_card_is_left_out_whatever_its_method() -> None:
    rows = point_2(*(line(row["factor"], "NEW_METHOD", "новое") for row in BODY["point_2"]["factors"]))
    assert sum(row[4] == "3.1" for row in rows if len(row) == 7) == 13


def test_a_sum_has_no_time_and_no_protocol_of_its_own() -> None:
    total = line("CHEMICAL", "SUM", "сумма", protocol=None, exposure_minutes=None, exposure_percent="")
    assert row_of(point_2(total), "Сумма") == ["Сумма", "", "20", "28", "3.1", "", "3.1"]


def test_point_3_has_every_line_of_the_form_and_the_poses_by_name() -> None:
    rows = plain(
        load_rows(fake_card(load_lines=[load("3.6"), load("3.5-standing"), load("3.5-forced")]), BODY["point_3"], "3.1")
    )
    numbers = [found[0] for row in rows if (found := re.match(r"3\.[\d.]*\d", row[0]))]
    assert len(numbers) == 19 and len(rows) == 19 + 4 + 2 + 1  # lines, distances and heights, poses, the result
    assert row_of(rows, "3.6.") == ["3.6. Наклоны корпуса", "№ Т-1 от 21.09.2026", "До 3600", "5000", "2"]
    assert row_of(rows, "3.5.")[1:] == [""] * 4 and row_of(rows, "стоя")[3] == "5000 %"
    assert row_of(rows, "вынужденная")[4] == "2" and rows[-1] == [
        "Итоговая оценка тяжести трудового процесса",
        "",
        "3.1",
    ]


def test_moves_at_a_keyboard_stand_below_their_line() -> None:
    rows = plain(
        load_rows(fake_card(load_lines=[load("3.3.1", "2"), load("3.3.1-keyboard", "3.1")]), BODY["point_3"], "")
    )
    place = [row[0] for row in rows].index("3.3.1. при локальной нагрузке")
    assert rows[place][4] == "2" and rows[place + 1][0] == "при работе с ПЭВМ" and rows[place + 1][4] == "3.1"


def all_strain(**changed: tuple[str, str]) -> list[Any]:
    codes = [row["indicator"] for row in BODY["point_4"]["rows"] if "indicator" in row]
    codes = ["4.2.6" if code == "4.2.6-text" else code for code in codes if code != "4.2.6-graphic"]
    assert len(codes) == 19
    return [strain(code, *changed.get(code.replace(".", "_"), ("1", ""))) for code in codes]


def point_4(lines: list[Any]) -> list[list[str]]:
    return plain(strain_rows(fake_card(strain_lines=lines), BODY["point_4"], "2"))


def test_an_indicator_that_the_work_does_not_have_has_a_dash_and_class_1() -> None:
    rows = point_4(all_strain())
    assert row_of(rows, "4.3.2.")[1:] == ["–", "1"] and row_of(rows, "4.2.1.")[1:] == ["–", "1"]
    assert row_of(rows, "при графическом")[1:] == ["–", "1"]
    assert row_of(rows, "4.1. ")[1:] == ["", ""]
    assert row_of(rows, "4.5.1.")[1:] == ["Односменная работа (без ночной смены)", "1"]
    assert rows[-1][-1] == "2"


def test_an_indicator_has_the_words_that_were_written_or_those_of_table_11() -> None:
    rows = point_4(all_strain(**{"4_2_1": ("3.1", "70 %"), "4_2_2": ("2", "")}))
    assert row_of(rows, "4.2.1.")[1:] == ["70 %", "3.1"]
    assert row_of(rows, "4.2.2.")[1:] == ["76–175 сигналов в час", "2"]


def test_screens_of_an_unknown_kind_stand_in_the_first_row_with_both_ranges() -> None:
    rows = point_4(all_strain(**{"4_2_6": ("3.1", "")}))
    words, found = row_of(rows, "при буквенно")[1:]
    assert found == "3.1" and "буквенно-цифровом" in words and "графическом" in words


def test_screens_of_a_known_kind_stand_in_their_own_row() -> None:
    rows = point_4([strain("4.2.6-graphic", "3.1", "5,5 ч")])
    assert row_of(rows, "при графическом")[1:] == ["5,5 ч", "3.1"]
    assert row_of(rows, "при буквенно")[1:] == ["–", "1"]


def test_indicators_that_were_not_assessed_stay_empty() -> None:
    """№ 35, п. 83: some works have a class without the 19 indicators."""
    assert all(row[1:] == ["", ""] for row in point_4([])[:-1])


def test_words_of_table_11() -> None:
    assert criteria("4.1.1", "2", ON) == "Решение простых задач по инструкции"
    assert "до 50 %" in criteria("4.2.4", "2", ON) and criteria("4.2.4", "1", ON) == ""
    assert criteria("4.1.1", "2", None) == ""


@pytest.mark.parametrize(
    ("heads", "places", "text"),
    [(8, 2, "4 / 8"), (4, 1, "4 / 4"), (7, 2, "3–4 / 7"), (1, 2, "0–1 / 1"), (3, 0, "3 / 3")],
)
def test_people_at_one_workplace_and_at_all(heads: int, places: int, text: str) -> None:
    card = SimpleNamespace(headcount=heads, workplace_count=places)
    assert f"{card_form._heads_at_one(card)} / {heads}" == text  # type: ignore[arg-type]


def right(code: str, outcome: OutcomeCode, value: str = "") -> SimpleNamespace:
    return SimpleNamespace(right=code, outcome=outcome, value=value)


YES, NO, NONE = OutcomeCode.CONFIRMED, OutcomeCode.NOT_CONFIRMED, OutcomeCode.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("pension", "textile", "medical", "words"),
    [
        ((YES, "1"), (NONE, ""), (NONE, ""), "список № 1"),
        ((YES, "2"), (NONE, ""), (NONE, ""), "список № 2"),
        ((NONE, ""), (YES, "да"), (NONE, ""), "перечень текстильных производств"),
        ((NO, ""), (NONE, ""), (YES, "да"), "перечень медицинских работников"),
        ((NONE, ""), (NONE, ""), (NONE, ""), "списками и перечнем не предусмотрено"),
        ((NO, ""), (NONE, ""), (NONE, ""), "обязанности нанимателя не подтверждены результатами аттестации"),
    ],
)
def test_the_insurance_duty_is_said_in_the_words_of_the_form(
    pension: Any, textile: Any, medical: Any, words: str
) -> None:
    rights = [right("PENSION", *pension), right("TEXTILE", *textile), right("MEDICAL", *medical)]
    found = conclusions(fake_card(entitlements=rights), BODY["point_6"])
    assert found[0].value.replace("\u00a0", " ") == words
    caption = found[0].caption.replace("\u00a0", " ")
    assert words in caption


def test_days_hours_and_per_cent() -> None:
    rights = [right("LEAVE", YES, "14"), right("SHORT_HOURS", NONE), right("SURCHARGE", YES, "0.20")]
    values = [
        line.value.replace("\u00a0", " ") for line in conclusions(fake_card(entitlements=rights), BODY["point_6"])
    ]
    assert values == ["", "14", "не предусмотрено", "0,20 %"]
    refused = conclusions(fake_card(entitlements=[right("LEAVE", NO)]), BODY["point_6"])
    assert refused[1].value == "не подтверждено"


def test_the_class_of_a_factor_stands_in_its_own_column() -> None:
    rows = card_form._matrix({"NOISE": "3.2", "OVERALL": "3.3"}, BODY["point_5"]["rows"])
    assert [row.caption[:4] for row in rows] == [f"5.{n}"[:4] + ("." if n < 10 else "") for n in range(1, 17)]
    assert dict(zip(CLASSES, rows[3].marks, strict=True)) == {c: "3.2" if c == "3.2" else "" for c in CLASSES}
    assert rows[15].marks[4] == "3.3" and rows[15].is_overall and not any(rows[0].marks)


def whole_form(workers: int = 8, work: str = "") -> CardForm:
    """A context with every table filled."""
    signed = SignedBy("инженер по охране труда", "подписано в системе*", "А. В. Новик", "12.10.2026")
    captions = BODY["point_6"]
    tables = {
        "point_2": factor_rows(
            fake_card(lines=[line("CHEMICAL", "SUBSTANCE", f"вещество {n}") for n in range(6)]), BODY["point_2"]
        ),
        "point_3": load_rows(fake_card(load_lines=[load("3.6")]), BODY["point_3"], "2"),
        "point_4": strain_rows(fake_card(strain_lines=all_strain()), BODY["point_4"], "1"),
    }
    return CardForm(
        title="Карта 1. Обрубщик",
        file="card-1",
        bookmark="1. Обрубщик",
        footer="Карта 1. Обрубщик",
        day=ON,
        source=EDITION.source,
        heading=tuple(BODY["heading"]),
        general_title=BODY["point_1"]["title"],
        general=tuple(
            card_form.Entry(code, caption, work if key == "work" else "да")
            for code, key, caption in BODY["point_1"]["lines"]
        ),
        tables=tuple(
            card_form.CardTable(BODY[point]["title"], card_form._columns(BODY[point]["columns"]), tuple(rows))
            for point, rows in tables.items()
        ),
        matrix_title=BODY["point_5"]["title"],
        factor=card_form.CardColumn(BODY["point_5"]["factor"], 60),
        classes_caption=BODY["point_5"]["classes"],
        headings=tuple(card_form.Heading(c, card_form._columns(codes)) for c, codes in BODY["point_5"]["columns"]),
        matrix=card_form._matrix({"NOISE": "3.2", "OVERALL": "3.2"}, BODY["point_5"]["rows"]),
        result_title=captions["title"],
        overall=Conclusion(captions["overall"][0], "3.2", captions["overall"][1]),
        conclusion_caption=captions["conclusion"],
        conclusions=conclusions(fake_card(), captions),
        assessor=signed,
        signing=Signing(
            lead=BODY["assessor"]["lead"],
            assessor=signed,
            assessor_caption=BODY["assessor"]["caption"],
            day_caption=BODY["assessor"]["day"],
            chair_title=captions["chair"],
            chair=signed,
            members_title=captions["members"],
            members=(signed,) * 7,
            caption=captions["signature"],
            workers_title=captions["acquainted"],
            workers=tuple(SignedBy("", "", f"Р. Р. Рабочий{n}", "") for n in range(workers)),
            worker_caption=captions["worker"],
            note="* Подписано в системе (простая электронная подпись, не ЭЦП)",
        ),
        note="* Подписано в системе (простая электронная подпись, не ЭЦП)",
    )


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def captions_of(data: Any) -> list[str]:
    """Every text of the form's data that is printed as it stands."""
    if isinstance(data, dict):
        silent = {"units", "insurance", "values", "not_confirmed", "not_applicable", "factor_width"}
        keys = {"methods", "method", "indicators", "indicator", "named", "inner", "unit", "factor", "total"}
        inner = keys if "caption" in data else set()
        return [text for key, value in data.items() if key not in silent | inner for text in captions_of(value)]
    if isinstance(data, list):
        return [text for value in data for text in captions_of(value)]
    return [data] if isinstance(data, str) and re.search(r"[а-яё]", data) else []


def test_a_printed_card_has_every_caption_of_the_form() -> None:
    content = pdf.render(html_of("card.html", whole_form()))
    text = squeezed(text_of(content))
    captions = captions_of(BODY)
    assert len(captions) > 120
    assert [caption for caption in captions if squeezed(caption) not in text] == []
    assert set(fonts_of(content)) <= {"Liberation-Serif", "Liberation-Serif-Bold"}


@pytest.mark.parametrize("workers", [0, 1, 2, 9, 40])
def test_a_card_breaks_where_a_reader_would(workers: int) -> None:
    """Point 5 on one page, headings with their tables, the captions of signatures with the last of them."""
    pages = [
        squeezed(text) for text in pages_of(pdf.render(html_of("card.html", whole_form(workers, "обрубка " * 40))))
    ]
    for number, text in enumerate(pages, start=1):
        assert f"стр.{number}из{len(pages)}" in text and "Карта1.Обрубщик" in text
        assert not re.search(r"Пункт\d\.[А-Яа-я]+$", text.rpartition("Карта1")[0])
    matrix = [text for text in pages if "5.1.Химический" in text]
    assert len(matrix) == 1 and "5.16.Общаяоценка" in matrix[0]
    names = [name for text in pages for name in re.findall(r"Рабочий(\d+)", text)]
    assert sorted(map(int, names)) == list(range(workers))
    last = next(text for text in pages if "фамилияработника,дата" in text)
    assert workers == 0 or f"Рабочий{workers - 1}" in last


def test_rows_say_how_they_are_set() -> None:
    rows: list[CardRow] = list(factor_rows(fake_card(lines=[line("DUST", "DUST", "пыль")]), BODY["point_2"]))
    roles = [(row.role, row.cells[0].text) for row in rows]
    assert ("opening", "2.3. Пыли, аэрозоли, мг/м³") in roles and ("inner", "Пыль") in roles
    assert roles.count(("total", "Итоговая оценка фактора")) == 8
    assert all(sum(cell.across for cell in row.cells) == 7 for row in rows)
