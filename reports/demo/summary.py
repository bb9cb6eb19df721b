"""The table that the demonstration prints: what each workplace came to."""

from __future__ import annotations

from attestation.models import Campaign, CertificationCard
from attestation.selectors import current_cards
from norms.entitlements import Outcome, Right

HEADINGS = ("№", "Профессия", "Класс", "Доплата по", "Пенсия", "Отпуск", "Доплата", "Неделя")
SHORT = {Outcome.NOT_CONFIRMED.name: "не подтв.", Outcome.NOT_APPLICABLE.name: "–"}


def summary_table(campaign: Campaign) -> list[tuple[str, ...]]:
    """Return headings and a row for each workplace: classes, pension list, days, share of the rate, hours."""
    cards = current_cards(campaign).prefetch_related("entitlements")
    return [HEADINGS, *(_row(card) for card in cards)]


def _row(card: CertificationCard) -> tuple[str, ...]:
    rights = {right.right: right for right in card.entitlements.all()}

    def shown(right: Right, word: str = "{}") -> str:
        found = rights[right.name]
        if found.outcome != Outcome.CONFIRMED.name:
            return SHORT[found.outcome]
        return word.format(found.value.replace(".", ","))

    return (
        card.group.number,
        card.group.profession.name,
        card.overall_class,
        card.surcharge_class,
        shown(Right.PENSION, "Список № {}"),
        shown(Right.LEAVE, "{} дн."),
        shown(Right.SURCHARGE),
        shown(Right.SHORT_HOURS, "{} ч"),
    )


def aligned(rows: list[tuple[str, ...]]) -> str:
    """Return rows as text in columns as wide as their widest cell."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([lines[0], "─" * max(map(len, lines)), *lines[1:]])
