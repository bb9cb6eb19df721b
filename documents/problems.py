"""A problem: what stands in the way, by which point of law, and where to repair it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any


class Severity(Enum):
    """A block stops the act; a warning only shows itself."""

    BLOCK = "BLOCK"
    WARNING = "WARNING"


@dataclass(frozen=True)
class Problem:
    """One finding of one rule.

    ``target`` is the object to repair (anything with ``get_absolute_url``), ``anchor`` the field on
    its page. ``is_waivable``: the law leaves the matter to the employer, who may go on for a
    recorded reason.
    """

    code: str
    message: str
    citation: str = ""
    target: Any = None
    anchor: str = ""
    severity: Severity = Severity.BLOCK
    is_waivable: bool = False

    @property
    def link(self) -> str:
        """Address of the field to repair, or empty text."""
        if self.target is None:
            return ""
        return f"{self.target.get_absolute_url()}{'#' + self.anchor if self.anchor else ''}"

    @property
    def blocks(self) -> bool:
        """Whether the act cannot go on with this problem."""
        return self.severity is Severity.BLOCK


class UnableToPerform(Exception):
    """An act was refused: carries every problem, not only the first."""

    def __init__(self, document: Any, transition: str, problems: list[Problem]) -> None:
        super().__init__("; ".join(f"{problem.code}: {problem.message}" for problem in problems))
        self.document = document
        self.transition = transition
        self.problems = problems


class StaleDocument(Exception):
    """Somebody changed the document since this page was opened; ``document`` is as it is now."""

    def __init__(self, document: Any) -> None:
        super().__init__(f"{document}: документ изменён другим пользователем")
        self.document = document


class StaleRow(Exception):
    """Somebody changed this row since its editor was opened; ``row`` is as it is now, ``None`` if deleted."""

    def __init__(self, row: Any) -> None:
        super().__init__("строка изменена в другой вкладке или другим человеком")
        self.row = row


class LockedDocument(Exception):
    """The content of a document in this state cannot be changed: a correction is a new version."""

    def __init__(self, document: Any) -> None:
        super().__init__(f"{document}: документ в состоянии «{document.get_state_display()}» не изменяется")
        self.document = document
