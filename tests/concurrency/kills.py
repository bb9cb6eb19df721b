"""Kills a signer at random moments and looks at what is left."""

from __future__ import annotations

import os
import random
import select
import signal
import time
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django_scopes import scopes_disabled

from accounts.models import JournalEntry
from accounts.services.journal import journal_faults, lock_employer, other_faults
from attestation.models import CertificationCard
from documents.models import Signature
from tests.concurrency.crasher import fork_signer

PROVED_EVERY = 10
"""Deaths after which the whole chain and all that hangs on it are proved; the card itself is looked at after each."""


@dataclass
class Toll:
    """What a series of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unacknowledged: int = 0


def kill_while_signing(card_id: int, times: int, seed: int = 0) -> Toll:
    """Let a process sign, kill it with signal 9 after up to 0.6 s of work, count; raises on a half act."""
    rng, toll = random.Random(seed), Toll()
    before = _version(card_id)
    for number in range(1, times + 1):
        lines = _one_life(card_id, rng.uniform(0.0, 0.6))
        after = _version(card_id)
        reached = int(lines[-1].split()[0]) if lines else before
        toll.kills += 1
        toll.acknowledged += len(lines)
        toll.lost += max(0, reached - after)
        toll.unacknowledged += max(0, after - reached)
        whole(card_id, is_proved=number % PROVED_EVERY == 0 or number == times)
        before = after
    return toll


def whole(card_id: int, *, is_proved: bool = True) -> None:
    """No act half done: version, history, journal and signatures of the card tell one story.

    ``is_proved``: the chain of the employer and all that hangs on it as well.
    """
    with scopes_disabled():
        card = CertificationCard.objects.get(pk=card_id)
        acts = Counter(
            JournalEntry.objects.filter(
                target_type="attestation.certificationcard", target_id=str(card_id)
            ).values_list("act", flat=True)
        )
        moves = sum(
            number
            for act, number in acts.items()
            if act.split(".")[1] not in ("create", "signature", "signature_voided")
        )
        assert card.version == moves + 1, f"version {card.version}, acts {moves}"
        assert CertificationCard.history.filter(id=card_id).count() == moves + 1
        signed = Signature.objects.filter(document_type="attestation.certificationcard", document_id=card_id)
        given = acts["certificationcard.sign_as_member"] + acts["certificationcard.assess"]
        assert signed.count() == given == acts["certificationcard.signature"]
        if is_proved:
            assert list(journal_faults(card.employer)) == []
            assert list(other_faults(card.employer)) == []


def _version(card_id: int) -> int:
    """The version of the card once the database has done with the dead: its server process may still be committing."""
    with scopes_disabled(), transaction.atomic():
        lock_employer(CertificationCard.objects.get(pk=card_id).employer_id)
        return CertificationCard.objects.get(pk=card_id).version


def _one_life(card_id: int, seconds: float) -> list[str]:
    """Start a signer, wait for its first act, let it work for a while, kill it; return its lines."""
    process, reading = fork_signer(card_id)
    try:
        assert select.select([reading], [], [], 120)[0], "the signer does nothing"
        time.sleep(seconds)
        os.kill(process, signal.SIGKILL)
        _pid, status = os.waitpid(process, 0)
        assert os.WIFSIGNALED(status), "the signer ended by itself"
        told = b"".join(iter(lambda: os.read(reading, 65536), b""))
    finally:
        os.close(reading)
    return told.decode().split("\n")[:-1]
