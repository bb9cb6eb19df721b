"""«Мои дела»: what waits for a person, each count with the list behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet, TextChoices
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Employer, Role, User
from accounts.selectors import roles_of
from attestation.deadlines import Urgency, deadlines_of
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
from documents.models import Document, ImportBatch
from documents.states import ImportState
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from workplaces.tables import TABLES, selected

ACQUAINTING = frozenset({Role.HR, Role.DEPARTMENT_HEAD})
"""Roles that acquaint workers beside the safety officer."""


class Waits(TextChoices):
    """What somebody is to do, in the order in which the home page asks for it."""

    OVERDUE = "OVERDUE", gettext_lazy("Просрочено")
    FILL = "FILL", gettext_lazy("Заполнить")
    CHECK = "CHECK", gettext_lazy("Проверить и направить")
    SIGN = "SIGN", gettext_lazy("Подписать и утвердить")
    AGREE = "AGREE", gettext_lazy("Согласовать")
    ACQUAINT = "ACQUAINT", gettext_lazy("Ознакомить")
    RUNNING = "RUNNING", gettext_lazy("В работе")


@dataclass(frozen=True)
class Task:
    """Something that waits: to do what, with what, how many, where."""

    waits: Waits
    title: str
    count: int
    link: str
    due_on: dt.date | None = None


def tasks_for(user: User, employer: Employer, on: dt.date) -> list[Task]:
    """Return what waits for a person with an employer, by role and seat; only what is not empty."""
    roles = roles_of(user, employer.pk, on)
    found: list[Task] = []
    if Role.SAFETY_OFFICER in roles:
        found += [_overdue(employer, on), *_officer(employer)]
    if Role.HEAD in roles:
        found += [_task(Waits.SIGN, _("Приказы на издание"), _of(Order, employer, OrderState.DRAFT), OrderState.DRAFT)]
    if Role.DEPARTMENT_HEAD in roles:
        found += [
            _task(
                Waits.SIGN,
                _("Фотографии рабочего времени на утверждение"),
                _of(TimeStudyCard, employer, "COMPLETED"),
                "COMPLETED",
            )
        ]
    found += _own(user, employer, roles)
    if Role.LABORATORY in roles:
        own = _of(MeasurementProtocol, employer, "DRAFT").filter(laboratory__guests=user)
        found += [_task(Waits.SIGN, _("Протоколы на выдачу"), own, "DRAFT")]
    if Role.UNION in roles:
        found += [
            _task(
                Waits.AGREE,
                _("Перечни на согласование"),
                _of(UnionAgreement, employer, AgreementState.SENT),
                AgreementState.SENT,
            )
        ]
    found += _seats(user, employer, on)
    return sorted((task for task in found if task.count), key=lambda task: list(Waits).index(task.waits))


def _own(user: User, employer: Employer, roles: frozenset[str]) -> list[Task]:
    """What waits for those who acquaint, for a specialist, and for a worker; the officer has it among all the rest."""
    pending, found = _of(Acquaintance, employer, AcquaintanceState.PENDING), []
    if roles & ACQUAINTING and Role.SAFETY_OFFICER not in roles:
        found.append(_task(Waits.ACQUAINT, _("Работники не ознакомлены"), pending, AcquaintanceState.PENDING))
    if Role.SPECIALIST in roles and Role.SAFETY_OFFICER not in roles:
        drafts = _of(CertificationCard, employer, CardState.DRAFT)
        found.append(_task(Waits.FILL, _("Карты: оценить"), drafts, CardState.DRAFT))
    if Role.WORKER in roles:
        mine = pending.filter(employee__user=user)
        found.append(
            _task(Waits.ACQUAINT, _("Ознакомьтесь с картой вашего рабочего места"), mine, AcquaintanceState.PENDING)
        )
    return found


def _of(model: type[Document], employer: Employer, state: str) -> QuerySet:
    return model.objects.filter(employer=employer).filter(Q(state=state))


def _task(waits: Waits, title: str, found: QuerySet, state: str) -> Task:
    link = f"{reverse('document-list', args=[found.model.SLUG])}?state={state}"
    return Task(waits, title, found.count(), link)


def _officer(employer: Employer) -> list[Task]:
    open_kinds = (
        (Waits.RUNNING, _("Аттестации в работе"), Campaign, CampaignState.OPEN),
        (Waits.CHECK, _("Загрузки: разобрать и применить"), ImportBatch, ImportState.READ),
        (Waits.FILL, _("Приказы: проекты"), Order, OrderState.DRAFT),
        (Waits.FILL, _("Перечни рабочих мест: черновики"), WorkplaceList, ApprovedState.DRAFT),
        (Waits.FILL, _("Протоколы обследования: не подписаны"), SurveyProtocol, ApprovedState.DRAFT),
        (Waits.FILL, _("Перечни факторов: черновики"), FactorList, ApprovedState.DRAFT),
        (Waits.FILL, _("Фотографии рабочего времени: черновики"), TimeStudyCard, "DRAFT"),
        (Waits.FILL, _("Протоколы измерений: не выданы"), MeasurementProtocol, "DRAFT"),
        (Waits.FILL, _("Протоколы тяжести: не подписаны"), PhysicalLoadProtocol, "DRAFT"),
        (Waits.FILL, _("Оценки напряжённости: не подписаны"), MentalStrainAssessment, "DRAFT"),
        (Waits.FILL, _("Карты: оценить"), CertificationCard, CardState.DRAFT),
        (Waits.CHECK, _("Карты: направить на подпись"), CertificationCard, CardState.ASSESSED),
        (Waits.FILL, _("Перечни: сформировать"), ResultList, ResultState.DRAFT),
        (Waits.FILL, _("План мероприятий: составить"), ImprovementPlan, ResultState.DRAFT),
        (Waits.AGREE, _("Согласование: направить профсоюзу"), UnionAgreement, AgreementState.DRAFT),
        (Waits.AGREE, _("Замечания профсоюза"), UnionAgreement, AgreementState.REMARKS),
        (Waits.ACQUAINT, _("Работники не ознакомлены"), Acquaintance, AcquaintanceState.PENDING),
        (Waits.CHECK, _("Документы в госэкспертизу: представить"), Submission, SubmissionState.PREPARED),
        (Waits.CHECK, _("Документы возвращены госэкспертизой"), Submission, SubmissionState.RETURNED),
    )
    return [
        *_events(employer),
        *(_task(waits, title, _of(model, employer, state), state) for waits, title, model, state in open_kinds),
        _moved_out(employer),
    ]


def _moved_out(employer: Employer) -> Task:
    """Workplaces moved out of their group that have no card of their own yet (№ 35, п. 14)."""
    query = QueryDict("owes=card")
    owing = selected(TABLES["workplaces"], employer, query)
    return Task(
        Waits.FILL,
        _("Выведены из группы: нужна своя карта"),
        owing.count(),
        f"{reverse('workplaces')}?{query.urlencode()}",
    )


def _events(employer: Employer) -> list[Task]:
    """Changes on the plant whose clock runs, with the nearest day."""
    running = ChangeEvent.objects.filter(employer=employer, closed_on__isnull=True)
    nearest = running.filter(due_on__isnull=False).order_by("due_on").values_list("due_on", flat=True).first()
    return [
        Task(
            Waits.CHECK,
            _("Изменения на предприятии: сроки"),
            running.count(),
            f"{reverse('events')}?open=1#events",
            nearest,
        )
    ]


def _overdue(employer: Employer, on: dt.date) -> Task:
    """Days of the law and of the schedule that have gone by."""
    late = [deadline for deadline in deadlines_of(employer) if deadline.urgency(on) == Urgency.OVERDUE]
    return Task(Waits.OVERDUE, _("Сроки прошли"), len(late), f"{reverse('deadlines')}?urgency={Urgency.OVERDUE.value}")


def _seats(user: User, employer: Employer, on: dt.date) -> list[Task]:
    """What the person's seats in commissions ask for: cards not signed yet, surveys, lists, the chair's approvals."""
    seats = CommissionMember.objects.filter(user=user, order__employer=employer, order__state=OrderState.ISSUED)
    chair = set(seats.filter(seat=Seat.CHAIR).values_list("order__campaign", flat=True))
    every = set(seats.values_list("order__campaign", flat=True))
    tasks = _rounds(user, employer, on)
    for title, model, state, campaigns in (
        (_("Протоколы обследования на подпись комиссии"), SurveyProtocol, ApprovedState.DRAFT, every),
        (_("Перечень факторов на утверждение"), FactorList, ApprovedState.DRAFT, every),
        (_("Перечень рабочих мест на утверждение"), WorkplaceList, ApprovedState.DRAFT, chair),
        (_("Перечни на подпись председателя"), ResultList, ResultState.COMPOSED, chair),
        (_("План на подпись председателя"), ImprovementPlan, ResultState.COMPOSED, chair),
    ):
        tasks += _by_campaign(title, _of(model, employer, state).filter(campaign__in=campaigns), state)
    return tasks


def _by_campaign(title: str, found: QuerySet, state: str) -> list[Task]:
    """A task for each campaign: the list behind the number is that of one campaign, and a seat is held in one."""
    listing = reverse("document-list", args=[found.model.SLUG])
    counts = found.order_by("campaign").values_list("campaign").annotate(Count("pk"))
    return [
        Task(Waits.SIGN, title, count, f"{listing}?campaign={campaign}&state={state}") for campaign, count in counts
    ]


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
            found.append(Task(Waits.SIGN, title, count, reverse("signing", args=[campaign.pk]), due_on))
    return found
