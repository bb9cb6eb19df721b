"""The list of norms on a day, and what changed between days."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from norms.catalogue import CHAPTERS, listed_norms, listed_tables, missing_norms
from norms.classes import ConditionsClass as C
from norms.diff import changes
from norms.errors import BadInput
from norms.library import norm
from norms.loader import load_norms
from norms.model import Bracket, Scale
from norms.printing import printed

ON = dt.date(2026, 1, 1)


def test_shapes_of_values_are_printed_for_people():
    nbsp = "\u00a0"
    assert printed(Decimal("0.5")) == "0,5"
    table = {"а": {"title": "Титул", "class": "3.1"}, "б": {"x": ["1", "2"]}}
    assert printed(table) == "а: Титул (класс 3.1); б: x 1, 2"
    first = Bracket(C.PERMISSIBLE, Decimal("0.5"), True, "")
    last = Bracket(C.DANGEROUS, None, False, "")
    middle = Bracket(C.HARMFUL_1, Decimal("1.5"), False, "")
    assert printed(Scale((first, middle, last))) == f"2: менее{nbsp}0,5; 3.1: до{nbsp}1,5; 4: более{nbsp}1,5"
    assert printed(Scale((first, last))) == f"2: менее{nbsp}0,5; 4: от{nbsp}0,5"
    assert printed(Scale((last,))) == "4: любое значение"


def test_norms_are_listed_as_in_force():
    listed = {item.key: item for item in listed_norms(ON)}
    noise = listed["vibroacoustic.noise"]
    assert (
        noise.printed
        == "2: до\u00a00; 3.1: до\u00a05; 3.2: до\u00a015; 3.3: до\u00a025; 3.4: до\u00a035; 4: более\u00a035"
    )
    assert (noise.title, noise.unit, noise.clause, noise.first_day) == (
        "Шум, превышение ПДУ",
        "дБ, дБА",
        "приложение 1, таблица 4, «Шум»",
        dt.date(2014, 7, 25),
    )
    assert (noise.is_verified, noise.is_approximate, noise.note) == (True, False, "")
    assert noise.act.endswith("22.02.2008 №\u00a035")
    assert noise.act_edition.startswith("в ред. от 18.08.2025")
    assert not listed["rights.leave"].is_verified
    assert listed["biological.activities"].is_approximate
    assert listed["fields.laser_single"].note
    assert "chemical.detected_drugs" not in listed
    assert "chemical.detected_drugs" in {item.key for item in listed_norms(dt.date(2019, 1, 1))}
    assert list(dict.fromkeys(item.chapter for item in listed_norms(ON))) == list(CHAPTERS.values())
    noise_keys = [item.key for item in listed_norms(ON) if item.chapter == noise.chapter]
    assert noise_keys == sorted(noise_keys)
    assert listed_norms(dt.date(1990, 1, 1)) == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("load.3.5-standing", "1: до\u00a040; 2: менее\u00a080; 3.1: от\u00a080"),
        ("strain.4.2.4-large", "1: любое значение"),
        (
            "microclimate.temperature",
            "2: до\u00a00; 3.1: до\u00a04,0; 3.2: до\u00a08,0; 3.3: более\u00a08,0".replace(",0", ""),
        ),
        ("chemical.formaldehyde_styrene", "1,25"),
        ("full_day.counted_kinds", "ПЗ; ОП; ОБ; РП"),
        ("rights.surcharge", "3.1: 0,10; 3.2: 0,14; 3.3: 0,20; 3.4: 0,25; 4: 0,31"),
        ("chemical.unregulated", "1: 3.3; 2: 3.3; 3: 3.1; 4: 3.1"),
        (
            "overall.combination",
            "3.1: не менее 3, даёт 3.2; 3.2: не менее 2, даёт 3.3; 3.3: не менее 2, даёт 3.4; 3.4: не менее 2, даёт 4",
        ),
        ("rights.list_536", "1: от класса 3.3, список 1, от класса 3.2, список 2; 2: от класса 3.2, список 2"),
        ("fields.combination", "наиболее высокая оценка"),
    ],
)
def test_values_are_printed_for_people(key, text):
    assert printed(norm(key, ON).value) == text


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("chemical.skin", "по строке 1 таблицы 1"),
        ("forms.improvement_plan", "приложение: 13"),
        ("microclimate.air_speed_bounds", "верхняя граница"),
        ("calendar.holidays", "01.01: Новый год; 02.01: Новый год; 07.01: Рождество Христово (православное); 08.03: "),
        ("air_ions", "вне нормы все три показателя: 3.1; иначе: 2"),
        ("fields.maximum", "электрическое поле 50 Гц: кратность 40, ниже порога 3.3; "),
        ("strain.special_works", "непосредственное обслуживание пациентов в психиатрических и наркологических "),
        ("chemical.complexes", "предельные углеводороды, сероводород, серная кислота, щёлочи, аммиак; "),
        (
            "biological.activities",
            "27.1.1: работы с возбудителями инфекционных болезней 3, 4-й групп риска (класс 3.4, время не учитывается); ",
        ),
    ],
)
def test_tables_are_printed_without_names_of_programs(key, text):
    assert printed(norm(key, ON).value).startswith(text)


def test_no_value_of_any_edition_shows_a_name_of_a_program():
    for known in load_norms().values():
        for edition in known.editions:
            if edition.value is not None:
                assert not re.search(r"[A-Za-z]{3}", printed(edition.value)), (known.key, printed(edition.value))


def test_a_norm_is_listed_with_the_last_day_of_its_value():
    before = {item.key: item for item in listed_norms(dt.date(2019, 12, 31))}["vibroacoustic.level_places"]
    after = {item.key: item for item in listed_norms(dt.date(2020, 1, 10))}["vibroacoustic.level_places"]
    assert (before.printed, before.last_day) == ("без округления", dt.date(2020, 1, 9))
    assert (after.printed, after.last_day) == ("0", None)


def test_norms_that_were_not_in_force_say_since_when_or_until_when():
    missing = dict(missing_norms(dt.date(2019, 12, 31)))
    assert len(missing) + len(listed_norms(dt.date(2019, 12, 31))) == len(load_norms())
    assert any("загружена с" in sentence for sentence in missing.values())
    assert [s for s in dict(missing_norms(ON)).values() if "утратила силу с 10.01.2020" in s]
    assert len(missing_norms(dt.date(1990, 1, 1))) == len(load_norms())


def test_tables_are_listed_from_the_day_on_which_we_hold_them():
    tables = {table.key: table for table in listed_tables(ON)}
    substances = tables["substances"]
    assert (substances.rows, substances.first_day) == (2722, dt.date(2022, 11, 29))
    assert substances.act.endswith("25.01.2021 №\u00a037")
    assert substances.act_edition == "в ред. от 29.11.2022 №\u00a0829"
    assert set(tables) - {table.key for table in listed_tables(dt.date(2022, 11, 28))} >= {"substances", "noise_limits"}
    assert listed_tables(dt.date(2014, 7, 24)) == ()
    assert [table.key for table in listed_tables(dt.date(2014, 7, 25))] == ["acute_substances", "irritant_substances"]


def test_the_changes_of_2020_and_2025_are_all_there():
    found = {(c.since, c.key): c for c in changes(dt.date(2019, 12, 31), dt.date(2026, 1, 1))}
    by_day = {}
    for since, key in found:
        by_day.setdefault(str(since), set()).add(key)
    assert {
        "vibroacoustic.level_places",
        "microclimate.air_speed_bounds",
        "biological.activities",
        "chemical.complexes",
        "strain.special_works",
        "microclimate.open_air",
    } <= by_day["2020-01-10"]
    assert by_day["2025-08-18"] == {
        "forms.survey_protocol",
        "forms.factor_list",
        "forms.list_medical",
        "forms.list_not_confirmed",
    }
    assert by_day["2024-06-18"] == {"strain.special_works"}
    level = found[dt.date(2020, 1, 10), "vibroacoustic.level_places"]
    assert level.as_json() == {
        "key": "vibroacoustic.level_places",
        "title": "Знаков после запятой в уровне звука и вибрации",
        "kind": "изменена", "before": "без округления", "after": "0", "clause": "п. 32", "note": "",
        "act": "постановление Минтруда и соцзащиты от 10.01.2020 №\u00a03",
        "is_approximate": True, "since": "2020-01-10",
    }  # fmt: skip
    assert found[dt.date(2020, 1, 10), "chemical.complexes"].kind == "введена"
    assert found[dt.date(2020, 1, 10), "chemical.detected_drugs"].kind == "утратила силу"
    assert (
        found[dt.date(2021, 1, 25), "air_ions.limits"].act == "постановление Совета Министров от 25.01.2021 №\u00a037"
    )


def test_changes_are_counted_after_the_first_day_and_with_the_last():
    assert changes(dt.date(2020, 1, 10), dt.date(2020, 12, 31)) == ()
    on_the_day = changes(dt.date(2020, 1, 9), dt.date(2020, 1, 10))
    assert [c.key for c in on_the_day] == sorted(c.key for c in on_the_day)
    assert changes(ON, ON) == ()
    with pytest.raises(BadInput, match=r"^to: второй день раньше первого$"):
        changes(ON, dt.date(2025, 1, 1))


def test_an_edition_that_says_the_same_is_no_change():
    assert "rights.list_1490" not in {c.key for c in changes(dt.date(2019, 12, 31), ON)}
