"""Reads of the measurements room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, QuerySet

from accounts.models import Employer
from measurements.models import (
    Indicator,
    Instrument,
    MeasurementProtocol,
    MeasurementResult,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
    TimeStudyRow,
)
from measurements.states import AssessmentState, ProtocolState, TimeStudyState
from norms.exposure import FullDay, TimeKind, TimeRow, full_working_day
from norms.terms import add_months
from workplaces.models import AnalogousGroup

MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class StudyLine:
    """A line of a time study with its start and length in minutes; ``minutes`` is below one where
    the clock does not rise."""

    row: TimeStudyRow
    starts_at: dt.time
    minutes: int
    indicators: tuple[Indicator, ...]


def _minute_of(moment: dt.time) -> int:
    return moment.hour * 60 + moment.minute


def study_lines(study: TimeStudyCard) -> list[StudyLine]:
    """Return the lines of a study in order, each from the end of the one before it.

    A clock that passes midnight goes on: 23:50 → 00:20 is 30 minutes. A step of more than half a
    day is a clock that does not rise and counts as negative.
    """
    return lines_of(study.starts_at, study.rows.prefetch_related("exposures__indicator").order_by("place"))


def minutes_between(first: dt.time, second: dt.time) -> int:
    """Return the minutes from one clock time to the next, past midnight where that is the shorter way."""
    minutes = _minute_of(second) - _minute_of(first)
    return minutes + MINUTES_A_DAY if minutes < -MINUTES_A_DAY // 2 else minutes


def lines_of(starts_at: dt.time, rows: Iterable[TimeStudyRow]) -> list[StudyLine]:
    """Return rows in order as lines; a row whose time is not yet filled in is 0 minutes long."""
    lines, previous = [], starts_at
    for row in rows:
        minutes = minutes_between(previous, row.ends_at) if row.ends_at else 0
        indicators = tuple(exposure.indicator for exposure in row.exposures.all())
        lines.append(StudyLine(row, previous, minutes, indicators))
        previous = row.ends_at or previous
    return lines


@dataclass(frozen=True)
class GroupTime:
    """How long each indicator acts at a group, by the study that knows best: approved, else a draft."""

    minutes: Mapping[int, int]
    shift_minutes: int


def times_of_groups(group_ids: Collection[int]) -> dict[int, GroupTime]:
    """Return the times of groups that have a study, in three queries whatever their number."""
    studies = (
        TimeStudyCard.objects.filter(group_id__in=group_ids)
        .exclude(state=TimeStudyState.VOID)
        .prefetch_related(
            Prefetch("rows", TimeStudyRow.objects.order_by("place").prefetch_related("exposures__indicator"))
        )
        .order_by("dated_on", "id")
    )
    best: dict[int, TimeStudyCard] = {}
    for study in studies:
        known = best.get(study.group_id)
        if known is None or study.state == TimeStudyState.APPROVED or known.state != TimeStudyState.APPROVED:
            best[study.group_id] = study
    return {
        pk: GroupTime(exposure_minutes(lines_of(study.starts_at, study.rows.all())), study.shift_minutes)
        for pk, study in best.items()
    }


def exposure_minutes(lines: Iterable[StudyLine]) -> dict[int, int]:
    """Return how many minutes each indicator acts, by its id."""
    minutes: dict[int, int] = {}
    for line in lines:
        for indicator in line.indicators:
            minutes[indicator.pk] = minutes.get(indicator.pk, 0) + line.minutes
    return minutes


def kind_minutes(lines: Iterable[StudyLine]) -> dict[str, int]:
    """Return the totals of the kinds of time, by code, as the form sums them up."""
    totals = {kind.value: 0 for kind in TimeKind}
    for line in lines:
        totals[line.row.kind] += line.minutes
    return totals


def full_day_of(lines: Iterable[StudyLine], shift_minutes: int, employer: Employer, on: dt.date) -> FullDay:
    """Compare the work of studies with 80 % of their shifts, ``shift_minutes`` together, under the employer's reading."""
    rows = [
        TimeRow(TimeKind(line.row.kind), Decimal(line.minutes), line.row.belongs, bool(line.indicators))
        for line in lines
    ]
    return full_working_day(rows, shift_minutes, on, employer.readings.full_day)


def studies_in_force(group: AnalogousGroup, on: dt.date) -> list[TimeStudyCard]:
    """The latest approved time study of a group not after a day; in different zones all of its year, the latest last.

    Work in different zones is averaged over three studies and more (№ 35, п. 15; interpretation 0080).
    """
    approved = list(
        group.time_studies.filter(state=TimeStudyState.APPROVED, dated_on__lte=on).order_by("dated_on", "id")
    )
    return of_one_year(approved) if group.in_zones else approved[-1:]


def of_one_year(studies: Sequence[TimeStudyCard]) -> list[TimeStudyCard]:
    """Return those of studies in the order of their days that are not older than a year when the last is made."""
    return [s for s in studies if s.dated_on and add_months(s.dated_on, 12) >= (studies[-1].dated_on or s.dated_on)]


def results_in_force(group: AnalogousGroup, on: dt.date) -> list[MeasurementResult]:
    """Results of issued protocols for a group not after a day: the latest one of each indicator and method."""
    issued = (
        MeasurementResult.objects.filter(
            group=group, protocol__state=ProtocolState.ISSUED, protocol__measured_on__lte=on
        )
        .select_related("protocol__laboratory", "indicator")
        .order_by("protocol__measured_on", "id")
    )
    latest: dict[tuple[int, str, str, str], MeasurementResult] = {}
    for result in issued:
        latest[result.indicator_id, result.method, result.conditions, result.zone] = result
    return sorted(latest.values(), key=lambda result: result.pk)


def load_in_force(group: AnalogousGroup, on: dt.date) -> list[PhysicalLoadProtocol]:
    """The latest signed load protocol of each sex for a group not after a day."""
    approved = group.load_protocols.filter(state=AssessmentState.APPROVED, dated_on__lte=on).order_by("dated_on", "id")
    return list({protocol.sex: protocol for protocol in approved}.values())


def strain_in_force(group: AnalogousGroup, on: dt.date) -> MentalStrainAssessment | None:
    """The latest signed strain assessment of a group not after a day."""
    approved = group.strain_assessments.filter(state=AssessmentState.APPROVED, dated_on__lte=on)
    found: MentalStrainAssessment | None = approved.order_by("-dated_on", "-id").first()
    return found


def indicators_by_name(employer: Employer) -> Mapping[str, Indicator]:
    """Indicators of an employer by folded name."""
    return {indicator.search_name: indicator for indicator in Indicator.objects.filter(employer=employer)}


def instruments_for(protocol: MeasurementProtocol) -> QuerySet[Instrument]:
    """Instruments of the protocol's laboratory that measure its factors and are verified on its day."""
    factors = protocol.results.values("indicator__factor")
    return (
        protocol.laboratory.instruments.filter(
            factors__factor__in=factors,
            verifications__verified_on__lte=protocol.measured_on,
            verifications__valid_through__gte=protocol.measured_on,
        )
        .distinct()
        .order_by("id")
    )


@dataclass(frozen=True)
class Operation:
    """Something that is observed again and again: its words, kind of time and acting indicators."""

    observed: str
    kind: str
    belongs: bool
    indicators: tuple[Indicator, ...]


def former_operations(study: TimeStudyCard) -> list[Operation]:
    """Operations of this study and of the group's former ones, the newest first, each once."""
    rows = (
        TimeStudyRow.objects.filter(study__group_id=study.group_id)
        .exclude(study__state=TimeStudyState.VOID)
        .order_by("-study__dated_on", "-study_id", "place")
        .prefetch_related("exposures__indicator")
    )
    found: dict[str, Operation] = {}
    for row in rows[:300]:
        indicators = tuple(exposure.indicator for exposure in row.exposures.all())
        found.setdefault(row.observed, Operation(row.observed, row.kind, row.belongs, indicators))
    return list(found.values())
