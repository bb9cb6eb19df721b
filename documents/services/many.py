"""One act on many documents: each whole by itself, what is refused is returned with its reasons."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import QuerySet

from accounts.confirmation import Confirmation
from accounts.models import User
from documents.models import Document
from documents.problems import LockedDocument, Problem, StaleDocument, UnableToPerform
from documents.services.perform import perform


@dataclass(frozen=True)
class Refused:
    """A document on which the act was not carried out, and everything that stood in the way."""

    document: Document
    problems: list[Problem]


@dataclass
class Outcome:
    """How many are done, what was refused, and the id of the last document that was tried (0 before the first)."""

    done: int = 0
    refused: list[Refused] = field(default_factory=list)
    last: int = 0


def perform_many(
    rows: QuerySet,
    transition: str,
    *,
    actor: User,
    on: dt.date,
    confirmation: Confirmation | None = None,
    until: float | None = None,
    tell: Callable[[int], None] = lambda tried: None,
) -> Outcome:
    """Carry a transition out on documents in the order of their ids, each in a transaction of its own.

    ``confirmation`` covers the batch that the signer was shown as a list. Stops before the document
    that would begin after ``until`` (seconds of ``time.monotonic``); never raises for one document. ``tell`` hears
    after each how many were tried.
    """
    return chore_many(
        rows,
        lambda document, person: perform(document, transition, actor=person, on=on, confirmation=confirmation),
        actor=actor,
        until=until,
        tell=tell,
    )


def chore_many(
    rows: QuerySet,
    run: Callable[[Any, User], Any],
    *,
    actor: User,
    until: float | None = None,
    tell: Callable[[int], None] = lambda tried: None,
) -> Outcome:
    """Do something to each of many documents, as ``perform_many`` does a transition."""
    outcome = Outcome()
    for document in rows.order_by("pk"):
        if until is not None and outcome.last and time.monotonic() > until:
            break
        outcome.last = document.pk
        if problems := problems_met(document, run, actor):
            outcome.refused.append(Refused(document, problems))
        else:
            outcome.done += 1
        tell(outcome.done + len(outcome.refused))
    return outcome


def problems_met(document: Document, run: Callable[[Any, User], Any], actor: User) -> list[Problem]:
    """Do something to a document; return what stood in the way. Then nothing of it is done."""
    try:
        with transaction.atomic():
            run(document, actor)
    except UnableToPerform as refusal:
        return refusal.problems or [Problem("DOC-03", str(refusal), target=document)]
    except (LockedDocument, PermissionDenied, StaleDocument) as refusal:
        return [Problem("DOC-03", str(refusal), target=document)]
    except ValidationError as error:
        return [Problem("DOC-03", message, target=document) for message in error.messages]
    return []
