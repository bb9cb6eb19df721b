"""Ionising radiation: rows of table 7 and what they make together."""

import datetime as dt

import pytest

from norms.classes import ConditionsClass as C
from norms.errors import BadInput, NoClassDefined
from norms.factors.ionising import Radiation, RadiationIndicator, classify_radiation_work
from norms.quantities import WHOLE_TIME, Exposure

ON = dt.date(2026, 1, 1)


def radiation(*indicators, **more):
    more.setdefault("exposure", WHOLE_TIME)
    return classify_radiation_work(Radiation(list(indicators), **more), ON)


def test_each_line_of_radiation_keeps_its_own_class():
    found = radiation(
        RadiationIndicator("3.3", "500"), RadiationIndicator("3.1", "1", "12"), RadiationIndicator("3.3", "5")
    )
    assert [v.conditions_class.value for _, v in found.lines] == ["3.2", "3.2", "3.1"]
    assert found.lines[1][1].trace[0].inputs["chosen"] == "source"


@pytest.mark.parametrize(
    ("indicators", "more", "field", "words"),
    [
        ([], {}, "indicators", "не указан ни один показатель таблицы 7"),
        ([RadiationIndicator("9.9", "1", "1")], {}, "9.9", "нет такой строки в таблице 7"),
        ([RadiationIndicator("3.1", "1")], {}, "3.1", "укажите допустимую величину"),
        ([RadiationIndicator("3.1", "1", "0")], {}, "3.1", "должно быть больше нуля"),
        ([RadiationIndicator("3.3", "-1")], {}, "3.3", "не может быть меньше нуля"),
        ([RadiationIndicator("4.1.1", "5")], {}, "4.1.1", "выберите из 1, 2, 3, 4"),
        ([RadiationIndicator("3.3", "1")], {"works_with_sources": False}, "3.3", "только для работающих с ИИИ"),
        ([RadiationIndicator("1.3", "1", "2")], {"works_with_sources": False}, "1.3", "строка класса не даёт"),
        ([RadiationIndicator("3.1", "1", "12")], {}, "3.1", "укажите характеристику источника или класс"),
        (
            [RadiationIndicator("3.1", "1", "12", C.HARMFUL_4)],
            {},
            "3.1",
            "класс 3.4 для строки не предусмотрен: 3.1, 3.2, 3.3",
        ),
        (
            [RadiationIndicator("1.2", "1"), RadiationIndicator("1.3", "1", "2")],
            {},
            "1.3",
            "класс 3.1 для строки не предусмотрен",
        ),
        (
            [RadiationIndicator("2.3", "1"), RadiationIndicator("3.1", "1", "2")],
            {},
            "3.1",
            "укажите характеристику источника",
        ),
    ],
)
def test_radiation_that_cannot_be_judged_says_why(indicators, more, field, words):
    with pytest.raises(BadInput) as caught:
        radiation(*indicators, **more)
    assert caught.value.field == field
    assert words in caught.value.reason


def test_doses_that_have_no_class_are_left_to_people():
    for code, value in (("4.1.2", "13"), ("1.1", "20400")):
        with pytest.raises(NoClassDefined) as caught:
            radiation(RadiationIndicator(code, value, "12"))
        assert caught.value.key == "ionising.doses"
        assert caught.value.value == f"{code}: {value}"


def test_the_worse_source_decides_for_the_dose():
    found = radiation(
        RadiationIndicator("3.3", "5"), RadiationIndicator("3.2", "10"), RadiationIndicator("3.1", "1", "12")
    )
    assert found.lines[2][1].conditions_class is C.HARMFUL_3


@pytest.mark.parametrize(("value", "found"), [("12", "3.1"), ("12.0000001", "4")])
def test_the_permissible_dose_itself_is_permitted(value, found):
    lines = radiation(RadiationIndicator("3.3", "5"), RadiationIndicator("3.1", value, "12")).lines
    assert lines[1][1].conditions_class.value == found


def test_a_person_may_choose_the_column_of_a_dose():
    found = radiation(RadiationIndicator("3.1", "1", "12", C.HARMFUL_2))
    assert found.lines[0][1].trace[0].inputs["chosen"] == "person"
    assert found.verdict.conditions_class is C.HARMFUL_2
    assert (found.verdict.base, found.verdict.trace[-2].inputs["of"]) == (C.HARMFUL_2, ["3.1"])


def test_partly_in_the_zone_each_indicator_goes_one_class_down():
    found = radiation(
        RadiationIndicator("3.2", "10"),
        RadiationIndicator("3.3", "5"),
        exposure=Exposure.of_percent(49),
        in_zone_whole_shift=True,
    )
    assert [verdict.conditions_class.value for _, verdict in found.lines] == ["3.3", "3.1"]
    assert found.verdict.conditions_class is C.HARMFUL_2
