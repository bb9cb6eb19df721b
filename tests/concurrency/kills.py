"""Kills a signer at random moments and looks at what is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass

from django_scopes import scopes_disabled

from accounts.models import JournalEntry
from accounts.services.journal import journal_faults, other_faults
from attestation.models import CertificationCard
from documents.models import Signature


@dataclass
class Toll:
    """What a series of kills came to."""

    kills: int = 0
    acknowledged: int = 0
    lost: int = 0
    unacknowledged: int = 0


def kill_while_signing(card_id: int, times: int, environment: dict[str, str], seed: int = 0) -> Toll:
    """Let a process sign, kill it with signal 9 after up to 0.6 s of work, count; raises on a half act."""
    rng, toll = random.Random(seed), Toll()
    for _time in range(times):
        before = _version(card_id)
        lines = _one_life(card_id, rng.uniform(0.0, 0.6), environment)
        after = _version(card_id)
        reached = int(lines[-1].split()[0]) if lines else before
        toll.kills += 1
        toll.acknowledged += len(lines)
        toll.lost += max(0, reached - after)
        toll.unacknowledged += max(0, after - reached)
        whole(card_id)
    return toll


def whole(card_id: int) -> None:
    """No act half done: version, history, journal and signatures of the card tell one story."""
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
        assert list(journal_faults(card.employer)) == []
        assert list(other_faults(card.employer)) == []


def _version(card_id: int) -> int:
    with scopes_disabled():
        return CertificationCard.objects.get(pk=card_id).version


def _one_life(card_id: int, seconds: float, environment: dict[str, str]) -> list[str]:
    """Start a signer, wait for its first act, let it work for a while, kill it; return its lines."""
    signer = subprocess.Popen(
        [sys.executable, "-m", "tests.concurrency.crasher", str(card_id)],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert signer.stdout is not None and signer.stderr is not None
    first = signer.stdout.readline()
    assert first, signer.stderr.read()
    time.sleep(seconds)
    signer.send_signal(signal.SIGKILL)
    rest, _errors = signer.communicate()
    return [line for line in (first + rest).split("\n")[:-1] if line]
