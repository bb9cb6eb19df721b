"""Averages of measured values: samples of same-type workplaces and levels of several zones.

Levels are averaged by energy, everything else arithmetically; rounding comes after averaging
(№ 35, п. 8, 32; docs/interpretations/0032-average-then-round.md).
"""

from __future__ import annotations

import datetime as dt
import decimal
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from norms.errors import BadInput
from norms.library import norm
from norms.quantities import decimal_of, plain, positive, round_half_up, short
from norms.trace import Step, step

_PRECISE = decimal.Context(prec=50)
_TEXT = decimal.Context(prec=18)
"""Averages keep 18 digits: more than any instrument gives, and a limit is never met by rounding."""
_TRUSTED_PLACES = 15
"""A power and a logarithm at 50 digits are surely right to 15 places: 80.5 dB stays 80.5."""

_LOUDEST = 300


@dataclass(frozen=True, slots=True)
class ZoneLevel:
    """A level in one zone: dB (dBA) during ``minutes`` of the shift, with the limit of that zone."""

    title: str
    level: Decimal
    minutes: Decimal
    limit: Decimal


@dataclass(frozen=True, slots=True)
class Average:
    """An average and the step that gives it."""

    value: Decimal
    step: Step


def arithmetic_mean(values: Sequence[Decimal | int | str], on: dt.date) -> Average:
    """Mean of concentrations and other linear quantities of same-type workplaces (№ 35, п. 8)."""
    numbers = _numbers(values)
    exact = sum(map(Fraction, numbers), Fraction(0)) / len(numbers)
    mean = _TEXT.divide(Decimal(exact.numerator), Decimal(exact.denominator)).normalize()
    return Average(mean, _mean_step("mean", mean, numbers, on))


def energetic_mean(levels: Sequence[Decimal | int | str], on: dt.date) -> Average:
    """Mean level of same-type workplaces in dB: 10·lg of the mean energy (№ 35, п. 8; № 37)."""
    numbers = _numbers(levels)
    mean = _level([(level, Decimal(1)) for level in numbers])
    return Average(mean, _mean_step("energetic_mean", mean, numbers, on))


def _numbers(values: Sequence[Decimal | int | str]) -> list[Decimal]:
    if not values:
        raise BadInput("values", "нет ни одного значения")
    return [decimal_of(value, "values") for value in values]


def _mean_step(op: str, mean: Decimal, numbers: list[Decimal], on: dt.date) -> Step:
    rule = norm("sampling.mean", on)
    return step(op, plain(short(mean)), rule, note="0032", values=[plain(number) for number in numbers])


def equivalent_level(zones: Sequence[ZoneLevel], on: dt.date) -> Average:
    """Equivalent level of a shift spent in several zones: 10·lg(1/T·Σ tᵢ·10^(0,1·Lᵢ)) (№ 35, п. 33).

    T is the sum of the zones' minutes: quiet zones belong in the list too.
    """
    if not zones:
        raise BadInput("zones", "не указано ни одной зоны")
    level = _level([(zone.level, positive(zone.minutes, "zones")) for zone in zones])
    listed = [{"title": z.title, "level": plain(z.level), "minutes": plain(z.minutes)} for z in zones]
    return Average(level, step("equivalent", plain(short(level)), norm("vibroacoustic.equivalent", on), zones=listed))


def _level(parts: Sequence[tuple[Decimal, Decimal]]) -> Decimal:
    """10·lg of the energies 10^(0.1·L) weighted by the second member of each pair."""
    if any(abs(level) > _LOUDEST for level, _ in parts):
        raise BadInput("level", f"уровень не может превышать {_LOUDEST} дБ")
    with decimal.localcontext(_PRECISE):
        energy = sum((weight * Decimal(10) ** (level / 10) for level, weight in parts), Decimal(0))
        level = 10 * (energy / sum((weight for _, weight in parts), Decimal(0))).log10()
    return round_half_up(level, _TRUSTED_PLACES).normalize()


def highest_limit(zones: Sequence[ZoneLevel], on: dt.date) -> Average:
    """The limit that an equivalent noise level is compared with: of the zone where it is higher (п. 33)."""
    limit = max(zone.limit for zone in zones)
    rule = norm("vibroacoustic.zone_limit", on)
    listed = [{"title": zone.title, "limit": plain(zone.limit)} for zone in zones]
    return Average(limit, step("highest_limit", plain(limit), rule, zones=listed))


def required_sample(workplaces: int, on: dt.date) -> int:
    """How many of ``workplaces`` of one type must be measured at least: 20 %, rounded up (№ 35, п. 8)."""
    if workplaces < 1:
        raise BadInput("workplaces", "нет ни одного рабочего места")
    share = norm("sampling.share", on).number * workplaces / 100
    return int(share.to_integral_value(rounding=decimal.ROUND_CEILING))
