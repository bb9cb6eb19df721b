"""«Мои дела»: what waits for a person, each count with the list behind it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Employer, Role, User
from accounts.selectors import roles_of
from attestation.models import (
    Acquaintance,
    Campaign,
    CertificationCard,
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
from documents.models import Document, Meaning, Signature
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from workplaces.tables import TABLES, selected


@dataclass(frozen=True)
class Task:
    """Something that waits: what, how many, where."""

    title: str
    count: int
    link: str


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
    found += _seats(user, employer)
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
    tasks = [_task(title, _of(model, employer, state), state) for title, model, state in open_kinds]
    query = QueryDict("owes=card")
    owing = selected(TABLES["workplaces"], employer, query)
    tasks.append(
        Task(_("Выведены из группы: нужна своя карта"), owing.count(), f"{reverse('workplaces')}?{query.urlencode()}")
    )
    return tasks


def _seats(user: User, employer: Employer) -> list[Task]:
    """What the person's seats in commissions ask for: cards not signed yet, lists, the chair's approvals."""
    seats = CommissionMember.objects.filter(user=user, order__employer=employer, order__state=OrderState.ISSUED)
    member = seats.filter(seat=Seat.MEMBER).values("order__campaign")
    chair = seats.filter(seat=Seat.CHAIR).values("order__campaign")
    signing = _of(CertificationCard, employer, CardState.SIGNING)
    tasks = [
        _task(
            _("Карты на вашу подпись"),
            _unsigned(signing.filter(campaign__in=member), user, Meaning.AGREED),
            CardState.SIGNING,
        ),
        _task(_("Карты на подпись председателя"), signing.filter(campaign__in=chair), CardState.SIGNING),
    ]
    for title, model, state in (
        (_("Перечень рабочих мест на утверждение"), WorkplaceList, ApprovedState.DRAFT),
        (_("Перечни на подпись председателя"), ResultList, ResultState.COMPOSED),
        (_("План на подпись председателя"), ImprovementPlan, ResultState.COMPOSED),
    ):
        tasks.append(_task(title, _of(model, employer, state).filter(campaign__in=chair), state))
    return tasks


def _unsigned(cards: QuerySet, user: User, meaning: str) -> QuerySet:
    signed = Signature.objects.filter(
        document_type=CertificationCard._meta.label_lower,
        document_id=OuterRef("pk"),
        document_revision=OuterRef("revision"),
        signer=user,
        meaning=meaning,
        voided_at__isnull=True,
    )
    return cards.filter(~Exists(signed))
