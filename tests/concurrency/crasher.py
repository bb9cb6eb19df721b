"""A person who signs until the power goes: one card round and round, every act acknowledged on a line.

    python -m tests.concurrency.crasher CARD

Prints «version transition» only after perform() has come back, that is after the commit. With
``CRASH_SETTINGS`` another settings module is used.
"""

from __future__ import annotations

import datetime as dt
import os
import sys

os.environ.setdefault("DJANGO_SETTINGS_MODULE", os.environ.get("CRASH_SETTINGS", "tests.settings"))

import django

django.setup()

from django_scopes import scopes_disabled

from accounts.confirmation import acting_as_system
from accounts.models import Role, User
from attestation.models import CertificationCard
from attestation.selectors import commission_on
from documents.services.perform import perform

CARD_ON = dt.date(2026, 10, 12)


def main() -> None:
    """Sign as every member, take the card back, begin again."""
    card = CertificationCard.objects.get(pk=int(sys.argv[1]))
    seats = [(seat.user, seat.seat) for seat in commission_on(card.campaign, CARD_ON)]
    members = [user for user, seat in seats if seat == "MEMBER"]
    officer = User.objects.get(memberships__employer=card.employer, memberships__role=Role.SAFETY_OFFICER)
    while True:
        card = CertificationCard.objects.get(pk=card.pk)
        if card.state == "DRAFT":
            tell(perform(card, "assess", actor=officer, on=CARD_ON), "assess")
        elif card.state == "ASSESSED":
            tell(perform(card, "send_for_signature", actor=officer, on=CARD_ON), "send_for_signature")
        else:
            signed = signers(card)
            for user in members:
                if user.pk not in signed:
                    tell(perform(card, "sign_as_member", actor=user, on=CARD_ON), "sign_as_member")
            tell(perform(card, "reopen", actor=officer, on=CARD_ON, reason="снова"), "reopen")


def signers(card: CertificationCard) -> set[int]:
    """Members who have signed the present revision."""
    from documents.selectors import signatures_of

    return set(signatures_of(card).filter(meaning="AGREED").values_list("signer_id", flat=True))


def tell(card: CertificationCard, transition: str) -> None:
    """Acknowledge an act: the version it left."""
    sys.stdout.write(f"{card.version} {transition}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with scopes_disabled(), acting_as_system("crash"):
        main()
