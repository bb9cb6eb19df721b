"""Versions of a document: what stood in it then, and what differs between two of them, in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.models import Document

SETTLING = dt.timedelta(minutes=1)
HIDDEN = frozenset({"id", "employer", "version", "client_id", "norms_fingerprint"})
"""Fields that say nothing to a person; no more do those of JSON: a trace is told on the document itself, in words."""


@dataclass
class Version:
    """A document as it was: number of the version, moment, who made it, fields and rows by part and id."""

    number: int
    at: dt.datetime
    who: str
    fields: Mapping[str, Any]
    parts: dict[str, dict[int, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class Difference:
    """One thing that differs: where it stands, the field, both values in words."""

    where: str
    name: str
    before: str
    after: str


def versions_of(document: Document) -> list[Version]:
    """Return every version of a document, oldest first, each with its rows.

    A row belongs to the first version saved after it; the rows written together with a new document
    follow it by moments and belong to version 1. Parts without history are left out.
    """
    records = list(document.history.select_related("history_user").order_by("history_date", "history_id"))
    saved = {record.version: record for record in records}
    heads = [saved[number] for number in sorted(saved)]
    events = {name: list(_row_events(document, name)) for name in document.PARTS}
    found = []
    for place, head in enumerate(heads):
        user = head.history_user
        version = Version(head.version, head.history_date, user.get_full_name() if user else "", _fields(head))
        limit = _limit(heads, place)
        version.parts = {name: _rows_at(rows, limit) for name, rows in events.items()}
        found.append(version)
    return found


def differences(document: Document, older: Version, newer: Version) -> list[Difference]:
    """Return what differs between two versions: fields of the document first, then its rows."""
    model = type(document)
    found = [Difference("", *words) for words in _changed(model, older.fields, newer.fields)]
    for name in document.PARTS:
        before, after = older.parts.get(name, {}), newer.parts.get(name, {})
        part = document.part_model(name)
        for pk in sorted(before.keys() | after.keys()):
            found += _row_differences(part, before.get(pk), after.get(pk))
    return found


def _row_differences(part: type[models.Model], before: Any, after: Any) -> Iterator[Difference]:
    where = _row_name(part, after or before)
    if before is None:
        yield Difference(where, _("строка добавлена"), "", _row_words(part, after))
    elif after is None:
        yield Difference(where, _("строка удалена"), _row_words(part, before), "")
    else:
        for words in _changed(part, _fields(before), _fields(after)):
            yield Difference(where, *words)


def _row_events(document: Document, name: str) -> Iterator[Any]:
    part = document.part_model(name)
    history = getattr(part, "history", None)
    if history is not None:
        yield from history.filter(**{f"{part.PARENT}_id": document.pk}).order_by("history_date", "history_id")


def _limit(heads: list[Any], place: int) -> dt.datetime:
    at: dt.datetime = heads[place].history_date
    if place > 0:
        return at
    if len(heads) == 1:
        return at + SETTLING
    return at + min(SETTLING, (heads[1].history_date - at) / 2)


def _rows_at(events: list[Any], limit: dt.datetime) -> dict[int, Any]:
    rows: dict[int, Any] = {}
    for event in events:
        if event.history_date > limit:
            break
        if event.history_type == "-":
            rows.pop(event.id, None)
        else:
            rows[event.id] = event
    return rows


def _fields(record: Any) -> dict[str, Any]:
    return {
        each.name: getattr(record, each.attname)
        for each in record.tracked_fields
        if each.name not in HIDDEN and not isinstance(each, models.JSONField)
    }


def _changed(
    model: type[models.Model], before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[tuple[str, str, str]]:
    for name, old in before.items():
        new = after.get(name)
        if old != new:
            each = model._meta.get_field(name)
            label = capfirst(str(getattr(each, "verbose_name", name)))
            yield label, words_of(each, old), words_of(each, new)


def words_of(each: Any, value: Any) -> str:
    """A stored value in words: the name behind a key, the words of a choice, 24.11.2026, 0,5."""
    if value is None or value == "":
        return "—"
    if each.choices:
        return str(dict(each.flatchoices).get(value, value))
    if isinstance(each, models.ForeignKey):
        found = each.related_model._base_manager.filter(pk=value).first()
        return str(found) if found else f"№ {value}"
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, dt.datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return str(date_format(local, "DATETIME_FORMAT"))
    if isinstance(value, dt.date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, dt.time):
        return f"{value:%H:%M}"
    if isinstance(value, Decimal):
        text = format(value, "f")
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    return str(value)


def _row_name(part: type[models.Model], record: Any) -> str:
    return f"{capfirst(str(part._meta.verbose_name))}: {record.instance}"


def _row_words(part: type[models.Model], record: Any) -> str:
    parent = getattr(part, "PARENT", "")
    shown: list[tuple[Any, Any]] = [
        (part._meta.get_field(name), value) for name, value in _fields(record).items() if name != parent
    ]
    return "; ".join(
        f"{each.verbose_name}: {words_of(each, value)}" for each, value in shown if value not in (None, "")
    )
