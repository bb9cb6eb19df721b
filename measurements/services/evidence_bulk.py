"""Puts many protocols, studies and assessments in at once: new ones in a few statements, known ones one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Employer, User
from documents.models import Document
from documents.problems import LockedDocument
from documents.services.bulk import BATCH, Draft, PutResult, Shelf, Touched, documents_create, snapshot
from documents.workbooks.values import normalized
from measurements.models import Indicator

D = TypeVar("D", bound=Document)
Put = Callable[[], tuple[Document, str]]
"""Brings one known document to its content, as the service for one document does."""


@transaction.atomic
def evidence_put(
    model: type[D],
    items: Sequence[tuple[D | None, Draft, Put]],
    *,
    employer: Employer,
    actor: User,
    touched: Touched,
) -> list[PutResult]:
    """Put documents in: items of (stored document or none, draft, the service for a stored one)."""
    new = [draft for stored, draft, _put in items if stored is None]
    made = iter(documents_create(model, new, employer=employer, actor=actor, touched=touched) if new else [])
    return [next(made) if stored is None else _put_stored(stored, put, touched) for stored, _draft, put in items]


def _put_stored(stored: Document, put: Put, touched: Touched) -> PutResult:
    before = snapshot(stored)
    try:
        document, outcome = put()
    except LockedDocument as error:
        return PutResult(error=str(error))
    except ValidationError as error:
        return PutResult(error="; ".join(error.messages))
    if outcome != "UNCHANGED":
        touched.append((document, before))
    return PutResult(outcome)


@transaction.atomic
def indicators_put(
    names: Mapping[str, Mapping[str, str]], *, employer: Employer, actor: User, touched: Touched
) -> dict[str, Indicator]:
    """Return the indicators of names, by folded name; what was not known of them is filled in, nothing overwritten.

    ``names`` maps a name to what is known of it: factor, method, unit, clause.
    """
    found = {i.search_name: i for i in Indicator.objects.filter(employer=employer)}
    shelf = Shelf(actor, touched)
    wanted: dict[str, tuple[str, dict[str, str]]] = {}
    for name, facts in names.items():
        _first, merged = wanted.setdefault(normalized(name), (name, {}))
        for key, value in facts.items():
            if value and key not in merged:
                merged[key] = value
    for key, (name, facts) in wanted.items():
        indicator = found.setdefault(key, Indicator(employer=employer, name=name, search_name=key))
        shelf.put(indicator, {k: v for k, v in facts.items() if not getattr(indicator, k)})
    shelf.flush()
    return found


def known_by(rows: Any, *keys: str) -> dict[tuple[Any, ...], Any]:
    """Return rows of a queryset by the values of some of their fields; the last of several wins."""
    return {tuple(getattr(row, key) for key in keys): row for row in rows.iterator(chunk_size=BATCH)}
