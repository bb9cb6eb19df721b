"""What changed between two contents of a document, in words: the canonical JSON that was signed is compared."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.canonical import canonical_json
from attestation.models import SignedContent
from attestation.result_columns import columns_of
from documents.models import Document, Signature
from documents.selectors import canonical_content

Content = dict[str, Any]
NOTHING = "—"

_KEYS: dict[str, tuple[str, ...]] = {
    "lines": ("factor", "title"),
    "factors": ("factor",),
    "load_lines": ("indicator",),
    "strain_lines": ("indicator",),
    "entitlements": ("right",),
    "items": ("group", "indicator"),
    "points": ("code",),
}
_OUTSIDE = frozenset({"id", "employer", "place", "norms_fingerprint", "interpretations", "change_order", "supersedes"})


@dataclass(frozen=True)
class Change:
    """One difference: where it stands, what is different, how it was and how it is."""

    where: str
    what: str
    before: str
    after: str


def differences(document: Document, before: Content, after: Content) -> list[Change]:
    """Return what is different in ``after``: fields first, then rows in the order of the form."""
    model = type(document)
    found = [*_fields(model, "", before["fields"], after["fields"])]
    for name in document.PARTS:
        found += _rows(document, name, before["parts"].get(name, []), after["parts"].get(name, []))
    return found


def stored_content(employer_id: int, digest: str) -> Content | None:
    """The content behind a hash that was signed, or nothing when the hash was never kept."""
    kept = SignedContent.objects.filter(employer_id=employer_id, digest=digest).first()
    return json.loads(kept.content) if kept else None


def content_now(document: Document) -> Content:
    """The content of a document as it stands, in the form that is stored."""
    content: Content = json.loads(canonical_json(canonical_content(document)))
    return content


def signed_digests(document: Document) -> list[tuple[int, str]]:
    """Revisions of a document with the hash that was signed in each, oldest first."""
    found = (
        Signature.objects.filter(document_type=document._meta.label_lower, document_id=document.pk)
        .order_by("journal_sequence")
        .values_list("document_revision", "content_digest")
    )
    return list(dict.fromkeys(found))


def voided_signatures(document: Document) -> QuerySet[Signature]:
    """Signatures that a change of the content made void, each with its reason."""
    return Signature.objects.filter(
        document_type=document._meta.label_lower, document_id=document.pk, voided_at__isnull=False
    ).order_by("journal_sequence")


def changes_since(document: Document, person_id: int) -> list[Change]:
    """What a former signer has not seen: the difference between the content last signed and the present one."""
    last = (
        Signature.objects.filter(document_type=document._meta.label_lower, document_id=document.pk, signer_id=person_id)
        .order_by("-journal_sequence")
        .first()
    )
    if last is None or (last.document_revision == document.revision and last.voided_at is None):
        return []
    before = stored_content(document.employer_id, last.content_digest)
    return differences(document, before, content_now(document)) if before else []


def _fields(model: type[models.Model], where: str, before: Content, after: Content) -> Iterator[Change]:
    for field in model._meta.concrete_fields:
        if field.name in _OUTSIDE or isinstance(field, models.JSONField) or not {field.name} & {*before, *after}:
            continue
        empty = field.get_default()  # a later field is left out of what is stored while it says nothing
        old, new = before.get(field.name, empty), after.get(field.name, empty)
        if old != new:
            yield Change(where, str(field.verbose_name), _shown(field, old), _shown(field, new))


def _rows(document: Document, name: str, before: list[Content], after: list[Content]) -> list[Change]:
    model = document.part_model(name)
    if any(field.name == "cells" for field in model._meta.concrete_fields):
        return _cells(document, before, after)
    old, new = _by_key(name, before), _by_key(name, after)
    found: list[Change] = []
    for key in dict.fromkeys([*old, *new]):
        title = _title(model, name, old.get(key) or new[key])
        if key not in new:
            found.append(Change(title, _("строка"), _summary(old[key]), _("убрана")))
        elif key not in old:
            found.append(Change(title, _("строка"), NOTHING, _("добавлена: %s") % _summary(new[key])))
        else:
            outside = {model.PARENT, *_KEYS.get(name, ())}
            was, now = ({k: v for k, v in row.items() if k not in outside} for row in (old[key], new[key]))
            found += _fields(model, title, was, now)
    return found


def _cells(document: Any, before: list[Content], after: list[Content]) -> list[Change]:
    """Rows of a result list are told apart by their card; its new version takes the place of the old one."""
    titles = dict(columns_of(document.kind))
    old, new = ({_row_name(row): row["cells"] for row in rows} for rows in (before, after))
    found = []
    for name in dict.fromkeys([*old, *new]):
        was, now = old.get(name), new.get(name)
        if was is None or now is None:
            word = _("строка добавлена") if was is None else _("строка убрана")
            found.append(Change(name, word, NOTHING if was is None else name, NOTHING if now is None else name))
            continue
        found += [
            Change(name, str(titles.get(key, key)), was.get(key) or NOTHING, now.get(key) or NOTHING)
            for key in dict.fromkeys([*was, *now])
            if was.get(key) != now.get(key)
        ]
    return found


def _row_name(row: Content) -> str:
    cells = row["cells"]
    return ", ".join(part for part in (cells.get("department"), cells.get("profession")) if part)


def _by_key(name: str, rows: list[Content]) -> dict[Any, Content]:
    return {tuple(row.get(part) for part in _KEYS.get(name, ("id",))): row for row in rows}


def _title(model: type[models.Model], name: str, row: Content) -> str:
    words = [_shown(model._meta.get_field(part), row[part]) for part in _KEYS.get(name, ()) if part in row]
    return ": ".join(words) or str(model._meta.verbose_name)


def _summary(row: Content) -> str:
    shown = ("conditions_class", "outcome", "value", "value_text", "measure", "note", "printed_name")
    return ", ".join(str(row[name]) for name in shown if row.get(name)) or NOTHING


def _shown(field: Any, value: Any) -> str:
    if value is None or value == "":
        return NOTHING
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(field, models.ForeignKey):
        row = field.related_model._base_manager.filter(pk=value).first()
        return str(row) if row else str(value)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return ".".join(reversed(value.split("-")))
    if isinstance(field, models.DecimalField):
        return str(value).replace(".", ",")
    return str(dict(field.flatchoices).get(value, value))
