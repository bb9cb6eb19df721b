"""A stored result in the words of the law: the one place where fields become a ``Reading``."""

from __future__ import annotations

from measurements.models import MeasurementResult
from norms.factors.chemical import Averaging, Effect
from norms.quantities import Exposure, plain
from norms.readings import Method, Reading


def reading_of(result: MeasurementResult, exposure: Exposure) -> Reading:
    """Return a result as norms judge it, acting for ``exposure`` of the shift.

    Raises ``BadInput`` only when the reading is judged, not here.
    """
    return Reading(
        method=Method[result.method],
        title=title_of(result),
        exposure=exposure,
        value="" if result.value is None else plain(result.value),
        limit="" if result.limit is None else plain(result.limit),
        limit_low="" if result.limit_low is None else plain(result.limit_low),
        effects=tuple(Effect[code] for code in (result.effect, result.second_effect) if code),
        averaging=Averaging[result.averaging],
        includes_time=result.includes_time,
    )


def title_of(result: MeasurementResult) -> str:
    """Name with the action on the body, as № 35, п. 16 wants it in графа 1."""
    name = result.indicator.name if result.indicator_id else result.get_method_display()
    return f"{name} ({result.get_effect_display()})" if result.effect else str(name)
