"""The page of signatures: who signed what content, as what, when, who thought otherwise, and where the journal says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from attestation.models import CertificationCard
from documents.models import Document, Signature
from reports.forms.catalogue import form_on
from reports.forms.contents import content_sha256
from reports.forms.sheets import TEMPLATE, SheetsForm, section, sheets_form
from reports.forms.words import day_text

__all__ = ["TEMPLATE", "context"]


def context(document: Document, on: dt.date) -> SheetsForm:
    """Return all signatures under a document, voided ones too, each held against the content of today."""
    edition, digest = form_on("signatures", document.dated_on or on), content_sha256(document)
    values = {"document": str(document), "digest": digest}
    return sheets_form(
        edition,
        title=f"{edition.title}: {document}",
        file=f"{document.SLUG}-{document.pk}-{edition.file}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[
            section(edition.body["main"], values, _rows(document, digest, edition.body)),
            *([section(edition.body["opinions"], values, opinions)] if (opinions := list(_opinions(document))) else []),
        ],
    )


def _opinions(document: Document) -> Iterator[list[str]]:
    """Separate opinions and refusals under every revision of a card, in their full text (№ 253, п. 11)."""
    if not isinstance(document, CertificationCard):
        return
    for voice in document.voices.order_by("id"):
        yield [
            voice.printed_name,
            voice.position,
            voice.get_kind_display(),
            str(voice.revision),
            day_text(voice.said_on),
            voice.text,
        ]


def _rows(document: Document, digest: str, words: Mapping[str, Any]) -> Iterator[list[str]]:
    found = Signature.objects.filter(document_type=document._meta.label_lower, document_id=document.pk)
    for signature in found.order_by("journal_sequence"):
        state = f"{words['voided']}: {signature.void_reason}" if signature.voided_at else words["valid"]
        yield [
            signature.printed_name,
            signature.position,
            signature.get_meaning_display(),
            signature.seat,
            day_text(signature.signed_on),
            words["same" if signature.content_digest == digest else "other"],
            str(signature.journal_sequence),
            state,
        ]
