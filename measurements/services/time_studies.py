"""Writes of time studies."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from accounts.models import User
from documents.problems import LockedDocument
from documents.services.editing import document_create, editing
from documents.services.putting import rows_write
from measurements.models import Indicator, TimeStudyCard, TimeStudyExposure, TimeStudyRow
from workplaces.models import AnalogousGroup


@dataclass(frozen=True)
class StudyRow:
    """A line of a study: what was seen, the clock at its end, its kind, the indicators that act."""

    observed: str
    ends_at: dt.time
    kind: str
    indicators: tuple[Indicator, ...] = ()
    belongs: bool = True


@transaction.atomic
def time_study_put(
    *,
    group: AnalogousGroup,
    number: str,
    observed_on: dt.date,
    starts_at: dt.time,
    rows: Sequence[StudyRow],
    actor: User,
) -> tuple[TimeStudyCard, str]:
    """Put a time study in; the same study a second time changes nothing.

    Returns the study and ``CREATED``, ``CHANGED`` or ``UNCHANGED``; raises ``LockedDocument``.
    """
    study = TimeStudyCard.objects.filter(employer_id=group.employer_id, number=number, dated_on=observed_on).first()
    if study is None:
        study = TimeStudyCard(employer_id=group.employer_id, group=group, number=number, dated_on=observed_on)
        study.starts_at, study.shift_minutes = starts_at, group.shift_minutes
        document_create(study, actor=actor)
        _write_rows(study, rows, actor)
        return study, "CREATED"
    if (study.group_id, study.starts_at) == (group.pk, starts_at) and _stored(study) == _wanted(rows):
        return study, "UNCHANGED"
    if not study.is_editable:
        raise LockedDocument(study)
    with editing(study, actor=actor, act="put") as fresh:
        fresh.group, fresh.starts_at = group, starts_at
        fresh.exposures.all().delete()
        fresh.rows.all().delete()
        _write_rows(fresh, rows, actor)
    return fresh, "CHANGED"


def _write_rows(study: TimeStudyCard, rows: Sequence[StudyRow], actor: User) -> None:
    lines = [
        {"place": place, "observed": r.observed, "ends_at": r.ends_at, "kind": r.kind, "belongs": r.belongs}
        for place, r in enumerate(rows, start=1)
    ]
    rows_write(study, "rows", lines, actor=actor)
    by_place = {row.place: row for row in TimeStudyRow.objects.filter(study=study)}
    exposures = [
        TimeStudyExposure(employer_id=study.employer_id, study=study, row=by_place[place], indicator=indicator)
        for place, row in enumerate(rows, start=1)
        for indicator in row.indicators
    ]
    TimeStudyExposure.objects.bulk_create(exposures, batch_size=500)


def _wanted(rows: Sequence[StudyRow]) -> list[tuple[object, ...]]:
    return [(r.observed, r.ends_at, r.kind, r.belongs, {i.pk for i in r.indicators}) for r in rows]


def _stored(study: TimeStudyCard) -> list[tuple[object, ...]]:
    rows = study.rows.prefetch_related("exposures").order_by("place")
    return [(r.observed, r.ends_at, r.kind, r.belongs, {e.indicator_id for e in r.exposures.all()}) for r in rows]
