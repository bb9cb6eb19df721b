"""Everything that lies behind a campaign, read at once: the number of queries does not depend on workplaces."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from attestation.models import (
    AttachedPaper,
    Campaign,
    CertificationCard,
    FactorList,
    ImprovementPlan,
    Order,
    PlanMeasure,
    ResultList,
    Submission,
    SurveyProtocol,
    TradeUnion,
    UnionAgreement,
    WorkplaceList,
)
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order, listed_groups
from attestation.states import ApprovedState
from documents.models import Deviation
from measurements.models import (
    Indicator,
    LaboratoryScope,
    MeasurementProtocol,
    MeasurementResult,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
    TimeStudyExposure,
    TimeStudyRow,
    UnmeasuredCondition,
)
from measurements.states import AssessmentState, ProtocolState, TimeStudyState
from workplaces.models import AnalogousGroup


@dataclass(frozen=True)
class Evidence:
    """Papers of measurement and observation, by the id of the group."""

    studies: Mapping[int, TimeStudyCard]
    rows: Mapping[int, Sequence[TimeStudyRow]]
    """Lines by the id of the study, in order."""
    acting: Mapping[int, Sequence[Indicator]]
    """Indicators that act by the study in force, by the id of the group."""
    loaded: frozenset[int]
    strained: frozenset[int]
    measured: Mapping[int, frozenset[int]]
    """Ids of the indicators measured by an issued protocol."""
    protocols: Sequence[MeasurementProtocol]
    """Issued protocols behind the latest results, with their laboratories."""
    factors: Mapping[int, frozenset[str]]
    """Factors measured, by the id of the protocol."""
    groups_of: Mapping[int, frozenset[int]]
    """Ids of the groups measured, by the id of the protocol."""
    scope: Mapping[int, frozenset[str]]
    """Factors of the scope of accreditation, by the id of the laboratory."""
    grounds: frozenset[tuple[int, str]]
    """Group and sub-point of № 35, п. 27 with a recorded ground."""


@dataclass(frozen=True)
class CampaignPapers:
    """All papers of a campaign on a day, as the checks of completeness read them."""

    campaign: Campaign
    on: dt.date
    groups: Sequence[AnalogousGroup]
    """Groups of the approved list."""
    named: Sequence[AnalogousGroup]
    """Groups of the employer whose profession may stand in a legal list, with their standing."""
    hold: Order | None
    approval: Order | None
    workplace_list: WorkplaceList | None
    factor_list: FactorList | None
    planned: Mapping[int, Sequence[Indicator]]
    cards: Mapping[int, CertificationCard]
    results: Sequence[ResultList]
    plan: ImprovementPlan | None
    measures: Sequence[PlanMeasure]
    surveyed: frozenset[int]
    attached: Sequence[AttachedPaper]
    unions: Sequence[TradeUnion]
    agreements: Sequence[UnionAgreement]
    pending_acquaintances: int
    submissions: Sequence[Submission]
    deviations: frozenset[tuple[str, int, str]]
    """Kind of document, its id, code of the rule."""
    evidence: Evidence


def papers_of(campaign: Campaign, on: dt.date) -> CampaignPapers:
    """Read the papers of a campaign as they are on a day."""
    groups = list(listed_groups(campaign))
    factor_list = FactorList.objects.filter(campaign=campaign).first()
    plan = campaign.plan
    return CampaignPapers(
        campaign=campaign,
        on=on,
        groups=groups,
        named=list(_with_standing(campaign)),
        hold=hold_order(campaign),
        approval=approval_order(campaign),
        workplace_list=WorkplaceList.objects.filter(campaign=campaign).first(),
        factor_list=factor_list,
        planned=_planned(factor_list),
        cards={card.group_id: card for card in current_cards(campaign)},
        results=list(current_result_lists(campaign)),
        plan=plan,
        measures=list(plan.measures.select_related("group__profession")) if plan else [],
        surveyed=frozenset(
            SurveyProtocol.objects.filter(campaign=campaign, state=ApprovedState.APPROVED).values_list(
                "group_id", flat=True
            )
        ),
        attached=list(AttachedPaper.objects.filter(campaign=campaign).select_related("laboratory", "file")),
        unions=list(TradeUnion.objects.filter(employer_id=campaign.employer_id, is_active=True)),
        agreements=list(campaign.agreements.all()),
        pending_acquaintances=campaign.acquaintances.filter(state="PENDING").count(),
        submissions=list(campaign.submissions.select_related("order")),
        deviations=_deviations(campaign),
        evidence=_evidence(campaign),
    )


def _with_standing(campaign: Campaign) -> Sequence[AnalogousGroup]:
    return AnalogousGroup.objects.filter(  # type: ignore[return-value]
        employer_id=campaign.employer_id, standing__isnull=False
    ).select_related("standing", "profession")


def _planned(factor_list: FactorList | None) -> Mapping[int, Sequence[Indicator]]:
    found: dict[int, list[Indicator]] = defaultdict(list)
    if factor_list is not None:
        for item in factor_list.items.select_related("indicator"):
            found[item.group_id].append(item.indicator)
    return found


def _deviations(campaign: Campaign) -> frozenset[tuple[str, int, str]]:
    kinds = [model._meta.label_lower for model in (CertificationCard, Order, Submission)]
    recorded = Deviation.objects.filter(employer_id=campaign.employer_id, document_type__in=kinds)
    return frozenset(recorded.values_list("document_type", "document_id", "code"))


def _evidence(campaign: Campaign) -> Evidence:
    listed = listed_groups(campaign)
    studies = {
        study.group_id: study
        for study in TimeStudyCard.objects.filter(group__in=listed, state=TimeStudyState.APPROVED).order_by(
            "dated_on", "id"
        )
    }
    group_of = {study.pk: group for group, study in studies.items()}
    approved = {"group__in": listed, "state": AssessmentState.APPROVED}
    measured, factors, groups_of = _measured(campaign)
    scope: dict[int, set[str]] = defaultdict(set)
    for laboratory, factor in LaboratoryScope.objects.filter(employer_id=campaign.employer_id).values_list(
        "laboratory_id", "factor"
    ):
        scope[laboratory].add(factor)
    return Evidence(
        studies=studies,
        rows=_rows(campaign, group_of),
        acting=_acting(campaign, group_of),
        loaded=frozenset(PhysicalLoadProtocol.objects.filter(**approved).values_list("group_id", flat=True)),
        strained=frozenset(MentalStrainAssessment.objects.filter(**approved).values_list("group_id", flat=True)),
        measured=measured,
        protocols=list(
            MeasurementProtocol.objects.filter(results__group__in=listed, state=ProtocolState.ISSUED)
            .distinct()
            .select_related("laboratory")
            .order_by("id")
        ),
        factors=factors,
        groups_of=groups_of,
        scope={laboratory: frozenset(found) for laboratory, found in scope.items()},
        grounds=frozenset(UnmeasuredCondition.objects.filter(group__in=listed).values_list("group_id", "clause")),
    )


def _rows(campaign: Campaign, group_of: Mapping[int, int]) -> Mapping[int, Sequence[TimeStudyRow]]:
    found: dict[int, list[TimeStudyRow]] = defaultdict(list)
    for row in TimeStudyRow.objects.filter(
        study__group__in=listed_groups(campaign), study__state=TimeStudyState.APPROVED
    ).order_by("study_id", "place"):
        if row.study_id in group_of:
            found[row.study_id].append(row)
    return found


def _acting(campaign: Campaign, group_of: Mapping[int, int]) -> Mapping[int, Sequence[Indicator]]:
    pairs = (
        TimeStudyExposure.objects.filter(study__group__in=listed_groups(campaign), study__state=TimeStudyState.APPROVED)
        .values_list("study_id", "indicator_id")
        .distinct()
        .order_by("study_id", "indicator_id")
    )
    indicators = {indicator.pk: indicator for indicator in Indicator.objects.filter(employer_id=campaign.employer_id)}
    found: dict[int, list[Indicator]] = defaultdict(list)
    for study, indicator in pairs:
        if study in group_of:
            found[group_of[study]].append(indicators[indicator])
    return found


def _measured(
    campaign: Campaign,
) -> tuple[Mapping[int, frozenset[int]], Mapping[int, frozenset[str]], Mapping[int, frozenset[int]]]:
    """What the latest results of issued protocols say: indicators by group, factors and groups by protocol."""
    rows = (
        MeasurementResult.objects.filter(group__in=listed_groups(campaign), protocol__state=ProtocolState.ISSUED)
        .order_by("protocol__measured_on", "id")
        .values_list("group_id", "indicator_id", "method", "conditions", "protocol_id", "indicator__factor")
    )
    latest = {row[:4]: row for row in rows}
    measured: dict[int, set[int]] = defaultdict(set)
    factors: dict[int, set[str]] = defaultdict(set)
    groups: dict[int, set[int]] = defaultdict(set)
    for group, indicator, _method, _conditions, protocol, factor in latest.values():
        measured[group].add(indicator)
        factors[protocol].add(factor)
        groups[protocol].add(group)
    return (
        {key: frozenset(value) for key, value in measured.items()},
        {key: frozenset(value) for key, value in factors.items()},
        {key: frozenset(value) for key, value in groups.items()},
    )
