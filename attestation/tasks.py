"""«Мои дела»: what waits for a person, each count with the list behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Employer, Role, User
from accounts.selectors import roles_of
from attestation.models import (
    Acquaintance,
    Campaign,
    CertificationCard,
    ChangeEvent,
    CommissionMember,
    FactorList,
    ImprovementPlan,
    Order,
    ResultList,
    Seat,
    Submission,
    SurveyProtocol,
    UnionAgreement,
    WorkplaceList,
)
from attestation.selectors import cards_to_sign, seat_of
from attestation.states import (
    AcquaintanceState,
    AgreementState,
    ApprovedState,
    CampaignState,
    CardState,
    OrderState,
    ResultState,
    SubmissionState,
)
from documents.models import Document
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard


@dataclass(frozen=True)
class Task:
    """Something that waits: what, how many, where."""

    title: str
    count: int
    link: str
    due_on: dt.date | None = None


def tasks_for(user: User, employer: Employer, on: dt.date) -> list[Task]:
    """Return what waits for a person with an employer, by role and seat; only what is not empty."""
    roles = roles_of(user, employer.pk, on)
    found: list[Task] = []
    if Role.SAFETY_OFFICER in roles:
        found += _officer(employer)
    if Role.HEAD in roles:
        found += [_task(_("Приказы на издание"), _of(Order, employer, OrderState.DRAFT), OrderState.DRAFT)]
    if Role.DEPARTMENT_HEAD in roles:
        found += [
            _task(
                _("Фотографии рабочего времени на утверждение"), _of(TimeStudyCard, employer, "COMPLETED"), "COMPLETED"
            )
        ]
    if Role.LABORATORY in roles:
        own = _of(MeasurementProtocol, employer, "DRAFT").filter(laboratory__guests=user)
        found += [_task(_("Протоколы на выдачу"), own, "DRAFT")]
    if Role.UNION in roles:
        found += [
            _task(_("Перечни на согласование"), _of(UnionAgreement, employer, AgreementState.SENT), AgreementState.SENT)
        ]
    found += _seats(user, employer, on)
    return [task for task in found if task.count]


def _of(model: type[Document], employer: Employer, state: str) -> QuerySet:
    return model.objects.filter(employer=employer).filter(Q(state=state))


def _task(title: str, found: QuerySet, state: str) -> Task:
    link = f"{reverse('document-list', args=[found.model.SLUG])}?state={state}"
    return Task(title, found.count(), link)


def _officer(employer: Employer) -> list[Task]:
    open_kinds = (
        (_("Аттестации в работе"), Campaign, CampaignState.OPEN),
        (_("Перечни рабочих мест: черновики"), WorkplaceList, ApprovedState.DRAFT),
        (_("Протоколы обследования: не подписаны"), SurveyProtocol, ApprovedState.DRAFT),
        (_("Перечни факторов: черновики"), FactorList, ApprovedState.DRAFT),
        (_("Фотографии рабочего времени: черновики"), TimeStudyCard, "DRAFT"),
        (_("Протоколы измерений: не выданы"), MeasurementProtocol, "DRAFT"),
        (_("Протоколы тяжести: не подписаны"), PhysicalLoadProtocol, "DRAFT"),
        (_("Оценки напряжённости: не подписаны"), MentalStrainAssessment, "DRAFT"),
        (_("Карты: оценить"), CertificationCard, CardState.DRAFT),
        (_("Карты: направить на подпись"), CertificationCard, CardState.ASSESSED),
        (_("Перечни: сформировать"), ResultList, ResultState.DRAFT),
        (_("План мероприятий: составить"), ImprovementPlan, ResultState.DRAFT),
        (_("Замечания профсоюза"), UnionAgreement, AgreementState.REMARKS),
        (_("Работники не ознакомлены"), Acquaintance, AcquaintanceState.PENDING),
        (_("Документы в госэкспертизу: представить"), Submission, SubmissionState.PREPARED),
        (_("Документы возвращены госэкспертизой"), Submission, SubmissionState.RETURNED),
    )
    return [
        *_events(employer),
        *(_task(title, _of(model, employer, state), state) for title, model, state in open_kinds),
    ]


def _events(employer: Employer) -> list[Task]:
    """Changes on the plant whose clock runs, with the nearest day."""
    running = ChangeEvent.objects.filter(employer=employer, closed_on__isnull=True)
    nearest = running.filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()
    return [Task(_("Изменения на предприятии: сроки"), running.count(), reverse("events"), nearest)]


def _seats(user: User, employer: Employer, on: dt.date) -> list[Task]:
    """What the person's seats in commissions ask for: cards not signed yet, lists, the chair's approvals."""
    seats = CommissionMember.objects.filter(user=user, order__employer=employer, order__state=OrderState.ISSUED)
    chair = seats.filter(seat=Seat.CHAIR).values("order__campaign")
    tasks = _rounds(user, employer, on)
    for title, model, state in (
        (_("Перечень рабочих мест на утверждение"), WorkplaceList, ApprovedState.DRAFT),
        (_("Перечни на подпись председателя"), ResultList, ResultState.COMPOSED),
        (_("План на подпись председателя"), ImprovementPlan, ResultState.COMPOSED),
    ):
        tasks.append(_task(title, _of(model, employer, state).filter(campaign__in=chair), state))
    return tasks


def _rounds(user: User, employer: Employer, on: dt.date) -> list[Task]:
    """Cards of each campaign that wait for the person in the seat of the day, and until when."""
    campaigns = (
        Campaign.objects.filter(
            employer=employer, cards__state=CardState.SIGNING, orders__in=Order.objects.filter(members__user=user)
        )
        .select_related("signing_round")
        .distinct()
    )
    found = []
    for campaign in campaigns:
        seat = seat_of(user.pk, campaign, on)
        if seat is not None:
            title = _("Карты на подпись председателя") if seat.seat == Seat.CHAIR else _("Карты на вашу подпись")
            due_on = campaign.signing_round.due_on if hasattr(campaign, "signing_round") else None
            count = cards_to_sign(campaign, user, on).count()
            found.append(Task(title, count, reverse("signing", args=[campaign.pk]), due_on))
    return found
