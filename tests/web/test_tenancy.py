"""Employers never see each other: every route is walked by a stranger."""

from __future__ import annotations

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from documents.reference import all_references
from documents.screens import all_screens
from tests.factories.people import UserFactory
from tests.web.foreign import MARK, TwoPlants, addresses, foreign_documents, own_routes, two_plants
from workplaces.tables import TABLES

pytestmark = pytest.mark.django_db
NO_PAGE = {"logout", "account_logout"}


@pytest.fixture(scope="module")
def two(module_db: None) -> TwoPlants:
    return two_plants()


def test_every_route_of_another_employer_is_404(two: TwoPlants) -> None:
    walked = addresses(two)
    assert len(walked) > 150
    for address in walked:
        for method in ("get", "post"):
            answer = getattr(two.client, method)(address)
            assert answer.status_code in (404, 405), f"{method} {address}: {answer.status_code}"
            assert MARK not in answer.content.decode()


def test_lists_searches_and_choices_show_nothing_of_another_employer(two: TwoPlants) -> None:
    own = [reverse(name) for name in own_routes() if name not in NO_PAGE]
    own += [f"{reverse('workplaces')}?q={MARK}"]
    foreign_campaign = foreign_documents(two)["campaigns"].pk
    for screen in all_screens():
        listing = reverse("document-list", args=[screen.slug])
        own += [listing, f"{listing}?page=2", f"{listing}?campaign={foreign_campaign}"]
        if screen.form is not None:
            own.append(reverse("document-new", args=[screen.slug]))
    own += [reverse("pick", args=["workplaces.analogousgroup"]) + f"?text={MARK}"]
    for reference in all_references():
        own += [reverse("reference-list", args=[reference.slug]), reverse("reference-new", args=[reference.slug])]
    group = two.theirs.group
    for slug in TABLES:
        table = reverse("plant-table", args=[slug])
        own += [table, f"{table}?q={MARK}", f"{table}?group={group.pk}", f"{table}?sort=number&end=1"]
        own += [f"{table}?department={group.department_id}", f"{table}?class=harmful"]
    assert len(own) > 50
    for address in own:
        answer = two.client.get(address)
        assert answer.status_code in (200, 302, 403, 404, 405), f"{address}: {answer.status_code}"
        body = answer.content.decode(errors="replace").replace(f'value="{MARK}"', "")
        assert MARK not in body, address


def test_a_foreign_row_cannot_be_chosen_in_a_form(two: TwoPlants) -> None:
    campaign = foreign_documents(two)["campaigns"]

    answer = two.client.post(
        reverse("document-new", args=["cards"]), {"campaign": campaign.pk, "group": two.theirs.group.pk, "number": "1"}
    )

    assert answer.status_code == 200
    assert b"alert-danger" in answer.content


def test_a_person_without_a_login_sees_the_login_page_only(two: TwoPlants) -> None:
    stranger = Client()
    for address in [*addresses(two)[:60], "/", reverse("journal"), reverse("workplaces")]:
        answer = stranger.get(address)
        if address.endswith(".ics"):  # opened by its secret, not by a log-in; a wrong secret is nothing
            assert answer.status_code == 404
            continue
        assert answer.status_code in (302, 405), f"{address}: {answer.status_code}"
        if answer.status_code == 302:
            assert answer.headers["Location"].startswith(reverse(settings.LOGIN_URL))


def test_a_person_without_any_employer_sees_nothing(two: TwoPlants) -> None:
    client = Client()
    client.force_login(UserFactory())
    assert client.get("/").status_code == 403
    assert client.get(reverse("workplaces")).status_code == 403
