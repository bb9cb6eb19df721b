"""A field of a form in words, for differences and histories."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _


def field_words(bound: forms.BoundField) -> str:
    """What a field holds, as a person reads it: the name of a choice, да/нет, a number with a comma."""
    value = bound.value()
    field = bound.field
    if isinstance(field, forms.BooleanField):
        return _("да") if value in (True, "on", "True", "true", "1") else _("нет")
    if value in (None, ""):
        return "—"
    if isinstance(field, forms.ModelChoiceField):
        return _chosen(field, value)
    if isinstance(field, forms.ChoiceField):
        return str(dict(_flat(field.choices)).get(str(value), value))
    try:
        value = field.to_python(value)
    except forms.ValidationError:
        return str(value)
    return str(field.widget.format_value(value) if not isinstance(value, str) else value)


def _chosen(field: forms.ModelChoiceField, value: Any) -> str:
    try:
        return str(field.to_python(value))
    except forms.ValidationError:
        return str(value).rpartition("|")[0] or str(value)


def _flat(choices: Any) -> list[tuple[str, Any]]:
    return [(str(key), label) for key, label in choices if not isinstance(label, (list, tuple))]
