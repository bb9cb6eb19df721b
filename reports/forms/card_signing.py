"""Who assessed, signed and has read a card: as signed, or as the order seats them while they have not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestation.models import CertificationCard, CommissionMember, Seat
from attestation.selectors import commission_on
from attestation.states import AcquaintanceState
from documents.models import Meaning, Signature
from documents.selectors import signatures_of
from reports.forms.lines import Signatory, signatory_of, signed_note
from reports.forms.words import day_text
from workplaces.selectors import employees_of


@dataclass(frozen=True)
class SignedBy:
    """A signature on its rule: position, mark, name and day; what is missing stays free."""

    position: str
    mark: str
    name: str
    day: str


@dataclass(frozen=True)
class Signing:
    """All signatures of a card with the captions of the form."""

    lead: str
    assessor: SignedBy
    assessor_caption: str
    day_caption: str
    chair_title: str
    chair: SignedBy
    members_title: str
    members: tuple[SignedBy, ...]
    caption: str
    workers_title: str
    workers: tuple[SignedBy, ...]
    worker_caption: str
    note: str


def signing_of(card: CertificationCard, body: Mapping[str, Any], on: dt.date) -> Signing:
    """Return the signatures of a card and of the workers; ``on`` tells which commission is to sign."""
    signatures = list(signatures_of(card))
    assessor = signatory_of(next((s for s in signatures if s.meaning == Meaning.ASSESSED), None))
    chairs, members = _commission(card, signatures, on)
    words, captions = body["assessor"], body["point_6"]
    return Signing(
        lead=words["lead"],
        assessor=_signed(assessor),
        assessor_caption=words["caption"],
        day_caption=words["day"],
        chair_title=captions["chair"],
        chair=_signed(chairs[0] if chairs else Signatory()),
        members_title=captions["members"],
        members=tuple(map(_signed, members or [Signatory()])),
        caption=captions["signature"],
        workers_title=captions["acquainted"],
        workers=_workers(card),
        worker_caption=captions["worker"],
        note=signed_note([assessor, *chairs, *members]),
    )


_AS_MEMBER = (Meaning.AGREED, Meaning.DISSENTED)


def _commission(
    card: CertificationCard, signatures: list[Signature], on: dt.date
) -> tuple[list[Signatory], list[Signatory]]:
    """The chair and the members: everybody who signed in a seat, and whoever sits there and has not yet."""
    in_seat = {s.signer_id: s for s in signatures if s.meaning in (*_AS_MEMBER, Meaning.APPROVED)}
    seats: list[CommissionMember] = list(commission_on(card.campaign, on))
    chairs = [s for s in in_seat.values() if s.meaning == Meaning.APPROVED]
    members = [s for s in in_seat.values() if s.meaning in _AS_MEMBER]
    waiting = [seat for seat in seats if seat.user_id not in in_seat]
    return (
        [signatory_of(s) for s in chairs]
        + [_to_sign(seat) for seat in waiting if seat.seat == Seat.CHAIR and not chairs],
        [signatory_of(s) for s in members] + [_to_sign(seat) for seat in waiting if seat.seat == Seat.MEMBER],
    )


def _to_sign(seat: CommissionMember) -> Signatory:
    return Signatory(seat.printed_name, seat.position)


def _signed(who: Signatory) -> SignedBy:
    return SignedBy(who.position, who.mark, who.name, day_text(who.signed_on))


def _workers(card: CertificationCard) -> tuple[SignedBy, ...]:
    """Workers with the day of their acquaintance; before the order of approval, those who are to sign."""
    sheets = list(card.acquaintances.select_related("employee"))
    if not sheets:
        return tuple(SignedBy("", "", worker.short_name, "") for worker in employees_of(card.group))
    return tuple(
        SignedBy(
            "",
            sheet.way if sheet.state == AcquaintanceState.ACQUAINTED else "",
            sheet.employee.short_name,
            day_text(sheet.dated_on),
        )
        for sheet in sheets
    )
