"""What a result says in the columns of the tables of приложение 2, by the keys of the data."""

from __future__ import annotations

import re
from decimal import Decimal

from measurements.evidence import bands_of, ion_limits
from measurements.models import MeasurementResult, NoiseKind
from norms.factors.vibroacoustic import Band
from reports.forms.words import DASH, NBSP, day_text, number_text

_RADIATION = ("RADIATION_OPEN", "RADIATION_HEATED")
_FIELDS = {"В/м": "electric", "кВ/м": "electric", "А/м": "magnetic", "мкВт/см²": "flux"}
_FIELD_UNITS = {"electric": "В/м", "magnetic": "А/м", "flux": "мкВт/см²"}
_ELECTRIC, _SKIN = "ELECTRIC_50_HZ", "кож"
_HERTZ = re.compile(r"(\d+(?:[.,]\d+)?)\s*(к?)(?:Гц)?")
BAND = "band_"  # the key of a column of an octave band: «band_31.5», in Hz


def values_of(result: MeasurementResult) -> dict[str, str]:
    """Return the texts of a result; a column without a value of its own stays empty for the laboratory to fill in."""
    value, limit = "" if result.value is None else _number(result.value), limit_text(result)
    method = "RADIATION" if result.method in _RADIATION else str(result.method)
    side = _FIELDS.get(result.unit, "electric" if result.method == _ELECTRIC else "magnetic")
    tissue = "skin" if _SKIN in result.conditions.lower() else "eyes"
    plus_limit, minus_limit = ion_limits(result.protocol.measured_on) if result.method == "AIR_IONS" else ("", "")
    averaging = "shift_average" if result.averaging == "SHIFT_AVERAGE" else "max_single"
    bands = bands_of(result.bands)
    return {
        "place": f"{result.group.number}. {result.group.profession.code_and_name}\n{result.group.department}",
        "conditions": "\n".join(filter(None, (result.indicator.name, result.conditions))),
        "indicator": result.indicator.name,
        "measured": day_text(result.protocol.measured_on),
        "value": value,
        "limit": limit,
        "limits": "\n".join([limit, *(f"{band_name(_column(band))} {DASH} {_number(band.limit)}" for band in bands)]),
        **_noise_kind(result, is_steady=bool(bands)),
        **{_column(band): _number(band.level) for band in bands},
        "local": "+" if result.method == "LOCAL_VIBRATION" else "",
        "ratio": _ratio(result),
        averaging: limit,
        f"{side}_value": _in_unit(value, result.unit, _FIELD_UNITS[side]),
        f"{side}_limit": _in_unit(limit, result.unit, _FIELD_UNITS[side]),
        f"{tissue}_limit": limit,
        "plus_value": value,
        "plus_limit": plus_limit,
        "minus_value": "" if result.negative is None else _number(result.negative),
        "minus_limit": minus_limit,
        f"{method}_value": value,
        f"{method}_limit": limit,
        **_details(result),
        **_lighting(result, value, limit),
    }


def _details(result: MeasurementResult) -> dict[str, str]:
    """How and where it was measured, as the laboratory has written it; a mark under the kind of vibration."""
    names = (
        "distance",
        "height",
        "zone_time",
        "frequency",
        "work_category",
        "surface",
        "air_temperature",
        "method_act",
    )
    told = {name: str(getattr(result, name)) for name in names}
    told["season"] = str(result.get_season_display()) if result.season else ""
    return told | ({result.vibration_kind.lower(): "+"} if result.vibration_kind else {})


def _lighting(result: MeasurementResult, value: str, limit: str) -> dict[str, str]:
    """Of combined lighting the whole and the general part of it; else the general lighting alone."""
    if not result.is_combined_lighting:
        return {"general_value": value, "general_limit": limit}
    part, norm = result.general_part, result.general_part_limit
    return {
        "combined_value": value,
        "combined_limit": limit,
        "combined_general": "" if part is None else _number(part),
        "combined_general_limit": "" if norm is None else _number(norm),
    }


def _noise_kind(result: MeasurementResult, *, is_steady: bool) -> dict[str, str]:
    """The mark in the column of the character of noise; levels in octave bands are those of a steady one (п. 33)."""
    kind = result.noise_kind or (NoiseKind.STEADY if is_steady else "")
    return {kind.lower(): "+"} if kind else {}


def _column(band: Band) -> str:
    """The key of the column of a band typed as «31,5 Гц», «1000» or «1 кГц»; its own words where it is no number."""
    found = _HERTZ.fullmatch(band.frequency)
    if found is None:
        return f"{BAND}{band.frequency}"
    hertz = Decimal(found[1].replace(",", ".")) * (1000 if found[2] else 1)
    return f"{BAND}{hertz.normalize():f}"


def band_name(column: str) -> str:
    """«31,5 Гц» for the key of a column."""
    name = column.removeprefix(BAND)
    return name if name[:1].isalpha() else f"{number_text(name)}{NBSP}Гц"


def told(result: MeasurementResult) -> str:
    """A result that no table of the form has a place for: workplace, what was found, against what."""
    texts = values_of(result)
    found = f"{texts['value']} {result.unit}".strip() if texts["value"] else ""
    limit = f"норматив {texts['limit']}" if texts["limit"] else ""
    words = ", ".join(filter(None, (found, limit, result.conditions)))
    return f"{result.group.number}. {result.group.profession.name} – {': '.join(filter(None, (texts['indicator'], words)))}"


def _in_unit(text: str, unit: str, column: str) -> str:
    """A value of a column with a unit of its own keeps another unit beside it."""
    return f"{text} {unit}" if text and unit and unit != column else text


def limit_text(result: MeasurementResult) -> str:
    """The limit as a text; a range where it has a lower end."""
    ends = [_number(end) for end in (result.limit_low, result.limit) if end is not None]
    return DASH.join(ends)


def is_exceeded(result: MeasurementResult) -> bool:
    """Whether a value stands outside its limits, as compared and not as rounded."""
    if result.value is None:
        return False
    if result.method in ("ILLUMINANCE",):
        return result.limit is not None and result.value < result.limit
    over = result.limit is not None and result.value > result.limit
    return over or (result.limit_low is not None and result.value < result.limit_low)


def _ratio(result: MeasurementResult) -> str:
    """«Кратность превышения», to a tenth (№ 35, п. 16); empty where the limit is not exceeded."""
    if result.value is None or not result.limit or result.value <= result.limit:
        return ""
    return number_text((result.value / result.limit).quantize(Decimal("0.1")))


def _number(value: Decimal) -> str:
    return number_text(f"{value.normalize():f}")
