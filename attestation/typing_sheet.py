"""What is typed into the state's information system, in the order of the official forms."""

from __future__ import annotations

from dataclasses import dataclass

from attestation.models import Campaign, CertificationCard, Entitlement, Submission
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order
from measurements.models import FactorCode


@dataclass(frozen=True)
class SheetRight:
    """A line of point 6 in words: the right, what became of it, days, hours or per cent, the reason."""

    name: str
    outcome: str
    value: str
    reason: str


@dataclass(frozen=True)
class SheetRow:
    """A workplace: what points 1, 5 and 6 of its card say."""

    card: CertificationCard
    classes: tuple[tuple[str, str], ...]
    rights: tuple[SheetRight, ...]


@dataclass(frozen=True)
class TypingSheet:
    """Everything of a campaign that a person types, each value once."""

    submission: Submission
    campaign: Campaign
    orders: tuple[object, ...]
    rows: tuple[SheetRow, ...]
    lists: tuple[tuple[object, int], ...]


def typing_sheet(submission: Submission) -> TypingSheet:
    """Gather the sheet of a submission; a fixed number of queries."""
    campaign = submission.campaign
    cards = current_cards(campaign).prefetch_related("factors", "entitlements")
    results = current_result_lists(campaign)
    return TypingSheet(
        submission=submission,
        campaign=campaign,
        orders=tuple(filter(None, (hold_order(campaign), approval_order(campaign)))),
        rows=tuple(_row(card) for card in cards),
        lists=tuple((result, result.rows.count()) for result in results),
    )


def _row(card: CertificationCard) -> SheetRow:
    found = {factor.factor: factor.conditions_class for factor in card.factors.all()}
    classes = tuple((str(code.label), found.get(code.value, "")) for code in FactorCode)
    return SheetRow(card, classes, tuple(_right(right) for right in card.entitlements.all()))


def _right(right: Entitlement) -> SheetRight:
    name, outcome = str(right.get_right_display()), str(right.get_outcome_display())
    return SheetRight(f"{name[:1].upper()}{name[1:]}", outcome, right.value.replace(".", ","), right.reason)
