"""Limits of № 37 that depend on other findings: noise on load and strain, microclimate on category."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.library import norm
from norms.quantities import decimal_of
from norms.tables import Row, table_on


@dataclass(frozen=True, slots=True)
class ClimateLimits:
    """Permissible microclimate: °C, % and m/s. ``air_speed`` holds for temperatures from
    ``temperature_from`` up to the optimal ones, ``air_speed_warm`` above them."""

    temperature_from: Decimal
    temperature_to: Decimal
    humidity_from: Decimal
    humidity_to: Decimal
    air_speed: Decimal
    air_speed_warm: Decimal
    citation: str


def noise_limit_by_load(load: ConditionsClass, strain: ConditionsClass, on: dt.date) -> tuple[Decimal, str]:
    """Return the equivalent sound level in dBA that № 37 permits for work of these classes of
    physical load and mental strain, and its citation (норматив о шуме, таблица 2).

    Raises ``BadInput`` where the table prints a dash: harmful load with strain of 3.2 and above.
    """
    for row in table_on("noise_by_load", on).rows:
        if load.value in row.cells["load_classes"].split() and strain.value in row.cells["strain_classes"].split():
            return Decimal(row.cells["sound_level"]), row.citation
    raise BadInput("load", f"таблица 2 не даёт ПДУ для тяжести {load} и напряжённости {strain}")


def climate_limits(category: str, period: str, on: dt.date, *, temperature: str = "") -> ClimateLimits:
    """Return the permissible microclimate of a workplace (норматив о микроклимате, таблицы 3, 4).

    ``category`` is «Iа», «Iб», «IIа», «IIб», «III» or «кабина автомобиля: …», ``period`` «холодный»
    or «теплый». With the measured ``temperature`` of 25 °C and more the humidity's upper bound is
    that of table 4. Raises ``BadInput``.
    """
    rows = [row for row in table_on("microclimate_limits", on).rows if row.cells["kind"] == "допустимые"]
    for row in rows:
        if row.cells["category"] == category and row.cells["period"] == period:
            return _climate(row, _humidity_to(row, temperature, on))
    known = dict.fromkeys(row.cells["category"] for row in rows)
    raise BadInput("category", f"категория работ: {', '.join(known)}; период: холодный, теплый")


def _humidity_to(row: Row, temperature: str, on: dt.date) -> Decimal:
    """Upper bound of humidity; between the printed degrees, that of the degree below."""
    bounds = [Decimal(row.cells["humidity_to"])]
    if temperature:
        measured = decimal_of(temperature, "temperature")
        printed = norm("microclimate.humidity_of_warm_air", on).table
        bounds += [Decimal(bound) for degree, bound in printed.items() if measured >= Decimal(degree)]
    return min(bounds)


def _climate(row: Row, humidity_to: Decimal) -> ClimateLimits:
    cells = {name: Decimal(row.cells[name]) for name in ("temperature_from", "temperature_to", "humidity_from")}
    return ClimateLimits(
        **cells,
        humidity_to=humidity_to,
        air_speed=Decimal(row.cells["air_speed_below_optimum"]),
        air_speed_warm=Decimal(row.cells["air_speed_above_optimum"]),
        citation=row.citation,
    )
