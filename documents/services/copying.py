"""Takes the structure of a document over into a new one: what is copied is named, the rest stays behind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.db import transaction

from accounts.models import User
from documents.models import Document
from documents.services.putting import rows_write


@transaction.atomic
def rows_copy(sample: Document, created: Document, kept: Mapping[str, Sequence[str]], *, actor: User) -> None:
    """Write the rows of ``sample`` into ``created``: of each part only the fields named in ``kept``.

    Both belong to one employer; the new rows have new keys and no values of fields not named.
    """
    for name, fields in kept.items():
        rows = [{field: getattr(row, field) for field in fields} for row in getattr(sample, name).order_by("pk")]
        rows_write(created, name, rows, actor=actor)
