"""A person who signs until the power goes: one card round and round, every act acknowledged on a line.

Runs in a fork of the process that watches: nothing is loaded anew for each death.
"""

from __future__ import annotations

import datetime as dt
import os
from typing import NoReturn

from django.db import connections
from django_scopes import scopes_disabled

from accounts.confirmation import acting_as_system
from accounts.models import Role, User
from attestation.models import CertificationCard
from attestation.selectors import commission_on
from documents.selectors import signatures_of
from documents.services.perform import perform

CARD_ON = dt.date(2026, 10, 12)


def fork_signer(card_id: int) -> tuple[int, int]:
    """Start a signer of a card; return its process and the pipe on which it acknowledges.

    It writes «version transition» only after ``perform`` has come back, that is after the commit.
    The lines to the database are closed first: parent and child must not share one.
    """
    connections.close_all()
    reading, writing = os.pipe()
    process = os.fork()
    if not process:
        os.close(reading)
        _sign_for_ever(card_id, writing)
    os.close(writing)
    return process, reading


def _sign_for_ever(card_id: int, writing: int) -> NoReturn:
    """Sign as every member, take the card back, begin again. Never returns into the code of the parent."""
    try:
        with scopes_disabled(), acting_as_system("crash"):
            card = CertificationCard.objects.get(pk=card_id)
            seats = [(seat.user, seat.seat) for seat in commission_on(card.campaign, CARD_ON)]
            members = [user for user, seat in seats if seat == "MEMBER"]
            officer = User.objects.get(memberships__employer=card.employer, memberships__role=Role.SAFETY_OFFICER)
            while True:
                _next_act(CertificationCard.objects.get(pk=card_id), officer, members, writing)
    finally:
        os._exit(70)


def _next_act(card: CertificationCard, officer: User, members: list[User], writing: int) -> None:
    if card.state == "DRAFT":
        act, actor = "assess", officer
    elif card.state == "ASSESSED":
        act, actor = "send_for_signature", officer
    else:
        signed = set(signatures_of(card).filter(meaning="AGREED").values_list("signer_id", flat=True))
        waiting = [user for user in members if user.pk not in signed]
        act, actor = ("sign_as_member", waiting[0]) if waiting else ("reopen", officer)
    done = perform(card, act, actor=actor, on=CARD_ON, reason="снова")
    os.write(writing, f"{done.version} {act}\n".encode())
