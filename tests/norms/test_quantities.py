"""Numbers are exact: no binary floats, no silent rounding, shares compared by cross-multiplication."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from norms.errors import BadInput
from norms.quantities import (
    WHOLE_TIME,
    Exposure,
    decimal_from,
    decimal_of,
    non_negative,
    plain,
    positive,
    round_half_up,
    short,
    shortest,
    together,
)


@pytest.mark.parametrize(
    ("raw", "number"),
    [
        ("1,5", "1.5"),
        (" 2 ", "2"),
        ("-3.25", "-3.25"),
        (7, "7"),
        (Decimal("0.10"), "0.10"),
        ("+4", "4"),
        ("1e3", "1000"),
        (".5", "0.5"),
        ("5.", "5"),
    ],
)
def test_a_number_is_read_exactly(raw, number):
    assert decimal_of(raw) == Decimal(number)


@pytest.mark.parametrize(
    "raw", [0.5, True, None, [], "", "abc", "1 000", "1_000", "NaN", "inf", "١", "--1", "1e", "0x1"]
)
def test_what_is_not_an_exact_number_is_refused_and_named(raw):
    with pytest.raises(BadInput) as caught:
        decimal_of(raw, "level")
    assert caught.value.field == "level"
    assert caught.value.reason


def test_each_refusal_says_why():
    reasons = {}
    for name, raw in {
        "float": 0.5,
        "text": "abc",
        "nan": Decimal("NaN"),
        "long": "1" * 21,
        "huge": "1e21",
        "tiny": "1e-21",
    }.items():
        with pytest.raises(BadInput) as caught:
            decimal_of(raw)
        assert caught.value.field == "value"
        reasons[name] = caught.value.reason
    assert reasons == {
        "float": "число передаётся текстом или целым, не двоичной дробью",
        "text": "не число: «abc»",
        "nan": "число должно быть конечным",
        "long": "в числе больше 20 знаков",
        "huge": "в числе больше 20 знаков",
        "tiny": "в числе больше 20 знаков",
    }


def test_the_longest_numbers_still_pass():
    assert decimal_of("1" * 20) == Decimal("1" * 20)
    assert decimal_of("1e20") == Decimal("1e20")
    assert decimal_of("1e-20") == Decimal("1e-20")


def test_bounds_of_sign():
    assert non_negative("0", "f") == 0
    assert positive("0.0001", "f") == Decimal("0.0001")
    with pytest.raises(BadInput, match=r"^f: не может быть меньше нуля$"):
        non_negative("-0.1", "f")
    with pytest.raises(BadInput, match=r"^f: должно быть больше нуля$"):
        positive("0", "f")


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("1.05", 1, "1.1"),
        ("1.0499999", 1, "1.0"),
        ("80.5", 0, "81"),
        ("80.4", 0, "80"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-3"),
    ],
)
def test_halves_go_up(value, places, rounded):
    assert str(round_half_up(Decimal(value), places)) == rounded


def test_very_long_quotients_are_rounded_too():
    assert round_half_up(Decimal("1e20") / Decimal("3e-20"), 6) > 0


def test_shortening_is_for_the_eye_only():
    assert short(Decimal("1.23456789")) == Decimal("1.234568")
    assert short(Decimal("1.5")) == Decimal("1.5")
    assert str(short(Decimal("1.5"))) == "1.5"


@pytest.mark.parametrize(
    ("value", "text"),
    [("1.50", "1.5"), ("100", "100"), ("1E+2", "100"), ("0.000", "0"), ("10.0", "10"), ("1E-7", "0.0000001")],
)
def test_plain_text_has_no_exponent_and_no_trailing_zeros(value, text):
    assert plain(Decimal(value)) == text


def test_fractions_become_exact_decimals_where_they_end():
    assert decimal_from(Fraction(21, 20)) == Decimal("1.05")
    assert decimal_from(Fraction(1, 3)) == Decimal(1) / Decimal(3)


def test_an_exposure_is_compared_exactly():
    assert Exposure.of_minutes(384, 480).at_least(Decimal(80))
    assert not Exposure.of_minutes(383, 480).at_least(Decimal(80))
    assert Exposure.of_minutes("345.6", 432).at_least(Decimal(80))
    assert not Exposure.of_minutes("345.59", 432).at_least(Decimal(80))


def test_an_exposure_is_shown_to_a_tenth():
    assert Exposure.of_minutes(1, 3).percent == Decimal("33.3")
    assert Exposure.of_percent("12.5").share == Fraction(1, 8)
    assert WHOLE_TIME.percent == 100


@pytest.mark.parametrize(
    ("minutes", "of", "field"),
    [(481, 480, "minutes"), (-1, 480, "minutes"), (1, 0, "of_minutes"), ("x", 480, "minutes")],
)
def test_an_impossible_exposure_names_its_field(minutes, of, field):
    with pytest.raises(BadInput) as caught:
        Exposure.of_minutes(minutes, of)
    assert caught.value.field == field


def test_the_longest_exposure_is_the_whole_time():
    assert Exposure.of_minutes(480, 480).share == 1
    with pytest.raises(BadInput, match=r"^minutes: фактор не может действовать дольше рабочего времени$"):
        Exposure.of_minutes("480.01", "480")
    for percent, reason in (
        ("100.01", "доля времени не может быть больше 100\u00a0%"),
        ("-1", "не может быть меньше нуля"),
    ):
        with pytest.raises(BadInput, match=rf"^percent: {reason}$"):
            Exposure.of_percent(percent)
    with pytest.raises(BadInput, match=r"^percent: "):
        Exposure.of_percent("x")


def test_things_act_together_as_long_as_the_briefest():
    brief, long = Exposure.of_minutes(60, 480), Exposure.of_percent(50)
    assert shortest([long, brief]) is brief


def test_times_of_one_after_another_add_up():
    assert together([Exposure.of_minutes(100, 480), Exposure.of_minutes(200, 480)]) == Exposure.of_minutes(300, 480)
    with pytest.raises(BadInput, match=r"^exposures: доли указаны от разной продолжительности смены$"):
        together([Exposure.of_minutes(100, 480), Exposure.of_percent(10)])
    with pytest.raises(BadInput, match=r"^works: не указано время$"):
        together([], "works")


@given(st.decimals("0", "1000", places=4), st.decimals("0.0001", "1000", places=4))
def test_rounding_agrees_with_fractions(value, limit):
    exact = Fraction(value) / Fraction(limit)
    rounded = Fraction(round_half_up(value / limit, 1))
    assert abs(rounded - exact) <= Fraction(1, 20)
    assert rounded - exact != -Fraction(1, 20)
