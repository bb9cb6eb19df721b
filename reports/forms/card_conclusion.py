"""Point 6 of the card: the conclusion about rights, in the words of the form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from attestation.models import CertificationCard, Entitlement, OutcomeCode
from reports.forms.words import glued, number_text

_INSURANCE = ("PENSION", "TEXTILE", "MEDICAL")


@dataclass(frozen=True)
class Conclusion:
    """A line of point 6: what is concluded, and the caption that says what to write."""

    text: str
    value: str
    caption: str


def conclusions(card: CertificationCard, body: Mapping[str, Any]) -> tuple[Conclusion, ...]:
    """Return the lines of 6.2; their values stay empty until the card is assessed."""
    rights = {right.right: right for right in card.entitlements.all()}
    return tuple(
        Conclusion(
            text, glued(_insurance(rights, body) if code == "INSURANCE" else _right(code, rights, body)), caption
        )
        for code, text, caption in body["rights"]
    )


def _insurance(rights: Mapping[str, Entitlement], body: Mapping[str, Any]) -> str:
    """The lists whose conditions are confirmed; else whether any list names the profession at all."""
    own = {code: rights[code] for code in _INSURANCE if code in rights}
    if not own:
        return ""
    words = body["insurance"]
    confirmed = [code for code, right in own.items() if right.outcome == OutcomeCode.CONFIRMED]
    if confirmed:
        return "; ".join(words[code].format(value=own[code].value) for code in confirmed)
    is_refused = any(right.outcome == OutcomeCode.NOT_CONFIRMED for right in own.values())
    return str(words["not_confirmed" if is_refused else "not_applicable"])


def _right(code: str, rights: Mapping[str, Entitlement], body: Mapping[str, Any]) -> str:
    right = rights.get(code)
    if right is None:
        return ""
    if right.outcome == OutcomeCode.CONFIRMED:
        return str(body["values"][code].format(value=number_text(right.value)))
    return str(body["not_confirmed" if right.outcome == OutcomeCode.NOT_CONFIRMED else "not_applicable"])
