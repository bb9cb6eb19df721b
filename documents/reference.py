"""Reference data on screens: rows of an employer that are no documents (laboratories, professions…)."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import models
from django.db.models import QuerySet

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

    def rows(self, employer: Employer) -> QuerySet:
        """All rows of an employer."""
        found: QuerySet = self.model.objects.filter(employer=employer)  # type: ignore[attr-defined]
        return found.select_related(*self.related)

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
