"""Signatures: written as the effect of a transition, voided when a content is reopened."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from documents.models import Signature
from documents.registry import Performance
from documents.selectors import acts_of, content_digest, signatures_of


@dataclass(frozen=True)
class SignerSnapshot:
    """How the signer stands in the document: printed name, position, seat and its ground."""

    printed_name: str
    position: str = ""
    seat: str = ""
    basis: str = ""


def signature_put(performance: Performance, meaning: str, snapshot: SignerSnapshot) -> Signature:
    """Bind the actor's signature to the content as it is now; once per revision and meaning.

    Runs inside ``perform``; a second signature of the same person is refused by the database.
    """
    document = performance.document
    latest = acts_of(document).first()
    signature = Signature(
        employer_id=document.employer_id,
        document_type=document._meta.label_lower,
        document_id=document.pk,
        document_revision=document.revision,
        signer=performance.actor,
        printed_name=snapshot.printed_name,
        position=snapshot.position,
        seat=snapshot.seat,
        basis=snapshot.basis,
        meaning=meaning,
        content_digest=content_digest(document),
        signed_on=performance.on,
        signed_at=timezone.now(),
        journal_sequence=latest.sequence if latest else 0,
    )
    signature.full_clean()
    signature.save()
    return signature


def signatures_void(performance: Performance) -> None:
    """Void the signatures under the content that is being reopened, with the reason visible."""
    signatures_of(performance.document).update(
        voided_at=timezone.now(), void_reason=performance.reason or performance.transition
    )
