"""Limits of № 37 that depend on the work."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.classes import ConditionsClass as C
from norms.errors import BadInput
from norms.limits import climate_limits, noise_limit_by_load

ON = dt.date(2026, 1, 1)


@pytest.mark.parametrize(
    ("load", "strain", "limit"),
    [
        ("1", "1", "80"),
        ("2", "2", "80"),
        ("3.1", "2", "75"),
        ("3.3", "1", "75"),
        ("2", "3.1", "70"),
        ("3.2", "3.1", "65"),
        ("1", "3.2", "60"),
        ("2", "3.3", "50"),
    ],
)
def test_the_limit_of_noise_follows_load_and_strain(load, strain, limit):
    found, citation = noise_limit_by_load(C(load), C(strain), ON)
    assert found == Decimal(limit)
    assert citation.startswith("норматив о шуме, таблица 2, п. ")


@pytest.mark.parametrize(("load", "strain"), [("3.1", "3.2"), ("3.1", "3.3"), ("3.4", "1"), ("1", "3.4")])
def test_where_the_table_prints_a_dash_there_is_no_limit(load, strain):
    with pytest.raises(BadInput, match=rf"^load: таблица 2 не даёт ПДУ для тяжести {load} и напряжённости {strain}$"):
        noise_limit_by_load(C(load), C(strain), ON)


def test_the_limits_of_microclimate():
    found = climate_limits("IIб", "теплый", ON)
    assert (found.temperature_from, found.temperature_to, found.humidity_from, found.humidity_to) == (16, 27, 15, 75)
    assert (found.air_speed, found.air_speed_warm) == (Decimal("0.2"), Decimal("0.5"))
    assert found.citation.startswith("норматив о микроклимате, таблица 3; ")
    cab = climate_limits("кабина автомобиля: легковой", "холодный", ON)
    assert (cab.temperature_from, cab.temperature_to) == (19, 25)


@pytest.mark.parametrize(
    ("temperature", "humidity"),
    [("24.9", 75), ("25", 70), ("25.9", 70), ("26", 65), ("27", 60), ("28", 55), ("30", 55)],
)
def test_warm_air_must_be_drier(temperature, humidity):
    assert climate_limits("Iа", "теплый", ON, temperature=temperature).humidity_to == humidity


def test_unknown_categories_are_named():
    with pytest.raises(
        BadInput, match=r"^category: категория работ: Iа, Iб, IIа, IIб, III, кабина автомобиля: легковой"
    ):
        climate_limits("IV", "теплый", ON)
    with pytest.raises(BadInput):
        climate_limits("Iа", "весна", ON)
    with pytest.raises(BadInput, match=r"^temperature: "):
        climate_limits("Iа", "теплый", ON, temperature="жарко")
