"""What the life of a card should be, told a second time and without the application: the oracle of ``card_life``.

States, seats and signatures are plain sets; each act either may be done or is refused for one named reason.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MOVES = {
    "assess": ({"DRAFT"}, "ASSESSED"),
    "amend": ({"DRAFT"}, "ASSESSED"),
    "send_for_signature": ({"ASSESSED"}, "SIGNING"),
    "sign_as_member": ({"SIGNING"}, "SIGNING"),
    "dissent": ({"SIGNING"}, "SIGNING"),
    "decline": ({"SIGNING"}, "SIGNING"),
    "sign_as_chair": ({"SIGNING"}, "SIGNED"),
    "recall": ({"SIGNING"}, "ASSESSED"),
    "reopen": ({"ASSESSED", "SIGNING", "SIGNED"}, "DRAFT"),
}
"""Acts of people: from which states, to which."""
FOLLOWS = {("SIGNED", "IN_FORCE"), ("IN_FORCE", "SUPERSEDED")}
"""Moves that orders bring."""
STATES = ("DRAFT", "ASSESSED", "SIGNING", "SIGNED", "IN_FORCE", "SUPERSEDED")
GRAPH = {(source, target) for sources, target in MOVES.values() for source in sources} | FOLLOWS

OFFICER = {"assess", "amend", "send_for_signature", "recall", "reopen"}
MEMBER = {"sign_as_member", "dissent", "decline"}
SIGNING_ACTS = {"assess", "amend", "sign_as_member", "dissent", "sign_as_chair"}
NEEDS_REASON = {"dissent", "decline", "recall", "reopen"}
PEOPLE = ("officer", "director", "chair", "first", "second", "substitute", "union", "stranger")
SUBSTITUTE_DAYS = (1, 2)
"""Days after the first on which the substitute sits in the place of the first member, once that is ordered."""


@dataclass
class CardModel:
    """One version of a card: what is known of it."""

    state: str = "DRAFT"
    version: int = 1
    revision: int = 1
    signed: dict[str, str] = field(default_factory=dict)
    declined: set[str] = field(default_factory=set)
    is_change: bool = False
    judged_evidence: int = 0
    signatures: int = 0

    def apply(self, act: str, actor: str, evidence: int) -> None:
        """Carry an allowed act out."""
        self.state, self.version = MOVES[act][1], self.version + 1
        if act in SIGNING_ACTS:
            self.signed[actor] = act
            self.signatures += 1
        if act in ("assess", "amend"):
            self.judged_evidence = evidence
        if act == "decline":
            self.declined.add(actor)
        if act == "reopen":
            self.revision += 1
            self.signed, self.declined = {}, set()

    def follow(self, state: str) -> None:
        """An order has moved the card."""
        self.state, self.version = state, self.version + 1


@dataclass
class Circumstances:
    """What else decides: orders, evidence, term of the round, and who works here no more.

    ``is_later``: the days of the substitute are over, a change is being made.
    """

    substitute_ordered: bool = False
    evidence: int = 0
    due: int | None = None
    left: set[str] = field(default_factory=set)
    is_later: bool = False

    def members(self, day: int) -> set[str]:
        """Who sits as a member on a day."""
        if self.substitute_ordered and not self.is_later and SUBSTITUTE_DAYS[0] <= day <= SUBSTITUTE_DAYS[1]:
            return {"substitute", "second"}
        return {"first", "second"}


@dataclass(frozen=True)
class Attempt:
    """An act as somebody tries it."""

    act: str
    actor: str
    day: int
    reason: str = "причина"
    version_lag: int = 0
    skew: int = 0
    proof: str = "full"


def refusal(card: CardModel, around: Circumstances, attempt: Attempt) -> str:
    """Why an attempt must fail: «stale», «right» or «rules»; empty when it must succeed."""
    if attempt.version_lag:
        return "stale"
    if not _may(around, attempt):
        return "right"
    if card.state not in MOVES[attempt.act][0]:
        return "rules"
    return "rules" if _obstacle(card, around, attempt) else ""


def _may(around: Circumstances, attempt: Attempt) -> bool:
    if attempt.actor in around.left:
        return False
    if attempt.act in OFFICER:
        return attempt.actor == "officer"
    if attempt.act == "sign_as_chair":
        return attempt.actor == "chair"
    return attempt.actor in {"first", "second"} | ({"substitute"} if around.substitute_ordered else set())


def _obstacle(card: CardModel, around: Circumstances, attempt: Attempt) -> str:
    """What stands in the way of a person who has the right, in the right state."""
    act, actor = attempt.act, attempt.actor
    if act in NEEDS_REASON and not attempt.reason:
        return "no reason"
    if act in SIGNING_ACTS and (attempt.skew or attempt.proof != "full"):
        return "clock or proof"
    if act in ("assess", "amend"):
        return "the other act" if card.is_change != (act == "amend") else ""
    if act == "send_for_signature":
        return "" if card.is_change or card.judged_evidence == around.evidence else "evidence"
    if act in MEMBER:
        return _obstacle_of_member(card, around, attempt, actor)
    if act == "sign_as_chair":
        missing = around.members(attempt.day) - set(card.signed)
        unmoved = card.declined - set(card.signed)
        return "missing" if missing or unmoved or _is_late(around, attempt) else ""
    return ""


def _obstacle_of_member(card: CardModel, around: Circumstances, attempt: Attempt, actor: str) -> str:
    if actor not in around.members(attempt.day) or actor in card.signed:
        return "seat"
    return "late" if attempt.act != "decline" and _is_late(around, attempt) else ""


def _is_late(around: Circumstances, attempt: Attempt) -> bool:
    return around.due is not None and attempt.day > around.due
