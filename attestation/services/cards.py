"""Opens cards, writes their content from the evidence, and signs them."""

from __future__ import annotations

from django.db import transaction

from accounts.models import User
from accounts.selectors import position_of
from attestation.evidence import gathered, judge
from attestation.models import Campaign, CertificationCard
from attestation.selectors import listed_groups, seat_in
from attestation.services.card_lines import card_rows_write, trace_json
from documents.models import Meaning
from documents.registry import Performance
from documents.services.editing import document_create
from documents.services.signing import SignerSnapshot, signature_put
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
    card.full_day_trace = trace_json(full_day.trace)
    card.overall_class = judgement.overall.conditions_class.value
    card.overall_trace = trace_json(judgement.overall.trace)
    card.surcharge_class = judgement.overall_without_shift_work.conditions_class.value
    card.surcharge_trace = trace_json(judgement.overall_without_shift_work.trace)
    card.interpretations = card.employer.interpretations
    card.norms_on, card.norms_fingerprint = judgement.norms_on, judgement.norms_fingerprint
    card_rows_write(card, found, judgement)


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


def sign_as_assessor(performance: Performance) -> None:
    """«Оценку проводил»: the specialist signs points 2 to 4 (№ 35, п. 98)."""
    actor = performance.actor
    snapshot = SignerSnapshot(actor.short_name, position_of(actor, performance.document.employer_id))
    signature_put(performance, Meaning.ASSESSED, snapshot)


def sign_in_seat(performance: Performance) -> None:
    """A member or the chair signs point 6, in the seat that the order gives."""
    seat = seat_in(performance)
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
