"""Reference tables of the norms as suggestions: three letters give the limit, its unit and its clause."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from documents.pickers import Suggestion
from norms.errors import BadInput
from norms.factors.substances import key_of
from norms.lookup import CATALOGUES, Found, look_up
from norms.tables import load_tables

MOST = 10
_AIR = ("substances", "tentative_limits", "producers", "microbial_preparations")
_EFFECTS = {"О": "ACUTE", "К": "CARCINOGEN", "А": "ALLERGEN"}
_FIBROGENIC = "Ф"
_FOOTNOTE = re.compile(r"\s*<\S*>")


@dataclass(frozen=True)
class _Limit:
    """Where the limit of a method stands: tables, column, column of the lower bound, unit."""

    tables: tuple[str, ...]
    column: str
    low: str = ""
    unit: str = ""


_LIMITS: Mapping[str, _Limit] = {
    "NOISE": _Limit(("noise_limits", "noise_by_load"), "sound_level", unit="дБА"),
    "INFRASOUND": _Limit(("infrasound_limits",), "total_db_lin", unit="дБ Лин"),
    "AIR_ULTRASOUND": _Limit(("ultrasound_limits",), "level_db", unit="дБ"),
    "CONTACT_ULTRASOUND": _Limit(("ultrasound_limits",), "level_db", unit="дБ"),
    "GENERAL_VIBRATION": _Limit(("vibration_limits",), "acceleration_db", unit="дБ"),
    "LOCAL_VIBRATION": _Limit(("vibration_limits",), "acceleration_db", unit="дБ"),
    "TEMPERATURE": _Limit(("microclimate_limits",), "temperature_to", "temperature_from", "°C"),
    "HUMIDITY": _Limit(("microclimate_limits",), "humidity_to", "humidity_from", "%"),
    "AIR_SPEED": _Limit(("microclimate_limits",), "air_speed_above_optimum", unit="м/с"),
    "ILLUMINANCE": _Limit(("lighting_limits",), "general_lx", unit="лк"),
    "PULSATION": _Limit(("lighting_limits",), "pulsation_percent", unit="%"),
}
_OTHERS = _Limit(("other_limits",), "value")


def substances_like(text: str, on: dt.date) -> list[Suggestion]:
    """Substances, dusts and micro-organisms whose name, formula or CAS number holds a text."""
    return [each for found in _found(text, on, _AIR) for each in _air(found)][:MOST]


def limits_of_substance(name: str, on: dt.date) -> list[Suggestion]:
    """The limits of exactly this substance, under whichever of its names."""
    wanted = key_of(name)
    return [each for each in substances_like(name, on) if key_of(each.text) == wanted]


def limits_like(method: str, text: str, on: dt.date) -> list[Suggestion]:
    """Limits of a method by words of the kind of work, the room or the visual task."""
    if method in ("SUBSTANCE", "DUST", "PRODUCER"):
        return substances_like(text, on)
    where = _LIMITS.get(method, _OTHERS)
    given = []
    for found in _found(text, on, where.tables):
        cells = found.row.cells
        limit, low = cells.get(where.column, ""), cells.get(where.low, "") if where.low else ""
        if not limit:
            continue
        unit = where.unit or cells.get("unit", "")
        fill = {"limit": _comma(limit), "unit": unit} | ({"limit_low": _comma(low)} if low else {})
        shown = f"{_comma(low)}–{_comma(limit)}" if low else _comma(limit)
        given.append(Suggestion(f"{shown} {unit}", f"{found.row.name} · {_source(found)}", fill=fill))
    return given[:MOST]


def _found(text: str, on: dt.date, tables: tuple[str, ...]) -> tuple[Found, ...]:
    known = load_tables()
    named = [key for key in tables if key in CATALOGUES and known[key].valid_from <= on]
    if not named:
        return ()
    try:
        return look_up(text, on, catalogues=named, limit=MOST * 2)
    except BadInput:
        return ()


def _air(found: Found) -> Iterator[Suggestion]:
    """One suggestion for each limit that a substance has."""
    cells, key = found.row.cells, found.table.key
    if key in ("producers", "microbial_preparations"):
        limit = cells["mac_cells_m3"]
        fill = {"method": "PRODUCER", "limit": limit.replace(" ", ""), "unit": "кл/м³"}
        yield _substance(found, f"ПДК {limit} клеток/м³", fill)
        return
    limits = {
        "MAX_SINGLE": ("ПДК м. р.", cells.get("mac_max_single_mg_m3", "")),
        "SHIFT_AVERAGE": ("ПДК с. с.", cells.get("mac_shift_average_mg_m3", "")),
    }
    if key == "tentative_limits":
        limits = {"MAX_SINGLE": ("ОБУВ", cells["tsel_mg_m3"])}
    effects = cells.get("effects", "")
    is_dust = _FIBROGENIC in effects
    own = [code for letter, code in _EFFECTS.items() if letter in effects]
    for averaging, (word, limit) in limits.items():
        if not limit:
            continue
        fill = {"method": "DUST" if is_dust else "SUBSTANCE", "limit": _comma(limit), "unit": "мг/м³"}
        fill["averaging"] = averaging
        if not is_dust:
            fill["effect"] = own[0] if own else "GENERAL"
            fill |= {"second_effect": own[1]} if len(own) > 1 else {}
        yield _substance(found, f"{word} {_comma(limit)} мг/м³", fill)


def _substance(found: Found, limit: str, fill: Mapping[str, str]) -> Suggestion:
    name, hint = plain_name(found.row.name), f"{limit} · {_source(found)}"
    return Suggestion(name, hint, known_as=found.known_as, fill=fill)


def plain_name(name: str) -> str:
    """The name of a row as an indicator bears it: without marks of footnotes, at most 300 characters."""
    return _FOOTNOTE.sub("", name).strip()[:300]


def _source(found: Found) -> str:
    return f"{found.row.act.short}, {found.row.clause}"


def _comma(number: str) -> str:
    return number.replace(".", ",")
