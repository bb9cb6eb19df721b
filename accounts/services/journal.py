"""Appends to the journal and proves it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django_scopes import scopes_disabled

from accounts.canonical import ALGORITHM, canonical_json, digest_of
from accounts.language import recorded
from accounts.models import Employer, JournalEntry, JournalHead, User

CHUNK = 5000


@dataclass(frozen=True)
class ChainFault:
    """A place where the chain does not hold, and in which way."""

    sequence: int
    reason: str


@dataclass(frozen=True)
class Fault:
    """Something that is not what the journal says: which, and in which way."""

    subject: str
    reason: str


Proof = Callable[[Employer], Iterable[Fault]]
_PROOFS: list[Proof] = []


def register_proof(proof: Proof) -> None:
    """Let a room above add what must agree with the journal; ``manage.py verify_journal`` asks all."""
    _PROOFS.append(proof)


def other_faults(employer: Employer) -> Iterator[Fault]:
    """Yield the faults of everything that hangs on the chain: signatures, documents …"""
    for proof in _PROOFS:
        yield from proof(employer)


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


@recorded()
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


COLUMNS = (
    *("sequence", "at", "actor_id", "actor_name", "act", "target_type", "target_id"),
    *("payload", "previous_digest", "algorithm", "digest"),
)


def journal_faults(employer: Employer, saved: Mapping[int, str] | None = None) -> Iterator[ChainFault]:
    """Yield every fault of an employer's chain: changed, missing, reordered entries, a cut tail.

    ``saved`` maps sequence to digest as they were kept outside the database: only they show a tail
    that was cut together with the head.
    """
    expected, previous = 1, ""
    outside = dict(saved or {})
    with scopes_disabled():
        rows = JournalEntry.objects.filter(employer=employer).order_by("sequence").values_list(*COLUMNS)
        for row in rows.iterator(chunk_size=CHUNK):
            sequence, before, digest = row[0], row[8], row[10]
            if sequence != expected:
                yield ChainFault(expected, "записи нет")
            if before != previous:
                yield ChainFault(sequence, "не продолжает предыдущую запись")
            if digest != row_digest(employer.pk, row):
                yield ChainFault(sequence, "содержание изменено")
            if outside.pop(sequence, digest) != digest:
                yield ChainFault(sequence, "не та запись, что была сохранена вне базы")
            expected, previous = sequence + 1, digest
    for sequence in sorted(outside):
        yield ChainFault(sequence, "сохранённой вне базы записи нет: цепь обрезана")
    head = JournalHead.objects.get(employer=employer)
    if (head.sequence, head.digest) != (expected - 1, previous):
        yield ChainFault(expected, "конец цепи не совпадает с последней записью")


def row_digest(employer_id: int, row: tuple[Any, ...]) -> str:
    """Return ``entry_digest`` of a row in the order of ``COLUMNS``, without making an object of it.

    The canonical JSON is written out by hand, keys sorted: a million entries are verified in a
    minute (a test compares it with ``entry_digest``).
    """
    sequence, at, actor, name, act, kind, target, payload, previous, algorithm, _digest = row
    quoted = encode_basestring
    text = (
        f'{{"act":{quoted(act)},"actor":{"null" if actor is None else actor},"actor_name":{quoted(name)},'
        f'"algorithm":{quoted(algorithm)},"at":"{at.astimezone(dt.UTC).isoformat()}","employer":{employer_id},'
        f'"payload":{quoted(payload)},"previous":{quoted(previous)},"sequence":{sequence},'
        f'"target_id":{quoted(target)},"target_type":{quoted(kind)}}}'
    )
    return sha256(text.encode()).hexdigest()
