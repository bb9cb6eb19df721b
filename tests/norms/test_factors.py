"""Smaller rules of the factors, limits that are met exactly."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.classes import ConditionsClass as C
from norms.errors import BadInput
from norms.factors.air_ions import classify_air_ions, classify_ion_counts
from norms.factors.biological import classify_activity, odour_is_strong, prevailing_activity
from norms.factors.chemical import classify_substance
from norms.factors.chemical_special import classify_drug
from norms.factors.fields import FieldKind, classify_field
from norms.factors.microclimate import ClimateKind, classify_air_speed, classify_climate, classify_open_air
from norms.factors.vibroacoustic import LevelKind, classify_level
from norms.library import norm
from norms.quantities import WHOLE_TIME, Exposure
from norms.settings import Interpretations

ON = dt.date(2026, 1, 1)


def test_effects_must_be_named():
    with pytest.raises(BadInput, match=r"^effects: укажите особенность действия вещества$"):
        classify_substance("1", "1", WHOLE_TIME, ON, effects=())


def test_sealed_drugs_are_not_assessed():
    with pytest.raises(BadInput, match=r"^is_sealed: форма выпуска исключает контакт"):
        classify_drug("narcotic", "treatment", WHOLE_TIME, ON, is_sealed=True)
    with pytest.raises(BadInput, match=r"^kind: вид средства — один из cytostatic, oestrogen, narcotic$"):
        classify_drug("aspirin", "treatment", WHOLE_TIME, ON)
    with pytest.raises(BadInput, match=r"^work: вид работы — один из treatment, production, research$"):
        classify_drug("narcotic", "sale", WHOLE_TIME, ON)


@pytest.mark.parametrize(
    ("scores", "strong"),
    [(["4"], True), (["3.9"], False), (["5", "3"], True), (["5", "3", "3"], False), (["1", "5"], False), (["5"], True)],
)
def test_odour_by_the_mean_score(scores, strong):
    assert odour_is_strong(scores, ON) is strong


@pytest.mark.parametrize(
    ("scores", "reason"),
    [
        ([], "запах не отмечен ни одним из наблюдателей: не оценивается"),
        (["0.9"], "шкала Райта — от 1 до 5 баллов"),
        (["5.1"], "шкала Райта — от 1 до 5 баллов"),
        (["-1"], "не может быть меньше нуля"),
    ],
)
def test_odour_needs_scores_of_the_scale(scores, reason):
    with pytest.raises(BadInput) as caught:
        odour_is_strong(scores, ON)
    assert (caught.value.field, caught.value.reason) == ("scores", reason)


def test_prevailing_work_needs_works():
    with pytest.raises(BadInput, match=r"^works: не указано ни одной работы$"):
        prevailing_activity([], ON)


@pytest.mark.parametrize("flags", [(a, b, c) for a in (0, 1) for b in (0, 1) for c in (0, 1)])
def test_air_ions_need_all_three_out(flags):
    negative, positive, polarity = map(bool, flags)
    found = classify_air_ions(
        negative_is_out=negative, positive_is_out=positive, polarity_is_out=polarity, exposure=WHOLE_TIME, on=ON
    )
    assert found.conditions_class is (C.HARMFUL_1 if all(flags) else C.PERMISSIBLE)
    assert found.trace[0].inputs["out"] == sum(flags)


def test_kinds_of_work_in_the_open_air_add_up():
    part = [Exposure.of_minutes(200, 480), Exposure.of_minutes(184, 480)]
    assert classify_open_air(part, ON).conditions_class is C.HARMFUL_1
    assert classify_open_air(part[:1], ON).conditions_class is C.PERMISSIBLE
    with pytest.raises(BadInput):
        classify_open_air([], ON)


@pytest.mark.parametrize(("value", "found"), [("50", "3.4"), ("50.0000001", "4")])
def test_the_limit_for_short_exposure_is_met_exactly(value, found):
    by_short = Interpretations.of_names({"field_maximum": "SHORT_LIMIT"})
    row = norm("fields.maximum", ON).table["radio_30_300mhz"]
    limit = Decimal(50) / Decimal(row["times"])
    verdict = classify_field(
        FieldKind.RADIO_30_300_MHZ, value, "0.01", WHOLE_TIME, ON, limit_short=limit, settings=by_short
    )
    assert (verdict.conditions_class.value, row["below"]) == (found, "3.4")


def test_range_of_one_value_and_speed_at_its_lower_bound():
    assert classify_climate(ClimateKind.TEMPERATURE, "20", "20", "20", WHOLE_TIME, ON).conditions_class is C.PERMISSIBLE
    old = dt.date(2019, 12, 31)
    at_bound = classify_air_speed("0.1", "0.2", WHOLE_TIME, old, low="0.1")
    assert (at_bound.trace[0].op, at_bound.trace[0].output) == ("ratio", "0.5")
    assert classify_air_speed("0.1", "0.2", WHOLE_TIME, old).trace[0].output == "0.5"


def test_humidity_deviates_as_a_share_of_the_bound_that_is_crossed():
    share = Interpretations.of_names({"humidity": "SHARE_OF_BOUND"})
    for value, deviation in (("14", "50"), ("90", "20"), ("75", "0")):
        found = classify_climate(ClimateKind.HUMIDITY, value, "28", "75", WHOLE_TIME, ON, share)
        assert found.trace[0].output == deviation


def test_no_ions_at_all_have_no_polarity():
    found = classify_ion_counts("0", "0", WHOLE_TIME, ON)
    assert (found.conditions_class, found.trace[0].output) == (C.HARMFUL_1, "3")
    assert classify_ion_counts("1", "2", WHOLE_TIME, ON).trace[0].output == "2"


def test_reading_of_time_stands_in_a_note():
    again = Interpretations.of_names({"equivalent_level_time": "COUNTED_AGAIN", "infectious_care_time": "COUNTED"})
    level = classify_level(LevelKind.NOISE, "90", "80", WHOLE_TIME, ON, includes_time=True, settings=again)
    assert [s.interpretation for s in level.trace if s.op == "time_counted"] == ["0002"]
    care = classify_activity("27.1.1", WHOLE_TIME, ON, is_care=True, settings=again)
    assert [s.interpretation for s in care.trace if s.op == "time_counted"] == ["0027"]
    kept = classify_activity("27.1.1", WHOLE_TIME, ON, is_care=True)
    assert [s.interpretation for s in kept.trace if s.op == "time_not_counted"] == ["0027"]
