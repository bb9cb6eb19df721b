"""Names that a workbook writes in its own way: known, decided by a person, or a question with suggestions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from accounts.models import Employer
from documents.models import NameChoice, NameDecision
from documents.workbooks.rows import LEFT_OUT, NAME, Understood
from documents.workbooks.values import normalized

DEPARTMENT, PROFESSION, INDICATOR = "department", "profession", "indicator"
ABBREVIATED, ALIKE, WORTH_SHOWING, SHOWN = 97, 88, 60, 4


@dataclass(frozen=True)
class Name:
    """What became of a name: the name to use, and whether its rows stay outside."""

    text: str
    is_known: bool = True
    is_left_out: bool = False


@dataclass
class Names:
    """One vocabulary of an employer: its known names and what people decided about others."""

    vocabulary: str
    known: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, NameDecision] = field(default_factory=dict)
    _asked: dict[tuple[str, tuple[str, ...]], list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: str, known: Iterable[str], employer: Employer) -> Names:
        """Return the vocabulary with the employer's decisions."""
        found = NameDecision.objects.filter(employer=employer, vocabulary=vocabulary)
        return cls(vocabulary, {normalized(name): name for name in known}, {d.key: d for d in found})

    def find(self, name: str) -> Name:
        """Return what to use for a name; not known when nobody has decided."""
        key = normalized(name)
        if key in self.known:
            return Name(name)
        decision = self.decisions.get(key)
        if decision is None:
            return Name(name, is_known=False)
        if decision.choice == NameChoice.LEFT_OUT:
            return Name(name, is_left_out=True)
        return Name(decision.target if decision.choice == NameChoice.SAME else name)

    def suggestions(self, name: str, among: Iterable[str] | None = None) -> list[str]:
        """Return the likeliest known names, best first."""
        pool = tuple(self.known.values()) if among is None else tuple(among)
        if (name, pool) not in self._asked:
            self._asked[name, pool] = suggest(name, pool)
        return self._asked[name, pool]

    def ask(self, row: Understood, index: int | None, name: str, suggestions: list[str], reason: str) -> None:
        """Make a question of a name in a row."""
        row.complain(reason, index=index, code=NAME, vocabulary=self.vocabulary, name=name)
        row.problems[-1]["suggestions"] = suggestions

    def leave_out(self, row: Understood, index: int | None, name: str) -> None:
        """Keep a row outside, as a person has decided."""
        reason = _("«%s»: решено не загружать") % name
        row.complain(reason, index=index, code=LEFT_OUT, vocabulary=self.vocabulary, name=name)


def suggest(name: str, pool: Iterable[str]) -> list[str]:
    """Return up to four names of ``pool`` that ``name`` may mean: abbreviations first, then likeness."""
    choices = {known: normalized(known) for known in pool}
    found = process.extract(normalized(name), choices, scorer=likeness, limit=SHOWN, score_cutoff=WORTH_SHOWING)
    return [known for _text, _score, known in found]


def likeness(one: str, other: str, *, score_cutoff: float | None = None, **_more: object) -> float:
    """How alike two folded names are, 0–100: «токарь-расточ.» shortens «токарь-расточник»."""
    score: float = ABBREVIATED if shortens(one, other) or shortens(other, one) else fuzz.token_sort_ratio(one, other)
    return score if score_cutoff is None or score >= score_cutoff else 0


def shortens(short: str, whole: str) -> bool:
    """Whether each word of a folded name begins the word of the other in its place, one of them cut by a point."""
    if "." not in short:
        return False
    heads, words = (re.findall(r"\w+", text) for text in (short, whole))
    return len(heads) == len(words) and all(word.startswith(head) for head, word in zip(heads, words, strict=True))
