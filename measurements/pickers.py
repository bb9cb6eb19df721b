"""Indicators found by a few letters; choosing one fills how it is assessed and its unit."""

from __future__ import annotations

from django.db.models import QuerySet

from documents.pickers import Picker, register_pickers
from measurements.models import Indicator


def _indicators(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(search_name__contains=text).order_by("name")


register_pickers(
    Picker(
        Indicator,
        _indicators,
        lambda indicator: str(indicator.get_factor_display()),
        lambda indicator: {"method": indicator.method, "unit": indicator.unit},
    )
)
