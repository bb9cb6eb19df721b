"""Reads of the documents room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.db.models import QuerySet
from django.utils.text import capfirst
from django_fsm import can_proceed
from django_scopes import scopes_disabled

from accounts.canonical import digest_of
from accounts.models import JournalEntry, User
from documents.models import (
    AboutDocument,
    Deviation,
    Document,
    DocumentPart,
    Job,
    ShownPrint,
    Signature,
    SignatureFile,
    VerificationCode,
)
from documents.registry import Performance, act_of


def transitions_of(model: type[Document]) -> dict[str, Any]:
    """Return the transitions of a kind of document, by name, in the order of declaration."""
    field = model.state_field()
    moves = {move.name: move for move in field.get_all_transitions(model)}
    order = {name: place for place, name in enumerate(vars(model))}
    return dict(sorted(moves.items(), key=lambda item: order.get(item[0], 0)))


def transition_label(model: type[Document], name: str) -> str:
    """Return the words on the button of a transition."""
    return capfirst(str(transitions_of(model)[name].custom.get("label", name)))


def permission_name(model: type[models.Model], verb: str) -> str:
    """Return the name of the permission for ``verb`` on a kind of document."""
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def offered_transitions(document: Document, user: User) -> list[dict[str, Any]]:
    """Return the acts that ``user`` may try on ``document`` as it stands: name, label, target state, whether a step back.

    An act that is of no use to this document (``Act.offered``) has no button; ``perform`` refuses it by its rules.
    """
    return [
        {
            "name": name,
            "label": transition_label(type(document), name),
            "target": move.target,
            "custom": move.custom,
            "is_back": move.target == type(document).state_field().default,
        }
        for name, move in transitions_of(type(document)).items()
        if not move.custom.get("internal")
        and can_proceed(getattr(document, name), check_conditions=False)
        and user.has_perm(permission_name(type(document), name), document)
        and act_of(type(document), name).offered(document)
    ]


def canonical_content(document: Document) -> dict[str, Any]:
    """Return what is signed: the content fields of a document and of its parts, in fixed order."""
    fields = document.content_fields()
    return {
        "type": document._meta.label_lower,
        "id": document.pk,
        "fields": _content(type(document), fields, (getattr(document, field.attname) for field in fields)),
        "parts": {name: _part_rows(document, name) for name in document.PARTS},
    }


def content_digest(document: Document) -> str:
    """Return the SHA-256 of the canonical content of a document."""
    return digest_of(canonical_content(document))


def digest_in(performance: Performance) -> str:
    """Return the digest of the document of an act, read once for each version: under the lock nobody else writes."""
    document, memo = performance.document, performance.memo
    key = f"digest of version {document.version}"
    if key not in memo:
        memo[key] = content_digest(document)
    digest: str = memo[key]
    return digest


def _part_rows(document: Document, name: str) -> list[dict[str, Any]]:
    """Values straight from the database: a list has thousands of rows, and nothing else is asked of them."""
    model = document.part_model(name)
    fields = model._meta.concrete_fields
    rows = getattr(document, name).order_by("pk").values_list(*(field.attname for field in fields))
    return [_content(model, fields, row) for row in rows]


def _content(
    model: type[Document] | type[DocumentPart], fields: Sequence[models.Field], values: Iterable[Any]
) -> dict[str, Any]:
    """Fields of a later release say nothing while they are as by default: older signatures keep their hash."""
    told = dict(zip((field.name for field in fields), values, strict=True))
    for field in fields if model.LATER_FIELDS else ():
        if field.name in model.LATER_FIELDS and told[field.name] == field.get_default():
            del told[field.name]
    return told


def _about(model: type[AboutDocument], document: Document) -> QuerySet[Any]:
    return model.objects.filter(document_type=document._meta.label_lower, document_id=document.pk)


def signatures_of(document: Document) -> QuerySet[Signature]:
    """Signatures in force under the present revision of a document."""
    return _about(Signature, document).filter(document_revision=document.revision, voided_at__isnull=True)


def all_signatures_of(document: Document) -> QuerySet[Signature]:
    """Signatures under every revision of a document, the void ones too."""
    return _about(Signature, document)


def print_shown_to(user: User, document: Document, digest: str) -> ShownPrint | None:
    """The last PDF of a content that a person was shown: the form itself, not a paper beside it."""
    found = _about(ShownPrint, document).filter(shown_to=user, content_digest=digest, paper=ShownPrint.FORM)
    return found.last()


def prints_of(document: Document) -> QuerySet[ShownPrint]:
    """Every PDF of a document that was given out."""
    return _about(ShownPrint, document)


def signature_files_of(document: Document) -> QuerySet[SignatureFile]:
    """Files of ЭЦП kept with a document."""
    return _about(SignatureFile, document).select_related("file", "uploaded_by")


def verification_code(document: Document) -> str:
    """The public code of a document; empty for one that was never issued."""
    found = _about(VerificationCode, document).first()
    return found.code if found else ""


def is_signed(document: Document) -> bool:
    """Whether anybody has ever signed a document, voided signatures included."""
    return _about(Signature, document).exists()


def deviations_of(document: Document) -> QuerySet[Deviation]:
    """Deviations recorded for a document."""
    return _about(Deviation, document).select_related("actor")


def acts_of(document: Document) -> QuerySet[JournalEntry]:
    """Journal entries about a document, newest first."""
    return JournalEntry.objects.filter(
        employer_id=document.employer_id, target_type=document._meta.label_lower, target_id=str(document.pk)
    ).order_by("-sequence")


def jobs_of(user: User) -> QuerySet[Job]:
    """Jobs that a person has asked for, newest first."""
    return Job.objects.filter(asked_by=user).select_related("result", "employer")


def document_about(row: AboutDocument) -> Document | None:
    """The document that a row is about."""
    model = apps.get_model(row.document_type)
    return cast("Document | None", model.objects.filter(pk=row.document_id).first())


def document_of_code(code: str) -> Document | None:
    """The document behind a public code, of any employer: whoever holds the print has no other key."""
    with scopes_disabled():
        found = VerificationCode.objects.filter(code=code).first()
        return document_about(found) if found else None
