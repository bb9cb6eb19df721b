"""Stored results in the words of the law: the one place where fields become a ``Reading``."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from decimal import Decimal

from measurements.models import MeasurementResult, MethodCode
from norms.averages import ZoneLevel
from norms.errors import BadInput
from norms.factors.chemical import Averaging, Effect
from norms.factors.chemical_sums import ChemicalGroup
from norms.factors.ionising import Radiation, RadiationIndicator
from norms.factors.vibroacoustic import Band
from norms.library import norm
from norms.quantities import WHOLE_TIME, Exposure, decimal_of, plain
from norms.readings import Method, Reading
from workplaces.models import IonisingWork

OF_ZONES = (MethodCode.NOISE, MethodCode.GENERAL_VIBRATION, MethodCode.LOCAL_VIBRATION, MethodCode.INFRASOUND)
"""Levels that are measured in each zone and assessed by the equivalent level of the shift (№ 35, п. 33–35)."""
_BAND = re.compile(r"\s*(?P<frequency>[^:;]+?)\s*:\s*(?P<level>[\d.,]+)\s*/\s*(?P<limit>[\d.,]+)\s*")


def reading_of(result: MeasurementResult, exposure: Exposure) -> Reading:
    """Return a result as norms judge it, acting for ``exposure`` of the shift.

    Raises ``BadInput`` where a list of bands or values cannot be read; the rest when it is judged.
    """
    return Reading(
        method=Method[result.method],
        title=title_of(result),
        exposure=exposure,
        value=_text(result.value),
        limit=_text(result.limit),
        limit_low=_text(result.limit_low),
        sample=sample_of(result.sample),
        effects=tuple(Effect[code] for code in (result.effect, result.second_effect) if code),
        averaging=Averaging[result.averaging],
        includes_time=result.includes_time,
        substance=result.indicator.name if result.indicator_id else "",
        groups=(ChemicalGroup[result.family],) if result.family else (),
        zone=result.zone,
        bands=bands_of(result.bands),
        level_a=_text(result.level_a),
        negative=_text(result.negative),
        near_static_fields=result.near_static_fields,
        background=_text(result.background),
        limit_short=_text(result.limit_short),
    )


def readings_of(
    results: Sequence[MeasurementResult], minutes: Mapping[int, int], shift_minutes: int
) -> list[tuple[MeasurementResult, Reading]]:
    """Return all results of a group as readings, each with the result whose protocol proves it.

    ``minutes`` are those of each indicator out of ``shift_minutes``. Levels of several zones become
    one reading, whose time is that of all zones together; a single zone is judged by its own time
    (№ 35, п. 11). Raises ``BadInput`` where several zones leave a part of the working time out.
    """
    found: list[tuple[MeasurementResult, Reading]] = []
    results = [result for result in results if MethodCode(result.method).method]
    named = Counter(result.method for result in results if result.zone)
    zoned: dict[str, list[MeasurementResult]] = {}
    for result in results:
        if result.zone and result.method in OF_ZONES and named[result.method] > 1:
            zoned.setdefault(result.method, []).append(result)
        else:
            exposure = Exposure.of_minutes(minutes.get(result.indicator_id, 0), shift_minutes)
            found.append((result, reading_of(result, exposure)))
    for several in zoned.values():
        found.append((several[0], _of_zones(several, minutes, shift_minutes)))
    return found


def _of_zones(results: Sequence[MeasurementResult], minutes: Mapping[int, int], shift_minutes: int) -> Reading:
    zones = tuple(
        ZoneLevel(
            title=result.zone,
            level=decimal_of(_text(result.value), "value"),
            minutes=Decimal(minutes.get(result.indicator_id, 0)),
            limit=decimal_of(_text(result.limit), "limit"),
        )
        for result in results
    )
    acting = sum((zone.minutes for zone in zones), Decimal(0))
    if acting < shift_minutes:  # the equivalent level is that of the whole shift: no later step counts the time
        words = f"зоны занимают {plain(acting)} из {shift_minutes} мин: впишите и тихие зоны с их уровнем (п. 33)"
        raise BadInput("zones", f"{results[0].get_method_display()}: {words}")
    exposure = Exposure.of_minutes(acting, shift_minutes)
    title = f"{title_of(results[0])}: {', '.join(zone.title for zone in zones)}"
    return Reading(Method[results[0].method], title, exposure, zones=zones)


def radiation_of(
    results: Sequence[MeasurementResult], minutes: Mapping[int, int], shift_minutes: int, work: str
) -> Radiation | None:
    """Return the rows of table 7 that were written down for a group, or ``None`` where there are none.

    ``work`` is how the group meets the sources (``IonisingWork``); the time is the longest of the
    indicators, for they act together. Raises ``BadInput`` where the kind of work or a row is missing.
    """
    own = radiation_results(results)
    if not own:
        return None
    if not work:
        raise BadInput(
            "ionising_work", "укажите в группе, как заняты с источниками ионизирующего излучения (п. 44, 62)"
        )
    indicators = []
    for result in own:
        if not result.row:
            raise BadInput("row", f"{title_of(result)}: укажите строку таблицы 7")
        indicators.append(RadiationIndicator(result.row, _text(result.value), _text(result.limit)))
    acting = max(minutes.get(result.indicator_id, 0) for result in own)
    return Radiation(
        indicators,
        Exposure.of_minutes(acting, shift_minutes),
        works_with_sources=work != IonisingWork.ZONE,
        in_zone_whole_shift=work == IonisingWork.SOURCES_AND_ZONE,
    )


def radiation_results(results: Sequence[MeasurementResult]) -> list[MeasurementResult]:
    """Those of results that are rows of table 7."""
    return [result for result in results if MethodCode(result.method).method is None]


def ion_limits(on: dt.date) -> tuple[str, str]:
    """Return the norms of positive and of negative ions per cm³ on a day, as they are printed."""
    limits = norm("air_ions.limits", on).table
    return f"{limits['positive_from']}–{limits['positive_to']}", f"{limits['negative_from']}–{limits['negative_to']}"


def sample_of(text: str) -> tuple[str, ...]:
    """Return the values of a sample typed as «82; 84,5; 81»; raises ``BadInput``."""
    return tuple(
        plain(decimal_of(part.strip().replace(",", "."), "sample")) for part in text.split(";") if part.strip()
    )


def mean_of(method: str, text: str, on: dt.date) -> Decimal:
    """Return the mean of a typed sample: energetic for levels, arithmetic for the rest (№ 35, п. 8); 6 decimals."""
    reading = Reading(Method[method], "", WHOLE_TIME, sample=sample_of(text))
    return Decimal(reading.averaged(on).value).quantize(Decimal("0.000001"))


def bands_of(text: str) -> tuple[Band, ...]:
    """Return octave bands typed as «63 Гц: 95/91; 125 Гц: 87/83», level over limit in dB; raises ``BadInput``."""
    bands = []
    for part in filter(str.strip, text.split(";")):
        found = _BAND.fullmatch(part)
        if found is None:
            raise BadInput("bands", f"полоса «{part.strip()}»: нужно «частота: уровень/норматив»")
        level, limit = (decimal_of(found[name].replace(",", "."), "bands") for name in ("level", "limit"))
        bands.append(Band(found["frequency"], level, limit))
    return tuple(bands)


def title_of(result: MeasurementResult) -> str:
    """Name with the action on the body, as № 35, п. 16 wants it in графа 1."""
    name = result.indicator.name if result.indicator_id else result.get_method_display()
    return f"{name} ({result.get_effect_display()})" if result.effect else str(name)


def _text(value: Decimal | None) -> str:
    return "" if value is None else plain(value)
