"""Puts a whole document in, with its rows: the same content a second time changes nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import transaction
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from documents.models import Document, DocumentPart
from documents.problems import LockedDocument
from documents.services.editing import document_create, editing

D = TypeVar("D", bound=Document)
Rows = Sequence[Mapping[str, Any]]


@transaction.atomic
def document_put(document: D, values: Mapping[str, Any], parts: Mapping[str, Rows], *, actor: User) -> tuple[D, str]:
    """Create ``document`` or bring the stored one to ``values`` and ``parts`` (rows by related name).

    Returns the document and ``CREATED``, ``CHANGED`` or ``UNCHANGED``. Raises ``LockedDocument``
    when a document that is no longer editable would have to change, ``ValidationError`` for bad values.
    """
    if document.pk is None:
        for name, value in values.items():
            setattr(document, name, value)
        document_create(document, actor=actor)
        for related_name, rows in parts.items():
            rows_write(document, related_name, rows, actor=actor)
        return document, "CREATED"
    if _same(document, values) and all(_same_rows(document, name, rows) for name, rows in parts.items()):
        return document, "UNCHANGED"
    if not document.is_editable:
        raise LockedDocument(document)
    with editing(document, actor=actor, act="put") as fresh:
        for name, value in values.items():
            setattr(fresh, name, value)
        for related_name, rows in parts.items():
            if not _same_rows(fresh, related_name, rows):
                getattr(fresh, related_name).all().delete()
                rows_write(fresh, related_name, rows, actor=actor)
    return fresh, "CHANGED"


def rows_write(document: Document, related_name: str, rows: Rows, *, actor: User) -> list[DocumentPart]:
    """Write rows of a document that is being edited, with history; raises ``ValidationError``."""
    model = document.part_model(related_name)
    made = []
    for row in rows:
        part = model(employer_id=document.employer_id, **{model.PARENT: document}, **row)
        part.full_clean(exclude=[model.PARENT], validate_unique=False, validate_constraints=False)
        made.append(part)
    if model.history is None:
        return model.objects.bulk_create(made, batch_size=500)
    return bulk_create_with_history(made, model, batch_size=500, default_user=actor)


def _same(document: Document, values: Mapping[str, Any]) -> bool:
    return all(getattr(document, name) == value for name, value in values.items())


def _same_rows(document: Document, related_name: str, rows: Rows) -> bool:
    stored = list(getattr(document, related_name).order_by("pk"))
    if len(stored) != len(rows):
        return False
    return all(_row_equals(part, row) for part, row in zip(stored, rows, strict=True))


def _row_equals(part: DocumentPart, row: Mapping[str, Any]) -> bool:
    return all(getattr(part, name) == value for name, value in row.items())
