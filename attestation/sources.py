"""The papers on which the judgement of a group stands: of one group in force, or of many as they lie there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db.models import Prefetch, Q, QuerySet

from attestation.models import LegalStanding
from documents.models import Document
from measurements.models import (
    MeasurementResult,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
    TimeStudyRow,
    UnmeasuredCondition,
)
from measurements.selectors import (
    StudyLine,
    lines_of,
    load_in_force,
    of_one_year,
    results_in_force,
    strain_in_force,
    studies_in_force,
    study_lines,
)
from measurements.states import AssessmentState, ProtocolState, TimeStudyState
from workplaces.models import AnalogousGroup

D = TypeVar("D", bound=Document)


@dataclass(frozen=True)
class Sources:
    """Everything that was written down about the conditions of one group.

    ``studies`` are several only for work in different zones; ``lines`` are those of all of them.
    ``grounds`` are the clauses under which its unmeasured conditions are assessed.
    """

    studies: Sequence[TimeStudyCard] = ()
    lines: Sequence[StudyLine] = ()
    results: Sequence[MeasurementResult] = ()
    load: Sequence[PhysicalLoadProtocol] = ()
    strain: MentalStrainAssessment | None = None
    grounds: Collection[str] = ()
    standing: LegalStanding | None = None

    @property
    def shift_minutes(self) -> int:
        """The working time of all studies together, in minutes."""
        return sum(study.shift_minutes for study in self.studies)


def sources_in_force(group: AnalogousGroup, on: dt.date) -> Sources:
    """Return the papers that a card may stand on: signed and issued ones not after a day, the latest of each."""
    studies = studies_in_force(group, on)
    return Sources(
        studies=studies,
        lines=[line for study in studies for line in study_lines(study)],
        results=results_in_force(group, on),
        load=load_in_force(group, on),
        strain=strain_in_force(group, on),
        grounds=set(group.unmeasured_conditions.values_list("clause", flat=True)),
        standing=getattr(group, "standing", None),
    )


def sources_as_they_lie(groups: Collection[int], on: dt.date) -> dict[int, Sources]:
    """Return by group the papers not after a day, drafts where nothing is signed yet: for a class beforehand.

    The number of queries does not depend on the number of groups.
    """
    studies, strains = _studies(groups, on), _strains(groups, on)
    results, loads = _results(groups, on), _loads(groups, on)
    standings = {row.group_id: row for row in LegalStanding.objects.filter(group_id__in=groups)}
    grounds = _together(UnmeasuredCondition.objects.filter(group_id__in=groups).values_list("group_id", "clause"))
    return {
        pk: Sources(
            studies=studies.get(pk, ()),
            lines=[line for study in studies.get(pk, ()) for line in lines_of(study.starts_at, study.rows.all())],
            results=results.get(pk, ()),
            load=loads.get(pk, ()),
            strain=strains.get(pk),
            grounds=grounds.get(pk, ()),
            standing=standings.get(pk),
        )
        for pk in groups
    }


def _together(pairs: Iterable[tuple[int, Any]]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _best(rows: QuerySet[Any], in_force: str, day: str, *keys: str) -> list[int]:
    """Return the ids of the best row for each value of ``keys``: one in force, then the latest, then the last made."""
    best: dict[tuple[Any, ...], tuple[tuple[bool, dt.date, int], int]] = {}
    state = f"{day.rpartition('__')[0]}__state".removeprefix("__")
    for pk, found_state, found_on, *key in rows.order_by().values_list("pk", state, day, *keys):
        rank = (found_state == in_force, found_on, pk)
        if tuple(key) not in best or rank > best[tuple(key)][0]:
            best[tuple(key)] = (rank, pk)
    return [pk for _rank, pk in best.values()]


def _studies(groups: Collection[int], on: dt.date) -> dict[int, Sequence[TimeStudyCard]]:
    candidates = TimeStudyCard.objects.filter(group_id__in=groups, dated_on__lte=on).exclude(state=TimeStudyState.VOID)
    rows = TimeStudyRow.objects.order_by("place").prefetch_related("exposures__indicator")
    best = Q(pk__in=_best(candidates, TimeStudyState.APPROVED, "dated_on", "group_id"))
    found = candidates.filter(best | Q(group__in_zones=True)).order_by("dated_on", "pk")
    by_group = _together((study.group_id, study) for study in found.prefetch_related(Prefetch("rows", rows)))
    return {pk: of_one_year(studies) for pk, studies in by_group.items()}


def _results(groups: Collection[int], on: dt.date) -> Mapping[int, list[MeasurementResult]]:
    candidates = MeasurementResult.objects.filter(group_id__in=groups, protocol__measured_on__lte=on).exclude(
        protocol__state=ProtocolState.VOID
    )
    keys = ("group_id", "indicator_id", "method", "conditions", "zone")
    best = _best(candidates, ProtocolState.ISSUED, "protocol__measured_on", *keys)
    found = MeasurementResult.objects.filter(pk__in=best).prefetch_related("indicator").order_by("pk")
    return _together((result.group_id, result) for result in found)


def _loads(groups: Collection[int], on: dt.date) -> Mapping[int, list[PhysicalLoadProtocol]]:
    candidates = _assessments(PhysicalLoadProtocol, groups, on)
    best = _best(candidates, AssessmentState.APPROVED, "dated_on", "group_id", "sex")
    found = PhysicalLoadProtocol.objects.filter(pk__in=best).prefetch_related("values").order_by("dated_on", "pk")
    return _together((protocol.group_id, protocol) for protocol in found)


def _strains(groups: Collection[int], on: dt.date) -> Mapping[int, MentalStrainAssessment]:
    candidates = _assessments(MentalStrainAssessment, groups, on)
    best = _best(candidates, AssessmentState.APPROVED, "dated_on", "group_id")
    found = MentalStrainAssessment.objects.filter(pk__in=best).select_related("group").prefetch_related("values")
    return {assessment.group_id: assessment for assessment in found}


def _assessments(model: type[D], groups: Collection[int], on: dt.date) -> QuerySet[D]:
    return model.objects.filter(group_id__in=groups, dated_on__lte=on).exclude(state=AssessmentState.VOID)
