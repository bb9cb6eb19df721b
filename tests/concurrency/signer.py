"""One person at one machine: signs the cards given, in a process of its own.

    python -m tests.concurrency.signer USERNAME TRANSITION START CARD [CARD …]

Waits for START (a moment in seconds), so that all signers begin together. The chair tries again
while members are missing. Prints one line a card: «CARD done».
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django

django.setup()

from django_scopes import scope

from accounts.confirmation import acting_as_system
from accounts.models import User
from accounts.selectors import memberships_on
from attestation.models import CertificationCard
from documents.problems import UnableToPerform
from documents.services.perform import perform

CARD_ON = dt.date(2026, 10, 12)
PATIENCE = 90.0


def sign(user: User, transition: str, card_id: int) -> None:
    """Sign one card; wait while the only obstacle is that members are missing."""
    until = time.monotonic() + PATIENCE
    while True:
        card = CertificationCard.objects.get(pk=card_id)
        try:
            perform(card, transition, actor=user, on=CARD_ON)
        except UnableToPerform as refusal:
            waits = {problem.code for problem in refusal.problems} == {"CARD-11"}
            if not waits or time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def main() -> None:
    """Sign all cards of the command line."""
    username, transition, start, *cards = sys.argv[1:]
    user = User.objects.get(username=username)
    employers = [membership.employer_id for membership in memberships_on(user, CARD_ON)]
    time.sleep(max(0.0, float(start) - time.time()))
    with scope(employer=employers), acting_as_system("tests"):
        for card in cards:
            sign(user, transition, int(card))
            sys.stdout.write(f"{card} done\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
