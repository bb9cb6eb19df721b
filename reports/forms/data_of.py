"""The data of a printed document, attached to its PDF: what was signed, and what the paper says (docs/print)."""

from __future__ import annotations

import dataclasses
from typing import Any

from accounts.canonical import canonical_json, digest_of
from documents.models import Document
from documents.selectors import canonical_content
from reports.rendering.pdf import Attachment, Record

SCHEMA = "attestation/print/1"


def paper_data(form: Any) -> dict[str, Any]:
    """Return everything that a form prints, as plain values."""
    return dataclasses.asdict(form)


def paper_digest(form: Any) -> str:
    """Return the SHA-256 of everything that a form prints."""
    return digest_of(paper_data(form))


def data_of(document: Document, form: Any) -> dict[str, Any]:
    """Return the data of a document: its identity, its content with the digest that signatures name, its paper."""
    content = canonical_content(document)
    return {
        "schema": SCHEMA,
        "document": {
            "type": document._meta.label_lower,
            "id": document.pk,
            "number": document.number,
            "dated_on": document.dated_on,
            "state": document.state,
            "revision": document.revision,
            "employer": document.employer.name,
        },
        "content": content,
        "content_sha256": digest_of(content),
        "paper": paper_data(form),
    }


def record_of(document: Document, form: Any) -> Record:
    """Return what the PDF of a document says of itself, with its data attached."""
    content = canonical_json(data_of(document, form)).encode("utf-8")
    attachment = Attachment(f"{form.file}.json", content, f"Данные документа: {form.title}")
    return Record(title_of(form), form.day, (attachment,))


def title_of(form: Any) -> str:
    """Title of the file: the form, and whose it is where its own title does not say."""
    organisation = getattr(form, "organisation", "")
    return f"{form.title} – {organisation}" if organisation else str(form.title)
