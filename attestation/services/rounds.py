"""A round of signing: its last day, voices of members, openings, and many cards signed in one act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.canonical import digest_of
from accounts.confirmation import Confirmation
from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from attestation.models import (
    Campaign,
    CardOpening,
    CertificationCard,
    MemberVoice,
    Seat,
    SigningManifest,
    SigningRound,
    VoiceKind,
)
from attestation.selectors import cards_of, seat_of
from documents.models import Signature
from documents.problems import Problem, UnableToPerform
from documents.registry import Performance
from documents.services.perform import perform

_KINDS = {"dissent": VoiceKind.DISSENT, "decline": VoiceKind.DECLINED}
SIGNS = {Seat.MEMBER: "sign_as_member", Seat.CHAIR: "sign_as_chair"}


@dataclass(frozen=True)
class Entry:
    """One line of a manifest: which revision of which card, and the hash that was shown."""

    card: int
    number: str
    name: str
    revision: int
    digest: str
    signature: int = 0


@transaction.atomic
def round_set(campaign: Campaign, due_on: dt.date | None, *, actor: User) -> SigningRound:
    """Set or move the last day of signing; ``None`` leaves the round without one."""
    if not actor.has_perm("attestation.change_campaign", campaign):
        raise PermissionDenied(_("Нет права назначать срок подписания"))
    lock_employer(campaign.employer_id)
    found = SigningRound.objects.filter(campaign=campaign).first()
    signing_round = found or SigningRound(employer_id=campaign.employer_id, campaign=campaign)
    signing_round.due_on = due_on
    signing_round._history_user = actor
    signing_round.full_clean()
    signing_round.save()
    journal_append(
        employer_id=campaign.employer_id,
        actor=actor,
        act="signinground.edit",
        target=signing_round,
        payload={"campaign": campaign.pk, "due_on": due_on},
    )
    return signing_round


def keep_voice(performance: Performance) -> None:
    """A refusal or a separate opinion is kept with the card, in the words of the member."""
    card, actor = performance.document, performance.actor
    seat = seat_of(actor.pk, card.campaign, performance.on)
    assert seat is not None  # the rules have refused a person without a seat
    voice = MemberVoice(
        employer_id=card.employer_id,
        card=card,
        revision=card.revision,
        person=actor,
        printed_name=seat.printed_name,
        position=seat.position,
        kind=_KINDS[performance.transition],
        text=performance.reason,
        said_on=performance.on,
    )
    voice.full_clean()
    voice.save()


@transaction.atomic
def card_open(card: CertificationCard, *, actor: User) -> CardOpening:
    """Record that a person was shown in what the present revision of a card differs; once."""
    if not actor.has_perm("attestation.view_certificationcard", card):
        raise PermissionDenied(_("Нет права читать карту"))
    lock_employer(card.employer_id)
    found, is_new = CardOpening.objects.get_or_create(
        card=card,
        revision=card.revision,
        person=actor,
        defaults={"employer_id": card.employer_id, "opened_at": timezone.now()},
    )
    if is_new:
        payload = {"revision": card.revision, "number": card.number}
        journal_append(
            employer_id=card.employer_id, actor=actor, act="certificationcard.open", target=card, payload=payload
        )
    return found


@transaction.atomic
def cards_sign(
    campaign: Campaign,
    shown: Mapping[int, tuple[int, str]],
    *,
    actor: User,
    on: dt.date,
    confirmation: Confirmation | None = None,
) -> SigningManifest:
    """Sign every card of a list in one act: all of them or none (docs/adr/0057-one-act-over-a-manifest.md).

    ``shown`` gives revision and content hash of each card as the list showed them. Each card goes
    through ``perform`` with all its rules and gets a signature record of its own. Raises
    ``UnableToPerform`` with the problems of every card that cannot be signed.
    """
    lock_employer(campaign.employer_id)
    seat = seat_of(actor.pk, campaign, on)
    cards = list(cards_of(campaign).filter(pk__in=shown))
    if seat is None or not cards or len(cards) != len(shown):
        message = _("В описи нет карт") if seat else _("На этот день у вас нет места в комиссии по приказу")
        raise UnableToPerform(campaign, "sign", [Problem("CARD-10", message, "№ 253, п. 3, 11", campaign, "signing")])
    transition, problems = SIGNS[Seat(seat.seat)], []
    for card in cards:
        try:
            perform(card, transition, actor=actor, on=on, data={"manifest": shown[card.pk]}, confirmation=confirmation)
        except UnableToPerform as refusal:
            problems += [problem for problem in refusal.problems if problem.blocks]
    if problems:
        raise UnableToPerform(campaign, transition, problems)
    return _manifest_keep(campaign, transition, _entries(cards, shown, actor), actor=actor, on=on)


def _entries(cards: Sequence[CertificationCard], shown: Mapping[int, tuple[int, str]], actor: User) -> list[Entry]:
    signatures = dict(
        Signature.objects.filter(
            document_type=CertificationCard._meta.label_lower,
            document_id__in=[card.pk for card in cards],
            signer=actor,
            voided_at__isnull=True,
        )
        .order_by("id")
        .values_list("document_id", "id")
    )
    return [Entry(card.pk, card.number, str(card.group), *shown[card.pk], signatures[card.pk]) for card in cards]


def _manifest_keep(
    campaign: Campaign, transition: str, entries: Sequence[Entry], *, actor: User, on: dt.date
) -> SigningManifest:
    rows = [asdict(entry) for entry in entries]
    manifest = SigningManifest(
        employer_id=campaign.employer_id,
        campaign=campaign,
        person=actor,
        transition=transition,
        entries=rows,
        digest=digest_of(rows),
        signed_on=on,
        signed_at=timezone.now(),
    )
    manifest.full_clean()
    manifest.save()
    payload = {"digest": manifest.digest, "documents": rows, "transition": transition, "on": on}
    journal_append(
        employer_id=campaign.employer_id, actor=actor, act="signingmanifest.sign", target=manifest, payload=payload
    )
    return manifest
