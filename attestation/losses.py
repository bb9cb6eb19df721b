"""«Кто что теряет»: rights of each workplace before this certification and after it, with the people concerned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from attestation.comparison import Compared, compared, right_words
from attestation.differences import NOTHING
from attestation.models import Campaign, OutcomeCode, RightCode
from attestation.selectors import current_cards
from workplaces.models import Employee


@dataclass(frozen=True)
class RightChange:
    """One right of a workplace before and after."""

    right: str
    before: str
    after: str
    is_loss: bool
    is_gain: bool


@dataclass(frozen=True)
class Loss:
    """A workplace with its rights before and after, its head count and its people."""

    compared: Compared
    rights: Sequence[RightChange]
    people: Sequence[Employee]

    @property
    def loses(self) -> bool:
        """Whether at least one right is lost or becomes smaller."""
        return any(right.is_loss for right in self.rights)

    @property
    def gains(self) -> bool:
        """Whether at least one right is new or becomes larger."""
        return any(right.is_gain for right in self.rights)


def losses_of(campaign: Campaign) -> list[Loss]:
    """Return every workplace of a campaign, those who lose first; a constant number of queries."""
    cards = list(current_cards(campaign).exclude(overall_class="").select_related("group__standing"))
    people: dict[int, list[Employee]] = {}
    workers = Employee.objects.filter(group__in=[card.group_id for card in cards], dismissed_on__isnull=True)
    for worker in workers:
        people.setdefault(worker.group_id, []).append(worker)
    found = [Loss(item, _rights(item), people.get(item.card.group_id, [])) for item in compared(cards)]
    return sorted(found, key=lambda loss: (not loss.loses, not loss.gains))


def loss_rows(losses: Sequence[Loss]) -> list[list[str]]:
    """The same as a table: a heading, then a row for each worker and right that changes."""
    rows = [
        [
            _("Подразделение"),
            _("Рабочее место"),
            _("Численность"),
            _("Работник"),
            _("Право"),
            _("Было"),
            _("Стало"),
            _("Итог"),
        ]
    ]
    for loss in losses:
        card = loss.compared.card
        for right in loss.rights:
            if not (right.is_loss or right.is_gain):
                continue
            end = [right.right, right.before, right.after, _("потеря") if right.is_loss else _("прибавка")]
            for name in [worker.full_name for worker in loss.people] or [NOTHING]:
                rows.append([str(card.group.department), str(card.group), str(card.headcount), name, *end])
    return rows


def _rights(item: Compared) -> list[RightChange]:
    """Rights that concern the workplace now or did before."""
    found = []
    for right in RightCode:
        now = item.now.rights.get(right)
        before = item.before.rights.get(right) if item.before else None
        outcomes = {pair[0] for pair in (now, before) if pair}
        if now is None or outcomes == {OutcomeCode.NOT_APPLICABLE}:
            continue
        step = _worth(right, now) - _worth(right, before) if before else Decimal(0)
        was = right_words(right, *before) if before else _("неизвестно")
        found.append(RightChange(str(right.label), was, right_words(right, *now), step < 0, step > 0))
    return found


def _worth(right: str, pair: tuple[str, str]) -> Decimal:
    """How much a right gives, to be compared with itself: fewer hours and a list of a lower number give more."""
    outcome, value = pair
    if outcome != OutcomeCode.CONFIRMED:
        return Decimal("-1000")
    if right in (RightCode.TEXTILE, RightCode.MEDICAL):
        return Decimal(1)
    amount = Decimal(value or 0)
    return -amount if right in (RightCode.PENSION, RightCode.SHORT_HOURS) else amount
