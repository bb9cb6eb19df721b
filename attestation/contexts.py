"""What the pages of the attestation room show beside the document itself, and what a worker sees of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from accounts.models import User
from accounts.requests import PersonRequest
from attestation.deadlines import safe_days
from attestation.differences import changes_since, voided_signatures
from attestation.forms import PlanFillForm
from attestation.models import (
    AttachedPaper,
    Campaign,
    CertificationCard,
    ImprovementPlan,
    Order,
    OrderKind,
    OutcomeCode,
    PlanMeasure,
    ResultList,
    Submission,
    SubmissionEvent,
    SurveyPoint,
    SurveyProtocol,
    UnionAgreement,
)
from attestation.models.survey import SURVEY_POINTS
from attestation.result_columns import columns_of
from attestation.selectors import (
    approval_due,
    cards_without_measure,
    commission_on,
    harmful_cards,
    new_workplace_day,
)
from attestation.services.submission_adapters import all_adapters
from attestation.stages import campaign_stages
from attestation.states import CampaignState, SubmissionState
from documents.models import Meaning
from documents.screens import Opinion
from documents.selectors import signatures_of
from norms.classes import ConditionsClass
from norms.entitlements import Right, WorkplaceOrigin, applies_from
from norms.mental_strain import strain_indicators


def own_cards(cards: QuerySet, user: User) -> QuerySet:
    """A worker sees the cards of the own workplace."""
    return cards.filter(group__employees__user=user)


def own_sheets(sheets: QuerySet, user: User) -> QuerySet:
    """A worker sees the own acquaintances."""
    return sheets.filter(employee__user=user)


def campaign_context(campaign: Campaign, request: PersonRequest) -> dict[str, Any]:
    """Stages, and the day of the order of approval with a countdown."""
    due, today, stages = approval_due(campaign), timezone.localdate(), campaign_stages(campaign)
    return {
        "stages": stages,
        "next_stage": next((stage for stage in stages if not stage.is_done), None),
        "due": due,
        "due_trace": [step.as_json() for step in due.trace] if due else [],
        "days_left": (due.day - today).days if due else None,
        "safe_days": safe_days(campaign, due.day) if due else [],
        "today": today,
        "may_prepare": request.user.has_perm("attestation.change_campaign", campaign),
        "may_refresh": campaign.state != CampaignState.COMPLETED
        and request.user.has_perm("attestation.refresh_preliminaryclass", campaign.employer),
    }


def survey_judge(survey: SurveyProtocol) -> Callable[[SurveyPoint], Opinion]:
    """What is surveyed at a point, in the words of the form (№ 35, приложение 1-1): «1.1» says nothing to anybody."""
    return lambda point: Opinion(words=point.title if point.code in SURVEY_POINTS else "")


def order_context(order: Order, request: PersonRequest) -> dict[str, Any]:
    """Whether the order approves results, and the plan among them: its page leads to what it is about."""
    approves = order.kind == OrderKind.APPROVE and order.campaign is not None
    return {"approves": approves, "plan": order.campaign.plan if approves and order.campaign else None}


def card_context(card: CertificationCard, request: PersonRequest) -> dict[str, Any]:
    """Lines by factor, rights, who has signed and who has not."""
    on = card.dated_on or timezone.localdate()
    signed = {signature.signer_id: signature for signature in signatures_of(card).exclude(meaning=Meaning.ASSESSED)}
    lines: dict[str, list[Any]] = {}
    for line in card.lines.select_related("protocol"):
        lines.setdefault(line.factor, []).append(line)
    return {
        "factor_rows": [(factor, lines.get(factor.factor, [])) for factor in card.factors.all()],
        "load_lines": card.load_lines.all(),
        "strain_lines": card.strain_lines.all(),
        "strain_titles": strain_indicators(card.norms_on or on),
        "rights": _rights(card),
        "voices": card.voices.all(),
        "since": changes_since(card, request.user.pk),
        "voided": voided_signatures(card),
        "newer": getattr(card, "superseded_by", None),
        "commission": [(member, signed.get(member.user_id)) for member in commission_on(card.campaign, on)],
    }


def _rights(card: CertificationCard) -> list[tuple[Any, Any]]:
    """Rights with the day from which each applies: those of a new workplace partly from its creation (№ 253, п. 18)."""
    created_on = new_workplace_day(card)
    found = []
    for right in card.entitlements.all():
        day = None
        if card.in_force_on and right.outcome == OutcomeCode.CONFIRMED:
            origin = WorkplaceOrigin.NEW_WORKPLACE if created_on else WorkplaceOrigin.REGULAR
            day = applies_from(Right[right.right], origin, card.in_force_on, created_on)
        found.append((right, day))
    return found


def result_context(result: ResultList, request: PersonRequest) -> dict[str, Any]:
    """Columns of the form and the cells of each row."""
    return {"columns": columns_of(result.kind), "result_rows": result.rows.select_related("card")}


def plan_judge(plan: ImprovementPlan) -> Callable[[PlanMeasure], Opinion]:
    """Beside a measure the findings that ask for it: the class of its workplace and the harmful factors."""
    cards = harmful_cards(plan.campaign)
    prefetch_related_objects(cards, "factors")
    found = {card.group_id: Opinion(card.overall_class, _harmful_factors(card)) for card in cards}
    return lambda measure: found.get(measure.group_id, Opinion())


def _harmful_factors(card: CertificationCard) -> str:
    harmful = [each for each in card.factors.all() if ConditionsClass(each.conditions_class).is_harmful]
    return "; ".join(f"{each.get_factor_display()} {each.conditions_class}" for each in harmful)


def plan_context(plan: ImprovementPlan, request: PersonRequest) -> dict[str, Any]:
    """While the plan is filled: the workplaces without a measure, and how many measures lack a person or a term."""
    if not plan.is_editable:
        return {}
    unfilled = plan.measures.filter(Q(responsible="") | Q(due_on__isnull=True))
    return {
        "uncovered": len(cards_without_measure(plan)),
        "without_term": unfilled.count(),
        "fill_form": PlanFillForm(),
    }


def agreement_context(agreement: UnionAgreement, request: PersonRequest) -> dict[str, Any]:
    """The lists that the union agrees to."""
    return {"results": agreement.campaign.result_lists.order_by("kind")}


def submission_context(submission: Submission, request: PersonRequest) -> dict[str, Any]:
    """Days left, what was done so far round by round, the files, and the way in which it is handed over."""
    waits = submission.state in (SubmissionState.PREPARED, SubmissionState.RETURNED)
    return {
        "days_left": (submission.due_on - timezone.localdate()).days if waits else None,
        "events": SubmissionEvent.objects.filter(submission=submission).select_related("actor"),
        "papers": AttachedPaper.objects.filter(submission=submission).select_related("file"),
        "adapters": all_adapters(),
    }
