"""Damage done to a database and its files by somebody who can do everything but has no saved heads."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db import models

from accounts.models import Employer, JournalEntry, JournalHead
from accounts.services.journal import entry_digest, journal_faults, other_faults
from attestation.models import CardOpening, MemberVoice, SignedContent, SigningManifest
from documents.models import Deviation, Document, Signature, StoredFile
from documents.services.files import file_path
from documents.services.proof import file_faults
from documents.state_tables import document_models


@dataclass(frozen=True)
class Damage:
    """What was done, and a word that the report must contain."""

    what: str
    named: str
    rows: tuple[str, ...] = ()
    """Everything that the report must name, and nothing else, where one damage touches several rows."""


def saved_heads(employer: Employer) -> dict[int, str]:
    """What ``journal_head`` has put aside."""
    head = JournalHead.objects.get(employer=employer)
    return {head.sequence: head.digest}


def all_faults(employer: Employer, saved: dict[int, str]) -> list[str]:
    """Everything that the two commands report."""
    return [
        *(f"запись {fault.sequence}: {fault.reason}" for fault in journal_faults(employer, saved)),
        *(f"{fault.subject}: {fault.reason}" for fault in other_faults(employer)),
        *(f"{fault.subject}: {fault.reason}" for fault in file_faults(employer)),
    ]


def flip(value: Any, rng: random.Random) -> Any:
    """The smallest change of a value: one sign, one unit, one second."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1
    if isinstance(value, dt.datetime):
        return value + dt.timedelta(microseconds=1)
    if isinstance(value, dt.date):
        return value + dt.timedelta(days=1)
    if isinstance(value, str) and value:
        place = rng.randrange(len(value))
        other = "0" if value[place] != "0" else "1"
        return value[:place] + other + value[place + 1 :]
    return "x" if value in ("", None) else value


def _entry(employer: Employer, rng: random.Random) -> JournalEntry:
    return rng.choice(list(JournalEntry.objects.filter(employer=employer)))


def entry_changed(employer: Employer, rng: random.Random) -> Damage:
    entry = _entry(employer, rng)
    name = rng.choice(["at", "actor_name", "act", "target_type", "target_id", "payload", "digest", "algorithm"])
    JournalEntry.objects.filter(pk=entry.pk).update(**{name: flip(getattr(entry, name), rng)})
    return Damage(f"entry {entry.sequence}.{name}", f"запись {entry.sequence}")


def entry_removed(employer: Employer, rng: random.Random) -> Damage:
    entry = _entry(employer, rng)
    JournalEntry.objects.filter(pk=entry.pk).delete()
    return Damage(f"entry {entry.sequence} removed", f"запись {entry.sequence}")


def entries_swapped(employer: Employer, rng: random.Random) -> Damage:
    one, two = rng.sample(list(JournalEntry.objects.filter(employer=employer)), 2)
    for pk, sequence in ((one.pk, 10**9), (two.pk, one.sequence), (one.pk, two.sequence)):
        JournalEntry.objects.filter(pk=pk).update(sequence=sequence)
    return Damage(f"entries {one.sequence} and {two.sequence} swapped", f"запись {min(one.sequence, two.sequence)}")


def tail_cut(employer: Employer, rng: random.Random) -> Damage:
    last = rng.choice(list(JournalEntry.objects.filter(employer=employer))[:-1])
    JournalEntry.objects.filter(employer=employer, sequence__gt=last.sequence).delete()
    JournalHead.objects.filter(employer=employer).update(sequence=last.sequence, digest=last.digest)
    return Damage(f"cut after {last.sequence}, head moved", "цепь обрезана")


def chain_rewritten(employer: Employer, rng: random.Random) -> Damage:
    """An entry is changed and every hash after it computed anew: only the saved head shows it."""
    entries = list(JournalEntry.objects.filter(employer=employer))
    start = rng.randrange(len(entries))
    entries[start].actor_name += " "
    previous = entries[start - 1].digest if start else ""
    for entry in entries[start:]:
        entry.previous_digest = previous
        entry.digest = previous = entry_digest(entry)
    JournalEntry.objects.bulk_update(entries[start:], ["actor_name", "previous_digest", "digest"])
    JournalHead.objects.filter(employer=employer).update(digest=previous)
    return Damage(f"chain rewritten from {start + 1}", f"запись {entries[-1].sequence}: не та запись")


def signature_changed(employer: Employer, rng: random.Random) -> Damage:
    signature = rng.choice(list(Signature.objects.filter(employer=employer)))
    names = ["printed_name", "position", "seat", "basis", "statement", "content_digest", "signed_on", "signed_at"]
    name = rng.choice([*names, "pdf_digest", "record_digest", "journal_digest", "document_revision", "source"])
    Signature.objects.filter(pk=signature.pk).update(**{name: flip(getattr(signature, name), rng)})
    return Damage(f"signature {signature.pk}.{name}", f"подпись {signature.pk}")


def signature_removed(employer: Employer, rng: random.Random) -> Damage:
    signature = rng.choice(list(Signature.objects.filter(employer=employer)))
    Signature.objects.filter(pk=signature.pk).delete()
    return Damage(f"signature {signature.pk} removed", f"запись {signature.journal_sequence}: подписи")


def signature_voided(employer: Employer, rng: random.Random) -> Damage:
    signature = rng.choice(list(Signature.objects.filter(employer=employer, voided_at=None)))
    Signature.objects.filter(pk=signature.pk).update(voided_at=dt.datetime(2026, 11, 1, tzinfo=dt.UTC), void_reason="-")
    return Damage(f"signature {signature.pk} voided", f"подпись {signature.pk}")


def _locked(employer: Employer, rng: random.Random) -> Document:
    rows = [
        row
        for model in document_models()
        for row in model.objects.filter(employer=employer).exclude(state__in=model.EDITABLE_STATES)
    ]
    return rng.choice(rows)


def document_changed(employer: Employer, rng: random.Random) -> Damage:
    kinds = (models.CharField, models.TextField, models.DateField, models.IntegerField, models.BooleanField)
    names: list[str] = []
    while not names:
        document = _locked(employer, rng)
        plain = [f.name for f in document.content_fields() if isinstance(f, kinds) and not f.choices]
        names = [name for name in plain if getattr(document, name) is not None]
    name = rng.choice(names)
    value = flip(getattr(document, name), rng)
    type(document).objects.filter(pk=document.pk).update(**{name: value})
    label = str(document._meta.verbose_name)
    return Damage(f"{document._meta.label} {document.pk}.{name}", f"{label} {document.pk}")


def part_removed(employer: Employer, rng: random.Random) -> Damage:
    while True:
        document = _locked(employer, rng)
        parts = [row for name in document.PARTS for row in getattr(document, name).all()]
        if parts and document._meta.model_name in ("order", "timestudycard", "workplacelist", "resultlist"):
            break
    part = rng.choice(parts)
    for relation in type(part)._meta.many_to_many:
        getattr(part, relation.name).clear()
    type(part)._base_manager.filter(pk=part.pk)._raw_delete("default")  # type: ignore[attr-defined]
    return Damage(f"{part._meta.label} {part.pk} removed", f"{document._meta.verbose_name} {document.pk}")


def state_changed(employer: Employer, rng: random.Random) -> Damage:
    document = _locked(employer, rng)
    states = [code for code, _words in type(document).state_field().choices if code != document.state]
    type(document).objects.filter(pk=document.pk).update(state=rng.choice(states))
    return Damage(f"{document._meta.label} {document.pk}.state", f"{document._meta.verbose_name} {document.pk}")


def file_row_changed(employer: Employer, rng: random.Random) -> Damage:
    stored = rng.choice(list(StoredFile.objects.filter(employer=employer)))
    name = rng.choice(["sha256", "name", "size"])
    StoredFile.objects.filter(pk=stored.pk).update(**{name: flip(getattr(stored, name), rng)})
    return Damage(f"file row {stored.pk}.{name}", f"файл {stored.pk}")


def _one(model: type[models.Model], employer: Employer, rng: random.Random) -> Any:
    return rng.choice(list(model._default_manager.filter(employer=employer)))


def _changed(row: Any, names: list[str], rng: random.Random, named: str) -> Damage:
    name = rng.choice(names)
    type(row).objects.filter(pk=row.pk).update(**{name: flip(getattr(row, name), rng)})
    return Damage(f"{row._meta.label} {row.pk}.{name}", named)


def voice_changed(employer: Employer, rng: random.Random) -> Damage:
    voice = _one(MemberVoice, employer, rng)
    names = ["revision", "printed_name", "position", "text", "said_on"]
    if rng.random() < 0.2:
        other = {"DECLINED": "DISSENT", "DISSENT": "DECLINED"}[voice.kind]
        MemberVoice.objects.filter(pk=voice.pk).update(kind=other)
        return Damage(f"voice {voice.pk}.kind", f"мнение {voice.pk}")
    return _changed(voice, names, rng, f"мнение {voice.pk}")


def manifest_changed(employer: Employer, rng: random.Random) -> Damage:
    manifest = _one(SigningManifest, employer, rng)
    if rng.random() < 0.5:
        return _changed(manifest, ["digest", "transition", "signed_on"], rng, f"опись {manifest.pk}")
    manifest.entries[0]["revision"] += 1
    SigningManifest.objects.filter(pk=manifest.pk).update(entries=manifest.entries)
    return Damage(f"manifest {manifest.pk}.entries", f"опись {manifest.pk}")


def opening_removed(employer: Employer, rng: random.Random) -> Damage:
    opening = _one(CardOpening, employer, rng)
    CardOpening.objects.filter(pk=opening.pk).delete()
    return Damage(f"opening {opening.pk} removed", f"просмотр отличий карты {opening.card_id}")


def content_changed(employer: Employer, rng: random.Random) -> Damage:
    kept = _one(SignedContent, employer, rng)
    return _changed(kept, ["digest", "content"], rng, f"подписанное содержание {kept.pk}")


def deviation_changed(employer: Employer, rng: random.Random) -> Damage:
    row = _one(Deviation, employer, rng)
    return _changed(row, ["code", "reason", "decided_on", "document_id"], rng, f"отступление {row.pk}")


def stamp_changed(employer: Employer, rng: random.Random) -> Damage:
    stamped: list[str] = []
    while not stamped:
        document = _locked(employer, rng)
        stamps = [name for name in document.STAMP_FIELDS if isinstance(getattr(document, name), str | dt.date)]
        stamped = ["version", "revision", *stamps] if stamps else []
    return _changed(document, stamped, rng, f"{document._meta.verbose_name} {document.pk}")


ROWS: tuple[Callable[[Employer, random.Random], Damage], ...] = (
    entry_changed,
    entry_removed,
    entries_swapped,
    tail_cut,
    chain_rewritten,
    signature_changed,
    signature_removed,
    signature_voided,
    document_changed,
    part_removed,
    state_changed,
    file_row_changed,
    voice_changed,
    manifest_changed,
    opening_removed,
    content_changed,
    deviation_changed,
    stamp_changed,
)


@contextmanager
def damaged_file(employer: Employer, rng: random.Random) -> Iterator[Damage]:
    """Flip a bit of a stored file, cut it short, or take it away; put it back afterwards."""
    stored = rng.choice(list(StoredFile.objects.filter(employer=employer)))
    path: Path = file_path(stored.sha256)
    content = path.read_bytes()
    way = rng.choice(["bit", "cut", "gone"])
    if way == "bit":
        place = rng.randrange(len(content))
        path.write_bytes(content[:place] + bytes([content[place] ^ 1 << rng.randrange(8)]) + content[place + 1 :])
    elif way == "cut":
        path.write_bytes(content[: rng.randrange(len(content))])
    else:
        path.unlink()
    try:
        alike = StoredFile.objects.filter(employer=employer, sha256=stored.sha256)
        rows = tuple(f"файл {row.pk}" for row in alike)  # the same content is kept once
        yield Damage(f"file {stored.pk}: {way}", f"файл {stored.pk}", rows)
    finally:
        path.write_bytes(content)
