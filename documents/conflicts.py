"""Two people, one row: what each of them changed, field by field, and the form that puts it together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.forms import ModelForm
from django.http import QueryDict

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Difference:
    """A field whose two values are not the same.

    ``base`` is what both started from, where the history still knows it. ``keep`` is the value to
    propose: theirs where only they changed it, otherwise mine. ``is_clash``: both changed it.
    """

    name: str
    label: str
    mine: Any
    theirs: Any
    base: Any
    keep: str
    is_clash: bool


def differences(form: ModelForm, stored: models.Model, seen_version: int | None) -> list[Difference]:
    """Compare a filled-in form with the row as it is stored now."""
    base = _as_of(stored, seen_version)
    found = []
    for name, form_field in form.fields.items():
        mine, theirs = form.cleaned_data.get(name), getattr(stored, name)
        if mine == theirs:
            continue
        known = base is not None and hasattr(base, name)
        before = getattr(base, name) if known else None
        only_theirs = known and mine == before
        found.append(
            Difference(
                name,
                str(form_field.label or name),
                _words(stored, name, mine),
                _words(stored, name, theirs),
                _words(stored, name, before) if known else "",
                THEIRS if only_theirs else MINE,
                not known or (mine != before and theirs != before),
            )
        )
    return found


def _as_of(stored: Any, version: int | None) -> Any:
    """The row at a version, out of its history."""
    if version is None or not hasattr(stored, "history"):
        return None
    kept = stored.history.filter(version=version).first()
    return kept.instance if kept else None


def _words(row: models.Model, name: str, value: Any) -> Any:
    field: Any = row._meta.get_field(name)
    return dict(field.flatchoices).get(value, value) if field.flatchoices else value


def with_choices(data: QueryDict, stored: models.Model) -> QueryDict:
    """Return what was sent with the other person's value wherever it was chosen."""
    merged = data.copy()
    for name in list(data):
        if name.startswith("take-") and data[name] == THEIRS:
            field: Any = stored._meta.get_field(name.removeprefix("take-"))
            value = field.value_from_object(stored)
            if isinstance(field, models.BooleanField) and not value:
                merged.pop(field.name, None)
            else:
                merged[field.name] = "" if value is None else str(value)
    return merged
