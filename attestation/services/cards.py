"""Writes a card's content from its evidence, and its signatures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from django.db import transaction

from accounts.models import User
from accounts.selectors import position_of
from attestation.evidence import GatheredEvidence, gathered, judge
from attestation.models import (
    Campaign,
    CardFactor,
    CardLine,
    CardLoadLine,
    CardStrainLine,
    CertificationCard,
    Entitlement,
)
from attestation.selectors import listed_groups, seat_of
from documents.models import Meaning
from documents.registry import Performance
from documents.services.editing import document_create
from documents.services.signing import SignerSnapshot, signature_put
from measurements.models import MeasurementResult
from norms.averages import equivalent_level, highest_limit
from norms.library import norm
from norms.overall import Factor
from norms.physical_load import LoadVerdict
from norms.quantities import plain, round_half_up
from norms.readings import Method, Reading
from norms.trace import Verdict
from norms.workplace import Judgement
from workplaces.models import AnalogousGroup


def card_create(campaign: Campaign, group: AnalogousGroup, *, actor: User) -> CertificationCard:
    """Open the card of a group in a campaign; its number is the group's."""
    card = CertificationCard(employer_id=campaign.employer_id, campaign=campaign, group=group, number=group.number)
    return document_create(card, actor=actor)


def card_judge(card: CertificationCard, performance: Performance) -> None:
    """Write everything the card says: the snapshot of the group, the papers used, classes and rights."""
    found = gathered(performance)
    assert found.evidence is not None  # the rules have refused a card without evidence
    judgement = judge(found, performance.on)
    _snapshot(card)
    card.time_study, card.load_protocol, card.strain_assessment = found.study, found.load_protocol, found.strain
    full_day = found.evidence.full_day
    card.time_studies = [study.pk for study in found.studies]
    card.full_day_minutes, card.is_full_day = found.mean(full_day.minutes), full_day.is_full
    card.full_day_trace = _trace(full_day.trace)
    card.overall_class = judgement.overall.conditions_class.value
    card.overall_trace = _trace(judgement.overall.trace)
    card.surcharge_class = judgement.overall_without_shift_work.conditions_class.value
    card.surcharge_trace = _trace(judgement.overall_without_shift_work.trace)
    card.interpretations = card.employer.interpretations
    card.norms_on, card.norms_fingerprint = judgement.norms_on, judgement.norms_fingerprint
    _write_rows(card, found, judgement)


def prepare_assessment(performance: Performance) -> None:
    """Compute the card while it is still a draft: the last thing before the specialist signs."""
    card_judge(performance.document, performance)


def _snapshot(card: CertificationCard) -> None:
    """Point 1 of the card, as the plant stands on that day."""
    group = card.group
    snapshot_names(card)
    card.workplace_count = group.workplaces.count()
    for name in (
        "shifts",
        "shift_minutes",
        "headcount",
        "women_count",
        "work_description",
        "equipment",
        "tools",
        "materials",
    ):
        setattr(card, name, getattr(group, name))


def snapshot_names(card: CertificationCard) -> None:
    """Names of organisation, department and profession, as the staffing table has them now."""
    group = card.group
    card.organisation = card.employer.name
    card.shop, card.section = group.department.shop, group.department.section
    card.profession = group.profession.code_and_name
    card.reference_issue = group.profession.reference_issue


def _write_rows(card: CertificationCard, found: GatheredEvidence, judgement: Judgement) -> None:
    for name in card.PARTS:
        getattr(card, name).all().delete()
    owner: dict[str, Any] = {"employer_id": card.employer_id, "card": card}
    CardLine.objects.bulk_create([*_lines(owner, found, judgement)])
    CardFactor.objects.bulk_create(
        CardFactor(
            **owner,
            place=place,
            factor=factor.name,
            conditions_class=verdict.conditions_class.value,
            trace=_trace(verdict.trace),
        )
        for place, (factor, verdict) in enumerate(judgement.factors.items())
    )
    CardLoadLine.objects.bulk_create(_load_line(owner, place, load) for place, load in enumerate(found.load_verdicts))
    CardStrainLine.objects.bulk_create(
        CardStrainLine(
            **owner,
            place=place,
            indicator=row.indicator,
            characteristic=row.characteristic,
            conditions_class=row.conditions_class,
        )
        for place, row in enumerate(found.strain.values.all() if found.strain else ())
    )
    Entitlement.objects.bulk_create(
        Entitlement(
            **owner,
            place=place,
            right=right.right.value,
            outcome=right.outcome.value,
            value=right.value,
            reason=right.reason,
            trace=_trace(right.trace),
        )
        for place, right in enumerate(judgement.entitlements)
    )


def _lines(owner: dict[str, Any], found: GatheredEvidence, judgement: Judgement) -> list[CardLine]:
    order = {factor: place for place, factor in enumerate(Factor)}
    pairs = sorted(zip(judgement.lines, found.sources, strict=True), key=lambda pair: order[pair[0].reading.factor])
    lines = [_line(owner, found, judgement.norms_on, line.reading, line.verdict, source) for line, source in pairs]
    lines += [_sum_line(owner, title, verdict) for title, verdict in judgement.sums]
    lines.sort(key=lambda line: order[Factor[line.factor]])
    for place, line in enumerate(lines):
        line.place = place
    return lines


def _line(
    owner: dict[str, Any],
    found: GatheredEvidence,
    on: dt.date,
    reading: Reading,
    verdict: Verdict,
    source: MeasurementResult | None,
) -> CardLine:
    return CardLine(
        **owner,
        factor=reading.factor.name,
        method=reading.method.name,
        title=reading.title,
        protocol=source.protocol if source else None,
        unit=source.unit if source else "",
        limit_text=_limit_text(reading, on),
        value_text=_fact_text(reading, on),
        base_class=verdict.base.value,
        exposure_minutes=found.mean(reading.exposure.minutes),
        exposure_percent=_number(plain(reading.exposure.percent)),
        conditions_class=verdict.conditions_class.value,
        trace=_trace(verdict.trace),
    )


def _sum_line(owner: dict[str, Any], title: str, verdict: Verdict) -> CardLine:
    """The sum of ratios stands in графа 4 (№ 35, п. 18)."""
    total = next(step for step in verdict.trace if step.op == "sum")
    shown = round_half_up(Decimal(total.output), 2)
    return CardLine(
        **owner,
        factor=Factor.CHEMICAL.name,
        method="SUM",
        title=f"{title}, сумма отношений к ПДК",
        limit_text="1",
        value_text=_number(plain(shown)),
        base_class=verdict.base.value,
        conditions_class=verdict.conditions_class.value,
        trace=_trace(verdict.trace),
    )


def _load_line(owner: dict[str, Any], place: int, load: LoadVerdict) -> CardLoadLine:
    return CardLoadLine(
        **owner,
        place=place,
        indicator=load.indicator.value,
        limit_text=load.printed_norm,
        value_text=_number(plain(round_half_up(load.value, 2))),
        conditions_class=load.verdict.conditions_class.value,
        trace=_trace(load.verdict.trace),
    )


def _fact_text(reading: Reading, on: dt.date) -> str:
    """Графа 4: what was measured; of several zones the equivalent level, of a sample the mean, of ions both counts."""
    if reading.zones:
        return _number(plain(round_half_up(equivalent_level(reading.zones, on).value, 1)))
    if reading.method is Method.AIR_IONS:
        return f"+{_number(reading.value)}; −{_number(reading.negative)}"
    if reading.sample:
        return _number(plain(round_half_up(Decimal(reading.averaged(on).value), 2)))
    return _number(reading.value)


def _limit_text(reading: Reading, on: dt.date) -> str:
    if reading.zones:
        return _number(plain(highest_limit(reading.zones, on).value))
    if reading.method is Method.AIR_IONS:
        limits = norm("air_ions.limits", on).table
        return f"+{limits['positive_from']}–{limits['positive_to']}; −{limits['negative_from']}–{limits['negative_to']}"
    if reading.method is Method.RADIATION_OPEN and not reading.limit:
        return "140"
    low, high = _number(reading.limit_low), _number(reading.limit)
    return f"{low}–{high}" if low else high


def _number(text: str) -> str:
    return text.replace(".", ",")


def _trace(steps: Any) -> list[dict[str, Any]]:
    return [step.as_json() for step in steps]


def sign_as_assessor(performance: Performance) -> None:
    """«Оценку проводил»: the specialist signs points 2 to 4 (№ 35, п. 98)."""
    actor = performance.actor
    snapshot = SignerSnapshot(actor.short_name, position_of(actor, performance.document.employer_id))
    signature_put(performance, Meaning.ASSESSED, snapshot)


def sign_in_seat(performance: Performance) -> None:
    """A member or the chair signs point 6, in the seat that the order gives."""
    actor = performance.actor
    seat = seat_of(actor.pk, performance.document.campaign, performance.on)
    assert seat is not None  # the rules have refused a signer without a seat
    snapshot = SignerSnapshot(
        seat.printed_name,
        seat.position,
        str(seat.get_seat_display()),
        str(seat.order),
        remark=performance.reason if performance.transition == "dissent" else "",
    )
    signature_put(performance, _MEANINGS[performance.transition], snapshot)


_MEANINGS = {
    "sign_as_member": Meaning.AGREED,
    "sign_as_chair": Meaning.APPROVED,
    "dissent": Meaning.DISSENTED,
}


@transaction.atomic
def cards_create(campaign: Campaign, *, actor: User) -> list[CertificationCard]:
    """Open a card for each listed group that has none in the campaign."""
    present = set(campaign.cards.values_list("group_id", flat=True))
    groups = [group for group in listed_groups(campaign).order_by("place") if group.pk not in present]
    return [card_create(campaign, group, actor=actor) for group in groups]
