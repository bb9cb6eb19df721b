"""Eight people sign 25 cards at once, each in a process of its own, on the database of the run."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

from django.db import connection

from accounts.services.journal import journal_faults
from attestation.models import CertificationCard
from documents.models import Signature
from tests.factories.plant import Plant

CARDS, MEMBERS = 25, 7


def database_url() -> str:
    """Address of the test database of this process, for its children."""
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{Path(settings['NAME']).resolve()}"
    user = f"{settings['USER']}:{settings['PASSWORD']}@" if settings["PASSWORD"] else f"{settings['USER']}@"
    return f"postgres://{user}{settings['HOST']}:{settings['PORT'] or 5432}/{settings['NAME']}"


def start_signer(username: str, transition: str, start: float, cards: list[int]) -> subprocess.Popen[str]:
    """Start one signer with the cards in an order of its own."""
    shuffled = random.Random(username).sample(cards, len(cards))
    return subprocess.Popen(
        [sys.executable, "-m", "tests.concurrency.signer", username, transition, str(start), *map(str, shuffled)],
        env={**os.environ, "DATABASE_URL": database_url()},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_eight_people_sign_25_cards_at_once(real_commits: None) -> None:
    plant = Plant.build(groups=CARDS, members=MEMBERS)
    campaign = plant.open_campaign()
    cards = [plant.card_on_signature(campaign, group).pk for group in plant.groups]
    start = time.time() + 8
    signers = [start_signer(member.username, "sign_as_member", start, cards) for member in plant.members]
    signers.append(start_signer(plant.chair.username, "sign_as_chair", start, cards))

    ends = [signer.communicate(timeout=240) for signer in signers]

    assert [signer.returncode for signer in signers] == [0] * 8, [error for _out, error in ends if error]
    assert set(CertificationCard.objects.values_list("state", flat=True)) == {"SIGNED"}
    counted = Counter(
        Signature.objects.filter(document_type="attestation.certificationcard", voided_at=None).values_list(
            "meaning", flat=True
        )
    )
    assert counted == {"ASSESSED": CARDS, "AGREED": CARDS * MEMBERS, "APPROVED": CARDS}
    chair_last = {}
    for signature in Signature.objects.filter(document_type="attestation.certificationcard").order_by(
        "journal_sequence"
    ):
        chair_last[signature.document_id] = signature.meaning
    assert set(chair_last.values()) == {"APPROVED"}
    assert list(journal_faults(plant.employer)) == []
