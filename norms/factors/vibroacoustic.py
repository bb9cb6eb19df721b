"""Noise, vibration, infra- and ultrasound: № 35, глава 6, приложение 1, таблица 4."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from norms.averages import ZoneLevel, equivalent_level, highest_limit
from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.exposure import with_exposure, without_exposure
from norms.library import norm
from norms.quantities import Exposure, decimal_of, difference, plain, round_half_up
from norms.settings import DEFAULTS, EquivalentLevelTime, Interpretations, OctaveBands
from norms.trace import Step, Verdict, step


class LevelKind(Enum):
    """What is measured in decibels: chooses the row of table 4."""

    NOISE = "noise"
    LOCAL_VIBRATION = "local_vibration"
    GENERAL_VIBRATION = "general_vibration"
    INFRASOUND = "infrasound"
    AIR_ULTRASOUND = "air_ultrasound"
    CONTACT_ULTRASOUND = "contact_ultrasound"


@dataclass(frozen=True, slots=True)
class Band:
    """One octave band of constant noise: its frequency in words, level and limit in dB."""

    frequency: str
    level: Decimal
    limit: Decimal


def classify_level(
    kind: LevelKind,
    level: Decimal | int | str,
    limit: Decimal | int | str,
    exposure: Exposure,
    on: dt.date,
    *,
    includes_time: bool = False,
    settings: Interpretations = DEFAULTS,
    is_joint: bool = False,
) -> Verdict:
    """Class of a level in dB (dBA) against its limit in the same unit (№ 35, п. 32, таблица 4).

    The level is rounded to a whole number since 10.01.2020. ``includes_time`` is for equivalent
    levels already reduced to the shift: time is not counted twice, see
    docs/interpretations/0002-equivalent-level-and-time.md. ``is_joint`` lowers the limit of
    contact ultrasound that acts together with air ultrasound (п. 36).
    """
    permitted, trace = decimal_of(limit, "limit"), []
    if is_joint:
        permitted, lowered = _joint_limit(kind, permitted, on)
        trace.append(lowered)
    found, steps = _by_level(kind, decimal_of(level, "value"), permitted, on)
    return _with_time(found, (*trace, *steps), exposure, on, includes_time=includes_time, settings=settings)


def _joint_limit(kind: LevelKind, permitted: Decimal, on: dt.date) -> tuple[Decimal, Step]:
    if kind is not LevelKind.CONTACT_ULTRASOUND:
        raise BadInput("is_joint", "ПДУ снижается только для контактного ультразвука (п. 36)")
    rule = norm("vibroacoustic.joint_ultrasound", on)
    lowered = permitted - rule.number
    return lowered, step("limit_lowered", plain(lowered), rule, limit=plain(permitted), by=plain(rule.number))


def _by_level(
    kind: LevelKind, measured: Decimal, permitted: Decimal, on: dt.date
) -> tuple[ConditionsClass, tuple[Step, ...]]:
    trace = []
    rounding = norm("vibroacoustic.level_places", on)
    if rounding.text != "none":
        rounded = round_half_up(measured, int(rounding.text))
        trace.append(step("round", plain(rounded), rounding, note="0001", value=plain(measured), places=rounding.text))
        measured = rounded
    excess = difference(measured, permitted)
    scale = norm(f"vibroacoustic.{kind.value}", on)
    found = scale.classify(excess)
    trace.append(step("excess", plain(excess), scale, value=plain(measured), limit=plain(permitted)))
    trace.append(step("scale", found, scale, value=plain(excess), scale=scale.scale.as_text(), title=scale.title))
    return found, tuple(trace)


def _with_time(
    found: ConditionsClass,
    trace: tuple[Step, ...],
    exposure: Exposure,
    on: dt.date,
    *,
    includes_time: bool,
    settings: Interpretations,
) -> Verdict:
    if not includes_time:
        return with_exposure(found, trace, exposure, on)
    rule, mark = norm("vibroacoustic.includes_time", on), settings.mark("equivalent_level_time")
    if settings.equivalent_level_time is EquivalentLevelTime.COUNTED_AGAIN:
        return with_exposure(found, (*trace, step("time_counted", found, rule, note="0002", **mark)), exposure, on)
    return without_exposure(found, (*trace, step("time_included", found, rule, note="0002", **mark)))


def classify_constant_noise(
    level: Decimal | int | str,
    limit: Decimal | int | str,
    bands: Sequence[Band],
    exposure: Exposure,
    on: dt.date,
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of constant noise by its sound level in dBA and its octave bands in dB (№ 35, п. 33, ч. 2).

    While the sound level keeps its limit, the worst band decides; above it, the sound level
    (docs/interpretations/0025-octave-bands.md).
    """
    found, trace = _by_level(LevelKind.NOISE, decimal_of(level, "value"), decimal_of(limit, "limit"), on)
    worst = settings.octave_bands is OctaveBands.WORST_OF_ALL
    if bands and (worst or not found.is_harmful):
        assessed = [(band, *_by_level(LevelKind.NOISE, band.level, band.limit, on)) for band in bands]
        band, by_band, steps = max(assessed, key=lambda row: (row[1], difference(row[0].level, row[0].limit)))
        rule, mark = norm("vibroacoustic.octave_bands", on), settings.mark("octave_bands")
        listed = [{"frequency": b.frequency, "level": plain(b.level), "limit": plain(b.limit)} for b, _, _ in assessed]
        chosen = step("worst_band", band.frequency, rule, note="0025", bands=listed, **mark)
        highest = step("highest", max(found, by_band), rule, classes=[found.value, by_band.value])
        found, trace = max(found, by_band), (*trace, chosen, *steps, highest)
    return with_exposure(found, trace, exposure, on)


def classify_zones(
    kind: LevelKind,
    zones: Sequence[ZoneLevel],
    exposure: Exposure,
    on: dt.date,
    settings: Interpretations = DEFAULTS,
) -> Verdict:
    """Class of the equivalent level of a shift spent in several zones (№ 35, п. 10, 33–35).

    Noise is compared with the limit of the zone where it is higher (п. 33, ч. 5); for vibration
    and infrasound the act has no such rule, one limit must hold in all zones (``BadInput``).
    Ultrasound has no equivalent level.
    """
    if kind in (LevelKind.AIR_ULTRASOUND, LevelKind.CONTACT_ULTRASOUND):
        raise BadInput("zones", "для ультразвука эквивалентный уровень не предусмотрен (п. 36)")
    level = equivalent_level(zones, on)
    limit = highest_limit(zones, on)
    if kind is not LevelKind.NOISE and len({zone.limit for zone in zones}) > 1:
        raise BadInput("zones", "ПДУ зон различаются: правило п. 33 установлено только для шума")
    trace = (level.step, limit.step) if kind is LevelKind.NOISE else (level.step,)
    found, steps = _by_level(kind, level.value, limit.value, on)
    return _with_time(found, (*trace, *steps), exposure, on, includes_time=True, settings=settings)


def check_infrasound(linear: Decimal | int | str, weighted: Decimal | int | str, on: dt.date) -> None:
    """Raise ``BadInput`` unless «линейная» exceeds «А» by 10 dB: else there is no infrasound (№ 35, п. 35)."""
    needed = norm("vibroacoustic.infrasound_difference", on).number
    if decimal_of(linear, "value") - decimal_of(weighted, "level_a") < needed:
        raise BadInput("level_a", f"разность уровней «линейная» и «А» менее {needed} дБ: инфразвук не оценивается")
