"""Keeps the bytes of approved documents: printed once, stored by content, given out ever after."""

from __future__ import annotations

from django.db import transaction

from documents.models import Document
from documents.services.files import file_content, file_store
from reports.models import PrintedCopy


def copy_find(document: Document, file_format: str, paper_digest: str) -> bytes | None:
    """Return the stored bytes of an approved document, or ``None``. Raises ``ValueError`` when they were damaged."""
    found = PrintedCopy.objects.filter(**_key(document, file_format, paper_digest)).select_related("file").first()
    return file_content(found.file) if found else None


def copy_keep(
    document: Document, file_format: str, paper_digest: str, name: str, content_type: str, content: bytes
) -> bytes:
    """Store the bytes of an approved document and return those that count: of two printers, the first one's."""
    key = _key(document, file_format, paper_digest)
    with transaction.atomic():
        type(document.employer).objects.select_for_update().get(pk=document.employer_id)
        found = PrintedCopy.objects.filter(**key).select_related("file").first()
        if found:
            return file_content(found.file)
        stored = file_store(content, employer=document.employer, name=name, content_type=content_type, actor=None)
        PrintedCopy.objects.create(employer=document.employer, file=stored, **key)
    return content


def _key(document: Document, file_format: str, paper_digest: str) -> dict[str, object]:
    return {
        "document_type": document._meta.label_lower,
        "document_id": document.pk,
        "document_revision": document.revision,
        "file_format": file_format,
        "paper_digest": paper_digest,
    }
