"""Where each figure of «2-условия труда» comes from: a list of workplaces (or measures) with their shares.

Readings of the form's own instructions: docs/adr/0037-statistics-form.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from accounts.models import Employer
from attestation.models import CertificationCard, PlanMeasure
from attestation.states import CardState, ResultState
from measurements.models import FactorCode
from norms.classes import ConditionsClass
from norms.entitlements import Outcome, Right
from workplaces.models import AnalogousGroup, Workplace

THOUSAND = Decimal(1000)
_FIELDS = (FactorCode.ULTRASOUND, FactorCode.INFRASOUND, FactorCode.FIELDS)
_OTHER = (FactorCode.MICROCLIMATE, FactorCode.LIGHTING, FactorCode.AIR_IONS, FactorCode.BIOLOGICAL)


@dataclass(frozen=True)
class Period:
    """A reported period of one year: January to June, or the whole year."""

    year: int
    is_annual: bool

    @property
    def first(self) -> dt.date:
        """First day."""
        return dt.date(self.year, 1, 1)

    @property
    def last(self) -> dt.date:
        """Last day."""
        return dt.date(self.year, 12, 31) if self.is_annual else dt.date(self.year, 6, 30)


@dataclass(frozen=True)
class Share:
    """What one workplace or measure adds to a figure, and why."""

    group: AnalogousGroup
    total: Decimal
    women: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Facts:
    """What the figures are counted from: cards in force at the end of the period, each with its predecessor's class."""

    employer: Employer
    period: Period
    cards: tuple[CertificationCard, ...]
    previous: dict[int, str]
    """Class before, by the id of the card."""


Source = Callable[[Facts], Iterable[Share]]


def facts_of(employer: Employer, period: Period) -> Facts:
    """Read the cards that applied on the last day of a period; a fixed number of queries."""
    found = (
        CertificationCard.objects.filter(
            employer=employer,
            state__in=(CardState.IN_FORCE, CardState.SUPERSEDED),
            in_force_on__lte=period.last,
        )
        .select_related("group__profession", "group__standing")
        .prefetch_related("factors", "lines", "entitlements")
        .order_by("in_force_on", "id")
    )
    latest: dict[int, CertificationCard] = {}
    previous: dict[int, str] = {}
    for card in found:
        earlier = latest.get(card.group_id)
        standing = getattr(card.group, "standing", None)
        previous[card.pk] = earlier.overall_class if earlier else (standing.previous_class if standing else "")
        latest[card.group_id] = card
    valid = [card for card in latest.values() if card.valid_through is None or card.valid_through >= period.last]
    return Facts(employer, period, tuple(sorted(valid, key=lambda card: (card.group.place, card.pk))), previous)


def _places(cards: Iterable[CertificationCard]) -> Iterator[Share]:
    return (Share(card.group, Decimal(card.workplace_count), reason=f"класс {card.overall_class}") for card in cards)


def _people(cards: Iterable[CertificationCard], reason: str = "") -> Iterator[Share]:
    for card in cards:
        yield Share(card.group, Decimal(card.headcount), card.women_count, reason or f"класс {card.overall_class}")


def _harmful(facts: Facts) -> Iterator[CertificationCard]:
    return (card for card in facts.cards if ConditionsClass(card.overall_class).is_harmful)


def _better(facts: Facts, *, compliant: bool) -> Iterator[CertificationCard]:
    """Cards of the period with a lower class than before, out of the harmful ones or still among them."""
    for card in facts.cards:
        before = facts.previous[card.pk]
        if not before or card.in_force_on is None or card.in_force_on < facts.period.first:
            continue
        now, then = ConditionsClass(card.overall_class), ConditionsClass(before)
        if then.is_harmful and now < then and now.is_harmful != compliant:
            yield card


def _all_places(facts: Facts) -> Iterator[Share]:
    """Every workplace of the staffing table that existed on the last day."""
    counts: dict[int, int] = {}
    groups: dict[int, AnalogousGroup] = {}
    for place in Workplace.objects.filter(employer=facts.employer).select_related("group__profession"):
        if place.created_on is None or place.created_on <= facts.period.last:
            counts[place.group_id] = counts.get(place.group_id, 0) + 1
            groups[place.group_id] = place.group
    for pk, group in sorted(groups.items(), key=lambda item: (item[1].place, item[0])):
        yield Share(group, Decimal(counts[pk]), reason="по штатному расписанию")


def _planned_money(facts: Facts) -> Iterator[Share]:
    """Measures of approved plans whose term falls into the period, in thousands of roubles."""
    measures = PlanMeasure.objects.filter(
        employer=facts.employer,
        plan__state=ResultState.APPROVED,
        due_on__range=(facts.period.first, facts.period.last),
        planned_cost__isnull=False,
    ).select_related("group__profession")
    for measure in measures:
        cost = measure.planned_cost or Decimal(0)
        yield Share(measure.group, cost / THOUSAND, reason=measure.measure)


def _exceeding(*factors: FactorCode) -> Source:
    """People where a measured level is above its limit: the class before the shares of time."""
    codes = {factor.value for factor in factors}

    def source(facts: Facts) -> Iterator[Share]:
        for card in facts.cards:
            above = [
                line
                for line in card.lines.all()
                if line.factor in codes and ConditionsClass(line.base_class).is_harmful
            ]
            if above:
                names = "; ".join(dict.fromkeys(str(FactorCode(line.factor).label) for line in above))
                yield Share(card.group, Decimal(card.headcount), card.women_count, names)

    return source


def _of_class_3(factor: FactorCode) -> Source:
    def source(facts: Facts) -> Iterator[Share]:
        return _people(
            card
            for card in facts.cards
            if any(
                f.factor == factor.value and ConditionsClass(f.conditions_class).is_harmful for f in card.factors.all()
            )
        )

    return source


def _with_right(*rights: Right, value: str = "") -> Source:
    names = {right.name for right in rights}

    def source(facts: Facts) -> Iterator[Share]:
        for card in facts.cards:
            confirmed = [
                found
                for found in card.entitlements.all()
                if found.right in names
                and found.outcome == Outcome.CONFIRMED.name
                and (not value or found.value == value)
            ]
            if confirmed:
                reason = "; ".join(str(found.get_right_display()) for found in confirmed)
                people = card.women_count if rights == (Right.TEXTILE,) else card.headcount
                yield Share(card.group, Decimal(people), card.women_count, reason)

    return source


SOURCES: dict[str, Source] = {
    "all_places": _all_places,
    "harmful_places": lambda facts: _places(_harmful(facts)),
    "harmful_people": lambda facts: _people(_harmful(facts)),
    "compliant_places": lambda facts: _places(_better(facts, compliant=True)),
    "improved_places": lambda facts: _places(_better(facts, compliant=False)),
    "compliant_people": lambda facts: _people(_better(facts, compliant=True)),
    "improved_people": lambda facts: _people(_better(facts, compliant=False)),
    "planned_money": _planned_money,
    "noise": _exceeding(FactorCode.NOISE),
    "vibration": _exceeding(FactorCode.GENERAL_VIBRATION, FactorCode.LOCAL_VIBRATION),
    "dust": _exceeding(FactorCode.DUST),
    "gases": _exceeding(FactorCode.CHEMICAL),
    "fields": _exceeding(*_FIELDS),
    "other_factors": _exceeding(*_OTHER),
    "heavy": _of_class_3(FactorCode.PHYSICAL_LOAD),
    "tense": _of_class_3(FactorCode.MENTAL_STRAIN),
    "any_right": _with_right(*Right),
    "leave": _with_right(Right.LEAVE),
    "short_hours": _with_right(Right.SHORT_HOURS),
    "surcharge": _with_right(Right.SURCHARGE),
    "list_1": _with_right(Right.PENSION, value="1"),
    "list_2": _with_right(Right.PENSION, value="2"),
    "textile": _with_right(Right.TEXTILE),
}
