"""Reading refusals in tests."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from accounts.models import User
from documents.problems import Problem, UnableToPerform
from documents.services.perform import foresee, perform


def problems(document: Any, transition: str, actor: User, on: dt.date, **kwargs: Any) -> list[Problem]:
    """The problems with which an act is refused; fails when it is not refused."""
    with pytest.raises(UnableToPerform) as refusal:
        perform(document, transition, actor=actor, on=on, **kwargs)
    for problem in refusal.value.problems:
        assert problem.citation or problem.code.startswith(("DOC", "IMP")), f"{problem.code} names no point of law"
        assert problem.target is not None, f"{problem.code} does not say where to repair it"
    return refusal.value.problems


def codes(document: Any, transition: str, actor: User, on: dt.date, **kwargs: Any) -> set[str]:
    """Codes of the blocking problems of a refused act."""
    return {p.code for p in problems(document, transition, actor, on, **kwargs) if p.blocks}


def warnings(document: Any, transition: str, actor: User, on: dt.date) -> set[str]:
    """Codes of the warnings that an act would show."""
    return {p.code for p in foresee(document, transition, actor=actor, on=on) if not p.blocks}
