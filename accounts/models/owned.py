"""Rows that belong to one employer."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_scopes import ScopedManager

from accounts.models.employer import Employer

if TYPE_CHECKING:
    from accounts.models.user import User


class EmployerOwned(models.Model):
    """Base of every row with an owner.

    A query without an active scope raises, a query in a scope sees only its employers, and the
    database refuses a row that points to a row of another employer (accounts/guards.py).
    """

    employer = models.ForeignKey(
        Employer, models.PROTECT, related_name="+", verbose_name=_("наниматель"), editable=False
    )

    if TYPE_CHECKING:
        _history_user: User | None
        objects: ClassVar[models.Manager[Self]]
    else:
        objects = ScopedManager(employer="employer")

    TABLE_FIELDS: ClassVar[tuple[str, ...]] = ()
    SEEN_BELOW: ClassVar[tuple[str, ...]] = ()
    """Relations that the derived columns of the rows below repeat."""

    class Meta:
        abstract = True

    def fold(self) -> None:
        """Write the columns named in ``TABLE_FIELDS``, which are derived from others; here there are none."""

    def refold_below(self) -> None:
        """Write the derived columns of rows that mention this one; here there are none."""
