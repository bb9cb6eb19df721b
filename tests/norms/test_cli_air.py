"""The chemical factor and the rights from a command line: what they say besides the class, and how they refuse."""

import datetime as dt

import pytest

from norms.check_trace import check_verdict
from norms.classes import ConditionsClass as C
from norms.errors import NormNotFound
from norms.factors.biological import combine_producers, prevailing_activity
from norms.lookup import look_up
from norms.quantities import Exposure
from tests.norms.program import run

ON = dt.date(2026, 1, 1)
DAY = {"on": "2026-01-01"}
WHOLE = {"percent": "100"}


def one(name, value="0.6", **more):
    return {"title": name, "value": value, "limit": "1", **WHOLE, **more}


def factor(*substances, **more):
    return {**DAY, "kind": "chemical_factor", "substances": list(substances), **more}


def parts(*given):
    return {
        **DAY,
        "kind": "substance_sum",
        **WHOLE,
        "parts": [dict(zip(("name", "value", "limit"), g, strict=True)) for g in given],
    }


def test_the_factor_shows_its_lines_and_sums_each_with_a_proof():
    (answer,) = run(["classify"], factor(one("Аммиак"), one("Сероводород"), one("Ртуть", "0.1")))[1]
    assert [line["title"] for line in answer["lines"]] == ["Аммиак", "Сероводород", "Ртуть"]
    assert [found["title"] for found in answer["sums"]] == [
        "Сочетание №\u00a07 приложения 3: аммиак и гидросульфид (сероводород)"
    ]
    assert [check_verdict(part, ON) for part in (*answer["lines"], *answer["sums"])] == ["2", "2", "2", "3.1"]
    assert answer["trace"][-1]["inputs"]["of"] == ["Аммиак", "Сероводород", "Ртуть", answer["sums"][0]["title"]]
    assert check_verdict(answer, ON) == answer["class"] == "3.1"


def test_a_complex_is_a_sum_of_chemical_production_alone():
    members = (one("Гексан", groups=["SATURATED_HYDROCARBON"]), one("Серная кислота"), one("Аммиак", "0.2"))
    for production, titles in ((True, 1), (False, 0)):
        (answer,) = run(["classify"], factor(*members, is_chemical_production=production))[1]
        assert sum(found["title"].startswith("Комплекс №\u00a09 приложения 7") for found in answer["sums"]) == titles


def test_readings_of_the_employer_reach_the_sums():
    pair = (one("А", "0.52", effects=["ALLERGEN"]), one("Б", "0.52", effects=["ALLERGEN"]))
    assert run(["classify"], factor(*pair))[1][0]["class"] == "2"
    chosen = factor(*pair, settings={"sum_above_one": "HARMFUL"})
    assert run(["classify"], chosen)[1][0]["class"] == "3.1"
    plain = parts(("А", "0.52", "1"), ("Б", "0.52", "1"))
    assert run(["classify"], {**plain, "settings": {"sum_above_one": "HARMFUL"}})[1][0]["class"] == "3.1"
    styrene = parts(("Формальдегид", "0.4", "1"), ("Стирол", "0.5", "1"))
    assert run(["classify"], {**styrene, "settings": {"formaldehyde_and_styrene": "DIVIDES"}})[1][0]["class"] == "2"


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        (parts(("А", "0.5", "1"), ("Б", "0.5", "1"), ("Б", "0.6", "1")), "parts[2].name", "вещество указано дважды"),
        (parts(("А", "0.5", "1"), ("Б", "-0.5", "1")), "parts[1].value", "не может быть меньше нуля"),
        (parts(("А", "0", "0")), "parts[0].limit", "должно быть больше нуля"),
        (factor(one("А"), {"title": "Б", "value": "1", "limit": "1"}), "substances[1].minutes", "укажите minutes и of_minutes или percent"),
        (factor(one("А"), {**one("Б"), "workplaces": 3}), "substances[1].workplaces", "число однотипных мест указывают с выборкой"),
        (factor(one("А", "x")), "substances[0].value", "не число: «x»"),
        (factor(), "substances", "ожидается непустой список"),
        ({**DAY, "kind": "dust", "limit": "1", **WHOLE, "sample": ["1"], "workplaces": 6}, "sample", "обследуется не менее 20\u00a0% однотипных рабочих мест: нужно 2 (п.\u00a08)"),
    ],
)  # fmt: skip
def test_what_cannot_be_summed_is_refused_with_its_place(line, field, reason):
    code, (answer,) = run(["classify"], line)
    assert (code, answer["error"]) == (2, {"field": field, "reason": reason})


@pytest.mark.parametrize(
    ("more", "field", "reason"),
    [
        ({"is_full_day": True, "minutes": "1", "of_minutes": "2"}, "is_full_day", "укажите либо is_full_day, либо минуты"),
        ({"is_full_day": True, "of_minutes": "2"}, "is_full_day", "укажите либо is_full_day, либо минуты"),
        ({}, "is_full_day", "обязательное поле"),
        ({"minutes": "481", "of_minutes": "480"}, "minutes", "фактор не может действовать дольше рабочего времени"),
        ({"is_full_day": True, "short_hours_week": "40.1"}, "short_hours_week", "часов в неделю — от 0 до 40"),
        ({"is_full_day": True, "short_hours_week": "-1"}, "short_hours_week", "часов в неделю — от 0 до 40"),
    ],
)  # fmt: skip
def test_a_full_day_is_said_once_and_a_week_is_no_longer_than_a_week(more, field, reason):
    code, (answer,) = run(["entitlements"], {**DAY, "class": "3.2", **more})
    assert (code, answer["error"]) == (2, {"field": field, "reason": reason})


def test_a_week_of_forty_hours_may_be_named():
    (answer,) = run(["entitlements"], {**DAY, "class": "3.2", "is_full_day": True, "short_hours_week": "40"})[1]
    hours = next(row for row in answer["entitlements"] if row["right"] == "SHORT_HOURS")
    assert (hours["value"], hours["trace"][0]["inputs"]["hours"]) == ("40", "40")


def test_conditions_paid_for_once_give_no_surcharge_with_all_reasons_named():
    paid = {**DAY, "class": "2", "is_full_day": False, "is_paid_for_special_nature": True}
    (answer,) = run(["entitlements"], paid)[1]
    surcharge = next(row for row in answer["entitlements"] if row["right"] == "SURCHARGE")
    assert surcharge["reason"].split("; ") == [
        "класс условий труда 2, требуется 3.1 и выше",
        "занятость менее 80\u00a0% продолжительности смены",
        "за те же условия повышена оплата за особый характер работы",
    ]
    assert [step["op"] for step in surcharge["trace"]] == ["right", "full_day_missing", "paid_otherwise"]


def test_an_order_is_late_only_for_a_new_workplace_with_both_days():
    late = {**DAY, "class": "3.2", "is_full_day": True, "created_on": "2026-06-01", "order_on": "2026-12-02"}
    (answer,) = run(["entitlements"], {**late, "origin": "NEW_WORKPLACE"})[1]
    assert answer["remarks"][0].startswith(
        "Приказ издан после шести месяцев со дня создания: последний день — 01.12.2026, просрочено дней: 1;"
    )
    for other in ({**late, "origin": "REGULAR"}, late, {**late, "origin": "EXTRAORDINARY"}):
        assert "remarks" not in run(["entitlements"], other)[1][0]


def test_a_search_before_all_tables_names_the_first_of_them():
    with pytest.raises(NormNotFound) as caught:
        look_up("озон", dt.date(2014, 7, 24))
    assert str(caught.value).endswith("справочники загружены с 25.07.2014")
    assert (caught.value.key, caught.value.on) == ("acute_substances", dt.date(2014, 7, 24))
    assert look_up("озон", dt.date(2014, 7, 25))


def test_micro_organisms_are_counted_by_name():
    found = combine_producers([C("3.1"), C("2")], ON, of=["А", "Б"])
    assert found.trace[0].inputs["of"] == ["А", "Б"]


def test_works_of_one_group_add_up_and_care_counts_time_only_where_all_of_it_is_care():
    fifth, half = Exposure.of_percent(20), Exposure.of_percent(50)
    found = prevailing_activity([("27.1.1", fifth, False), ("27.1.2", half, True), ("27.1.1", fifth, False)], ON)
    assert found.conditions_class is C("3.3")
    assert found.trace[0].inputs["works"] == [
        {"clause": "27.1.1", "minutes": "40", "of": "100"},
        {"clause": "27.1.2", "minutes": "50", "of": "100"},
    ]
    counted = {"settings": {"infectious_care_time": "COUNTED"}, **DAY, "kind": "prevailing_activity"}
    works = [{"clause": "27.1.2", "percent": "30", "is_care": True}, {"clause": "27.1.2", "percent": "15"}]
    assert run(["classify"], {**counted, "works": works})[1][0]["class"] == "3.3"
    works[1]["is_care"] = True
    assert run(["classify"], {**counted, "works": works})[1][0]["class"] == "3.2"
