"""Time studies of the large plant: one draft for each group, all its indicators acting for 400 of 480 minutes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import islice

from accounts.services.journal import journal_append
from measurements.models import Indicator, TimeStudyCard, TimeStudyExposure, TimeStudyRow
from reports.demo.load import CHUNK, DAY, Load
from workplaces.models import AnalogousGroup

LINES = (("основная работа", dt.time(14, 40), "ОП"), ("перерывы и уборка", dt.time(16, 0), "РП"))


def studies(load: Load) -> int:
    """Open a study for each group of the plant, with its lines and what acts in the first of them."""
    indicators = list(Indicator.objects.filter(employer=load.employer))
    made = load.insert(TimeStudyCard, _studies(load), "timestudycard.create")
    rest = iter(TimeStudyCard.objects.filter(employer=load.employer).order_by("pk").iterator(chunk_size=CHUNK))
    while chunk := list(islice(rest, CHUNK)):
        load.insert(TimeStudyRow, _rows(load, chunk), "timestudycard.put")
        _exposures(load, chunk, indicators)
    return made


def _studies(load: Load) -> Iterator[TimeStudyCard]:
    for group in AnalogousGroup.objects.filter(employer=load.employer).order_by("pk"):
        yield TimeStudyCard(
            employer=load.employer,
            group=group,
            number=group.number,
            dated_on=DAY,
            starts_at=dt.time(8, 0),
            shift_minutes=group.shift_minutes,
        )


def _rows(load: Load, chunk: Sequence[TimeStudyCard]) -> Iterator[TimeStudyRow]:
    for study in chunk:
        for place, (observed, ends_at, kind) in enumerate(LINES, start=1):
            yield TimeStudyRow(
                employer=load.employer, study=study, place=place, observed=observed, ends_at=ends_at, kind=kind
            )


def _exposures(load: Load, chunk: Sequence[TimeStudyCard], indicators: Sequence[Indicator]) -> None:
    rows = TimeStudyRow.objects.filter(study__in=chunk, place=1)
    exposures = [
        TimeStudyExposure(employer=load.employer, study_id=row.study_id, row=row, indicator=indicator)
        for row in rows
        for indicator in indicators
    ]
    TimeStudyExposure.objects.bulk_create(exposures, batch_size=CHUNK)
    payload = {"count": len(exposures), "name": "действующие факторы"}
    journal_append(
        employer_id=load.employer.pk, actor=load.officer, act="timestudycard.put", target=load.employer, payload=payload
    )
