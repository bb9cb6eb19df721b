"""New versions of cards, lists and the plan by an order on changes (№ 253, п. 13); the old ones stay as they are."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from attestation.evidence import membership_of
from attestation.models import (
    CertificationCard,
    ChangeGround,
    Entitlement,
    ImprovementPlan,
    Order,
    OrderKind,
    PlanMeasure,
    ResultList,
)
from attestation.services.acquaintances import sheets_open
from attestation.services.cards import snapshot_names
from attestation.states import CardState, OrderState, ResultState
from documents.registry import Performance
from documents.services.editing import document_create
from documents.services.perform import perform
from documents.services.putting import rows_write
from norms.classes import ConditionsClass
from norms.entitlements import entitlements

_OWN = frozenset({"number", "dated_on", "employer", "supersedes", "change_order", "campaign", "group"})


def _require_draft(order: Order) -> None:
    if order.kind != OrderKind.CHANGE or order.state != OrderState.DRAFT:
        raise ValidationError(_("Новая редакция открывается в проекте приказа о внесении изменений"))


@transaction.atomic
def card_version_open(order: Order, card: CertificationCard, *, actor: User) -> CertificationCard:
    """Open a new linked version of a card in force under the draft of an order on changes.

    Raises ``ValidationError`` when the card is not in force, belongs to another campaign or has a
    newer version already.
    """
    _require_draft(order)
    if card.state != CardState.IN_FORCE or card.campaign_id != order.campaign_id:
        raise ValidationError(_("Изменяется только действующая карта той же аттестации"))
    version = CertificationCard(
        employer_id=card.employer_id,
        campaign=card.campaign,
        group=card.group,
        number=card.number,
        supersedes=card,
        change_order=order,
    )
    return document_create(version, actor=actor)


@transaction.atomic
def list_version_open(order: Order, result: ResultList, *, actor: User) -> ResultList:
    """Open a new linked version of an approved list; it is composed from the cards as they will be."""
    _require_draft(order)
    if result.state != ResultState.APPROVED or result.campaign_id != order.campaign_id:
        raise ValidationError(_("Изменяется только утверждённый перечень той же аттестации"))
    version = ResultList(
        employer_id=result.employer_id,
        campaign=result.campaign,
        kind=result.kind,
        number=result.number,
        revision=result.revision + 1,
        supersedes=result,
        change_order=order,
    )
    return document_create(version, actor=actor)


@transaction.atomic
def plan_version_open(order: Order, plan: ImprovementPlan, *, actor: User) -> ImprovementPlan:
    """Open a new linked version of the approved plan, with its measures as they are: people change them there."""
    _require_draft(order)
    if plan.state != ResultState.APPROVED or plan.campaign_id != order.campaign_id:
        raise ValidationError(_("Изменяется только утверждённый план той же аттестации"))
    version = ImprovementPlan(
        employer_id=plan.employer_id,
        campaign=plan.campaign,
        number=plan.number,
        revision=plan.revision + 1,
        supersedes=plan,
        change_order=order,
    )
    document_create(version, actor=actor)
    names = [f.name for f in PlanMeasure._meta.concrete_fields if f.name not in ("id", "employer", "plan")]
    rows = [{name: getattr(measure, name) for name in names} for measure in plan.measures.order_by("id")]
    rows_write(version, "measures", rows, actor=actor)
    return version


def prepare_amendment(performance: Performance) -> None:
    """Take the old card over whole, then change what the ground allows: names, or rights, or both."""
    card: CertificationCard = performance.document
    old, order = card.supersedes, card.change_order
    assert old is not None and order is not None  # the rules have refused anything else
    for field in card.content_fields():
        if field.name not in _OWN:
            setattr(card, field.attname, getattr(old, field.attname))
    for name in card.PARTS:
        getattr(card, name).all().delete()
        rows = list(getattr(old, name).order_by("pk"))
        for row in rows:
            row.pk, row.card_id = None, card.pk
        card.part_model(name).objects.bulk_create(rows)
    if order.change_ground in (ChangeGround.NAMES, ChangeGround.EXPERTISE):
        snapshot_names(card)
    if order.change_ground in (ChangeGround.LAW, ChangeGround.EXPERTISE):
        _write_rights(card, performance)


def _write_rights(card: CertificationCard, performance: Performance) -> None:
    """Rights by the norms of the day, from the classes that stay."""
    card.entitlements.all().delete()
    found = entitlements(
        ConditionsClass(card.overall_class),
        ConditionsClass(card.surcharge_class),
        membership_of(card.group),
        is_full_day=bool(card.is_full_day),
        on=performance.on,
    )
    Entitlement.objects.bulk_create(
        Entitlement(
            employer_id=card.employer_id,
            card=card,
            place=place,
            right=right.right.value,
            outcome=right.outcome.value,
            value=right.value,
            reason=right.reason,
            trace=[step.as_json() for step in right.trace],
        )
        for place, right in enumerate(found)
    )


def bring_changes_into_force(performance: Performance) -> None:
    """New versions apply from the order; validity goes on as it was, the old ones stay to be read."""
    order, actor, on = performance.document, performance.actor, performance.on
    for card in order.changed_cards.select_related("supersedes", "group"):
        data = {"valid_through": card.supersedes.valid_through}
        perform(card.supersedes, "supersede", actor=actor, on=on)
        perform(card, "put_in_force", actor=actor, on=on, data=data)
        sheets_open(card, actor=actor)
    for changed in [
        *order.changed_lists.select_related("supersedes"),
        *order.changed_plans.select_related("supersedes"),
    ]:
        perform(changed.supersedes, "supersede", actor=actor, on=on)
        perform(changed, "approve", actor=actor, on=on)
