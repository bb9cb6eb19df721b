"""Writes of reference data."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services.journal import journal_append, lock_employer
from documents.selectors import permission_name


@transaction.atomic
def reference_save(row: Any, *, actor: User) -> models.Model:
    """Save a row of reference data with history and journal; raises ``ValidationError``."""
    if not actor.has_perm(permission_name(type(row), "change"), row.employer):
        raise PermissionDenied(_("Нет права изменять «%s»") % row._meta.verbose_name_plural)
    lock_employer(row.employer_id)
    act = "create" if row.pk is None else "edit"
    row.full_clean()
    row._history_user = actor
    row.save()
    journal_append(
        employer_id=row.employer_id,
        actor=actor,
        act=f"{row._meta.model_name}.{act}",
        target=row,
        payload={"row": str(row)},
    )
    return row
