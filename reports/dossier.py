"""What belongs to the dossier of a campaign or of one workplace, and its data as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from accounts.canonical import canonical_json, digest_of
from attestation.models import Campaign
from attestation.selectors import approval_order, cards_of, listed_groups
from documents.models import Document
from documents.selectors import canonical_content, deviations_of, signatures_of
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from measurements.states import AssessmentState, ProtocolState, TimeStudyState
from workplaces.models import AnalogousGroup

SIGNATURE_FIELDS = (
    "printed_name",
    "position",
    "seat",
    "basis",
    "meaning",
    "signed_on",
    "signed_at",
    "content_digest",
    "journal_sequence",
)


def dossier_documents(campaign: Campaign, group: AnalogousGroup | None = None) -> Iterator[Document]:
    """Documents in the order of № 253, п. 16 and № 35, п. 104: the whole campaign, or what concerns one group.

    Orders and lists of the campaign belong to the dossier of each workplace: its card rests on them.
    The campaign itself (minutes, sheet of acquaintance with everybody's names) only to the whole.
    A version that an order on changes has replaced stays in: it was in force (№ 253, п. 13).
    """
    groups = [group] if group else list(listed_groups(campaign))
    if group is None:
        yield campaign
    yield from campaign.orders.order_by("id")
    yield from filter(None, (getattr(campaign, "workplace_list", None), getattr(campaign, "factor_list", None)))
    yield from campaign.surveys.filter(group__in=groups).order_by("group__place", "id")
    yield from TimeStudyCard.objects.filter(group__in=groups, state=TimeStudyState.APPROVED).order_by("id")
    issued = MeasurementProtocol.objects.filter(results__group__in=groups, state=ProtocolState.ISSUED)
    yield from issued.distinct().select_related("laboratory").order_by("id")
    for model in (PhysicalLoadProtocol, MentalStrainAssessment):
        yield from model.objects.filter(group__in=groups, state=AssessmentState.APPROVED).order_by("id")
    yield from cards_of(campaign).filter(group__in=groups).prefetch_related("lines__protocol")
    yield from _results(campaign, group)


def _results(campaign: Campaign, group: AnalogousGroup | None) -> Iterator[Document]:
    for result in campaign.result_lists.order_by("kind", "id"):
        if group is None or result.rows.filter(card__group=group).exists():
            yield result
    yield from campaign.plans.order_by("id")
    yield from campaign.agreements.order_by("id")
    sheets = campaign.acquaintances.select_related("employee", "card")
    yield from sheets.filter(Q(card__group=group) if group else Q()).order_by("id")
    if approval_order(campaign) is not None:
        yield from campaign.submissions.order_by("id")


def document_json(document: Document) -> bytes:
    """Return the data of a document, its signatures and deviations, with the Russian names of all fields."""
    content = canonical_content(document)
    told: dict[str, Any] = {
        "document": content,
        "content_sha256": digest_of(content),
        "title": str(document),
        "state": {"code": document.state, "words": str(document.get_state_display())},  # type: ignore[attr-defined]
        "version": document.version,
        "revision": document.revision,
        "signatures": [
            {name: getattr(signature, name) for name in SIGNATURE_FIELDS} for signature in signatures_of(document)
        ],
        "deviations": [
            {"code": d.code, "message": d.message, "reason": d.reason, "decided_on": d.decided_on}
            for d in deviations_of(document)
        ],
        "names": _names(document),
    }
    text = json.dumps(json.loads(canonical_json(told)), ensure_ascii=False, indent=1, sort_keys=True)
    return f"{text}\n".encode()


def _names(document: Document) -> dict[str, dict[str, str]]:
    """Russian names of the fields of a document and of its parts: the vocabulary of the file itself."""
    models = {"fields": type(document), **{name: document.part_model(name) for name in document.PARTS}}
    return {
        place: {field.name: str(field.verbose_name) for field in model._meta.concrete_fields}
        for place, model in models.items()
    }
