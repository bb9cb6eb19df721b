"""Everything that falls due for an employer: from the law, from the order's schedule, from the evidence's own terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.db.models import Count, Max
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Employer
from attestation.facts import CAMPAIGN_TERMS
from attestation.models import Campaign, ChangeEvent, OrderStage, PlanMeasure, SigningRound, Submission
from attestation.selectors import approval_due, listed_groups
from attestation.states import CampaignState, OrderState, ResultState, SubmissionState
from measurements.models import Instrument, Laboratory, MeasurementProtocol
from measurements.states import ProtocolState
from norms.calendar import ONE_DAY, WorkingCalendar
from norms.library import norm
from norms.terms import add_months, next_approval_order
from workplaces.selectors import working_calendar


class Urgency(Enum):
    """How near a day is."""

    OVERDUE = "overdue"
    SOON = "soon"
    LATER = "later"


SOON = dt.timedelta(days=30)


@dataclass(frozen=True)
class Deadline:
    """A day by which something must be done: the day of the law or of a paper, and where to do it.

    ``act_on`` is a working day not after it, where the law lets one choose. ``key`` is the same from
    day to day, so that a calendar program recognises the entry.
    """

    key: str
    day: dt.date
    title: str
    link: str
    law: str = ""
    act_on: dt.date | None = None
    is_provisional: bool = False

    @property
    def kind(self) -> str:
        """What the day belongs to: «approval», «stage», «submission» …, the first word of the key."""
        return self.key.partition("-")[0]

    def urgency(self, today: dt.date) -> Urgency:
        """How near the day is, seen from ``today``."""
        if self.day < today:
            return Urgency.OVERDUE
        return Urgency.SOON if self.day - today <= SOON else Urgency.LATER


def deadlines_of(employer: Employer) -> list[Deadline]:
    """Return what is due for an employer, the nearest first; a constant number of queries."""
    campaigns = list(Campaign.objects.filter(employer=employer).select_related("employer"))
    found = [
        *_approvals(campaigns),
        *_next_certifications(campaigns, employer),
        *_schedule(employer),
        *_rounds(employer),
        *_events(employer),
        *_submissions(employer),
        *_plan(employer),
        *_accreditation(employer),
        *_verification(employer),
        *_ageing_protocols(campaigns, employer),
    ]
    return sorted(found, key=lambda deadline: (deadline.day, deadline.title))


def _approvals(campaigns: list[Campaign]) -> Iterator[Deadline]:
    for campaign in campaigns:
        due = approval_due(campaign) if campaign.state != CampaignState.COMPLETED else None
        words = _("Издать приказ об утверждении результатов — именно в этот день: %s")
        law = "№\u00a0253, п.\u00a019"
        if campaign.kind in CAMPAIGN_TERMS:
            words = _("Издать приказ об утверждении результатов — не позднее этого дня: %s")
            law = "№\u00a0253, п.\u00a017, 18, 21"
        if due:
            yield Deadline(
                f"approval-{campaign.pk}",
                due.day,
                words % campaign,
                campaign.get_absolute_url(),
                law,
                is_provisional=due.is_provisional,
            )


def _next_certifications(campaigns: list[Campaign], employer: Employer) -> Iterator[Deadline]:
    """Results end five years after their order, unless a later campaign already follows them."""
    followed = {campaign.previous_order_on for campaign in campaigns}
    finished = [c for c in campaigns if c.completed_on is not None and c.completed_on not in followed]
    calendar = working_calendar(employer) if finished else None
    for campaign in finished:
        assert calendar is not None and campaign.completed_on is not None
        due = next_approval_order(campaign.completed_on, calendar)
        yield Deadline(
            f"next-{campaign.pk}",
            due.day,
            _("Следующий приказ об утверждении: результаты «%s» действуют пять лет") % campaign,
            f"{reverse('document-new', args=['campaigns'])}?previous_order_on={campaign.completed_on:%Y-%m-%d}",
            "№\u00a0253, п.\u00a019",
            is_provisional=due.is_provisional,
        )


def _schedule(employer: Employer) -> Iterator[Deadline]:
    stages = OrderStage.objects.filter(
        order__employer=employer, order__state=OrderState.ISSUED, order__campaign__state=CampaignState.OPEN
    ).select_related("order__campaign")
    for stage in stages:
        yield Deadline(
            f"stage-{stage.pk}",
            stage.ends_on,
            _("График приказа: %s") % stage.title,
            stage.order.campaign.get_absolute_url(),
            "№\u00a0253, п.\u00a04",
        )


def _rounds(employer: Employer) -> Iterator[Deadline]:
    rounds = SigningRound.objects.filter(
        employer=employer, due_on__isnull=False, campaign__state=CampaignState.OPEN
    ).select_related("campaign")
    for signing in rounds:
        assert signing.due_on is not None
        yield Deadline(
            f"round-{signing.pk}",
            signing.due_on,
            _("Подписать карты комиссией: %s") % signing.campaign,
            reverse("signing", args=[signing.campaign_id]),
            "№\u00a0253, п.\u00a011",
        )


def _events(employer: Employer) -> Iterator[Deadline]:
    """Facts whose clock runs; once their certification is open, its order of approval stands for them."""
    running = ChangeEvent.objects.filter(
        employer=employer, closed_on__isnull=True, due_on__isnull=False, campaign__isnull=True
    )
    for event in running:
        assert event.due_on is not None
        yield Deadline(
            f"event-{event.pk}",
            event.due_on,
            str(event),
            f"{reverse('events')}#event-{event.pk}",
            event.citation.replace(" ", "\u00a0"),
            act_on=event.recommended_on,
        )


def _submissions(employer: Employer) -> Iterator[Deadline]:
    waiting = (SubmissionState.PREPARED, SubmissionState.RETURNED)
    for submission in Submission.objects.filter(employer=employer, state__in=waiting):
        yield Deadline(
            f"submission-{submission.pk}",
            submission.due_on,
            _("Представить документы в государственную экспертизу условий труда"),
            submission.get_absolute_url(),
            "№\u00a0253, п.\u00a015",
            act_on=submission.recommended_on,
        )


def _plan(employer: Employer) -> Iterator[Deadline]:
    measures = PlanMeasure.objects.filter(
        plan__employer=employer, plan__state=ResultState.APPROVED, due_on__isnull=False, done_note=""
    )
    by_day = measures.values_list("plan", "due_on").annotate(count=Count("id")).order_by("plan", "due_on")
    for plan, due_on, count in by_day:
        assert due_on is not None
        yield Deadline(
            f"plan-{plan}-{due_on}",
            due_on,
            _("Выполнить мероприятия плана 12.8: %s") % count,
            reverse("document", args=["plans", plan]),
            "№\u00a0253, п.\u00a012.8",
        )


def _accreditation(employer: Employer) -> Iterator[Deadline]:
    for laboratory in Laboratory.objects.filter(employer=employer):
        yield Deadline(
            f"accreditation-{laboratory.pk}",
            laboratory.accredited_through,
            _("Кончается аккредитация: %s") % laboratory,
            reverse("reference-change", args=["laboratories", laboratory.pk]),
            "№\u00a0253, п.\u00a08",
        )


def _verification(employer: Employer) -> Iterator[Deadline]:
    verified = Instrument.objects.filter(employer=employer).annotate(through=Max("verifications__valid_through"))
    for instrument in verified.filter(through__isnull=False):
        yield Deadline(
            f"verification-{instrument.pk}",
            instrument.through,
            _("Кончается поверка: %s") % instrument,
            reverse("reference-change", args=["instruments", instrument.pk]),
            "№\u00a035, п.\u00a088",
        )


def _ageing_protocols(campaigns: list[Campaign], employer: Employer) -> Iterator[Deadline]:
    """Protocols of an open campaign are usable for a year after measuring (№ 35, п. 8)."""
    for campaign in campaigns:
        if campaign.state != CampaignState.OPEN:
            continue
        used = MeasurementProtocol.objects.filter(
            employer=employer, state=ProtocolState.ISSUED, results__group__in=listed_groups(campaign)
        )
        for row in used.values("measured_on").annotate(count=Count("id", distinct=True)).order_by("measured_on"):
            months = int(norm("terms.protocol_months", row["measured_on"]).number)
            yield Deadline(
                f"protocols-{campaign.pk}-{row['measured_on']}",
                add_months(row["measured_on"], months),
                _("Последний день для карт по протоколам от %(day)s: %(count)s")
                % {"day": f"{row['measured_on']:%d.%m.%Y}", "count": row["count"]},
                f"{reverse('document-list', args=['protocols'])}?measured_on={row['measured_on']:%Y-%m-%d}",
                "№\u00a035, п.\u00a08",
            )


@dataclass(frozen=True)
class SafeDay:
    """A stage of the order's schedule and the last day on which it may still end (№ 253, п. 4, 19)."""

    stage: OrderStage
    last_on: dt.date


def safe_days(campaign: Campaign, due_on: dt.date) -> list[SafeDay]:
    """Return for each stage the last safe day: its planned end moved by the slack of the whole schedule.

    The slack is the working days between the end of the last stage and the day of the order of
    approval; negative when the schedule ends too late, and then every last day lies before the plan.
    """
    stages = list(
        OrderStage.objects.filter(order__campaign=campaign, order__state=OrderState.ISSUED).order_by("starts_on", "id")
    )
    if not stages:
        return []
    calendar = working_calendar(campaign.employer)
    ends = max(stage.ends_on for stage in stages)
    slack = _working_days(ends, due_on, calendar) if ends <= due_on else -_working_days(due_on, ends, calendar)
    return [SafeDay(stage, _moved(stage.ends_on, slack, calendar)) for stage in stages]


def _working_days(after: dt.date, through: dt.date, calendar: WorkingCalendar) -> int:
    """Number of working days after one day, through another."""
    return sum(calendar.is_working(after + ONE_DAY * ahead) for ahead in range(1, (through - after).days + 1))


def _moved(day: dt.date, working_days: int, calendar: WorkingCalendar) -> dt.date:
    """The day so many working days later; earlier for a negative number."""
    step, left = (ONE_DAY, working_days) if working_days >= 0 else (-ONE_DAY, -working_days)
    while left:
        day += step
        left -= calendar.is_working(day)
    return day
