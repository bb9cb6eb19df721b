"""Throws a demonstration plant away: its rows, its people, its files. Nothing of any other employer."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from accounts.guards import deletion_allowed
from accounts.models import Employer, Membership, User
from accounts.services.journal import lock_employer
from documents.models import Job, StoredFile
from documents.services.files import file_path


@dataclass
class Discarded:
    """What is gone, and the log-ins that stay because somebody else's papers name them."""

    rows: int = 0
    people: int = 0
    files: int = 0
    kept: list[str] = field(default_factory=list)


@transaction.atomic
def demo_discard(employer: Employer) -> Discarded:
    """Delete a demonstration with its journal, all or nothing. Raises ``ValueError`` for a real employer."""
    lock_employer(employer.pk)
    if not Employer.objects.get(pk=employer.pk).is_demo:
        raise ValueError(f"{employer}: не демонстрация, не удаляется")
    elsewhere = Membership.objects.exclude(employer=employer).values("user")
    members = User.objects.filter(memberships__employer=employer).distinct()
    gone = Discarded(kept=[person.get_username() for person in members.filter(pk__in=elsewhere)])
    people = [*members.exclude(pk__in=elsewhere)]
    files = set(StoredFile.objects.filter(employer=employer).values_list("sha256", flat=True))
    jobs = [*Job.objects.filter(employer=employer).values_list("pk", flat=True)]
    with deletion_allowed():
        for table, condition in (*_rows_that_point(), *_rows_that_are_owned()):
            gone.rows += _delete(table, condition, employer.pk)
        for person in people:
            _part_with(person, gone)
    others = set(StoredFile.objects.filter(sha256__in=files).values_list("sha256", flat=True))
    unused = files - others
    gone.files = len(unused)
    transaction.on_commit(lambda: _clear(unused, jobs))
    return gone


def _rows_that_point() -> Iterator[tuple[str, str]]:
    """Tables without an owner whose rows point to owned rows: the pairs of a many-to-many."""
    for model in apps.get_models(include_auto_created=True):
        if _owner_column(model):
            continue
        for pointer in model._meta.concrete_fields:
            target: Any = pointer.related_model
            if isinstance(pointer, models.ForeignKey) and target is not Employer and _owner_column(target):
                owned = f'SELECT "id" FROM "{target._meta.db_table}" WHERE "employer_id" = %s'  # noqa: S608 - our names
                yield model._meta.db_table, f'"{pointer.column}" IN ({owned})'


def _rows_that_are_owned() -> Iterator[tuple[str, str]]:
    """Every table with an employer, histories too, the employer's own row last. Foreign keys are checked at the end."""
    own = [model for model in apps.get_models(include_auto_created=True) if _owner_column(model)]
    for model in sorted(own, key=lambda model: model is Employer):
        yield model._meta.db_table, f'"{_owner_column(model)}" = %s'


def _owner_column(model: Any) -> str:
    """The column that names the employer of a row, or empty text."""
    if model is Employer or model.__name__ == "HistoricalEmployer":
        return "id"
    return next((f.column for f in model._meta.concrete_fields if f.related_model is Employer), "")


def _delete(table: str, condition: str, employer_id: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f'DELETE FROM "{table}" WHERE {condition}', [employer_id])  # noqa: S608 - our own names
        return max(cursor.rowcount, 0)


def _part_with(person: User, gone: Discarded) -> None:
    try:
        person.delete()
    except models.ProtectedError:
        gone.kept.append(person.get_username())
    else:
        gone.people += 1


def _clear(unused: set[str], jobs: list[int]) -> None:
    for sha256 in unused:
        file_path(sha256).unlink(missing_ok=True)
    for pk in jobs:
        shutil.rmtree(Path(settings.MEDIA_ROOT) / "jobs" / str(pk), ignore_errors=True)
