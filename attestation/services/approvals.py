"""Signatures under the papers of the commission, and of workers."""

from __future__ import annotations

from accounts.confirmation import Level
from accounts.selectors import position_of
from attestation.selectors import seat_in
from documents.models import Meaning
from documents.registry import Performance
from documents.services.signing import SignerSnapshot, signature_put


def sign_as_approver(performance: Performance) -> None:
    """Whoever approves a paper of the commission signs it, in the seat that the order gives."""
    actor, document = performance.actor, performance.document
    seat = seat_in(performance)
    if seat is not None:
        snapshot = SignerSnapshot(seat.printed_name, seat.position, str(seat.get_seat_display()), str(seat.order))
    else:
        snapshot = SignerSnapshot(actor.short_name, position_of(actor, document.employer_id))
    signature_put(performance, Meaning.APPROVED, snapshot)


def sign_for_worker(performance: Performance) -> None:
    """The acquaintance of a worker, recorded by the worker or by the officer from paper."""
    employee = performance.document.employee
    is_own = getattr(performance.actor, "employee", None) == employee
    level = "" if is_own else Level.PAPER  # recorded by somebody else: the signature itself is on paper
    snapshot = SignerSnapshot(employee.short_name, str(employee.group.profession), level=level)
    signature_put(performance, Meaning.ACQUAINTED, snapshot)
