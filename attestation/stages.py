"""Stages of a campaign: what is done, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from attestation.models import Campaign, ResultKind
from attestation.selectors import approval_order, current_cards, current_result_lists, hold_order, listed_groups
from attestation.states import (
    AcquaintanceState,
    AgreementState,
    ApprovedState,
    CardState,
    OrderState,
    ResultState,
    SubmissionState,
)
from documents.models import Document
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from measurements.states import AssessmentState, ProtocolState, TimeStudyState


@dataclass(frozen=True)
class Stage:
    """One stage: how many of how many papers are done, where they are, which point of law asks for them.

    ``prepare`` names the service that the campaign's page offers for this stage.
    """

    title: str
    law: str
    done: int
    total: int
    link: str
    prepare: str = ""
    prepare_label: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left of this stage."""
        return self.total > 0 and self.done >= self.total


def campaign_stages(campaign: Campaign) -> list[Stage]:
    """Return the stages in the order of the procedure, with a constant number of queries."""
    groups = listed_groups(campaign).count()
    return [
        *_preparation(campaign, groups),
        *_evidence(campaign, groups),
        *_results(campaign, groups),
        *_approval(campaign),
    ]


def _listing(model: type[Document], campaign: Campaign | None = None) -> str:
    address = reverse("document-list", args=[model.SLUG])
    return f"{address}?campaign={campaign.pk}" if campaign else address


def _single(document: Document | None, state: str) -> tuple[int, int]:
    return int(document is not None and document.state == state), 1


def _count(found: QuerySet, *states: str) -> int:
    return found.filter(state__in=states).count()


def _page(document: Document | None, fallback: str) -> str:
    return document.get_absolute_url() if document else fallback


def _preparation(campaign: Campaign, groups: int) -> list[Stage]:
    order = hold_order(campaign)
    workplace_list, factor_list = getattr(campaign, "workplace_list", None), getattr(campaign, "factor_list", None)
    surveys = campaign.surveys.all()
    new_order = f"{reverse('document-new', args=['orders'])}?campaign={campaign.pk}&kind=HOLD"
    here = campaign.get_absolute_url()
    return [
        Stage(
            _("Приказ, комиссия, сроки и график"),
            "№ 253, п. 3, 4",
            *_single(order, OrderState.ISSUED),
            _page(order, new_order),
        ),
        Stage(
            _("Перечень рабочих мест, подлежащих аттестации"),
            "№ 253, п. 5.3, 5¹",
            *_single(workplace_list, ApprovedState.APPROVED),
            _page(workplace_list, here),
            "workplace-list",
            _("Составить по положению в списках"),
        ),
        Stage(
            _("Обследование рабочих мест"),
            "№ 253, п. 5.6.1",
            _count(surveys, ApprovedState.APPROVED),
            groups,
            _listing(surveys.model, campaign),
            "surveys",
            _("Открыть протоколы обследования"),
        ),
        Stage(
            _("Перечень факторов, подлежащих исследованию"),
            "№ 253, п. 5.6.3",
            *_single(factor_list, ApprovedState.APPROVED),
            _page(factor_list, here),
            "factor-list",
            _("Составить по известным факторам"),
        ),
    ]


def _evidence(campaign: Campaign, groups: int) -> list[Stage]:
    listed = listed_groups(campaign)
    protocols = (
        MeasurementProtocol.objects.filter(results__group__in=listed).exclude(state=ProtocolState.VOID).distinct()
    )
    studied = (
        TimeStudyCard.objects.filter(group__in=listed, state=TimeStudyState.APPROVED).values("group").distinct().count()
    )
    loads = (
        PhysicalLoadProtocol.objects.filter(group__in=listed, state=AssessmentState.APPROVED).values("group").distinct()
    )
    strains = (
        MentalStrainAssessment.objects.filter(group__in=listed, state=AssessmentState.APPROVED)
        .values("group")
        .distinct()
    )
    return [
        Stage(_("Фотографии рабочего времени"), "№ 253, п. 5.6.2", studied, groups, _listing(TimeStudyCard)),
        Stage(
            _("Протоколы измерений"),
            "№ 253, п. 8–10",
            _count(protocols, ProtocolState.ISSUED),
            protocols.count(),
            _listing(MeasurementProtocol),
        ),
        Stage(_("Тяжесть трудового процесса"), "№ 35, п. 75–79", loads.count(), groups, _listing(PhysicalLoadProtocol)),
        Stage(
            _("Напряжённость трудового процесса"),
            "№ 35, п. 80–83",
            strains.count(),
            groups,
            _listing(MentalStrainAssessment),
        ),
    ]


def _results(campaign: Campaign, groups: int) -> list[Stage]:
    cards, results = current_cards(campaign), current_result_lists(campaign)
    plan = campaign.plan
    signed = _count(cards, CardState.SIGNED, CardState.IN_FORCE, CardState.SUPERSEDED)
    plan_done = int(plan is not None and plan.state in (ResultState.READY, ResultState.APPROVED))
    return [
        Stage(
            _("Карты аттестации"),
            "№ 253, п. 11",
            signed,
            groups,
            _listing(cards.model, campaign),
            "cards",
            _("Открыть карты на все рабочие места перечня"),
        ),
        Stage(
            _("Перечни 12.1–12.7"),
            "№ 253, п. 12",
            _count(results, ResultState.READY, ResultState.APPROVED),
            len(ResultKind),
            _listing(results.model, campaign),
            "result-lists",
            _("Открыть перечни"),
        ),
        Stage(
            _("План мероприятий 12.8"),
            "№ 253, п. 12.8",
            plan_done,
            1,
            _page(plan, campaign.get_absolute_url()),
            "plan",
            _("Составить по оценкам"),
        ),
    ]


def _approval(campaign: Campaign) -> list[Stage]:
    agreements, order = campaign.agreements.all(), approval_order(campaign)
    sheets, submissions = campaign.acquaintances.all(), campaign.submissions.all()
    new_order = f"{reverse('document-new', args=['orders'])}?campaign={campaign.pk}&kind=APPROVE"
    return [
        Stage(
            _("Согласование с профсоюзом"),
            "№ 253, п. 13",
            _count(agreements, AgreementState.AGREED),
            max(agreements.count(), 1),
            _listing(agreements.model, campaign),
            "agreements",
            _("Открыть согласование"),
        ),
        Stage(
            _("Приказ об утверждении результатов"),
            "№ 253, п. 13, 19",
            *_single(order, OrderState.ISSUED),
            _page(order, new_order),
        ),
        Stage(
            _("Ознакомление работников"),
            "№ 253, п. 13",
            _count(sheets, AcquaintanceState.ACQUAINTED),
            sheets.count(),
            _listing(sheets.model, campaign),
        ),
        Stage(
            _("Представление в госэкспертизу"),
            "№ 253, п. 15",
            _count(submissions, SubmissionState.HANDED_OVER, SubmissionState.ACCEPTED),
            max(submissions.count(), 1),
            _listing(submissions.model, campaign),
        ),
    ]
