"""Reads of the attestation room."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import Employer, User
from attestation.facts import CAMPAIGN_TERMS
from attestation.models import (
    Acquaintance,
    Campaign,
    CampaignKind,
    CertificationCard,
    CommissionMember,
    ImprovementPlan,
    Order,
    OrderKind,
    ResultList,
    Seat,
    UnionAgreement,
    WorkplaceListItem,
)
from attestation.states import AcquaintanceState, AgreementState, ApprovedState, CardState, OrderState, ResultState
from documents.models import Meaning, Signature
from documents.registry import Performance
from documents.selectors import content_digest
from measurements.models import MeasurementResult
from measurements.states import ProtocolState
from norms.classes import ConditionsClass
from norms.terms import DueDay, months_after, next_approval_order
from workplaces.models import AnalogousGroup, Employee
from workplaces.selectors import working_calendar


def hold_order(campaign: Campaign) -> Order | None:
    """The order to hold a campaign, whatever its state."""
    found: Order | None = campaign.orders.filter(kind=OrderKind.HOLD).first()
    return found


def approval_order(campaign: Campaign) -> Order | None:
    """The order of approval of a campaign, whatever its state."""
    found: Order | None = campaign.orders.filter(kind=OrderKind.APPROVE).first()
    return found


def issued_hold_order(campaign: Campaign, on: dt.date) -> Order | None:
    """The order to hold a campaign if it is in force on a day."""
    order = hold_order(campaign)
    return order if order and order.is_issued(on) else None


def any_order_in_force(employer: Employer, on: dt.date) -> bool:
    """Whether any order to hold a certification of an employer was issued not after a day."""
    return Order.objects.filter(
        employer=employer, kind=OrderKind.HOLD, state=OrderState.ISSUED, dated_on__lte=on
    ).exists()


def commission_on(campaign: Campaign, on: dt.date) -> QuerySet[CommissionMember]:
    """Seats of the commission by the orders in force on a day, the chair first.

    Whoever is replaced on that day by another order does not sit; the substitute does.
    """
    serving = CommissionMember.objects.filter(
        Q(serves_from__isnull=True) | Q(serves_from__lte=on),
        Q(serves_through__isnull=True) | Q(serves_through__gte=on),
        order__campaign=campaign,
        order__kind__in=(OrderKind.HOLD, OrderKind.COMMISSION),
        order__state=OrderState.ISSUED,
        order__dated_on__lte=on,
    )
    replaced = serving.filter(replaces=OuterRef("user")).exclude(user=OuterRef("user"))
    return serving.filter(~Exists(replaced)).select_related("user", "order").order_by("seat", "id")


def seat_of(user_id: int, campaign: Campaign, on: dt.date) -> CommissionMember | None:
    """The seat of a person in the commission of a campaign on a day."""
    return commission_on(campaign, on).filter(user_id=user_id).first()


def seat_in(performance: Performance) -> CommissionMember | None:
    """The seat of whoever performs an act on a paper of a campaign: rules and effects ask once."""
    memo = performance.memo
    if "seat" not in memo:
        memo["seat"] = seat_of(performance.actor.pk, performance.document.campaign, performance.on)
    found: CommissionMember | None = memo["seat"]
    return found


def chair_of(campaign: Campaign, on: dt.date) -> CommissionMember | None:
    """The chair of the commission on a day."""
    return commission_on(campaign, on).filter(seat=Seat.CHAIR).first()


def listed_groups(campaign: Campaign) -> QuerySet[AnalogousGroup]:
    """Groups on the approved list of workplaces to be certified."""
    return AnalogousGroup.objects.filter(
        list_items__list__campaign=campaign, list_items__list__state=ApprovedState.APPROVED
    ).select_related("department__parent", "profession")


def about_listed_groups(found: QuerySet, campaign: int) -> QuerySet:
    """Papers about a workplace that a campaign certifies: studies, heaviness, strain."""
    return found.filter(group__in=_listed_ids(campaign))


def measured_at_listed_groups(found: QuerySet, campaign: int) -> QuerySet:
    """Protocols with a result of a workplace that a campaign certifies; void ones count for nothing."""
    protocols = MeasurementResult.objects.filter(group__in=_listed_ids(campaign)).values("protocol")
    return found.filter(pk__in=protocols).exclude(state=ProtocolState.VOID)


def _listed_ids(campaign: int) -> QuerySet:
    listed = WorkplaceListItem.objects.filter(list__campaign=campaign, list__state=ApprovedState.APPROVED)
    return listed.values("group")


def affected_groups(campaign: Campaign) -> frozenset[int] | None:
    """Ids of the groups that a certification out of turn is about, as its facts name them (№ 253, п. 17, 18, 21).

    ``None``: all of them. So it is in a regular certification, and where no fact names a workplace
    (docs/interpretations/0063-out-of-turn.md).
    """
    if campaign.kind not in CAMPAIGN_TERMS:
        return None
    named = frozenset(campaign.events.filter(groups__isnull=False).values_list("groups", flat=True))
    return named or None


def list_item_of(campaign: Campaign, group: AnalogousGroup) -> WorkplaceListItem | None:
    """The line of a group on the approved list."""
    return WorkplaceListItem.objects.filter(
        list__campaign=campaign, list__state=ApprovedState.APPROVED, group=group
    ).first()


def approval_due(campaign: Campaign) -> DueDay | None:
    """The day of the order of approval, with every step (№ 253, п. 19).

    For a certification out of turn it is the last day of the term that its first event has started
    (№ 253, п. 17, 18, 21).
    """
    if campaign.kind in CAMPAIGN_TERMS:
        first = campaign.events.order_by("happened_on").first()
        if first is None:
            return None
        return months_after(CAMPAIGN_TERMS[campaign.kind], first.happened_on, working_calendar(campaign.employer))
    if campaign.previous_order_on is None:
        return None
    return next_approval_order(campaign.previous_order_on, working_calendar(campaign.employer))


def cards_of(campaign: Campaign) -> QuerySet[CertificationCard]:
    """Cards of a campaign in the order of the staffing table, with what a table of them shows."""
    return campaign.cards.select_related("group__profession", "group__department__parent").order_by(
        "group__place", "id"
    )


def current_cards(campaign: Campaign) -> QuerySet[CertificationCard]:
    """Cards of a campaign, each in its latest version that the commission has signed (№ 253, п. 13)."""
    signed = (CardState.SIGNED, CardState.IN_FORCE, CardState.SUPERSEDED)
    newer = CertificationCard.objects.filter(employer=campaign.employer_id, state__in=signed, supersedes__isnull=False)
    return (
        cards_of(campaign)
        .exclude(pk__in=newer.values("supersedes"))  # joined to itself, SQLite compares each card with each
        .exclude(~Q(state__in=signed), supersedes__isnull=False)
    )


def cards_to_sign(campaign: Campaign, user: User, on: dt.date) -> QuerySet[CertificationCard]:
    """Cards of a campaign that wait for a person's signature in the seat of that day; without a seat all on signature."""
    signing = cards_of(campaign).filter(state=CardState.SIGNING)
    if seat_of(user.pk, campaign, on) is None:
        return signing
    return signing.filter(~Exists(_signatures_under_cards().filter(signer=user)))


def signed_digests_of(cards: Iterable[CertificationCard]) -> dict[int, str]:
    """Hash of each card as its assessor signed it: a card on signature is locked, so it is the hash of its content."""
    revisions = {card.pk: card.revision for card in cards}
    found = Signature.objects.filter(
        document_type=CertificationCard._meta.label_lower,
        document_id__in=list(revisions),
        meaning=Meaning.ASSESSED,
        voided_at__isnull=True,
    ).values_list("document_id", "document_revision", "content_digest")
    return {card: digest for card, revision, digest in found if revisions[card] == revision}


def _signatures_under_cards() -> QuerySet[Signature]:
    """Signatures of the commission in force under the card of an outer query."""
    return Signature.objects.filter(
        document_type=CertificationCard._meta.label_lower,
        document_id=OuterRef("pk"),
        document_revision=OuterRef("revision"),
        meaning__in=(Meaning.AGREED, Meaning.DISSENTED, Meaning.APPROVED),
        voided_at__isnull=True,
    )


@dataclass(frozen=True)
class Cover:
    """How far the acquaintance of a card's workers is."""

    card: CertificationCard
    done: int
    total: int
    missing: list[str]

    @property
    def percent(self) -> int:
        """Whole per cent, rounded down: a hundred means everybody."""
        return 100 * self.done // self.total if self.total else 0


def acquaintance_cover(campaign: Campaign) -> list[Cover]:
    """Acquaintance by workplace, those with the most missing first; a constant number of queries."""
    sheets: dict[int, list[Acquaintance]] = {}
    for sheet in campaign.acquaintances.select_related("employee").order_by("employee__full_name"):
        sheets.setdefault(sheet.card_id, []).append(sheet)
    found = []
    for card in cards_of(campaign).filter(pk__in=sheets):
        missing = [s.employee.full_name for s in sheets[card.pk] if s.state == AcquaintanceState.PENDING]
        total = len(sheets[card.pk])
        found.append(Cover(card, total - len(missing), total, missing))
    return sorted(found, key=lambda cover: -len(cover.missing))


def sheets_of(card: CertificationCard) -> QuerySet[Acquaintance]:
    """Sheets of a card's workers by name."""
    return Acquaintance.objects.filter(card=card).select_related("employee", "evidence").order_by("employee__full_name")


def newcomers(campaign: Campaign) -> QuerySet[Employee]:
    """People at certified workplaces without a sheet: they came after the order."""
    cards = campaign.cards.filter(state=CardState.IN_FORCE)
    known = Acquaintance.objects.filter(card__in=cards, employee=OuterRef("pk"))
    return (
        Employee.objects.filter(group__cards__in=cards, dismissed_on__isnull=True)
        .filter(~Exists(known))
        .select_related("group__profession")
        .distinct()
    )


def new_workplace_day(card: CertificationCard) -> dt.date | None:
    """The day on which the workplaces of a card were created, in a certification of new workplaces (№ 253, п. 18)."""
    if card.campaign.kind != CampaignKind.NEW_WORKPLACES:
        return None
    event = card.campaign.events.filter(groups=card.group).order_by("happened_on").first()
    return event.happened_on if event else None


def result_digests(campaign: Campaign) -> dict[str, str]:
    """Hash of the content of each result list and of the plan, as they are now."""
    digests = {result.kind: content_digest(result) for result in current_result_lists(campaign)}
    plan = campaign.plan
    if plan is not None:
        digests["12.8"] = content_digest(plan)
    return digests


def harmful_cards(campaign: Campaign) -> list[CertificationCard]:
    """Current cards of class 3 and 4, in the order of the staffing table (№ 253, п. 12.8)."""
    assessed = current_cards(campaign).exclude(overall_class="")
    return [card for card in assessed if ConditionsClass(card.overall_class).is_harmful]


def cards_without_measure(plan: ImprovementPlan) -> list[CertificationCard]:
    """Cards of class 3 and 4 whose workplaces have no measure in the plan yet."""
    covered = set(plan.measures.values_list("group_id", flat=True))
    return [card for card in harmful_cards(plan.campaign) if card.group_id not in covered]


def agreement_holds(agreement: UnionAgreement) -> bool:
    """Whether a union has agreed and the lists and the plan still are what it agreed to."""
    if agreement.state != AgreementState.AGREED or not agreement.agreed_digests:
        return False
    return bool(agreement.agreed_digests == result_digests(agreement.campaign))


def current_result_lists(campaign: Campaign) -> QuerySet[ResultList]:
    """Result lists of a campaign, 12.1 to 12.7, each in its latest version that the chair has signed."""
    signed = (ResultState.READY, ResultState.APPROVED, ResultState.SUPERSEDED)
    found = campaign.result_lists.exclude(superseded_by__state__in=signed)
    return found.exclude(~Q(state__in=signed), supersedes__isnull=False).order_by("kind")
