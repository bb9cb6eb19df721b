"""Rows of lists 12.1–12.7 out of the cards of a campaign: pure reading, composed the same every time.

The keys of the cells are the columns of the forms (приложения 9, 9-1, 9-2, 10, 11, 12, 12-1).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from attestation.models import Campaign, CertificationCard, Entitlement, OutcomeCode, ResultKind, RightCode
from attestation.selectors import current_cards

_SHORT_NAMES = {
    RightCode.SHORT_HOURS: "сокращённая продолжительность рабочего времени",
    RightCode.LEAVE: "дополнительный отпуск",
    RightCode.SURCHARGE: "доплата",
}
_INSURANCE = {
    RightCode.PENSION: "списки № 1 и № 2",
    RightCode.TEXTILE: "перечень текстильных производств",
    RightCode.MEDICAL: "перечень медицинских работников",
}


@dataclass(frozen=True)
class Row:
    """A row of a list: the card behind it and its cells by column."""

    card: CertificationCard
    cells: dict[str, str]


def rows_of(kind: str, campaign: Campaign) -> list[Row]:
    """Return the rows of one list of a campaign, in the order of the staffing table."""
    cards = current_cards(campaign).select_related("group__standing").prefetch_related("entitlements")
    return [Row(card, cells) for card in cards for cells in _cells(kind, card)]


def _cells(kind: str, card: CertificationCard) -> Iterable[dict[str, str]]:
    rights = {entitlement.right: entitlement for entitlement in card.entitlements.all()}
    if kind == ResultKind.NOT_CONFIRMED:
        return _not_confirmed(card, rights)
    right, build = _BUILDERS[kind]
    entitlement = rights.get(right)
    if entitlement is None or entitlement.outcome != OutcomeCode.CONFIRMED:
        return []
    return [build(card, entitlement)]


def _department(card: CertificationCard) -> str:
    return ", ".join(part for part in (card.shop, card.section) if part)


def _common(card: CertificationCard) -> dict[str, str]:
    return {
        "department": _department(card),
        "profession": card.profession,
        "issue": card.reference_issue,
        "class": card.overall_class,
        "headcount": str(card.headcount),
    }


def _pension(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    """Список № 1 with class 3.2 gives Список № 2: the row of the list stays named (№ 35, п. 91)."""
    standing = card.group.standing
    own = f"Список №\u00a0{standing.list_536}"
    entry = f"{own}, {standing.list_536_entry}" if standing.list_536_entry else own
    confirmed = f"Список №\u00a0{right.value}"
    reference = entry if right.value == str(standing.list_536) else f"{confirmed} (п.\u00a091; {entry})"
    return {**_common(card), "list": reference, "special": standing.special_conditions}


def _textile(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    return {**_common(card), "special": card.group.standing.special_conditions, "headcount": str(card.women_count)}


def _medical(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    return _common(card)


def _short_hours(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    profession = card.group.profession
    return {
        **_common(card),
        "code": profession.code,
        "name": profession.name,
        "entry": card.group.standing.short_hours_entry,
        "hours": right.value,
    }


def _leave(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    return {**_common(card), "days": right.value}


def _surcharge(card: CertificationCard, right: Entitlement) -> dict[str, str]:
    """The class of the surcharge is the one without shift work (note to table 11)."""
    percent = right.value.replace(".", ",")
    is_budget = card.employer.is_budget_funded
    return {
        **_common(card),
        "class": card.surcharge_class,
        "percent_tariff": "" if is_budget else percent,
        "percent_base": percent if is_budget else "",
    }


_BUILDERS: dict[str, tuple[str, Callable[[CertificationCard, Entitlement], dict[str, str]]]] = {
    ResultKind.PENSION: (RightCode.PENSION, _pension),
    ResultKind.TEXTILE: (RightCode.TEXTILE, _textile),
    ResultKind.MEDICAL: (RightCode.MEDICAL, _medical),
    ResultKind.SHORT_HOURS: (RightCode.SHORT_HOURS, _short_hours),
    ResultKind.LEAVE: (RightCode.LEAVE, _leave),
    ResultKind.SURCHARGE: (RightCode.SURCHARGE, _surcharge),
}


def _not_confirmed(card: CertificationCard, rights: dict[str, Entitlement]) -> list[dict[str, str]]:
    """One row a card with everything that was not confirmed, and why (№ 253, п. 12.7)."""
    refused = [right for right in rights.values() if right.outcome == OutcomeCode.NOT_CONFIRMED]
    if not refused:
        return []
    reasons: dict[str, list[str]] = {}
    for right in refused:
        name = _SHORT_NAMES.get(RightCode(right.right)) or "ППС"
        reasons.setdefault(right.reason, []).append(name)
    words = "; ".join(f"{', '.join(names)} — {reason}" for reason, names in reasons.items())
    return [
        {
            "profession": card.profession,
            "department": _department(card),
            "compensations": ", ".join(_SHORT_NAMES[RightCode(r.right)] for r in refused if r.right in _SHORT_NAMES)
            or "-",
            "insurance": ", ".join(_insurance_name(card, r) for r in refused if r.right in _INSURANCE) or "-",
            "reason": words,
        }
    ]


def _insurance_name(card: CertificationCard, right: Entitlement) -> str:
    if right.right == RightCode.PENSION:
        return f"список №\u00a0{card.group.standing.list_536}"
    return _INSURANCE[RightCode(right.right)]
