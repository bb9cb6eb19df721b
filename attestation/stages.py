"""Stages of a campaign: what is done, what is missing, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from attestation.models import Campaign, ResultKind, TradeUnion
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

SIGNED_STATES = (CardState.SIGNED, CardState.IN_FORCE, CardState.SUPERSEDED)


@dataclass(frozen=True)
class Stage:
    """One stage: how many of how many papers are done, where they are, which point of law asks for them.

    ``prepare`` names the service that the campaign's page offers for this stage while it would open anything.
    ``check`` is the check of completeness whose findings are just what is missing.
    ``states`` are those in which a paper of the list behind ``link`` is done.
    """

    title: str
    law: str
    done: int
    total: int
    link: str
    prepare: str = ""
    prepare_label: str = ""
    check: str = ""
    states: tuple[str, ...] = ()

    @property
    def done_link(self) -> str:
        """The list of just those that are done; of all while there are none."""
        return f"{self.link}&state={','.join(self.states)}" if self.states and self.done else self.link

    @property
    def missing(self) -> int:
        """How many papers are not done yet."""
        return max(self.total - self.done, 0)

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


def _listing(model: type[Document], campaign: Campaign) -> str:
    return f"{reverse('document-list', args=[model.SLUG])}?campaign={campaign.pk}"


def _single(document: Document | None, state: str) -> tuple[int, int]:
    return int(document is not None and document.state == state), 1


def _count(found: QuerySet, *states: str) -> int:
    return found.filter(state__in=states).count()


def _page(document: Document | None, fallback: str) -> str:
    return document.get_absolute_url() if document else fallback


def _offer(prepare: str, opens_anything: bool) -> str:
    return prepare if opens_anything else ""


def _preparation(campaign: Campaign, groups: int) -> list[Stage]:
    order = hold_order(campaign)
    workplace_list, surveys = getattr(campaign, "workplace_list", None), campaign.surveys.all()
    new_order = f"{reverse('document-new', args=['orders'])}?campaign={campaign.pk}&kind=HOLD"
    here = campaign.get_absolute_url()
    return [
        Stage(
            _("Приказ, комиссия, сроки и график"),
            "№ 253, п. 3, 4",
            *_single(order, OrderState.ISSUED),
            _page(order, new_order),
            check="FULL-01",
        ),
        Stage(
            _("Перечень рабочих мест, подлежащих аттестации"),
            "№ 253, п. 5.3, 5¹",
            *_single(workplace_list, ApprovedState.APPROVED),
            _page(workplace_list, here),
            "workplace-list",
            _("Составить по положению в списках"),
            "FULL-03",
        ),
        Stage(
            _("Обследование рабочих мест"),
            "№ 253, п. 5.6.1",
            _count(surveys, ApprovedState.APPROVED),
            groups,
            _listing(surveys.model, campaign),
            _offer("surveys", surveys.values("group").distinct().count() < groups),
            _("Открыть протоколы обследования"),
            "FULL-08",
            (ApprovedState.APPROVED,),
        ),
        _factors(campaign),
    ]


def _factors(campaign: Campaign) -> Stage:
    factor_list = getattr(campaign, "factor_list", None)
    return Stage(
        _("Перечень факторов, подлежащих исследованию"),
        "№ 253, п. 5.6.3",
        *_single(factor_list, ApprovedState.APPROVED),
        _page(factor_list, campaign.get_absolute_url()),
        "factor-list",
        _("Составить по известным факторам"),
        "FULL-04",
    )


def _evidence(campaign: Campaign, groups: int) -> list[Stage]:
    listed = listed_groups(campaign)
    protocols = (
        MeasurementProtocol.objects.filter(results__group__in=listed).exclude(state=ProtocolState.VOID).distinct()
    )
    studies = TimeStudyCard.objects.filter(group__in=listed, state=TimeStudyState.APPROVED)
    loads = PhysicalLoadProtocol.objects.filter(group__in=listed, state=AssessmentState.APPROVED)
    strains = MentalStrainAssessment.objects.filter(group__in=listed, state=AssessmentState.APPROVED)
    return [
        Stage(
            _("Фотографии рабочего времени"),
            "№ 253, п. 5.6.2",
            *_by_group(studies, campaign, groups),
            check="FULL-09",
            states=(TimeStudyState.APPROVED,),
        ),
        Stage(
            _("Протоколы измерений"),
            "№ 253, п. 8–10",
            _count(protocols, ProtocolState.ISSUED),
            protocols.count(),
            _listing(MeasurementProtocol, campaign),
            states=(ProtocolState.ISSUED,),
        ),
        Stage(
            _("Тяжесть трудового процесса"),
            "№ 35, п. 75–79",
            *_by_group(loads, campaign, groups),
            check="FULL-11",
            states=(AssessmentState.APPROVED,),
        ),
        Stage(
            _("Напряжённость трудового процесса"),
            "№ 35, п. 80–83",
            *_by_group(strains, campaign, groups),
            check="FULL-12",
            states=(AssessmentState.APPROVED,),
        ),
    ]


def _by_group(done: QuerySet, campaign: Campaign, groups: int) -> tuple[int, int, str]:
    """Done, all and the list of a stage with one paper for each group."""
    return done.values("group").distinct().count(), groups, _listing(done.model, campaign)


def _results(campaign: Campaign, groups: int) -> list[Stage]:
    cards, results = current_cards(campaign), current_result_lists(campaign)
    plan = campaign.plan
    signed = _count(cards, *SIGNED_STATES)
    plan_done = int(plan is not None and plan.state in (ResultState.READY, ResultState.APPROVED))
    return [
        Stage(
            _("Карты аттестации"),
            "№ 253, п. 11",
            signed,
            groups,
            _listing(cards.model, campaign),
            _offer("cards", campaign.cards.values("group").distinct().count() < groups),
            _("Открыть карты на все рабочие места перечня"),
            "FULL-10",
            SIGNED_STATES,
        ),
        Stage(
            _("Перечни 12.1–12.7"),
            "№ 253, п. 12",
            _count(results, ResultState.READY, ResultState.APPROVED),
            len(ResultKind),
            _listing(results.model, campaign),
            _offer("result-lists", results.count() < len(ResultKind)),
            _("Открыть перечни"),
            "FULL-05",
            (ResultState.READY, ResultState.APPROVED),
        ),
        Stage(
            _("План мероприятий 12.8"),
            "№ 253, п. 12.8",
            plan_done,
            1,
            _page(plan, campaign.get_absolute_url()),
            _offer("plan", plan is None),
            _("Составить по оценкам"),
            "FULL-06",
        ),
    ]


def _approval(campaign: Campaign) -> list[Stage]:
    agreements, order = campaign.agreements.all(), approval_order(campaign)
    unions = TradeUnion.objects.filter(employer_id=campaign.employer_id, is_active=True)
    sheets, submissions = campaign.acquaintances.all(), campaign.submissions.all()
    new_order = f"{reverse('document-new', args=['orders'])}?campaign={campaign.pk}&kind=APPROVE"
    return [
        Stage(
            _("Согласование с профсоюзом"),
            "№ 253, п. 13",
            _count(agreements, AgreementState.AGREED),
            max(agreements.count(), 1),
            _listing(agreements.model, campaign),
            _offer("agreements", unions.exclude(agreements__campaign=campaign).exists()),
            _("Открыть согласование"),
            states=(AgreementState.AGREED,),
        ),
        Stage(
            _("Приказ об утверждении результатов"),
            "№ 253, п. 13, 19",
            *_single(order, OrderState.ISSUED),
            _page(order, new_order),
            check="FULL-02",
        ),
        Stage(
            _("Ознакомление работников"),
            "№ 253, п. 13",
            _count(sheets, AcquaintanceState.ACQUAINTED),
            sheets.count(),
            _listing(sheets.model, campaign),
            states=(AcquaintanceState.ACQUAINTED,),
        ),
        Stage(
            _("Представление в госэкспертизу"),
            "№ 253, п. 15",
            _count(submissions, SubmissionState.HANDED_OVER, SubmissionState.ACCEPTED),
            max(submissions.count(), 1),
            _listing(submissions.model, campaign),
            states=(SubmissionState.HANDED_OVER, SubmissionState.ACCEPTED),
        ),
    ]
