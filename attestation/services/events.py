"""Facts that change something: recorded with their clock, led to a certification or an order, closed by it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from attestation.facts import PATHS
from attestation.models import Campaign, ChangeEvent, Order, OrderKind
from attestation.services.preparation import campaign_create, order_create
from attestation.states import CampaignState
from documents.registry import Performance
from documents.services.editing import document_edit
from norms.terms import months_after
from workplaces.models import AnalogousGroup
from workplaces.selectors import working_calendar


@transaction.atomic
def event_record(
    *,
    employer: Employer,
    fact: str,
    happened_on: dt.date,
    actor: User,
    groups: Sequence[AnalogousGroup] = (),
    description: str = "",
    demanded_by: dt.date | None = None,
) -> ChangeEvent:
    """Record a fact and start its clock: the term of the act, or the day that a demand itself names.

    Raises ``ValidationError`` for a demand without its day.
    """
    if not actor.has_perm("attestation.change_changeevent", employer):
        raise PermissionDenied(_("Нет права записывать изменения на предприятии"))
    lock_employer(employer.pk)
    path = PATHS[fact]
    if path.asks_term and demanded_by is None:
        raise ValidationError({"demanded_by": _("Укажите срок, который назван в самом документе")})
    due = months_after(path.term, happened_on, working_calendar(employer)) if path.term else None
    event = ChangeEvent(
        employer=employer,
        fact=fact,
        happened_on=happened_on,
        description=description,
        citation=path.citation,
        due_on=due.day if due else demanded_by if path.asks_term else None,
        recommended_on=due.recommended if due else None,
    )
    event._history_user = actor
    event.full_clean()
    event.save()
    event.groups.set(groups)
    _journal(event, actor, "record", {"fact": fact, "happened_on": happened_on, "due_on": event.due_on})
    return event


@transaction.atomic
def event_campaign_open(event: ChangeEvent, *, actor: User, on: dt.date) -> Campaign:
    """Open the certification that a fact asks for; its groups stand ready for the list of workplaces."""
    path = PATHS[event.fact]
    if path.campaign is None or event.campaign_id or event.closed_on:
        raise ValidationError(_("По этому изменению аттестация не открывается"))
    with recorded():
        title = f"{path.campaign.label}: {event.get_fact_display()}"
    campaign = campaign_create(
        employer=event.employer, title=title[:200], dated_on=on, actor=actor, kind=path.campaign.value
    )
    _save(event, actor, "open", campaign=campaign)
    return campaign


@transaction.atomic
def event_order_open(event: ChangeEvent, campaign: Campaign, *, number: str, actor: User) -> Order:
    """Draw up the order on changes that a fact asks for, on its ground, in a completed certification."""
    path = PATHS[event.fact]
    if path.ground is None or event.order_id or event.closed_on or campaign.state != CampaignState.COMPLETED:
        raise ValidationError(_("По этому изменению приказ об изменениях не составляется"))
    order = order_create(campaign, kind=OrderKind.CHANGE, number=number, actor=actor)
    order = document_edit(
        order, {"change_ground": path.ground.value, "change_basis": event.description[:500]}, actor=actor
    )
    _save(event, actor, "open", order=order)
    return order


@transaction.atomic
def event_close(event: ChangeEvent, *, actor: User, on: dt.date, reason: str) -> ChangeEvent:
    """Close a fact: what was to be done is done, or needs not be; the reason stays. Raises ``ValidationError``."""
    if not actor.has_perm("attestation.change_changeevent", event):
        raise PermissionDenied(_("Нет права закрывать изменения на предприятии"))
    if not reason.strip():
        raise ValidationError(_("Укажите, чем исполнено"))
    return _save(event, actor, "close", closed_on=on, closed_reason=reason[:500])


def close_events(performance: Performance) -> None:
    """An order that was issued closes the facts that asked for it."""
    order = performance.document
    kinds = {OrderKind.APPROVE: order.campaign.events, OrderKind.CHANGE: order.events}
    if order.kind in kinds:
        for event in kinds[OrderKind(order.kind)].filter(closed_on__isnull=True):
            _save(event, performance.actor, "close", closed_on=performance.on, closed_reason=str(order))


def _save(event: ChangeEvent, actor: User, act: str, **changes: object) -> ChangeEvent:
    lock_employer(event.employer_id)
    for name, value in changes.items():
        setattr(event, name, value)
    event._history_user = actor
    event.full_clean()
    event.save()
    _journal(event, actor, act, {name: str(value) for name, value in changes.items()})
    return event


def _journal(event: ChangeEvent, actor: User, act: str, payload: dict) -> None:
    journal_append(employer_id=event.employer_id, actor=actor, act=f"changeevent.{act}", target=event, payload=payload)
