"""Indicators found by a few letters; choosing one fills how it is assessed and its unit."""

from __future__ import annotations

from django.db.models import QuerySet

from documents.closeness import closest, holds
from documents.pickers import Picker, register_pickers
from measurements.models import Indicator


def _indicators(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(holds("search_name", text)).order_by(*closest("search_name", text), "pk")


register_pickers(
    Picker(
        Indicator,
        _indicators,
        lambda indicator: str(indicator.get_factor_display()),
        lambda indicator: {"method": indicator.method, "unit": indicator.unit},
    )
)
