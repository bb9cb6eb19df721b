"""Keeps what was signed, so that a difference can be shown for ever."""

from __future__ import annotations

from accounts.canonical import canonical_json
from attestation.models import SignedContent
from documents.registry import Performance
from documents.selectors import canonical_content, signatures_of


def keep_content(performance: Performance) -> None:
    """Store the canonical JSON under the hash that was just signed; the same content is kept once."""
    document = performance.document
    signature = signatures_of(document).order_by("-journal_sequence", "-id").first()
    if signature is None:
        return
    kept = SignedContent.objects.filter(employer_id=document.employer_id, digest=signature.content_digest)
    if not kept.exists():
        SignedContent.objects.create(
            employer_id=document.employer_id,
            digest=signature.content_digest,
            content=canonical_json(canonical_content(document)),
        )
