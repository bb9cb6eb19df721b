"""Takes an applied import back, as long as nothing depends on what it brought."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any, cast

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from accounts.models import User
from documents.models import Document, DocumentPart, ImportBatch, ImportEffect
from documents.problems import Problem
from documents.progress import counted
from documents.registry import Performance
from documents.services.bulk import bulk_delete
from documents.services.editing import editing
from documents.services.shelf import BATCH

SHOWN = 20


def rule_nothing_depends(performance: Performance) -> list[Problem]:
    """IMP-03, IMP-04: what came later stands in the way of undoing, each with its link."""
    batch: ImportBatch = performance.document
    made: dict[str, set[int]] = {}
    problems: list[Problem] = []
    for label, effects in _by_model(batch):
        rows = {row.pk: row for row in _rows(label, effects)}
        made.setdefault(label, set()).update(e.target_id for e in effects if e.before is None)
        problems += [
            p
            for e in counted(effects, _("проверяем, что зависит"))
            if (p := _changed_since(batch, rows.get(e.target_id), e)) is not None
        ]
    for label, keys in made.items():
        problems += _dependents(batch, apps.get_model(label), keys, made)
    return problems[:SHOWN]


def undo_effects(performance: Performance) -> None:
    """Put changed rows back and delete new ones, the last first, with history."""
    batch: ImportBatch = performance.document
    for label, effects in reversed(list(_by_model(batch))):
        rows = {row.pk: row for row in _rows(label, effects)}
        new = [rows[e.target_id] for e in effects if e.before is None and e.target_id in rows]
        for effect in counted(effects, _("возвращаем как было")):
            if effect.before is not None:
                _put_back(rows[effect.target_id], effect.before, performance.actor)
        _delete(new, performance.actor)


def _by_model(batch: ImportBatch) -> Iterator[tuple[str, list[ImportEffect]]]:
    for label, effects in groupby(batch.effects.order_by("id"), key=lambda effect: effect.target_type):
        yield label, list(effects)


def _rows(label: str, effects: list[ImportEffect]) -> Iterator[Any]:
    model = cast(Any, apps.get_model(label))
    keys = [effect.target_id for effect in effects]
    for start in range(0, len(keys), BATCH):
        yield from model.objects.filter(pk__in=keys[start : start + BATCH])


def _changed_since(batch: ImportBatch, row: Any, effect: ImportEffect) -> Problem | None:
    """IMP-03: a row that was changed, or a document that was signed, after the import."""
    if row is None:
        if effect.before is None:
            return None
        return Problem("IMP-03", _("Изменённая загрузкой строка уже удалена"), target=batch)
    if isinstance(row, Document):
        if not row.is_editable:
            said = {"document": row, "state": cast(Any, row).get_state_display()}
            return Problem("IMP-03", _("%(document)s: %(state)s, отменить нельзя") % said, target=row)
        same = row.version == effect.after["version"]
    else:
        same = _still(row, effect.after)
    if same:
        return None
    return Problem("IMP-03", _("%s: изменено после загрузки") % row, target=_linked(row, batch))


def _dependents(
    batch: ImportBatch, model: type[models.Model], keys: set[int], made: dict[str, set[int]]
) -> Iterator[Problem]:
    """IMP-04: rows that this batch did not make and that point to rows it made."""
    for relation in model._meta.related_objects:
        other = cast(Any, relation.related_model)
        is_own_part = issubclass(other, DocumentPart) and getattr(other, "PARENT", "") == relation.field.name
        if is_own_part or other.__name__.startswith("Historical") or relation.many_to_many:
            continue
        for row in _pointing(other, relation.field.name, keys, made):
            said = {"row": row, "name": other._meta.verbose_name}
            yield Problem("IMP-04", _("Зависит: %(name)s «%(row)s»") % said, target=_linked(row, batch))


def _pointing(other: Any, field: str, keys: set[int], made: dict[str, set[int]]) -> Iterator[Any]:
    own = made.get(other._meta.label, set())
    parent = other.PARENT if issubclass(other, DocumentPart) else ""
    parents = made.get(other._meta.get_field(parent).related_model._meta.label, set()) if parent else set()
    ordered, shown = sorted(keys), 0
    for start in range(0, len(ordered), BATCH):
        found = other._base_manager.filter(**{f"{field}__in": ordered[start : start + BATCH]})
        for row in found.iterator(chunk_size=BATCH):
            if row.pk in own or (parent and getattr(row, f"{parent}_id") in parents):
                continue
            yield row
            shown += 1
            if shown >= SHOWN:
                return


def _linked(row: Any, batch: ImportBatch) -> Any:
    """Something with an address: the row, the document it is part of, the group it stands at, else the batch."""
    for candidate in (row, getattr(row, getattr(row, "PARENT", ""), None), getattr(row, "group", None)):
        if hasattr(candidate, "get_absolute_url"):
            return candidate
    return batch


def _still(row: Any, after: dict[str, Any]) -> bool:
    """Whether a row still holds the values that the import gave it."""
    fields = {name: row._meta.get_field(name) for name in after}
    return all(field.to_python(after[name]) == getattr(row, field.attname) for name, field in fields.items())


def _put_back(row: Any, before: dict[str, Any], actor: User) -> None:
    if isinstance(row, Document):
        _document_back(row, before, actor)
        return
    for name, value in before.items():
        field = row._meta.get_field(name)
        setattr(row, field.attname, field.to_python(value))
    row._history_user = actor
    row.save()


def _document_back(document: Document, before: dict[str, Any], actor: User) -> None:
    """The content and the rows of a document as they were, under their old keys."""
    with editing(document, actor=actor, act="undo_import") as fresh:
        for name, value in before["fields"].items():
            field: Any = fresh._meta.get_field(name)
            setattr(fresh, field.attname, field.to_python(value))
        for name in reversed(type(document).PARTS):
            getattr(fresh, name).all().delete()
        for name in type(document).PARTS:
            model = type(document).part_model(name)
            rows = [model(**{k: _typed(model, k, v) for k, v in raw.items()}) for raw in before["parts"][name]]
            model.objects.bulk_create(rows, batch_size=BATCH)


def _typed(model: Any, attname: str, value: Any) -> Any:
    field = next(f for f in model._meta.concrete_fields if f.attname == attname)
    return field.to_python(value)


def _delete(rows: list[Any], actor: User) -> None:
    """Delete rows of one model with history; rows that stand under others of their own kind go first."""
    if not rows:
        return
    own = [field.attname for field in rows[0]._meta.concrete_fields if field.related_model is type(rows[0])]
    above = {getattr(row, name) for row in rows for name in own}
    first, last = [row for row in rows if row.pk not in above], [row for row in rows if row.pk in above]
    bulk_delete(first, actor=actor)
    for row in reversed(last):
        row._history_user = actor
        row.delete()
