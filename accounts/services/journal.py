"""Appends to the journal and proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.canonical import ALGORITHM, canonical_json, digest_of
from accounts.models import Employer, JournalEntry, JournalHead, User


@dataclass(frozen=True)
class ChainFault:
    """A place where the chain does not hold, and in which way."""

    sequence: int
    reason: str


def lock_employer(employer_id: int) -> JournalHead:
    """Take the one lock of a writing transaction: the head of the employer's chain.

    Every service that writes takes it first, so acts of one employer stand in one order and no
    two transactions can wait for each other (docs/adr/0004-one-lock.md).
    """
    return JournalHead.objects.select_for_update().get(pk=employer_id)


@transaction.atomic
def journal_append(
    *, employer_id: int, actor: User | None, act: str, target: models.Model, payload: dict[str, Any]
) -> JournalEntry:
    """Append one act about ``target`` to the employer's chain, in the caller's transaction."""
    head = lock_employer(employer_id)
    entry = JournalEntry(
        employer_id=employer_id,
        sequence=head.sequence + 1,
        at=timezone.now(),
        actor=actor,
        actor_name=actor.get_full_name() or actor.get_username() if actor else "",
        act=act,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        payload=canonical_json(payload),
        previous_digest=head.digest,
        algorithm=ALGORITHM,
    )
    entry.digest = entry_digest(entry)
    entry.save(force_insert=True)
    head.sequence, head.digest = entry.sequence, entry.digest
    head.save(update_fields=["sequence", "digest"])
    return entry


def entry_digest(entry: JournalEntry) -> str:
    """Return the hash of everything an entry says, its predecessor's hash included."""
    return digest_of(
        {
            "employer": entry.employer_id,
            "sequence": entry.sequence,
            "at": entry.at.astimezone(dt.UTC),
            "actor": entry.actor_id,
            "actor_name": entry.actor_name,
            "act": entry.act,
            "target_type": entry.target_type,
            "target_id": entry.target_id,
            "payload": entry.payload,
            "previous": entry.previous_digest,
            "algorithm": entry.algorithm,
        }
    )


def journal_faults(employer: Employer) -> Iterator[ChainFault]:
    """Yield every fault of an employer's chain: changed, missing, reordered entries, a cut tail."""
    expected, previous = 1, ""
    with scopes_disabled():
        entries = JournalEntry.objects.filter(employer=employer).order_by("sequence").iterator(chunk_size=5000)
        for entry in entries:
            if entry.sequence != expected:
                yield ChainFault(expected, "записи нет")
            if entry.previous_digest != previous:
                yield ChainFault(entry.sequence, "не продолжает предыдущую запись")
            if entry.digest != entry_digest(entry):
                yield ChainFault(entry.sequence, "содержание изменено")
            expected, previous = entry.sequence + 1, entry.digest
    head = JournalHead.objects.get(employer=employer)
    if (head.sequence, head.digest) != (expected - 1, previous):
        yield ChainFault(expected, "конец цепи не совпадает с последней записью")
