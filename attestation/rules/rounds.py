"""Checks of a round of signing: its last day, its order, and the signing of many cards in one act."""

from __future__ import annotations

from django.utils.translation import gettext as _

from attestation.comparison import compared
from attestation.models import CardOpening, CertificationCard, MemberVoice, SigningRound, VoiceKind
from documents.models import Meaning
from documents.problems import Problem
from documents.registry import Performance
from documents.selectors import content_digest, signatures_of


def check_round_is_open(performance: Performance) -> list[Problem]:
    """ROUND-01: cards are signed within the term of the round; the officer moves it or recalls (№ 253, п. 3)."""
    card: CertificationCard = performance.document
    due_on = SigningRound.objects.filter(campaign=card.campaign_id).values_list("due_on", flat=True).first()
    if due_on is None or performance.on <= due_on:
        return []
    message = (
        _("Срок подписания истёк %s: инженер по охране труда продлит его или отзовёт карты") % f"{due_on:%d.%m.%Y}"
    )
    return [Problem("ROUND-01", message, "№ 253, п. 3", card.campaign, "signing")]


def check_assessed_first(performance: Performance) -> list[Problem]:
    """ROUND-02: the specialists who assessed points 2–4 sign before the commission (№ 253, п. 11; № 35, п. 98)."""
    card: CertificationCard = performance.document
    if signatures_of(card).filter(meaning=Meaning.ASSESSED).exists():
        return []
    message = _("Пункты 2–4 ещё не подписал специалист, проводивший оценку")
    return [Problem("ROUND-02", message, "№ 253, п. 11; № 35, п. 98", card, "signatures")]


def check_nobody_declined(performance: Performance) -> list[Problem]:
    """ROUND-03: the chair does not sign over a member's refusal (№ 253, п. 11).

    A refusal stands until the same member signs, with a separate opinion or without, or the card is
    returned to work: then it belongs to an earlier revision.
    """
    card: CertificationCard = performance.document
    refusals = MemberVoice.objects.filter(card=card, revision=card.revision, kind=VoiceKind.DECLINED)
    signed = set(signatures_of(card).values_list("signer_id", flat=True))
    return [
        Problem(
            "ROUND-03",
            _("Отказался подписать: %(name)s — %(text)s") % {"name": voice.printed_name, "text": voice.text},
            "№ 253, п. 11",
            card,
            "voices",
        )
        for voice in refusals
        if voice.person_id not in signed
    ]


def check_opened_before_batch(performance: Performance) -> list[Problem]:
    """ROUND-04: a card that differs is not signed with others unless the signer has opened it (№ 253, п. 11)."""
    card: CertificationCard = performance.document
    if "manifest" not in performance.data:
        return []
    (found,) = compared([card])
    opened = CardOpening.objects.filter(card=card, revision=card.revision, person=performance.actor)
    if not found.differs or opened.exists():
        return []
    message = _("%s: карта отличается, откройте её отличия перед подписанием") % card.group
    return [Problem("ROUND-04", message, "№ 253, п. 11", card, "differences")]


def check_same_as_shown(performance: Performance) -> list[Problem]:
    """ROUND-05: what is signed in one act is what its list showed: revision and hash (№ 253, п. 11)."""
    card: CertificationCard = performance.document
    shown = performance.data.get("manifest")
    if shown is None or shown == (card.revision, content_digest(card)):
        return []
    message = _("%s: карта изменилась после показа описи, откройте опись заново") % card.group
    return [Problem("ROUND-05", message, "№ 253, п. 11", card, "signatures")]


SIGN_RULES = (check_round_is_open, check_assessed_first, check_opened_before_batch, check_same_as_shown)
