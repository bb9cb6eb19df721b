"""What an order brings into force."""

from __future__ import annotations

from accounts.selectors import position_of
from attestation.models import CertificationCard, OrderKind, Submission
from attestation.selectors import cards_of
from attestation.services.acquaintances import sheets_open
from attestation.services.changes import bring_changes_into_force
from attestation.services.events import close_events
from attestation.states import CardState
from documents.models import Meaning
from documents.registry import Performance
from documents.services.perform import perform
from documents.services.signing import SignerSnapshot, signature_put
from norms.terms import TermKind, months_after, valid_through
from workplaces.selectors import working_calendar


def sign_by_head(performance: Performance) -> None:
    """The head of the employer signs the order."""
    actor = performance.actor
    employer = performance.document.employer
    snapshot = SignerSnapshot(actor.short_name, position_of(actor, employer.pk) or employer.head_position)
    signature_put(performance, Meaning.APPROVED, snapshot)


def bring_into_force(performance: Performance) -> None:
    """An order to hold begins the campaign; an order of approval completes it with all it approves.

    An order on the commission needs nothing more: seats are read from the orders in force on a day.
    """
    order = performance.document
    close_events(performance)
    if order.kind == OrderKind.HOLD:
        perform(order.campaign, "begin", actor=performance.actor, on=performance.on)
    elif order.kind == OrderKind.APPROVE:
        _approve_results(performance)
    elif order.kind == OrderKind.CHANGE:
        bring_changes_into_force(performance)
        _open_submission(performance)


def _approve_results(performance: Performance) -> None:
    """Lists, plan and cards come into force on the day of the order (№ 253, п. 13, 19)."""
    order = performance.document
    campaign, actor, on = order.campaign, performance.actor, performance.on
    last_day, _trace = valid_through(on)
    data = {"valid_through": last_day}
    for result in campaign.result_lists.all():
        perform(result, "approve", actor=actor, on=on)
    perform(campaign.plan, "approve", actor=actor, on=on)
    for card in cards_of(campaign).filter(state=CardState.SIGNED):
        _supersede_earlier(card, performance)
        perform(card, "put_in_force", actor=actor, on=on, data=data)
        sheets_open(card, actor=actor)
    perform(campaign, "complete", actor=actor, on=on, data=data)
    _open_submission(performance)


def _supersede_earlier(card: CertificationCard, performance: Performance) -> None:
    earlier = CertificationCard.objects.filter(group=card.group, state=CardState.IN_FORCE).exclude(pk=card.pk)
    for old in earlier:
        perform(old, "supersede", actor=performance.actor, on=performance.on)


def _open_submission(performance: Performance) -> None:
    """The documents are due within a month of the order (№ 253, п. 15)."""
    order = performance.document
    due = months_after(TermKind.SUBMISSION, performance.on, working_calendar(order.employer))
    submission = Submission(
        employer_id=order.employer_id,
        campaign=order.campaign,
        order=order,
        dated_on=performance.on,
        due_on=due.day,
        recommended_on=due.recommended,
    )
    submission.full_clean()
    submission._history_user = performance.actor
    submission.save()
