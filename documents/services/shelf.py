"""Writes thousands of rows at once: the same checks of fields, the same history and journal as one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import Employer, User
from accounts.services.journal import journal_append_many, lock_employer
from documents.models import Document, DocumentPart
from documents.progress import counted
from documents.selectors import permission_name
from documents.services.bulk import bulk_insert, history_write

BATCH = 500
Touched = list[tuple[Any, dict[str, Any] | None]]


@dataclass(frozen=True)
class PutResult:
    """What became of a line: its outcome, or why it stayed outside."""

    outcome: str = ""
    error: str = ""


def values_of(row: models.Model, names: Sequence[str]) -> dict[str, Any]:
    """Return plain values of fields, keys of related rows instead of the rows."""
    fields = {f.name: f for f in row._meta.concrete_fields}
    return {name: getattr(row, fields[name].attname) for name in names}


def values_of_columns(row: models.Model, names: Sequence[str]) -> tuple[Any, ...]:
    """Return the values of columns by their attribute names."""
    return tuple(getattr(row, name) for name in names)


def clean_values(row: models.Model) -> None:
    """Check every field but relations, which the database itself holds; raises ``ValidationError``."""
    keys = {f.name for f in row._meta.concrete_fields if f.is_relation or f.primary_key}
    row.clean_fields(exclude={*keys, "search_name"})
    row.clean()


@dataclass
class Shelf:
    """New and changed rows of one model on their way to the database.

    A row is put once. ``flush`` writes them with history and notes them as touched.
    """

    actor: User
    touched: Touched
    new: list[Any] = field(default_factory=list)
    changed: dict[int, tuple[Any, dict[str, Any]]] = field(default_factory=dict)
    _names: set[str] = field(default_factory=set)
    _seen: set[int] = field(default_factory=set)

    def put(self, row: Any, values: Mapping[str, Any]) -> str:
        """Set values; returns ``CREATED``, ``CHANGED`` or ``UNCHANGED``, raises ``ValidationError`` and leaves the row."""
        is_new = row.pk is None
        if id(row) in self._seen:
            raise ValidationError(_("то же самое уже есть в другой строке этой загрузки"))
        if not is_new and all(getattr(row, name) == value for name, value in values.items()):
            return "UNCHANGED"
        before = values_of(row, tuple(values)) if not is_new else {}
        old = {name: getattr(row, name) for name in values} if not is_new else {}
        for name, value in values.items():
            setattr(row, name, value)
        try:
            clean_values(row)
        except ValidationError:
            for name, value in old.items():
                setattr(row, name, value)
            raise
        self._names |= set(values)
        self._seen.add(id(row))
        if is_new:
            self.new.append(row)
            return "CREATED"
        self.changed.setdefault(row.pk, (row, before))
        return "CHANGED"

    def flush(self) -> None:
        """Write everything that was put."""
        if self.new:
            for row in self.new:
                row.fold()
            bulk_insert(type(self.new[0]), self.new, actor=self.actor)
            self.touched += [(row, None) for row in self.new]
        if self.changed:
            self._update([row for row, _before in self.changed.values()])
            self.touched += list(self.changed.values())
        self.new, self.changed, self._names, self._seen = [], {}, set(), set()

    def _update(self, rows: list[Any]) -> None:
        """Write changed rows with their version, history, and the derived columns of the rows below them."""
        model = type(rows[0])
        derived = model.TABLE_FIELDS
        renamed = []
        for row in rows:
            before = values_of_columns(row, derived)
            row.fold()
            if before != values_of_columns(row, derived) or self._names & set(model.SEEN_BELOW):
                renamed.append(row)
            if derived:
                row.version += 1
        names = {*self._names, *(name.removesuffix("_id") for name in derived), *(["version"] if derived else [])}
        model.objects.bulk_update(rows, sorted(names), batch_size=BATCH)
        for start in range(0, len(rows), BATCH):
            ids = [row.pk for row in rows[start : start + BATCH]]
            history_write(model.objects.filter(pk__in=ids), "~", actor=self.actor)
        for row in renamed:
            row.refold_below()


@dataclass
class Draft:
    """A new document with its rows by related name; ``nested`` are rows that point to other rows of it."""

    document: Document
    parts: Mapping[str, Sequence[DocumentPart]]
    nested: Mapping[str, Sequence[DocumentPart]] = field(default_factory=dict)


@transaction.atomic
def documents_create(
    model: type[Document], drafts: Sequence[Draft], *, employer: Employer, actor: User, touched: Touched
) -> list[PutResult]:
    """Write new documents of one kind with all their rows, history and journal; returns a result for each.

    A document that does not validate stays outside with the reason; the caller has made sure that
    none of them exists yet.
    """
    lock_employer(employer.pk)
    if not actor.has_perm(permission_name(model, "change"), employer):
        raise PermissionDenied(_("Нет права изменять «%s»") % model._meta.verbose_name)
    results = [_checked(draft) for draft in counted(drafts, _("проверяем документы"))]
    good = [draft for draft, result in zip(drafts, results, strict=True) if not result.error]
    bulk_insert(model, [draft.document for draft in good], actor=actor)
    for level in ("parts", "nested"):
        for name in {name for draft in good for name in getattr(draft, level)}:
            _parts_create(model.part_model(name), [(d.document, getattr(d, level).get(name, ())) for d in good], actor)
    act = f"{model._meta.model_name}.create"
    acts = [(act, d.document, {"number": d.document.number, "dated_on": d.document.dated_on}) for d in good]
    journal_append_many(employer_id=employer.pk, actor=actor, acts=acts)
    touched += [(draft.document, None) for draft in good]
    return results


def _checked(draft: Draft) -> PutResult:
    try:
        clean_values(draft.document)
        for rows in draft.parts.values():
            for row in rows:
                clean_values(row)
    except ValidationError as error:
        return PutResult(error="; ".join(error.messages))
    return PutResult("CREATED")


def _parts_create(
    model: type[DocumentPart], groups: Sequence[tuple[Document, Sequence[DocumentPart]]], actor: User
) -> None:
    made = []
    for document, rows in groups:
        for row in rows:
            setattr(row, model.PARENT, document)
            row.employer_id = document.employer_id
            made.append(row)
    if model.history is None:
        model.objects.bulk_create(made, batch_size=BATCH)
    elif made:
        bulk_insert(model, made, actor=actor)


def snapshot(document: Document) -> dict[str, Any]:
    """Return the content of a document and its rows, keys included, as it is now: what undo puts back."""
    fields = [f.name for f in type(document).content_fields()]
    return {
        "fields": values_of(document, fields),
        "parts": {
            name: [
                {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
                for row in getattr(document, name).order_by("pk")
            ]
            for name in document.PARTS
        },
    }
