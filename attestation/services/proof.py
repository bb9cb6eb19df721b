"""Proves what is kept of a round of signing: manifests, openings, voices and signed contents (docs/adr/0053-proof.md)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from accounts.canonical import digest_of
from accounts.models import Employer, JournalEntry
from accounts.services.journal import Fault
from attestation.models import CardOpening, CommissionMember, MemberVoice, SignedContent, SigningManifest, VoiceKind
from documents.models import Signature

_VOICES = {"certificationcard.decline": VoiceKind.DECLINED, "certificationcard.dissent": VoiceKind.DISSENT}


def manifest_faults(employer: Employer) -> Iterator[Fault]:
    """Manifests that are not what the journal holds, added or removed ones."""
    told = {entry.target_id: entry for entry in _acts(employer, "signingmanifest.sign")}
    for manifest in SigningManifest.objects.filter(employer=employer):
        entry = told.pop(str(manifest.pk), None)
        name = f"опись {manifest.pk}"
        if entry is None:
            yield Fault(name, "записи об описи нет в журнале")
            continue
        payload = _payload(entry)
        kept = [payload.get("digest"), payload.get("documents"), payload.get("transition"), payload.get("on")]
        found = [manifest.digest, manifest.entries, manifest.transition, manifest.signed_on.isoformat()]
        if kept != found or digest_of(manifest.entries) != manifest.digest or entry.actor_id != manifest.person_id:
            yield Fault(name, "не та, что записана в журнале")
    for entry in told.values():
        yield Fault(f"запись {entry.sequence}", "описи нет в базе")


def opening_faults(employer: Employer) -> Iterator[Fault]:
    """Who opened which revision of which card, held against the journal both ways."""
    told: Counter[tuple[Any, ...]] = Counter(
        (entry.target_id, _payload(entry).get("revision"), entry.actor_id)
        for entry in _acts(employer, "certificationcard.open")
    )
    found: Counter[tuple[Any, ...]] = Counter(
        (str(row.card_id), row.revision, row.person_id) for row in CardOpening.objects.filter(employer=employer)
    )
    for card, revision, _person in sorted((told - found) + (found - told), key=str):
        yield Fault(f"просмотр отличий карты {card}, редакция {revision}", "в журнале не то, что в базе")


def voice_faults(employer: Employer) -> Iterator[Fault]:
    """Refusals and separate opinions: their words and day in the journal, their name as the order has it."""
    told: Counter[tuple[Any, ...]] = Counter()
    for entry in _acts(employer, *_VOICES):
        payload = _payload(entry)
        said = payload.get("revision"), payload.get("reason"), payload.get("on")
        told[entry.target_id, _VOICES.get(entry.act, ""), entry.actor_id, *said] += 1
    for voice in MemberVoice.objects.filter(employer=employer).select_related("card"):
        words = voice.revision, voice.text, voice.said_on.isoformat()
        key = (str(voice.card_id), voice.kind, voice.person_id, *words)
        told[key] -= 1
        if told[key] < 0 or not _is_seated(voice):
            yield Fault(f"мнение {voice.pk} о карте {voice.card_id}", "не то, что записано в журнале")
    for (card, *_rest), number in told.items():
        if number > 0:
            yield Fault(f"мнение о карте {card}", "записано в журнале, но не в базе")


def _is_seated(voice: MemberVoice) -> bool:
    return CommissionMember.objects.filter(
        order__campaign_id=voice.card.campaign_id,
        user_id=voice.person_id,
        printed_name=voice.printed_name,
        position=voice.position,
    ).exists()


def content_faults(employer: Employer) -> Iterator[Fault]:
    """Signed contents whose text is not that of their hash, and those that a signature of a card lacks."""
    digests: set[str] = set()
    for kept in SignedContent.objects.filter(employer=employer).iterator(chunk_size=500):
        digests |= {kept.digest}
        if sha256(kept.content.encode()).hexdigest() != kept.digest:
            yield Fault(f"подписанное содержание {kept.pk}", "не соответствует своему хэшу")
    cards = Signature.objects.filter(employer=employer, document_type="attestation.certificationcard")
    for digest in sorted({*cards.values_list("content_digest", flat=True)} - digests):
        yield Fault(f"подписанное содержание {digest}", "его нет в базе")


def _acts(employer: Employer, *acts: str) -> Any:
    return JournalEntry.objects.filter(employer=employer, act__in=acts).order_by("sequence")


def _payload(entry: JournalEntry) -> dict[str, Any]:
    try:
        found = json.loads(entry.payload)
    except ValueError:
        return {}  # the chain names it
    return found if isinstance(found, dict) else {}


PROOFS = (manifest_faults, opening_faults, voice_faults, content_faults)
