"""Numbers without gaps."""

from __future__ import annotations

from documents.models import NumberSeries


def number_take(*, employer_id: int, kind: str, year: int) -> str:
    """Return the next number of a series. Call under the employer's lock, in its transaction."""
    series, _created = NumberSeries.objects.get_or_create(employer_id=employer_id, kind=kind, year=year)
    series.last += 1
    series.save(update_fields=["last"])
    return str(series.last)
