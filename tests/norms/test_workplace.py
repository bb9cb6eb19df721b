"""A whole workplace: lines, factors, overall class, rights; and the proof of all of it."""

from decimal import Decimal

import pytest

from norms.classes import ConditionsClass as C
from norms.entitlements import Membership, Outcome, Right
from norms.errors import BadInput
from norms.exposure import TimeKind, TimeRow, full_working_day
from norms.factors.chemical import Effect
from norms.factors.ionising import Radiation, RadiationIndicator
from norms.library import fingerprint
from norms.mental_strain import strain_indicators
from norms.overall import Factor, overall_class
from norms.physical_load import LoadIndicator, Sex, classify_load
from norms.quantities import WHOLE_TIME, Exposure
from norms.readings import Method
from norms.settings import Interpretations
from norms.workplace import Line, SpecialWork
from tests.norms.evidence import FULL, ON, classes, judge, reading


def strain(**harmful):
    return {code: C(harmful.get(code.replace(".", "_").replace("4_", "i4_"), "1")) for code in strain_indicators(ON)}


def test_every_factor_meets_in_the_overall_class():
    found = judge(
        reading(Method.SUBSTANCE, "2", "1", title="Фенол"),
        reading(Method.DUST, "3", "2", title="Мел"),
        reading(Method.PRODUCER, "1500", "1000", title="Гриб"),
        reading(Method.NOISE, "85", "80"),
        reading(Method.INFRASOUND, "100", "100"),
        reading(Method.AIR_ULTRASOUND, "100", "110"),
        reading(Method.GENERAL_VIBRATION, "60", "62"),
        reading(Method.LOCAL_VIBRATION, "76", "76"),
        reading(Method.MAGNETIC_50_HZ, "1", "2"),
        reading(Method.TEMPERATURE, "20", "22", limit_low="15"),
        reading(Method.ILLUMINANCE, "300", "200"),
        reading(Method.AIR_IONS, "500", negative="600"),
        radiation=Radiation([RadiationIndicator("3.3", "5")], WHOLE_TIME),
        load=[classify_load(LoadIndicator.BENDS, Sex.MALE, "60", ON)],
        strain=strain(),
    )
    assert classes(found) == {
        "CHEMICAL": "3.1", "BIOLOGICAL": "3.1", "DUST": "3.1", "NOISE": "3.1", "INFRASOUND": "2", "ULTRASOUND": "2",
        "GENERAL_VIBRATION": "2", "LOCAL_VIBRATION": "2", "FIELDS": "2", "IONISING": "3.1", "MICROCLIMATE": "2",
        "LIGHTING": "2", "AIR_IONS": "2", "PHYSICAL_LOAD": "2", "MENTAL_STRAIN": "1",
    }  # fmt: skip
    assert found.overall.conditions_class is C.HARMFUL_2
    assert found.overall.trace[0].inputs["of"][0] == "5.1"
    assert (found.norms_on, found.norms_fingerprint) == (ON, fingerprint())
    assert isinstance(found.lines[0], Line)
    assert found.radiation.verdict is found.factors[Factor.IONISING]


def test_absent_factors_are_absent():
    found = judge(reading(Method.NOISE, "80", "80"))
    assert classes(found) == {"NOISE": "2"}
    assert found.radiation is None
    with pytest.raises(BadInput, match=r"^factors: не оценён ни один фактор$"):
        judge()
    with pytest.raises(BadInput):
        overall_class({}, ON)


def test_kinds_of_open_air_work_add_up_at_a_workplace():
    parts = [
        reading(Method.OPEN_AIR, title=name, exposure=Exposure.of_minutes(m, 480))
        for name, m in (("двор", 200), ("склад", 184))
    ]
    assert classes(judge(*parts))["MICROCLIMATE"] == "3.1"
    assert classes(judge(parts[0]))["MICROCLIMATE"] == "2"


def test_air_ultrasound_lowers_the_limit_of_contact_ultrasound():
    contact = reading(Method.CONTACT_ULTRASOUND, "105", "105")
    assert classes(judge(contact))["ULTRASOUND"] == "2"
    assert classes(judge(contact, reading(Method.AIR_ULTRASOUND, "90", "110")))["ULTRASOUND"] == "3.1"


def test_joint_activities_are_a_choice_of_the_employer():
    works = [
        reading(Method.ACTIVITY, title="уход", clause="27.1.3", exposure=Exposure.of_percent(9)),
        reading(Method.ACTIVITY, title="уборка", clause="27.1.4", exposure=Exposure.of_percent(45)),
    ]
    assert classes(judge(*works))["BIOLOGICAL"] == "2"
    together = Interpretations.of_names({"joint_activities": "TOGETHER"})
    assert classes(judge(*works, settings=together))["BIOLOGICAL"] == "3.1"


def test_a_sample_is_averaged_before_anything_else():
    found = judge(
        reading(Method.SUBSTANCE, limit="1", sample=("0.5", "0.7"), title="Серная кислота", effects=(Effect.IRRITANT,)),
        reading(Method.SUBSTANCE, "0.5", "1", title="Азотная кислота", effects=(Effect.IRRITANT,)),
        reading(Method.NOISE, limit="80", sample=("80", "81")),
    )
    assert found.lines[0].verdict.trace[0].op == "mean"
    assert found.lines[2].verdict.trace[0].op == "energetic_mean"
    assert classes(found) == {"CHEMICAL": "3.1", "NOISE": "3.1"}
    assert found.lines[0].reading.averaged(ON).value == "0.6"
    assert found.lines[1].reading.averaged(ON) is found.lines[1].reading


def test_several_lines_of_a_level_factor_take_the_worst():
    found = judge(
        reading(Method.NOISE, "82", "80"), reading(Method.NOISE, "90", "80"), reading(Method.NOISE, "60", "80")
    )
    assert classes(found)["NOISE"] == "3.2"


def test_shift_work_is_left_out_for_surcharges():
    six = {
        code: C("3.1") if code in ("4.1.1", "4.1.2", "4.1.3", "4.1.4", "4.2.1", "4.5.1") else C.OPTIMAL
        for code in strain_indicators(ON)
    }
    found = judge(strain=six)
    assert (found.overall.conditions_class, found.overall_without_shift_work.conditions_class) == (
        C.HARMFUL_1,
        C.PERMISSIBLE,
    )
    rights = {e.right: e for e in found.entitlements}
    assert rights[Right.LEAVE].outcome is Outcome.CONFIRMED
    assert rights[Right.SURCHARGE].outcome is Outcome.NOT_CONFIRMED


def test_special_work_replaces_the_indicators_while_it_takes_its_share():
    done = judge(special_work=SpecialWork("psychiatric_care", Exposure.of_percent(80)), strain=strain())
    assert classes(done)["MENTAL_STRAIN"] == "3.3"
    assert done.overall_without_shift_work.conditions_class is C.HARMFUL_3
    rarely = judge(special_work=SpecialWork("psychiatric_care", Exposure.of_percent(79)), strain=strain())
    assert classes(rarely)["MENTAL_STRAIN"] == "1"
    with pytest.raises(BadInput, match=r"^strain: доля времени ниже порога п. 83"):
        judge(special_work=SpecialWork("psychiatric_care", Exposure.of_percent(79)))
    with pytest.raises(BadInput, match=r"^special_work: нет вида работ"):
        judge(special_work=SpecialWork("gardening", Exposure.of_percent(79)))


def test_a_fault_names_the_reading():
    with pytest.raises(BadInput, match=r"^Шум у станка: value: не число: «x»$"):
        judge(reading(Method.NOISE, "x", "80", title="Шум у станка"))
    assert reading(Method.NOISE, "80", "80").is_within_limit
    assert not reading(Method.NOISE, "81", "80").is_within_limit


def test_settings_reach_every_part():
    poses = [classify_load(LoadIndicator.POSE_STANDING, Sex.MALE, "80", ON)]
    chosen = Interpretations.of_names(
        {"load_counting": "CARD_LINES", "open_source_dose_rate": "AS_OTHER_ROWS", "humidity": "SHARE_OF_BOUND"}
    )
    found = judge(
        reading(Method.HUMIDITY, "94", "75", limit_low="15"),
        radiation=Radiation([RadiationIndicator("1.1", "13", "12")], WHOLE_TIME),
        load=poses,
        settings=chosen,
    )
    assert classes(found) == {"IONISING": "4", "MICROCLIMATE": "3.2", "PHYSICAL_LOAD": "3.1"}


def strictly(**chosen):
    return Interpretations.of_names(chosen)


def test_load_is_counted_by_the_chosen_reading():
    rows = [
        classify_load(indicator, Sex.MALE, value, ON)
        for indicator, value in (
            (LoadIndicator.GENERAL_1_TO_5_M, "25001"),
            (LoadIndicator.GENERAL_OVER_5_M, "46001"),
            (LoadIndicator.BENDS, "101"),
        )
    ]
    assert classes(judge(load=rows)) == {"PHYSICAL_LOAD": "3.2"}
    assert classes(judge(load=rows, settings=strictly(load_counting="CARD_LINES"))) == {"PHYSICAL_LOAD": "3.1"}


def test_a_part_is_named_wherever_it_is_counted():
    dusts = [reading(Method.DUST, "3", "2", title="Мел"), reading(Method.DUST, "5", "4", title="Мука")]
    fields = [
        reading(Method.MAGNETIC_50_HZ, "1", "2", title="МП"),
        reading(Method.ELECTRIC_50_HZ, "1", "5", title="ЭП"),
    ]
    climate = [
        reading(Method.TEMPERATURE, "20", "22", limit_low="15", title="Температура"),
        reading(Method.AIR_SPEED, "0.1", "0.2", title="Скорость"),
    ]
    light = [
        reading(Method.ILLUMINANCE, "300", "200", title="Освещённость"),
        reading(Method.PULSATION, "5", "10", title="Пульсация"),
    ]
    found = judge(*dusts, *fields, *climate, *light)
    parts = {factor.name: verdict.trace[-1].inputs.get("of") for factor, verdict in found.factors.items()}
    assert parts == {
        "DUST": ["Мел", "Мука"],
        "FIELDS": ["МП", "ЭП"],
        "MICROCLIMATE": ["Температура", "Скорость"],
        "LIGHTING": ["Освещённость", "Пульсация"],
    }
    microbes = [reading(Method.PRODUCER, "1500", "1000", title=name) for name in "аб"]
    counted = judge(*microbes).factors[Factor.BIOLOGICAL]
    assert counted.trace[0].inputs["of"] == ["а", "б", "Микроорганизмы в совокупности"]


def test_the_judgement_tells_its_lines_as_data():
    found = judge(
        *(reading(Method.SUBSTANCE, "0.6", "1", title=n, effects=(Effect.IRRITANT,)) for n in ("Аммиак", "Озон")),
        radiation=Radiation([RadiationIndicator("3.3", "5")], WHOLE_TIME),
        load=[classify_load(LoadIndicator.BENDS, Sex.MALE, "60", ON)],
    ).as_json()
    assert [(line["factor"], line["title"], line["class"]) for line in found["lines"]] == [
        ("5.1", "Аммиак", "2"),
        ("5.1", "Озон", "2"),
    ]
    assert [(line["title"], line["class"]) for line in found["sums"]] == [("Вещества раздражающего действия", "3.1")]
    assert [(line["code"], line["class"]) for line in found["radiation"]] == [("3.3", "3.1")]
    assert [(line["indicator"], line["class"]) for line in found["load"]] == [("3.6", "2")]
    assert (found["on"], found["norms_fingerprint"]) == ("2026-01-01", fingerprint())


def test_rights_follow_the_membership_and_the_full_day():
    short = full_working_day([TimeRow(TimeKind.OPERATIVE, Decimal(383))], 480, ON)
    for day, outcome in ((FULL, Outcome.CONFIRMED), (short, Outcome.NOT_CONFIRMED)):
        found = judge(reading(Method.NOISE, "110", "80"), membership=Membership(list_536=1), full_day=day)
        assert found.entitlements[0].outcome is outcome


def test_methods_know_their_factor_and_whether_they_are_measured():
    assert {m.name for m in Method if not m.needs_measurement} == {
        "UNREGULATED",
        "DRUG",
        "ACTIVITY",
        "OPEN_AIR",
        "DEEP_COLD",
    }
    assert Method.NOISE.factor is Factor.NOISE
    assert reading(Method.DUST, "1", "1").factor is Factor.DUST
    assert [f.card_line for f in (Factor.CHEMICAL, Factor.AIR_IONS, Factor.PHYSICAL_LOAD, Factor.MENTAL_STRAIN)] == [
        "2.1",
        "2.13",
        "3",
        "4",
    ]
    assert LoadIndicator.POSE_FORCED.card_line == "3.5"
    assert LoadIndicator.BENDS.card_line == "3.6"
