"""Which rules guard a transition and what it brings with it: filled by each room's ``acts.py``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from accounts.confirmation import Confirmation
from accounts.models import User
from documents.models import Document
from documents.problems import Problem


@dataclass
class Performance:
    """One act being performed: what a rule, a transition or an effect may look at."""

    document: Any
    transition: str
    actor: User
    on: dt.date
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)
    deviations: Mapping[str, str] = field(default_factory=dict)
    confirmation: Confirmation | None = None
    memo: dict[str, Any] = field(default_factory=dict)
    """What the rules of one act have read once under the lock: nothing can change it meanwhile."""


Rule = Callable[[Performance], list[Problem]]
Effect = Callable[[Performance], None]


def _always(document: Any) -> bool:
    return True


@dataclass(frozen=True)
class Act:
    """What belongs to one transition of one kind of document.

    ``rules`` look before it; ``prepare`` writes while the document is still editable; ``effects``
    write after it, in the same transaction. An effect that signs is called ``sign_…``: by this name
    screens know that the act needs a confirmation, and ``signature_put`` refuses any other caller.
    ``offered`` says of a document whether the act would be of any use: without it there is no button;
    whoever asks all the same is answered by the rules.
    """

    rules: tuple[Rule, ...] = ()
    prepare: tuple[Effect, ...] = ()
    effects: tuple[Effect, ...] = ()
    needs_reason: bool = False
    offered: Callable[[Any], bool] = _always

    @property
    def is_signing(self) -> bool:
        """Whether the act puts a signature of its actor."""
        return any(getattr(effect, "__name__", "").lstrip("_").startswith("sign_") for effect in self.effects)


_ACTS: dict[tuple[type[Document], str], Act] = {}


def register_acts(model: type[Document], acts: Mapping[str, Act]) -> None:
    """Register the acts of a kind of document; each transition once."""
    for transition, act in acts.items():
        if (model, transition) in _ACTS:
            raise ValueError(f"{model.__name__}.{transition} is registered twice")
        _ACTS[model, transition] = act


def extend_act(
    model: type[Document], transition: str, *, rules: Iterable[Rule] = (), effects: Iterable[Effect] = ()
) -> None:
    """Let a higher room add its rules or effects to the transition of a lower room's document."""
    act = act_of(model, transition)
    _ACTS[model, transition] = replace(act, rules=(*act.rules, *rules), effects=(*act.effects, *effects))


def refuse_direct_call(
    sender: type[Document], instance: Document, name: str, method_args: tuple[Any, ...] = (), **_told: Any
) -> None:
    """Refuse a transition that was not called by ``perform``, however the method was got hold of.

    Whoever calls it hands over the performance of this very document and act, and only ``perform``
    makes performances that run (tests/architecture reads the code for it). Raises ``RuntimeError``.
    """
    performance = method_args[0] if len(method_args) == 1 else None
    if not isinstance(performance, Performance) or performance.transition != name:
        raise RuntimeError(f"{sender.__name__}.{name} is called past perform()")
    if performance.document is not instance:
        raise RuntimeError(f"{sender.__name__}.{name} is called with the performance of another document")


def act_of(model: type[Document], transition: str) -> Act:
    """Return the act of a transition; a transition without rules still has an (empty) act."""
    return _ACTS.get((model, transition), Act())
