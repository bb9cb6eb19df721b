"""What falls due, on one page and in a calendar program."""

from __future__ import annotations

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from attestation.deadlines import Deadline, Urgency, deadlines_of, safe_days
from attestation.models import Campaign
from attestation.services.preparation import workplace_list_compose
from attestation.views.deadlines import feed_token
from documents.services.perform import perform
from tests.factories.people import EmployerFactory, person
from tests.factories.plant import ORDER_ON, Plant

pytestmark = pytest.mark.django_db


def keys(plant: Plant) -> dict[str, Deadline]:
    return {deadline.key.rsplit("-", 1)[0]: deadline for deadline in deadlines_of(plant.employer)}


def test_a_finished_campaign_is_due_again_in_five_years_and_submitted_in_a_month(plant: Plant) -> None:
    plant.whole_procedure()
    found = keys(plant)

    assert found["next"].day == dt.date(2031, 11, 24)
    assert "previous_order_on=2026-11-24" in found["next"].link
    assert found["submission"].day == dt.date(2026, 12, 24)
    assert "approval" not in found and "stage" not in found
    assert {"accreditation", "verification"} <= set(found)


def test_a_campaign_that_follows_ends_the_waiting(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    plant.campaign()
    Campaign.objects.exclude(pk=campaign.pk).update(previous_order_on=campaign.completed_on)

    assert "next" not in keys(plant)
    assert keys(plant)["approval"].day == dt.date(2031, 11, 24)


def open_campaign(plant: Plant, ends_on: dt.date) -> Campaign:
    """A campaign in work whose schedule ends on a day."""
    campaign = plant.campaign()
    stages = [{"title": "Измерения", "starts_on": ORDER_ON, "ends_on": ends_on}]
    perform(plant.hold_order(campaign, stages=stages), "issue", actor=plant.director, on=ORDER_ON)
    perform(workplace_list_compose(campaign, actor=plant.officer), "approve", actor=plant.chair, on=ORDER_ON)
    return Campaign.objects.get(pk=campaign.pk)


def test_an_open_campaign_has_its_day_its_schedule_and_the_age_of_its_protocols(plant: Plant) -> None:
    open_campaign(plant, dt.date(2026, 10, 9))
    plant.evidence(plant.group)
    found = keys(plant)

    assert found["approval"].day == dt.date(2026, 11, 24)
    assert found["stage"].day == dt.date(2026, 10, 9)
    protocols = next(d for d in deadlines_of(plant.employer) if d.key.startswith("protocols"))
    assert protocols.day == dt.date(2027, 9, 14)


@pytest.mark.parametrize(
    ("ends_on", "due_on", "last_on"),
    [
        ("2026-11-13", "2026-11-24", "2026-11-24"),  # Friday: seven working days to Tuesday
        ("2026-10-09", "2026-11-24", "2026-11-24"),
        ("2026-11-13", "2026-11-11", "2026-11-11"),  # the schedule ends two working days too late
    ],
)
def test_the_last_safe_day_is_the_plan_moved_by_the_slack(
    plant: Plant, ends_on: str, due_on: str, last_on: str
) -> None:
    campaign = open_campaign(plant, dt.date.fromisoformat(ends_on))

    assert [s.last_on for s in safe_days(campaign, dt.date.fromisoformat(due_on))] == [dt.date.fromisoformat(last_on)]


def test_parallel_stages_keep_their_distance(plant: Plant) -> None:
    campaign = plant.campaign()
    stages = [
        {"title": "Хронометраж", "starts_on": ORDER_ON, "ends_on": dt.date(2026, 11, 12)},
        {"title": "Измерения", "starts_on": ORDER_ON, "ends_on": dt.date(2026, 11, 13)},
    ]
    perform(plant.hold_order(campaign, stages=stages), "issue", actor=plant.director, on=ORDER_ON)

    found = safe_days(campaign, dt.date(2026, 11, 24))
    assert [safe.last_on for safe in found] == [dt.date(2026, 11, 23), dt.date(2026, 11, 24)]


def test_the_page_counts_what_it_lists(plant: Plant) -> None:
    plant.whole_procedure()
    client = Client()
    client.force_login(plant.officer)

    everything = client.get(reverse("deadlines"))
    counts = dict(everything.context["counts"])
    assert sum(counts.values()) == len(everything.context["rows"]) == everything.context["total"] > 3
    for urgency, count in counts.items():
        assert len(client.get(reverse("deadlines"), {"urgency": urgency}).context["rows"]) == count


def test_urgency_by_days() -> None:
    deadline = Deadline("k", dt.date(2026, 11, 24), "t", "/")
    days = (dt.date(2026, 11, 25), dt.date(2026, 11, 24), dt.date(2026, 10, 25), dt.date(2026, 10, 24))
    assert [deadline.urgency(day) for day in days] == [Urgency.OVERDUE, Urgency.SOON, Urgency.SOON, Urgency.LATER]


def test_the_feed_needs_its_secret_and_dies_with_the_password(plant: Plant) -> None:
    plant.whole_procedure()
    stranger, token = Client(), feed_token(plant.officer, plant.employer)

    answer = stranger.get(reverse("deadlines-feed", args=[token]))
    feed = Calendar.from_ical(answer.content)
    assert answer.headers["Content-Type"].startswith("text/calendar")
    assert len(feed.walk("VEVENT")) == len(deadlines_of(plant.employer))
    first = feed.walk("VEVENT")[0]
    assert first["dtend"].dt - first["dtstart"].dt == dt.timedelta(days=1)
    assert len(first.walk("VALARM")) == 3

    assert stranger.get(reverse("deadlines-feed", args=[token + "x"])).status_code == 404
    assert stranger.get(reverse("deadlines-feed", args=["1-1-abc"])).status_code == 404
    elsewhere = feed_token(plant.officer, EmployerFactory())
    assert stranger.get(reverse("deadlines-feed", args=[elsewhere])).status_code == 404
    plant.officer.set_password("another-long-password")
    plant.officer.save()
    assert stranger.get(reverse("deadlines-feed", args=[token])).status_code == 404


def test_a_worker_reads_no_deadlines(plant: Plant) -> None:
    client = Client()
    client.force_login(person(plant.employer, "WORKER"))
    assert client.get(reverse("deadlines")).status_code == 403


def queries_of(plant: Plant) -> int:
    open_campaign(plant, dt.date(2026, 10, 9))
    for group in plant.groups:
        plant.evidence(group)
    with CaptureQueriesContext(connection) as asked:
        assert deadlines_of(plant.employer)
    return len(asked)


def test_the_number_of_queries_does_not_grow_with_rows(plant: Plant) -> None:
    assert queries_of(Plant.build(groups=3)) <= queries_of(plant)
