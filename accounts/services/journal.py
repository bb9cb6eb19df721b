"""Appends to the journal and proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
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
    return journal_append_many(employer_id=employer_id, actor=actor, acts=[(act, target, payload)])[0]


@transaction.atomic
def journal_append_many(
    *, employer_id: int, actor: User | None, acts: Sequence[tuple[str, models.Model, dict[str, Any]]]
) -> list[JournalEntry]:
    """Append many acts (act, target, payload), in their order, each chained to the one before it."""
    head = lock_employer(employer_id)
    name = actor.get_full_name() or actor.get_username() if actor else ""
    entries = []
    for act, target, payload in acts:
        entry = JournalEntry(
            employer_id=employer_id,
            sequence=head.sequence + 1,
            at=timezone.now(),
            actor=actor,
            actor_name=name,
            act=act,
            target_type=target._meta.label_lower,
            target_id=str(target.pk),
            payload=canonical_json(payload),
            previous_digest=head.digest,
            algorithm=ALGORITHM,
        )
        entry.digest = entry_digest(entry)
        head.sequence, head.digest = entry.sequence, entry.digest
        entries.append(entry)
    JournalEntry.objects.bulk_create(entries, batch_size=500)
    head.save(update_fields=["sequence", "digest"])
    return entries


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
