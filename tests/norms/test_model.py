"""Classes, scales and norms behave as the acts order them."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.classes import ConditionsClass
from norms.combine import raise_by_count, take_highest
from norms.errors import BadInput, NoClassDefined
from norms.library import norm
from norms.trace import Step, Verdict, step

ON = dt.date(2026, 1, 1)
C = ConditionsClass


def test_the_legal_order():
    assert [c.value for c in sorted(C, key=lambda c: c.rank)] == ["1", "2", "3.1", "3.2", "3.3", "3.4", "4"]
    assert C.OPTIMAL < C.PERMISSIBLE < C.HARMFUL_1 < C.HARMFUL_2 < C.HARMFUL_3 < C.HARMFUL_4 < C.DANGEROUS
    assert not C.DANGEROUS < C.DANGEROUS
    assert [c.rank for c in C] == list(range(7))
    assert C.HARMFUL_1 >= C.HARMFUL_1 >= C.PERMISSIBLE
    assert C.HARMFUL_1 <= C.HARMFUL_1 <= C.HARMFUL_2
    assert not C.HARMFUL_1 > C.HARMFUL_1
    assert not C.HARMFUL_1 >= C.HARMFUL_2
    assert not C.HARMFUL_2 <= C.HARMFUL_1


def test_what_is_harmful():
    assert [c.value for c in C if c.is_harmful] == ["3.1", "3.2", "3.3", "3.4", "4"]
    assert str(C.HARMFUL_2) == "3.2"


def test_lowering_stays_within_the_ladder():
    assert C.DANGEROUS.lowered(1, C.PERMISSIBLE) is C.HARMFUL_4
    assert C.HARMFUL_1.lowered(2, C.PERMISSIBLE) is C.PERMISSIBLE
    assert C.OPTIMAL.lowered(1, C.PERMISSIBLE) is C.OPTIMAL
    assert C.PERMISSIBLE.lowered(1, C.OPTIMAL) is C.OPTIMAL
    assert C.PERMISSIBLE.lowered(5, C.OPTIMAL) is C.OPTIMAL
    assert C.HARMFUL_4.lowered(0, C.PERMISSIBLE) is C.HARMFUL_4


def test_nothing_cannot_be_combined():
    for combine in (take_highest, raise_by_count):
        with pytest.raises(BadInput, match=r"^classes: нет ни одной оценки$"):
            combine([], norm("overall.combination", ON))


def test_the_ceiling_holds_what_counting_raises_but_not_what_was_given():
    rule = norm("load.combination", ON)
    assert raise_by_count([C.HARMFUL_2] * 3, rule).conditions_class is C.HARMFUL_3
    assert raise_by_count([C.HARMFUL_4], rule).conditions_class is C.HARMFUL_4


def test_names_of_parts_stand_in_the_trace():
    verdict = take_highest([C.HARMFUL_1, C.PERMISSIBLE], norm("dust.combination", ON), of=["цемент", "мел"])
    assert verdict.trace[0].inputs == {"classes": ["3.1", "2"], "of": ["цемент", "мел"]}
    assert take_highest([C.HARMFUL_1], norm("dust.combination", ON)).trace[0].inputs == {"classes": ["3.1"]}


def test_a_count_says_what_it_raised():
    verdict = raise_by_count([C.HARMFUL_1] * 3 + [C.HARMFUL_2] * 2, norm("overall.combination", ON))
    assert verdict.conditions_class is C.HARMFUL_3
    assert verdict.trace[0].inputs["raised"] == {"3.1": 3, "3.2": 2}


def test_a_norm_knows_its_citation_and_kinds():
    found = norm("dust", ON)
    assert found.citation == "приложение 1, таблица 3; постановление Минтруда и соцзащиты от 22.02.2008 №\u00a035"
    assert found.scale.printed(C.HARMFUL_1) == ""
    assert norm("load.3.1.1.male", ON).scale.printed(C.PERMISSIBLE) == "2501 - 5000"
    assert norm("load.3.1.1.male", ON).scale.printed(C.DANGEROUS) == ""
    assert norm("exposure.keeps_class_from", ON).number == Decimal(50)
    assert norm("full_day.counted_kinds", ON).items == ("ПЗ", "ОП", "ОБ", "РП")
    assert norm("lighting", ON).table["kept"] == "2"


def test_a_dash_in_the_table_is_no_class():
    with pytest.raises(NoClassDefined) as caught:
        norm("fields.electrostatic", ON).classify(Decimal("5.1"))
    assert caught.value.key == "fields.electrostatic"
    assert caught.value.value == "5.1"
    assert str(caught.value) == (
        "приложение 1, таблица 5, строка 1; постановление Минтруда и соцзащиты от 22.02.2008 №\u00a035: "
        "для значения 5.1 класс не установлен («fields.electrostatic»)"
    )


def test_a_step_is_plain_data():
    found = step("op", 5, norm("dust", ON), note="0001", a=1)
    assert found.as_json() == {
        "op": "op",
        "inputs": {"a": 1},
        "output": "5",
        "source": norm("dust", ON).citation,
        "norm": "dust",
        "interpretation": "0001",
    }
    bare = step("op", "x", source="п. 1")
    assert (bare.source, bare.norm, bare.interpretation) == ("п. 1", "", "")
    assert step("op", "x").source == ""
    assert step("op", "x", norm("dust", ON), source="own").source == "own"
    assert Step("a", {}, "b").as_json()["norm"] == ""
    verdict = Verdict(C.HARMFUL_1, C.HARMFUL_2, (found,))
    assert verdict.as_json() == {"class": "3.1", "base": "3.2", "trace": [found.as_json()]}
    assert Verdict(C.OPTIMAL, C.OPTIMAL).trace == ()
