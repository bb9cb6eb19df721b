"""Substances that act together: who they are, sums and complexes."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.classes import ConditionsClass as C
from norms.factors.chemical import Effect
from norms.factors.chemical_sums import ChemicalGroup, Presence, find_complex, find_sums
from norms.factors.substances import folded, key_of
from norms.quantities import WHOLE_TIME, Exposure
from norms.settings import Interpretations

ON = dt.date(2026, 1, 1)


def present(name, value, limit="1", **more):
    more.setdefault("exposure", WHOLE_TIME)
    return Presence(name, Decimal(value), Decimal(limit), **more)


@pytest.mark.parametrize(
    ("name", "cas", "key"),
    [
        ("Азота диоксид", "", "nitrogen_dioxide"),
        ("что угодно", "10102-44-0", "nitrogen_dioxide"),
        ("Дигидросульфид (сероводород)", "", "hydrogen_sulphide"),
        ("УГЛЕРОДА ОКСИД", "", "carbon_monoxide"),
        ("Формальдегид <1>", "", "formaldehyde"),
        ("серная кислота (7664-93-9)", "", "sulphuric_acid"),
        ("Этенилбензол", "", "styrene"),
    ],
)
def test_known_substances_are_known_by_number_and_by_name(name, cas, key):
    assert key_of(name, cas).text == key
    assert key_of(name, cas).is_known


def test_unknown_substances_are_told_apart_by_number_else_by_name():
    assert key_of("Вещество", "11-11-1").text == "11-11-1"
    assert key_of("Вещество  Ё").text == "вещество е"
    assert not key_of("Вещество").is_known
    assert folded(" Ёлка  ЗЕЛЁНАЯ ") == "елка зеленая"


def test_irritants_below_their_limits_are_summed():
    found = find_sums(
        [present("a", "0.6", effects=(Effect.IRRITANT,)), present("b", "0.7", effects=(Effect.IRRITANT,))], ON
    )
    assert [(s.title, s.verdict.conditions_class) for s in found] == [("Вещества раздражающего действия", C.HARMFUL_1)]
    assert found[0].members == {"a", "b"}


@pytest.mark.parametrize("effect", [Effect.ALLERGEN, Effect.CARCINOGEN])
def test_other_effects_are_summed_among_themselves(effect):
    both = [present("a", "0.6", effects=(effect,)), present("b", "0.7", effects=(effect, Effect.ACUTE))]
    assert len(find_sums(both, ON)) == 1
    apart = [present("a", "0.6", effects=(effect,)), present("b", "0.7", effects=(Effect.IRRITANT,))]
    assert find_sums(apart, ON) == ()


def test_acute_substances_are_summed_only_by_the_reading_of_37():
    both = [present("a", "0.6", effects=(Effect.ACUTE,)), present("b", "0.7", effects=(Effect.ACUTE,))]
    assert find_sums(both, ON) == ()
    by_37 = Interpretations.of_names({"summed_effects": "AS_37"})
    assert [s.title for s in find_sums(both, ON, by_37)] == ["Вещества остронаправленного действия"]
    assert find_sums(both, dt.date(2020, 1, 1), by_37) == ()


def test_a_substance_above_its_limit_is_left_out():
    three = [present(n, v, effects=(Effect.IRRITANT,)) for n, v in (("a", "1.01"), ("b", "0.6"), ("c", "0.7"))]
    assert find_sums(three, ON)[0].members == {"b", "c"}
    assert find_sums(three[:2], ON) == ()


def test_substances_of_different_zones_do_not_meet():
    irritant = {"effects": (Effect.IRRITANT,)}
    apart = [present("a", "0.6", zone="цех", **irritant), present("b", "0.7", zone="склад", **irritant)]
    assert find_sums(apart, ON) == ()
    both = [*apart, present("b", "0.7", zone="цех", **irritant), present("a", "0.1", zone="склад", **irritant)]
    assert [s.verdict.conditions_class for s in find_sums(both, ON)] == [C.HARMFUL_1, C.PERMISSIBLE]


def test_a_substance_enters_once_by_its_higher_ratio():
    irritant = {"effects": (Effect.IRRITANT,)}
    found = find_sums(
        [present("a", "0.4", **irritant), present("A", "0.9", **irritant), present("b", "0.3", **irritant)], ON
    )
    parts = next(step for step in found[0].verdict.trace if step.op == "sum").inputs["parts"]
    assert [(p["name"], p["value"]) for p in parts] == [("A", "0.9"), ("b", "0.3")]


def test_a_named_combination_is_found_and_a_part_of_it_too():
    whole = [present("Серы диоксид", "0.5"), present("Фенол", "0.4"), present("Углерода оксид", "0.3")]
    titles = [s.title for s in find_sums(whole, ON)]
    assert titles == ["Сочетание №\u00a04 приложения 3: азота диоксид, серы диоксид, углерода оксид, фенол"]
    assert "№\u00a041 " in find_sums(whole[:2], ON)[0].title or "№\u00a04 " in find_sums(whole[:2], ON)[0].title


def test_a_family_needs_its_partner():
    oxides = [present("Азота диоксид", "0.6"), present("Азота оксиды", "0.6")]
    assert find_sums(oxides, ON) == ()
    with_co = find_sums([*oxides, present("Углерода оксид", "0.2")], ON)
    assert with_co[0].title == "Оксиды азота и оксид углерода"
    assert with_co[0].verdict.conditions_class is C.HARMFUL_1


@pytest.mark.parametrize(
    ("group", "title"),
    [
        (ChemicalGroup.NARCOTIC, "Вещества наркотического типа действия"),
        (ChemicalGroup.REPRODUCTIVE, "Вещества, опасные для репродуктивного здоровья"),
        (ChemicalGroup.CHLORINATED, "Хлорированные углеводороды"),
        (ChemicalGroup.BROMINATED, "Бромированные углеводороды"),
        (ChemicalGroup.ALCOHOL, "Спирты"),
        (ChemicalGroup.ALKALI, "Щёлочи"),
        (ChemicalGroup.AROMATIC, "Ароматические углеводороды"),
        (ChemicalGroup.AMINO, "Амино- и нитросоединения"),
        (ChemicalGroup.NITRO, "Амино- и нитросоединения"),
    ],
)
def test_families_are_summed(group, title):
    found = find_sums([present("a", "0.6", groups=(group,)), present("b", "0.7", groups=(group,))], ON)
    assert [s.title for s in found] == [title]


def test_saturated_hydrocarbons_are_no_family_of_sums():
    both = [present(n, "0.9", groups=(ChemicalGroup.SATURATED_HYDROCARBON,)) for n in "ab"]
    assert find_sums(both, ON) == ()


def test_substances_act_together_as_long_as_the_briefest_unless_the_others_weigh_more():
    half, brief = Exposure.of_percent(60), Exposure.of_percent(5)
    irritant = {"effects": (Effect.IRRITANT,)}
    three = [
        present("a", "0.8", exposure=half, **irritant),
        present("b", "0.8", exposure=half, **irritant),
        present("c", "0.1", exposure=brief, **irritant),
    ]
    found = find_sums(three, ON)[0].verdict
    assert found.conditions_class is C.HARMFUL_1
    assert found.trace[-1].inputs["minutes"] == "60"
    two = find_sums([three[0], three[2], present("d", "0.9", exposure=brief, **irritant)], ON)[0].verdict
    assert (found.base, two.conditions_class, two.base) == (C.HARMFUL_1, C.PERMISSIBLE, C.HARMFUL_1)


def test_formaldehyde_and_styrene_have_a_coefficient():
    both = [present("Формальдегид", "0.4", effects=(Effect.IRRITANT,)), present("Стирол", "0.44")]
    found = find_sums(both, ON)[0]
    assert found.title == "Формальдегид и стирол"
    assert found.verdict.conditions_class is C.HARMFUL_1  # 1.25 × 0.84 = 1.05
    assert found.verdict.trace[0].op == "coefficient"
    divides = Interpretations.of_names({"formaldehyde_and_styrene": "DIVIDES"})
    assert find_sums(both, ON, divides)[0].verdict.conditions_class is C.PERMISSIBLE
    assert find_sums(both, dt.date(2020, 6, 1)) == ()
    assert find_sums(both[:1], ON) == ()


def test_with_others_of_their_action_the_coefficient_still_holds_for_the_two():
    irritant = {"effects": (Effect.IRRITANT,)}
    three = [
        present("Формальдегид", "0.4", **irritant),
        present("Стирол", "0.4", **irritant),
        present("Аммиак", "0.05", **irritant),
    ]
    found = find_sums(three, ON)
    parts = next(step for step in found[0].verdict.trace if step.op == "sum").inputs["parts"]
    assert [p.get("weight") for p in parts] == ["1.25", "1.25", None]
    assert found[0].verdict.trace[1].output == "1.05"
    assert found[0].verdict.conditions_class is C.HARMFUL_1


def test_without_formaldehyde_acting_all_the_time_no_coefficient_is_left():
    irritant = {"effects": (Effect.IRRITANT,)}
    brief = Exposure.of_percent(5)
    three = [
        present("Формальдегид", "0.1", exposure=brief, **irritant),
        present("Стирол", "0.6", **irritant),
        present("Аммиак", "0.5", **irritant),
    ]
    found = find_sums(three, ON)[0].verdict
    assert found.conditions_class is C.HARMFUL_1
    assert found.trace[0].op == "sum"


SATURATED = {"groups": (ChemicalGroup.SATURATED_HYDROCARBON,)}


def refinery(**more):
    return [present("Бензин", "0.1", **SATURATED, **more), present("Сероводород", "0.1"), present("Аммиак", "0.1")]


def test_a_complex_needs_all_its_members_below_their_limits():
    found = find_complex(refinery(), ON)
    assert found.title == "Комплекс №\u00a08 приложения 7: предельные углеводороды, сероводород, аммиак"
    assert found.verdict.conditions_class is C.HARMFUL_1
    assert found.members == {"бензин", "hydrogen_sulphide", "ammonia"}
    assert find_complex(refinery()[:2], ON) is None
    assert find_complex([*refinery()[:2], present("Аммиак", "1.1")], ON) is None
    assert find_complex([*refinery()[:2], present("Аммиак", "0")], ON) is None


def test_complexes_exist_since_2020():
    assert find_complex(refinery(), dt.date(2020, 1, 9)) is None
    assert find_complex(refinery(), dt.date(2020, 1, 10))


def test_a_complex_acts_as_long_as_its_briefest_member_and_the_longest_complex_counts():
    brief = find_complex(refinery(exposure=Exposure.of_percent(40)), ON)
    assert (brief.verdict.conditions_class, brief.verdict.base) == (C.PERMISSIBLE, C.HARMFUL_1)
    air = [
        present("Бензин", "0.1", **SATURATED),
        present("Сероводород", "0.1"),
        present("Аммиак", "0.1", exposure=Exposure.of_percent(40)),
        present("Моноэтаноламин", "0.1"),
    ]
    assert "№\u00a010 " in find_complex(air, ON).title
    two = [*refinery(exposure=Exposure.of_percent(40)), present("Керосин", "0.1", **SATURATED)]
    assert find_complex(two, ON).verdict.conditions_class is C.HARMFUL_1


def test_a_substance_at_its_limit_enters_sums_and_complexes():
    irritant = {"effects": (Effect.IRRITANT,)}
    assert find_sums([present("a", "1", **irritant), present("b", "0.1", **irritant)], ON)[0].members == {"a", "b"}
    assert find_complex([*refinery()[:2], present("Аммиак", "1")], ON)


def test_an_equal_ratio_keeps_the_first_presence():
    irritant = {"effects": (Effect.IRRITANT,)}
    found = find_sums(
        [present("a", "0.4", **irritant), present("A", "0.4", **irritant), present("b", "0.3", **irritant)], ON
    )
    parts = next(step for step in found[0].verdict.trace if step.op == "sum").inputs["parts"]
    assert [p["name"] for p in parts] == ["a", "b"]


def test_the_weights_of_a_sum_follow_the_settings():
    pair = [present("Формальдегид", "0.41"), present("Стирол", "0.41")]
    just_above = Interpretations.of_names({"sum_above_one": "HARMFUL"})
    assert [s.verdict.conditions_class for s in find_sums(pair, ON)] == [C.PERMISSIBLE]
    assert [s.verdict.conditions_class for s in find_sums(pair, ON, just_above)] == [C.HARMFUL_1]


def test_by_both_lists_a_sum_is_found():
    """The reading of № 37 adds a row to those of № 211, it does not replace them."""
    by_37 = Interpretations.of_names({"summed_effects": "AS_37"})
    irritants = [present(name, "0.6", effects=(Effect.IRRITANT,)) for name in "аб"]
    assert [s.title for s in find_sums(irritants, ON, by_37)] == ["Вещества раздражающего действия"]
