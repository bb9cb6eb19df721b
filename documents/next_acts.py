"""Who leads a document on where the person who looks at it cannot: no page ends without a next step."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django_fsm import can_proceed

from accounts.models import User
from accounts.selectors import actors_of
from documents.models import Document
from documents.registry import act_of
from documents.selectors import permission_name, transition_label, transitions_of

MOST_NAMED = 3


@dataclass(frozen=True)
class NextAct:
    """An act that others do: its words, who may, at most ``MOST_NAMED`` of them, and how many more."""

    label: str
    people: list[str] = field(default_factory=list)
    more: int = 0


def next_act_of_others(document: Document, user: User, on: dt.date) -> NextAct | None:
    """The act that leads a document on, where ``user`` looks after it and has no button for any such act."""
    kind = type(document)
    if not user.has_perm(permission_name(kind, "change"), document):
        return None
    forward = [name for name, move in transitions_of(kind).items() if _leads_on(document, name, move)]
    if not forward or any(user.has_perm(permission_name(kind, name), document) for name in forward):
        return None
    may = [person for person in actors_of(document.employer, on) if _may(person, document, forward[0])]
    return NextAct(transition_label(kind, forward[0]), [str(each) for each in may[:MOST_NAMED]], len(may[MOST_NAMED:]))


def _may(person: User, document: Document, name: str) -> bool:
    return bool(person.has_perm(permission_name(type(document), name), document))


def _leads_on(document: Document, name: str, move: Any) -> bool:
    """Whether an act is open from here and is neither internal, nor dangerous, nor a step back."""
    custom, start = move.custom, type(document).state_field().default
    if custom.get("internal") or custom.get("danger") or move.target == start:
        return False
    return can_proceed(getattr(document, name), check_conditions=False) and act_of(type(document), name).offered(
        document
    )
