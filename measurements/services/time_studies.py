"""Writes of time studies."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from documents.problems import LockedDocument
from documents.services.copying import rows_copy
from documents.services.editing import document_create, editing, part_write
from documents.services.putting import rows_write
from measurements.models import Indicator, TimeStudyCard, TimeStudyExposure, TimeStudyRow
from measurements.selectors import minutes_between
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


@dataclass(frozen=True)
class ObservedLine:
    """A line from a phone: ``client_id`` was made there, so that a line sent twice is stored once."""

    client_id: uuid.UUID
    row: StudyRow


def time_study_observe(
    study: TimeStudyCard, lines: Sequence[ObservedLine], *, starts_at: dt.time, actor: User
) -> TimeStudyCard:
    """Add observed lines to the end of a draft, those already there left alone.

    The first line sets the beginning of the shift to ``starts_at``. Raises ``ValidationError`` when a
    line would not end after the one before it: gaps and overlaps cannot come in.
    """
    known = set(study.rows.filter(client_id__in=[line.client_id for line in lines]).values_list("client_id", flat=True))
    if all(line.client_id in known for line in lines):
        return study
    with editing(study, actor=actor, act="observe") as fresh:
        rows = list(fresh.rows.order_by("place"))
        stored = {row.client_id for row in rows}
        new = [line for line in lines if line.client_id not in stored]
        if not rows:
            fresh.starts_at = starts_at
        previous = rows[-1].ends_at if rows and rows[-1].ends_at else fresh.starts_at
        place = rows[-1].place if rows else 0
        for number, line in enumerate(new, start=place + 1):
            if minutes_between(previous, line.row.ends_at) <= 0:
                words = _("«%(line)s» заканчивается в %(end)s — не позже предыдущей строки (%(before)s)")
                raise ValidationError(
                    words
                    % {"line": line.row.observed, "end": f"{line.row.ends_at:%H:%M}", "before": f"{previous:%H:%M}"}
                )
            _observe(fresh, number, line, actor)
            previous = line.row.ends_at
    return fresh


def _observe(study: TimeStudyCard, place: int, line: ObservedLine, actor: User) -> None:
    given = line.row
    row = TimeStudyRow(
        place=place,
        observed=given.observed,
        ends_at=given.ends_at,
        kind=given.kind,
        belongs=given.belongs,
        client_id=line.client_id,
    )
    row_factors_set(part_write(study, row, actor=actor), given.indicators)


def time_study_copy(sample: TimeStudyCard, created: TimeStudyCard, actor: User) -> None:
    """Take operations, kinds of time and factors over; the clock waits to be observed (TIME-01)."""
    rows_copy(sample, created, {"rows": ("place", "observed", "kind", "belongs")}, actor=actor)
    acting = {row.place: row for row in sample.rows.prefetch_related("exposures__indicator")}
    for row in created.rows.all():
        row_factors_set(row, [exposure.indicator for exposure in acting[row.place].exposures.all()])


def row_factors_set(row: TimeStudyRow, indicators: Sequence[Indicator]) -> None:
    """Write which indicators act during a line of a study that is being edited."""
    wanted = {indicator.pk: indicator for indicator in indicators}
    kept = set(row.exposures.values_list("indicator_id", flat=True))
    row.exposures.exclude(indicator_id__in=wanted).delete()
    TimeStudyExposure.objects.bulk_create(
        TimeStudyExposure(employer_id=row.employer_id, study_id=row.study_id, row=row, indicator=indicator)
        for pk, indicator in wanted.items()
        if pk not in kept
    )


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
