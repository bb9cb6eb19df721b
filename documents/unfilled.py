"""What a copy left empty and a person has to fill: number, date, values of rows (docs/adr/0101-to-be-filled.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from documents.screens import DocumentScreen, PartScreen

HEAD = ("number", "dated_on")


@dataclass(frozen=True)
class Unfilled:
    """A field, or a column of a table, that waits for a person, and where it is filled."""

    words: str
    link: str


def unfilled_of(screen: DocumentScreen, document: Any) -> list[Unfilled]:
    """Return what is still empty in a draft of a kind that can be copied; one query for each awaited column."""
    if screen.copy is None or screen.form is None or not document.is_editable:
        return []
    change = reverse("document-change", args=[screen.slug, document.pk])
    empty = [name for name in HEAD if name in screen.form.base_fields and not getattr(document, name)]
    found = [
        Unfilled(capfirst(str(document._meta.get_field(name).verbose_name)), f"{change}#id_{name}") for name in empty
    ]
    for part in screen.parts:
        found += [each for name in part.awaited if (each := _column(document, part, name))]
    return found


def _column(document: Any, part: PartScreen, name: str) -> Unfilled | None:
    field: Any = part.model(document)._meta.get_field(name)
    nothing = Q(**{f"{name}__isnull": True}) if field.null else Q(**{name: ""})
    rows = list(getattr(document, part.name).filter(nothing).values_list("pk", flat=True))
    if not rows:
        return None
    words = _("%(field)s: строк %(count)s") % {"field": capfirst(str(field.verbose_name)), "count": len(rows)}
    return Unfilled(words, f"{document.get_absolute_url()}#{part.name}-{rows[0]}-{name}")
