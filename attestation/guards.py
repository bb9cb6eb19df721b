"""Guards of what is kept for ever: signed contents, openings, manifests, voices."""

from __future__ import annotations

from collections.abc import Iterator

from accounts.guards import Guard
from attestation.models import CardOpening, MemberVoice, SignedContent, SigningManifest


def kept_for_ever() -> Iterator[Guard]:
    """These rows only come: nothing changes or removes them."""
    for model in (SignedContent, CardOpening, SigningManifest, MemberVoice):
        for event in ("UPDATE", "DELETE"):
            yield Guard(model._meta.db_table, event, "1 = 1", "guard: kept for ever")
