"""Words of table 11 for a class of an indicator of mental strain (№ 35, п. 80, приложение 1)."""

from __future__ import annotations

import datetime as dt

from norms.errors import NormNotFound
from norms.library import norm, norm_if_any
from norms.model import NormValue
from reports.forms.words import ranged

_ABSENT = "1"
_KINDS = {
    "": "",
    "-large": "",
    "-medium": "",
    "-small": "",
    "-tiny": "",
    "-text": " при буквенно-цифровом типе",
    "-graphic": " при графическом типе",
}


def criteria(indicator: str, conditions_class: str, on: dt.date | None) -> str:
    """Return what table 11 says of a class, for column 2 where nobody wrote a characteristic.

    Empty for class 1: the indicator may be one that the work does not have, and then a dash stands
    there. Shift work is never missing: its words stand for class 1 too. Where the result does not
    say of which size or display it is, the ranges of all of them are given.
    """
    if on is None:
        return ""
    described = norm("strain.choices", on).table.get(indicator)
    if described and (conditions_class != _ABSENT or indicator == "4.5.1"):
        return str(described.get(conditions_class, ""))
    if conditions_class == _ABSENT:
        return ""
    scales = ((_known(f"strain.{indicator}{kind}", on), words) for kind, words in _KINDS.items())
    ranges = [_range(scale, conditions_class, words) for scale, words in scales if scale is not None]
    return "; или ".join(filter(None, ranges))


def _known(key: str, on: dt.date) -> NormValue | None:
    try:
        return norm_if_any(key, on)
    except NormNotFound:
        return None


def _range(scale: NormValue, conditions_class: str, words: str) -> str:
    """«51–75 % смены»: the range as the table prints it, with its unit."""
    printed = next((b.printed for b in scale.scale.brackets if b.conditions_class.value == conditions_class), "")
    if not printed or printed == "-":
        return ""
    text = ranged(printed)
    return text if "%" in text else f"{text} {scale.unit}{words}"
