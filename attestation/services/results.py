"""Composes result lists and the plan, and sends them to the unions."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.db.models import prefetch_related_objects
from simple_history.utils import bulk_update_with_history

from accounts.models import User
from attestation.models import (
    Campaign,
    ImprovementPlan,
    PlanMeasure,
    ResultKind,
    ResultList,
    ResultListRow,
    TradeUnion,
    UnionAgreement,
)
from attestation.proposals import proposed_measures
from attestation.result_rows import rows_of
from attestation.selectors import cards_without_measure, chair_of, result_digests
from attestation.states import AgreementState
from documents.models import Meaning
from documents.registry import Performance
from documents.services.editing import document_create, editing
from documents.services.putting import rows_write
from documents.services.signing import SignerSnapshot, signature_put, signatures_void
from norms.classes import ConditionsClass


@transaction.atomic
def result_lists_create(campaign: Campaign, *, actor: User) -> list[ResultList]:
    """Open the lists 12.1–12.7 that a campaign does not have yet, and return all seven."""
    present = {result.kind for result in campaign.result_lists.all()}
    for kind in ResultKind:
        if kind not in present:
            number = kind.value
            document_create(
                ResultList(employer_id=campaign.employer_id, campaign=campaign, kind=kind, number=number), actor=actor
            )
    return list(campaign.result_lists.order_by("kind"))


def write_rows(performance: Performance) -> None:
    """Take the rows from the signed cards, in place of those of an earlier composing."""
    result: ResultList = performance.document
    result.rows.all().delete()
    ResultListRow.objects.bulk_create(
        ResultListRow(employer_id=result.employer_id, list=result, card=row.card, place=place, cells=row.cells)
        for place, row in enumerate(rows_of(result.kind, result.campaign), start=1)
    )


@transaction.atomic
def plan_compose(campaign: Campaign, *, actor: User) -> ImprovementPlan:
    """Draw up the plan: a proposed measure for each harmful factor of each workplace of class 3 and 4 without one.

    Terms, persons and costs stay open: only people know them.
    """
    plan = ImprovementPlan.objects.filter(campaign=campaign).first()
    if plan is None:
        plan = document_create(
            ImprovementPlan(employer_id=campaign.employer_id, campaign=campaign, number="12.8"), actor=actor
        )
    with editing(plan, actor=actor, act="lay_out") as fresh:
        cards = cards_without_measure(fresh)
        prefetch_related_objects(cards, "factors")
        rows = []
        for card in cards:
            factors = [f.factor for f in card.factors.all() if ConditionsClass(f.conditions_class).is_harmful]
            rows += [{"group": card.group, "measure": measure} for measure in proposed_measures(factors)]
        rows_write(fresh, "measures", rows, actor=actor)
    return fresh


def plan_fill(plan: ImprovementPlan, *, responsible: str, due_on: dt.date | None, actor: User) -> int:
    """Write a person and a term into the measures that have none; return how many rows got something."""
    with editing(plan, actor=actor, act="fill") as fresh:
        changed = []
        for measure in fresh.measures.all():
            before = (measure.responsible, measure.due_on)
            measure.responsible, measure.due_on = measure.responsible or responsible, measure.due_on or due_on
            if (measure.responsible, measure.due_on) != before:
                changed.append(measure)
        fields = ["responsible", "due_on"]
        return bulk_update_with_history(changed, PlanMeasure, fields, batch_size=500, default_user=actor)


def sign_by_chair(performance: Performance) -> None:
    """The chair of the commission signs under a list or the plan."""
    chair = chair_of(performance.document.campaign, performance.on)
    assert chair is not None  # the rules have refused anybody else
    snapshot = SignerSnapshot(chair.printed_name, chair.position, str(chair.get_seat_display()), str(chair.order))
    signature_put(performance, Meaning.APPROVED, snapshot)


@transaction.atomic
def agreements_create(campaign: Campaign, *, actor: User) -> list[UnionAgreement]:
    """Open an agreement with each active union of the employer that has none yet."""
    present = set(campaign.agreements.values_list("union_id", flat=True))
    for union in TradeUnion.objects.filter(employer_id=campaign.employer_id, is_active=True):
        if union.pk not in present:
            document_create(
                UnionAgreement(employer_id=campaign.employer_id, campaign=campaign, union=union), actor=actor
            )
    return list(campaign.agreements.all())


def remember_digests(performance: Performance) -> None:
    """Bind an agreement to the lists and the plan as they are sent."""
    performance.data = {**performance.data, "digests": result_digests(performance.document.campaign)}


def void_earlier_agreement(performance: Performance) -> None:
    """Sent anew after the union agreed: a new revision, the agreement with the old lists is void."""
    agreement = performance.document
    if agreement.state == AgreementState.AGREED:
        signatures_void(performance)
        agreement.revision += 1


def sign_by_union(performance: Performance) -> None:
    """The chair of the union agrees."""
    union = performance.document.union
    snapshot = SignerSnapshot(union.chair_name or performance.actor.short_name, "председатель профкома", union.name)
    signature_put(performance, Meaning.CONCURRED, snapshot)
