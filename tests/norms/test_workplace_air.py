"""The air of a workplace: substances and micro-organisms, each once, and what they add up to."""

from norms.factors.chemical import Averaging, Effect
from norms.factors.chemical_sums import ChemicalGroup
from norms.overall import Factor
from norms.quantities import Exposure
from norms.readings import Method
from norms.settings import Interpretations
from tests.norms.evidence import classes, judge, reading


def test_three_substances_raise_the_factor_and_one_measured_thrice_does_not():
    three = [reading(Method.SUBSTANCE, "2", "1", title=name) for name in ("а", "б", "в")]
    assert classes(judge(*three))["CHEMICAL"] == "3.2"
    thrice = [reading(Method.SUBSTANCE, "2", "1", title=f"фенол, зона {n}", substance="Фенол", zone=n) for n in "123"]
    assert classes(judge(*thrice))["CHEMICAL"] == "3.1"
    both_limits = [
        reading(Method.SUBSTANCE, "2", "1", title="фенол", averaging=Averaging.SHIFT_AVERAGE),
        reading(Method.SUBSTANCE, "2", "1", title="фенол"),
        reading(Method.SUBSTANCE, "2", "1", title="аммиак"),
    ]
    assert classes(judge(*both_limits))["CHEMICAL"] == "3.1"


def test_the_worse_of_two_readings_of_one_substance_counts():
    found = judge(
        reading(Method.SUBSTANCE, "1", "1", title="фенол"),
        reading(Method.SUBSTANCE, "4", "1", title="фенол"),
        reading(Method.SUBSTANCE, "2", "1", title="фенол"),
    )
    assert classes(found)["CHEMICAL"] == "3.2"
    assert found.factors[Factor.CHEMICAL].trace[0].inputs["classes"] == ["3.2"]


def test_a_sum_is_one_position_and_overlapping_sums_are_not_counted_twice():
    acid = [
        reading(Method.SUBSTANCE, "0.6", "1", title=name, effects=(Effect.IRRITANT,))
        for name in ("Серная кислота", "Азотная кислота")
    ]
    found = judge(*acid, reading(Method.SUBSTANCE, "2", "1", title="а"), reading(Method.SUBSTANCE, "2", "1", title="б"))
    assert [title for title, _ in found.sums] == ["Вещества раздражающего действия"]
    assert classes(found)["CHEMICAL"] == "3.2"
    triple = [
        reading(Method.SUBSTANCE, "0.7", "1", title=name) for name in ("Серы диоксид", "Сероводород", "Фенол", "Аммиак")
    ]
    found = judge(*triple, reading(Method.SUBSTANCE, "2", "1", title="а"))
    assert len(found.sums) > 2
    counted = found.factors[Factor.CHEMICAL].trace[0].inputs
    assert sum(name.startswith("Сочетание") for name in counted["of"]) <= 2


def test_dust_named_by_annex_3_enters_a_sum():
    air = [
        reading(Method.SUBSTANCE, "0.6", "1", title="Углерода оксид"),
        reading(Method.DUST, "3", "6", title="Пыль цементного производства"),
    ]
    assert [title for title, _ in judge(*air).sums] == [
        "Сочетание №\u00a045 приложения 3: углерода оксид и пыль цементного производства"
    ]
    other = [air[0], reading(Method.DUST, "3", "6", title="Пыль муки")]
    assert judge(*other).sums == ()


def test_a_complex_counts_only_in_chemical_production():
    air = [
        reading(Method.SUBSTANCE, "0.1", "1", title="Бензин", groups=(ChemicalGroup.SATURATED_HYDROCARBON,)),
        reading(Method.SUBSTANCE, "0.1", "1", title="Сероводород"),
        reading(Method.SUBSTANCE, "0.1", "1", title="Аммиак"),
    ]
    assert classes(judge(*air))["CHEMICAL"] == "2"
    found = judge(*air, is_chemical_production=True)
    assert classes(found)["CHEMICAL"] == "3.1"
    assert found.sums[-1][0].startswith("Комплекс №\u00a08 ")


def test_micro_organisms_are_counted_and_allergens_summed():
    three = [reading(Method.PRODUCER, "1500", "1000", title=name) for name in ("а", "б", "в")]
    assert classes(judge(*three))["BIOLOGICAL"] == "3.2"
    assert classes(judge(*three[:2]))["BIOLOGICAL"] == "3.1"
    same = [reading(Method.PRODUCER, "1500", "1000", title=f"а {n}", substance="а") for n in "123"]
    assert classes(judge(*same))["BIOLOGICAL"] == "3.1"
    allergens = [reading(Method.PRODUCER, "600", "1000", title=name, effects=(Effect.ALLERGEN,)) for name in "аб"]
    assert classes(judge(*allergens))["BIOLOGICAL"] == "3.1"
    plain = [reading(Method.PRODUCER, "600", "1000", title=name) for name in "аб"]
    assert classes(judge(*plain))["BIOLOGICAL"] == "2"
    over = [allergens[0], reading(Method.PRODUCER, "1001", "1000", title="б", effects=(Effect.ALLERGEN,))]
    assert classes(judge(*over))["BIOLOGICAL"] == "2"
    names = judge(*allergens).factors[Factor.BIOLOGICAL].trace[0].inputs["of"]
    assert names == ["а", "б", "Микроорганизмы в совокупности", "Микроорганизмы аллергенного действия"]


def test_micro_organisms_of_one_kind_take_their_worst_reading():
    found = judge(
        reading(Method.PRODUCER, "1", "1000", title="а"),
        reading(Method.PRODUCER, "4000", "1000", title="а"),
        reading(Method.PRODUCER, "4000", "1000", title="б"),
    )
    assert classes(found)["BIOLOGICAL"] == "3.3"


def strictly(**chosen):
    return Interpretations.of_names(chosen)


def test_a_setting_reaches_sums_and_micro_organisms_through_the_workplace():
    acid = [
        reading(Method.SUBSTANCE, "0.51", "1", title=name, effects=(Effect.IRRITANT,))
        for name in ("Серная кислота", "Азотная кислота")
    ]
    allergens = [reading(Method.PRODUCER, "510", "1000", title=name, effects=(Effect.ALLERGEN,)) for name in "аб"]
    assert classes(judge(*acid, *allergens)) == {"CHEMICAL": "2", "BIOLOGICAL": "2"}
    strict = judge(*acid, *allergens, settings=strictly(sum_above_one="HARMFUL"))
    assert classes(strict) == {"CHEMICAL": "3.1", "BIOLOGICAL": "3.1"}
    care = reading(Method.ACTIVITY, title="уход", clause="27.1.2", is_care=True, exposure=Exposure.of_percent(9))
    assert classes(judge(care)) == {"BIOLOGICAL": "3.3"}
    for joint in ("SEPARATE", "TOGETHER"):
        counted = judge(care, settings=strictly(infectious_care_time="COUNTED", joint_activities=joint))
        assert classes(counted) == {"BIOLOGICAL": "3.1"}


def test_a_zone_and_a_number_reach_the_sum():
    irritant = {"effects": (Effect.IRRITANT,)}
    apart = [
        reading(Method.SUBSTANCE, "0.6", "1", title="Озон", zone="цех", **irritant),
        reading(Method.SUBSTANCE, "0.6", "1", title="Аммиак", zone="склад", **irritant),
    ]
    assert judge(*apart).sums == ()
    by_number = [
        reading(Method.SUBSTANCE, "0.6", "1", title="Газ", cas="630-08-0"),
        reading(Method.DUST, "3", "6", title="Пыль цементного производства", effects=(Effect.IRRITANT,)),
    ]
    assert len(judge(*by_number).sums) == 1
    one_twice = [reading(Method.SUBSTANCE, "2", "1", title=f"Газ {n}", cas="630-08-0") for n in "123"]
    assert classes(judge(*one_twice)) == {"CHEMICAL": "3.1"}
    # Effects of dust mean nothing to a sum: only substances add up by effect.
    dust = [by_number[1], reading(Method.SUBSTANCE, "0.9", "1", title="Озон", **irritant)]
    assert judge(*dust).sums == ()


def test_a_complex_that_is_not_there_adds_nothing():
    found = judge(reading(Method.SUBSTANCE, "0.6", "1", title="Озон"), is_chemical_production=True)
    assert (found.sums, classes(found)) == ((), {"CHEMICAL": "2"})


def test_a_sample_of_dust_or_microbes_keeps_its_day():
    found = judge(
        reading(Method.DUST, limit="6", sample=("2", "4"), title="Пыль цементного производства"),
        reading(Method.SUBSTANCE, "0.6", "1", title="Углерода оксид"),
        *(
            reading(Method.PRODUCER, limit="1000", sample=("500", "700"), title=name, effects=(Effect.ALLERGEN,))
            for name in "аб"
        ),
    )
    assert len(found.sums) == 1
    assert classes(found) == {"CHEMICAL": "3.1", "BIOLOGICAL": "3.1", "DUST": "2"}
