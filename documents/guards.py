"""Guards of documents: only the moves of the graph, and no change of a locked content."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast

from django.apps import apps
from django.db import models

from accounts.guards import Guard
from documents.models import (
    ActText,
    Deviation,
    Document,
    DocumentPart,
    ShownPrint,
    Signature,
    SignatureFile,
    StoredFile,
    VerificationCode,
)


def document_guards() -> Iterator[Guard]:
    """Yield the guards of every concrete document and of its parts."""
    for model in apps.get_models():
        if model.__name__.startswith("Historical"):
            continue
        if issubclass(model, Document):
            yield _state_graph(model)
            yield _content_lock(model)
        elif issubclass(model, DocumentPart):
            yield from _part_lock(model)


def proof_guards() -> Iterator[Guard]:
    """What proves something only grows: a signature may be voided once, nothing else changes."""
    for model in (Signature, Deviation, SignatureFile, ShownPrint, VerificationCode, StoredFile, ActText):
        yield Guard(model._meta.db_table, "DELETE", "1 = 1", "guard: proof is append-only")
    for model in (Deviation, SignatureFile, ShownPrint, VerificationCode, StoredFile, ActText):
        yield Guard(model._meta.db_table, "UPDATE", "1 = 1", "guard: proof is append-only")
    kept = [f.column for f in Signature._meta.concrete_fields if f.name not in ("voided_at", "void_reason")]
    changed = " OR ".join(f'NEW."{column}" {{differs}} OLD."{column}"' for column in kept)
    condition = f"OLD.voided_at IS NOT NULL OR {changed}"
    yield Guard(Signature._meta.db_table, "UPDATE", condition, "guard: a signature is only voided, once")


def state_moves(model: type[Document]) -> set[tuple[str, str]]:
    """Return the pairs (from, to) of a document's transitions."""
    field = model.state_field()
    return {(str(move.source), str(move.target)) for move in field.get_all_transitions(model)}


def _quoted(values: Iterator[str] | frozenset[str] | list[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def _state_graph(model: type[Document]) -> Guard:
    pairs = sorted(state_moves(model))
    allowed = " OR ".join(f"(OLD.state = '{source}' AND NEW.state = '{target}')" for source, target in pairs)
    condition = f"NEW.state {{differs}} OLD.state AND NOT ({allowed or '1 = 0'})"
    return Guard(model._meta.db_table, "UPDATE", condition, "guard: no such move of state")


def _content_lock(model: type[Document]) -> Guard:
    changed = " OR ".join(f'NEW."{f.column}" {{differs}} OLD."{f.column}"' for f in model.content_fields())
    condition = f"OLD.state NOT IN ({_quoted(model.EDITABLE_STATES)}) AND ({changed})"
    return Guard(model._meta.db_table, "UPDATE", condition, "guard: the document is locked")


def _part_lock(model: type[DocumentPart]) -> Iterator[Guard]:
    field = cast("models.ForeignKey[Document, Document]", model._meta.get_field(model.PARENT))
    parent = cast(type[Document], field.related_model)
    states = _quoted(parent.EDITABLE_STATES)
    for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
        state = f'(SELECT d.state FROM "{parent._meta.db_table}" d WHERE d.id = {row}."{field.column}")'
        yield Guard(model._meta.db_table, event, f"{state} NOT IN ({states})", "guard: the document is locked")
