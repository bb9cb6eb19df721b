"""An empty page says how to begin, with links that the person may follow."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from accounts.models import Role
from documents.beginnings import beginning_of
from documents.reference import all_references
from documents.screens import all_screens
from tests.factories.people import EmployerFactory, person
from tests.factories.plant import Plant
from workplaces.tables import TABLES

pytestmark = pytest.mark.django_db
EMPTY = "Здесь пока ничего нет."


def lists() -> dict[str, str]:
    """Every list page, with the name under which its beginning stands."""
    found = {reverse("document-list", args=[screen.slug]): screen.slug for screen in all_screens()}
    found |= {reverse("reference-list", args=[screen.slug]): screen.slug for screen in all_references()}
    found |= {reverse("plant-table", args=[slug]): slug for slug in TABLES}
    return found | {reverse("workplaces"): "workplaces", reverse("jobs"): "jobs"}


def newcomer(role: str) -> Client:
    """A person of an employer that has nothing yet."""
    client = Client()
    client.force_login(person(EmployerFactory(), role))
    return client


def steps_on(html: str) -> list[str]:
    """Addresses of the steps of a page."""
    place = html[html.index(EMPTY) :]
    return re.findall(r'<a class="btn btn-sm" href="([^"]+)"', place[: place.index("</td>")])


def test_every_empty_list_says_how_to_begin_and_its_steps_open() -> None:
    client, walked = newcomer(Role.SAFETY_OFFICER), set()
    for address, slug in lists().items():
        html = client.get(address).content.decode()
        beginning = beginning_of(slug)
        assert beginning is not None, f"{slug}: an empty list that does not say how to begin"
        assert f"{EMPTY} {escape(beginning.words)}" in html, address
        assert len(steps_on(html)) == len(beginning.steps), address
        walked |= set(steps_on(html))
    assert len(lists()) > 30 and len(walked) > 8
    for address in walked:
        assert client.get(address.replace("&amp;", "&")).status_code == 200, address


def test_steps_lead_nobody_to_a_refusal() -> None:
    for role in Role.values:
        client = newcomer(role)
        for address in lists():
            answer = client.get(address)
            if answer.status_code == 200 and EMPTY in (html := answer.content.decode()):
                assert {client.get(step).status_code for step in steps_on(html)} <= {200}, (role, address)


def test_a_step_of_loading_has_chosen_what_is_loaded() -> None:
    html = newcomer(Role.SAFETY_OFFICER).get(reverse("plant-table", args=["employees"])).content.decode()

    assert steps_on(html) == [f"{reverse('import-new')}?kind={kind}" for kind in ("staffing", "employees")]
    page = newcomer(Role.SAFETY_OFFICER).get(steps_on(html)[1]).content.decode()
    assert '<option value="employees" selected>' in page


def first_steps(client: Client) -> list[str]:
    html = client.get(reverse("home")).content.decode()
    if 'id="begins"' not in html:
        return []
    return re.findall(r'href="([^"]+)"', html[html.index('id="begins"') :].split("</ol>")[0])


def test_the_home_of_a_new_employer_says_where_to_begin_and_nobody_is_told_that_all_is_done(plant: Plant) -> None:
    client = newcomer(Role.SAFETY_OFFICER)

    steps = first_steps(client)

    assert len(steps) == 5
    assert {client.get(step).status_code for step in steps} == {200}
    assert "всё сделано" not in client.get(reverse("home")).content.decode()
    assert all(first_steps(newcomer(role)) == [] for role in Role.values if role != Role.SAFETY_OFFICER)
    plant.campaign()
    client.force_login(plant.officer)
    assert first_steps(client) == []


def test_a_form_with_nothing_to_choose_from_leads_to_what_is_missing(plant: Plant) -> None:
    client, address = newcomer(Role.SAFETY_OFFICER), reverse("document-new", args=["protocols"])
    missing = f'href="{reverse("reference-new", args=["laboratories"])}"'

    assert missing in client.get(address).content.decode()
    plant.laboratory()
    client.force_login(plant.officer)
    assert missing not in client.get(address).content.decode()


def test_what_a_filter_does_not_find_is_no_beginning(plant: Plant) -> None:
    plant.campaign()
    client = Client()
    client.force_login(plant.officer)
    nothing = [
        f"{reverse('workplaces')}?q=космонавт",
        f"{reverse('document-list', args=['campaigns'])}?state=COMPLETED",
    ]
    for address in nothing:
        html = client.get(address).content.decode()
        assert "Ничего не найдено." in html and EMPTY not in html, address
    assert EMPTY not in client.get(reverse("document-list", args=["campaigns"])).content.decode()
