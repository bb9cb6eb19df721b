"""Reference data on screens: rows of an employer that are no documents (laboratories, professions…)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Employer, User
from documents.forms import OwnedForm
from documents.screens import Column, Words
from documents.selectors import permission_name


@dataclass(frozen=True)
class ReferenceScreen:
    """A kind of reference rows: columns of its list and the form of one row."""

    slug: str
    model: type[models.Model]
    form: type[OwnedForm]
    columns: tuple[Column, ...]
    related: tuple[str, ...] = ()
    help: Words = ""
    table: Words = ""
    """Address of a better list than the general one, where a room has it."""

    def rows(self, employer: Employer) -> QuerySet:
        """All rows of an employer."""
        found: QuerySet = self.model.objects.filter(employer=employer)  # type: ignore[attr-defined]
        return found.select_related(*self.related)

    @property
    def list_address(self) -> str:
        """Where the rows of this kind are listed."""
        return str(self.table) or reverse("reference-list", args=[self.slug])

    @property
    def order(self) -> tuple[str, bool]:
        """Own column by which the list is sorted, and whether backwards: the model's first order, else the id."""
        first = str([*(self.model._meta.ordering or ()), "pk"][0])
        name = first.removeprefix("-")
        found = next((field for field in self.model._meta.concrete_fields if field.name == name), None)
        usable = found is not None and not found.is_relation and not found.null
        return (name, first.startswith("-")) if usable else ("pk", False)

    def may(self, verb: str, user: User, employer: Employer) -> bool:
        """Whether the person may view or change rows of this kind."""
        return bool(user.has_perm(permission_name(self.model, verb), employer))


_REFERENCES: dict[str, ReferenceScreen] = {}


def register_references(*screens: ReferenceScreen) -> None:
    """Make reference screens known under their addresses."""
    for screen in screens:
        _REFERENCES[screen.slug] = screen


def reference_of(slug: str) -> ReferenceScreen | None:
    """The reference screen of an address."""
    return _REFERENCES.get(slug)


def all_references() -> list[ReferenceScreen]:
    """All reference screens, in the order of registration."""
    return list(_REFERENCES.values())
