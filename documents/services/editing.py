"""Edits of a document's content: under the same lock and version as its transitions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from documents.models import Document, DocumentPart
from documents.problems import LockedDocument, StaleDocument, StaleRow
from documents.selectors import permission_name, transitions_of

D = TypeVar("D", bound=Document)
P = TypeVar("P", bound=DocumentPart)


def _require(actor: User, verb: str, model: type[Document], target: Any) -> None:
    if not actor.has_perm(permission_name(model, verb), target):
        raise PermissionDenied(_("Нет права изменять «%s»") % model._meta.verbose_name)


@transaction.atomic
def document_create(document: D, *, actor: User) -> D:
    """Save a new document of ``document.employer``; raises ``ValidationError``, ``PermissionDenied``."""
    lock_employer(document.employer_id)
    _require(actor, "change", type(document), document.employer)
    document.full_clean()
    document._history_user = actor
    document.save()
    _journal(document, actor, "create", {"number": document.number, "dated_on": document.dated_on})
    return document


@contextmanager
def editing(document: D, *, actor: User, expected_version: int | None = None, act: str = "edit") -> Iterator[D]:
    """Give the locked, fresh document for a change of its content or parts.

    Refuses a stale version, a locked state and a person without the right; raises the version
    and writes the journal when the block ends well. ``act`` is never the name of a transition:
    the proof reads the state of a document from the entries of those.
    """
    assert act not in transitions_of(type(document)), act
    with transaction.atomic():
        lock_employer(document.employer_id)
        fresh = type(document).objects.get(pk=document.pk)
        if expected_version is not None and fresh.version != expected_version:
            raise StaleDocument(fresh)
        _require(actor, "change", type(fresh), fresh)
        if not fresh.is_editable:
            raise LockedDocument(fresh)
        yield fresh
        fresh.version += 1
        fresh.full_clean()
        fresh._history_user = actor
        fresh.save()
        _journal(fresh, actor, act, {"version": fresh.version})


def document_edit(document: D, changes: Mapping[str, Any], *, actor: User, expected_version: int | None = None) -> D:
    """Set content fields of a document. Only content fields: state, owner and version are not among them."""
    allowed = {field.name for field in type(document).content_fields()} - {"employer", "supersedes"}
    if foreign := set(changes) - allowed:
        raise ValueError(f"not a content field: {sorted(foreign)}")
    with editing(document, actor=actor, expected_version=expected_version) as fresh:
        for name, value in changes.items():
            setattr(fresh, name, value)
    return fresh


def part_save(part: P, *, actor: User, expected_version: int | None = None, expected_row: str | None = None) -> P:
    """Save a new or changed row of a document; raises ``ValidationError``.

    ``expected_row`` is the row's version when its editor was opened: another tab's change since
    then raises ``StaleRow`` with the row as it is now.
    """
    with editing(part.parent, actor=actor, expected_version=expected_version, act="edit_row") as document:
        require_row(part, expected_row)
        return part_write(document, part, actor=actor)


def part_write(document: Document, part: P, *, actor: User) -> P:
    """Write a row of a document that is being edited, with history; raises ``ValidationError``."""
    setattr(part, type(part).PARENT, document)
    part.employer_id = document.employer_id
    part.full_clean()
    part._history_user = actor
    part.save()
    return part


def require_row(part: DocumentPart, expected_row: str | None) -> None:
    """Raise ``StaleRow`` unless the stored row still is what its editor was opened with."""
    if expected_row is None or part.pk is None:
        return
    stored = type(part).objects.filter(pk=part.pk).first()
    if stored is None or stored.row_version != expected_row:
        raise StaleRow(stored)


def part_delete(
    part: DocumentPart, *, actor: User, expected_version: int | None = None, expected_row: str | None = None
) -> None:
    """Remove a row of a document that is still editable; raises ``StaleRow`` as ``part_save`` does."""
    with editing(part.parent, actor=actor, expected_version=expected_version, act="delete_row"):
        require_row(part, expected_row)
        part._history_user = actor
        part.delete()


def _journal(document: Document, actor: User, act: str, payload: dict[str, Any]) -> None:
    journal_append(
        employer_id=document.employer_id,
        actor=actor,
        act=f"{document._meta.model_name}.{act}",
        target=document,
        payload=payload,
    )
