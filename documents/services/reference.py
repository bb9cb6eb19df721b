"""Writes of reference data."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from documents.problems import StaleDocument
from documents.selectors import permission_name


@transaction.atomic
def reference_save(row: Any, *, actor: User, expected_version: int | None = None) -> models.Model:
    """Save a row of reference data with history and journal.

    ``expected_version``: the version that the person has seen, for rows that have one. Raises
    ``ValidationError``, ``PermissionDenied``, or ``StaleDocument`` with the row as it is now.
    """
    if not actor.has_perm(permission_name(type(row), "change"), row.employer):
        raise PermissionDenied(_("Нет права изменять «%s»") % row._meta.verbose_name_plural)
    lock_employer(row.employer_id)
    act = "create" if row.pk is None else "edit"
    if row.pk is not None and hasattr(row, "version"):
        stored = type(row).objects.get(pk=row.pk)
        if expected_version is not None and stored.version != expected_version:
            raise StaleDocument(stored)
        row.version = stored.version
    row.full_clean()
    row._history_user = actor
    row.save()
    journal_append(
        employer_id=row.employer_id,
        actor=actor,
        act=f"{row._meta.model_name}.{act}",
        target=row,
        payload=_payload(row),
    )
    return row


@recorded()
def _payload(row: models.Model) -> dict[str, str]:
    """The row by its own words: some say a factor or a kind in them."""
    return {"row": str(row)}
