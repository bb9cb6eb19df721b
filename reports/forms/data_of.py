"""The data of a printed document, attached to its PDF: what was signed, and what the paper says (docs/print)."""

from __future__ import annotations

import dataclasses
import functools
from typing import Any

from accounts.canonical import canonical_json, digest_of
from documents.models import Document
from documents.selectors import canonical_content
from reports.rendering.pdf import Attachment, Record

SCHEMA = "attestation/print/1"


def paper_data(form: Any) -> Any:
    """Return everything that a form prints, as plain values: what ``dataclasses.asdict`` says, at a third of its time."""
    if isinstance(form, (tuple, list)):
        return [paper_data(item) for item in form]
    if isinstance(form, dict):
        return {key: paper_data(item) for key, item in form.items()}
    if dataclasses.is_dataclass(form):
        return {name: paper_data(getattr(form, name)) for name in _names(form.__class__)}
    return form


@functools.cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


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


def record_of(document: Document, form: Any) -> tuple[Record, str]:
    """Return what the PDF of a document says of itself, its data attached, and the digest of the content in them."""
    data = data_of(document, form)
    content = canonical_json(data).encode("utf-8")
    attachment = Attachment(f"{form.file}.json", content, f"Данные документа: {form.title}")
    return Record(title_of(form), form.day, (attachment,)), data["content_sha256"]


def title_of(form: Any) -> str:
    """Title of the file: the form, and whose it is where its own title does not say."""
    organisation = getattr(form, "organisation", "")
    return f"{form.title} – {organisation}" if organisation else str(form.title)
