"""Sub- and superscripts as № 35 prints them: «ПДК» with «мр» below the line, «см» with «−3» above it.

What a user writes stays as it is in the data; only the HTML of a page is told differently. Powers that the face has
(¹ ² ³ ⁴ …) are its own signs; those that it lacks (⁰ ⁻ ⁺) would be printed as an empty square.
"""

from __future__ import annotations

import functools
import html
import re

_UPPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789−+")
_POWERS = re.compile(r"[¹²³⁴⁵⁶⁷⁸⁹]*[⁰⁻⁺][⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺]*")
_UNITS = re.compile(r"(?<=/)((?:м|с|к|д|мк)?м)([23])(?!\w)")
_SQUARES = {"2": "²", "3": "³"}
_INDICES = re.compile(
    r"\b(ПДК)(мр|сс)\b|\b(ПД|ДПП|ДОА)(перс)\b|\b(L)((?:p,)?A,(?:eq,?)?T?|p(?:A(?:eqT)?)?|A(?:eq)?|eq|экв|н)(?!\w)"
)


@functools.lru_cache(maxsize=16384)  # long lists are made of few words
def signed(text: str) -> str:
    """Return a text as HTML, its indices below and its powers above the line."""
    found = html.escape(text)
    if "/" in found:
        found = _UNITS.sub(lambda unit: unit[1] + _SQUARES[unit[2]], found)
    found = _POWERS.sub(lambda power: f"<sup>{power[0].translate(_UPPER)}</sup>", found)
    return _INDICES.sub(_index, found)


def _index(found: re.Match[str]) -> str:
    name, index = (group for group in found.groups() if group)
    return f"{name}<sub>{index}</sub>"
