"""Averages of same-type workplaces, equivalent levels of zones."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.averages import ZoneLevel, arithmetic_mean, energetic_mean, equivalent_level, highest_limit, required_sample
from norms.classes import ConditionsClass as C
from norms.errors import BadInput
from norms.factors.vibroacoustic import LevelKind, classify_level, classify_zones
from norms.quantities import WHOLE_TIME, Exposure
from norms.settings import Interpretations

ON = dt.date(2026, 1, 1)


def test_arithmetic_mean_is_exact_and_cited():
    mean = arithmetic_mean(["1", "1,1"], ON)
    assert mean.value == Decimal("1.05")
    assert (mean.step.op, mean.step.output, mean.step.inputs) == ("mean", "1.05", {"values": ["1", "1.1"]})
    assert mean.step.interpretation == "0032"
    assert arithmetic_mean(["1", "1", "2"], ON).value == Decimal("1.33333333333333333")


@pytest.mark.parametrize(
    ("levels", "mean"), [(["80", "80"], "80"), (["80.5", "80.5", "80.5"], "80.5"), (["80", "90"], "87.403626894942438")]
)
def test_levels_are_averaged_by_energy(levels, mean):
    found = energetic_mean(levels, ON)
    assert found.value == Decimal(mean)
    assert found.step.op == "energetic_mean"


def zone(level, minutes, limit="80", title=""):
    return ZoneLevel(title, Decimal(level), Decimal(minutes), Decimal(limit))


def test_equivalent_level_of_zones():
    found = equivalent_level([zone("95", "120", title="а"), zone("80", "360")], ON)
    assert found.value == Decimal("89.373019022066712")
    assert found.step.inputs["zones"][0] == {"title": "а", "level": "95", "minutes": "120"}
    assert equivalent_level([zone("80", "480")], ON).value == 80
    assert highest_limit([zone("1", "1", "60"), zone("1", "1", "80")], ON).value == 80


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: arithmetic_mean([], ON),
        lambda: energetic_mean([], ON),
        lambda: equivalent_level([], ON),
        lambda: required_sample(0, ON),
        lambda: arithmetic_mean(["x"], ON),
        lambda: equivalent_level([zone("80", "0")], ON),
        lambda: energetic_mean(["300.1"], ON),
    ],
)
def test_nothing_cannot_be_averaged(wrong):
    with pytest.raises(BadInput):
        wrong()


def test_the_reason_of_each_refusal():
    for wrong, field, reason in (
        (lambda: arithmetic_mean([], ON), "values", "нет ни одного значения"),
        (lambda: equivalent_level([], ON), "zones", "не указано ни одной зоны"),
        (lambda: energetic_mean(["301"], ON), "level", "уровень не может превышать 300 дБ"),
        (lambda: required_sample(0, ON), "workplaces", "нет ни одного рабочего места"),
        (lambda: equivalent_level([zone("80", "-1")], ON), "zones", "должно быть больше нуля"),
        (lambda: arithmetic_mean(["x"], ON), "values", "не число: «x»"),
    ):
        with pytest.raises(BadInput) as caught:
            wrong()
        assert (caught.value.field, caught.value.reason) == (field, reason)
    assert energetic_mean(["300"], ON).value == 300
    assert energetic_mean(["-300"], ON).value == -300


@pytest.mark.parametrize(("workplaces", "sample"), [(1, 1), (5, 1), (6, 2), (10, 2), (11, 3), (100, 20), (101, 21)])
def test_a_fifth_of_same_type_workplaces_is_measured(workplaces, sample):
    assert required_sample(workplaces, ON) == sample


def test_zones_refuse_what_has_no_equivalent_level():
    for kind in (LevelKind.AIR_ULTRASOUND, LevelKind.CONTACT_ULTRASOUND):
        with pytest.raises(BadInput, match=r"^zones: для ультразвука"):
            classify_zones(kind, [zone("80", "1")], WHOLE_TIME, ON)
    with pytest.raises(BadInput, match=r"^is_joint: "):
        classify_level(LevelKind.NOISE, "80", "80", WHOLE_TIME, ON, is_joint=True)


def test_zones_may_be_counted_with_the_time_in_them():
    again = Interpretations.of_names({"equivalent_level_time": "COUNTED_AGAIN"})
    half = classify_zones(LevelKind.NOISE, [zone("90", "480")], Exposure.of_percent(9), ON, again)
    assert (half.base, half.conditions_class) == (C.HARMFUL_2, C.PERMISSIBLE)
