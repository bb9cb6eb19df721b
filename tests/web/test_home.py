"""«Мои дела»: for each role, the number beside a task is the number of rows of the list behind it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.plant import Plant
from tests.web.middle import Everything, everything

ROLES = ("officer", "shop", "member", "chair", "union", "hr", "laboratory", "worker", "director", "admin")
NOTHING = {"union", "admin"}  # nothing was sent to the union yet; an administrator keeps accounts only
TASK = re.compile(r'data-task="(\d+)"><span><a href="([^"]+)">([^<]+)')


@pytest.fixture(scope="module")
def made(module_db: None) -> Everything:
    return everything()


def rows_of(html: str) -> int:
    """Rows of whatever list a page shows, read as a person does: lines of its tables and lists that lead somewhere."""
    if 'id="differing"' in html:
        alike = re.search(r'id="alike".*?</section>', html, re.S)
        assert alike is not None
        return html.count('<li class="list-group-item" id="card-') + alike[0].count("<tr><td>")
    if 'id="events"' in html:
        return html.count('<tr id="event-')
    body = html.split("<tbody", 1)[1]
    return len(re.findall(r"<tr[ >](?:(?!</tr>).)*?<a href", body, re.S))


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_every_number_is_the_count_of_its_list(made: Everything, role: str) -> None:
    client = Client()
    client.force_login(made.people[role])
    home = client.get("/").content.decode()
    tasks = [(int(count), link.replace("&amp;", "&"), title) for count, link, title in TASK.findall(home)]

    assert (role in NOTHING) == ("Ничего не ждёт" in home) == (not tasks), tasks
    for count, link, title in tasks:
        answer = client.get(link.partition("#")[0])
        assert answer.status_code == 200, f"{role}, {title}: {link} {answer.status_code}"
        assert rows_of(answer.content.decode()) == count, f"{role}, {title}: {link}"


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_the_menu_leads_nowhere_forbidden(made: Everything, role: str) -> None:
    client = Client()
    client.force_login(made.people[role])
    menu = re.search(r'<nav class="app-nav".*?</header>', client.get("/").content.decode(), re.S)
    assert menu is not None
    for link in re.findall(r'<a class="(?:nav-link|btn btn-link)" href="([^"]+)"', menu[0]):
        assert client.get(link).status_code == 200, f"{role}: {link}"


@pytest.mark.django_db
def test_what_a_stage_lacks_is_the_list_behind_it(made: Everything) -> None:
    """The number beside a stage is the number of findings of its check; a button that would open nothing is not there."""
    client = Client()
    client.force_login(made.plant.officer)
    page = client.get(made.running.get_absolute_url()).content.decode()
    listed = client.get(reverse("completeness", args=[made.running.pk]) + "?whole").content.decode()
    lacking = re.findall(r'completeness/#(FULL-\d+)">не хватает: (\d+)<', page)

    assert {"FULL-08", "FULL-09", "FULL-10", "FULL-11", "FULL-12"} <= {code for code, _count in lacking}
    for code, count in lacking:
        item = re.search(rf'id="{code}">.*?</li>\s*<li class="list-group-item|id="{code}">.*?</section>', listed, re.S)
        assert item is not None and item[0].count(f">{code}<") == int(count), f"{code}: {count}"
    assert page.count("следующий шаг") == 1
    assert "/prepare/cards/" in page and "/prepare/surveys/" not in page and "/prepare/plan/" not in page


@pytest.mark.django_db
def test_what_a_stage_has_done_is_the_list_behind_its_number(made: Everything) -> None:
    client = Client()
    client.force_login(made.plant.officer)
    page = client.get(made.running.get_absolute_url()).content.decode()
    numbers = re.findall(r'<a href="([^"]+state=[^"]+)">(\d+) из \d+</a>', page)

    assert len(numbers) >= 4
    for link, done in numbers:
        assert rows_of(client.get(link.replace("&amp;", "&")).content.decode()) == int(done), link


@pytest.mark.django_db
def test_the_history_of_a_card_is_told_in_words(made: Everything) -> None:
    client = Client()
    client.force_login(made.plant.officer)
    body = client.get(reverse("document-history", args=["cards", made.rows["card"].pk])).content.decode()
    titles = re.findall(r'<h2 class="card-title">([^<]*)</h2>', body)
    assert "Подписать как член комиссии" in titles
    assert not [title for title in titles if title.startswith("Версия") or title in ("", "Изменение", "—")], titles

    assert "Общая оценка" in body
    assert not re.search(r"trace|fingerprint|&#x27;op&#x27;", body, re.I)


@pytest.mark.django_db
def test_a_task_is_gone_when_it_is_done(made: Everything) -> None:
    client = Client()
    client.force_login(made.people["hr"])
    assert "Работники не ознакомлены" in client.get("/").content.decode()
    made.done.acquaintances.all().delete()
    assert "Ничего не ждёт" in client.get("/").content.decode()


def test_the_home_asks_the_same_number_of_queries_whatever_the_rows(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)
    campaign = plant.open_campaign()
    plant.card(campaign, plant.group)

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        return len(captured)

    before = queries()
    for number in range(2, 6):
        plant.card(campaign, plant.add_group(number))
    assert queries() == before
