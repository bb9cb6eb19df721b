"""The data of a printed document, attached to its PDF: what was signed, and what the paper says (docs/print)."""

from __future__ import annotations

import dataclasses
import datetime as dt
import functools
import json
from decimal import Decimal
from typing import Any

from accounts.canonical import canonical_json
from documents.models import Document
from reports.forms.contents import content_text, text_sha256
from reports.rendering.pdf import Attachment, Record

SCHEMA = "attestation/print/1"


def paper_text(form: Any) -> str:
    """Return everything that a form prints as canonical JSON, told by the C encoder: a list has thousands of rows.

    The same text as ``canonical_json`` makes of plain values (a test holds them against each other for every form).
    """
    return json.dumps(form, default=_told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _told(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {name: getattr(value, name) for name in _names(value.__class__)}
    if isinstance(value, Decimal):
        return format(value, "f")
    return value.isoformat() if isinstance(value, (dt.date, dt.time)) else str(value)


@functools.cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))


def paper_digest(form: Any) -> str:
    """Return the SHA-256 of everything that a form prints."""
    return text_sha256(paper_text(form))


def data_of(document: Document, form: Any, paper: str = "") -> tuple[str, str]:
    """Return the data of a document as canonical JSON: its identity, its content with the digest that signatures
    name, its paper (``paper`` is its text where it is known); and that digest.

    The parts are told one by one and put together: told as one they would be walked through once more.
    """
    content = content_text(document)
    digest = text_sha256(content)
    identity = {
        "type": document._meta.label_lower,
        "id": document.pk,
        "number": document.number,
        "dated_on": document.dated_on,
        "state": document.state,
        "revision": document.revision,
        "employer": document.employer.name,
    }
    parts = {
        "content": content,
        "content_sha256": canonical_json(digest),
        "document": canonical_json(identity),
        "paper": paper or paper_text(form),
        "schema": canonical_json(SCHEMA),
    }
    told = ",".join(f'"{name}":{text}' for name, text in sorted(parts.items()))
    return f"{{{told}}}", digest


def record_of(document: Document, form: Any, paper: str = "") -> tuple[Record, str]:
    """Return what the PDF of a document says of itself, its data attached, and the digest of the content in them."""
    data, digest = data_of(document, form, paper)
    attachment = Attachment(f"{form.file}.json", data.encode("utf-8"), f"Данные документа: {form.title}")
    return Record(title_of(form), form.day, (attachment,)), digest


def title_of(form: Any) -> str:
    """Title of the file: the form, and whose it is where its own title does not say."""
    organisation = getattr(form, "organisation", "")
    return f"{form.title} – {organisation}" if organisation else str(form.title)
