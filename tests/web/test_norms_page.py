"""The page «Нормы»: a day, a comparison, a search; no day breaks it."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from norms.catalogue import listed_norms, listed_tables, missing_norms
from tests.factories.plant import Plant

HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(plant: Plant) -> Client:
    client = Client()
    client.force_login(plant.officer)
    return client


def page(client: Client, **query: str) -> str:
    answer = client.get(reverse("norms"), query)
    assert answer.status_code == 200
    return text_of(answer)


def text_of(answer: HttpResponse) -> str:
    """The page as people read it: without tags, no-break spaces as spaces."""
    text = re.sub(r"<[^>]+>", " ", answer.content.decode().replace("\u00a0", " "))
    return re.sub(r"\s+", " ", text)


def test_the_menu_leads_to_the_norms_of_today(client: Client) -> None:
    home = client.get(reverse("home")).content.decode()
    today = timezone.localdate()

    assert f'href="{reverse("norms")}"' in home
    assert f"Нормы на {today:%d.%m.%Y}" in page(client)


def test_every_norm_and_table_of_the_day_is_listed_with_its_source(client: Client) -> None:
    text = page(client, on="2026-01-01")

    for norm in listed_norms(timezone.datetime(2026, 1, 1).date()):
        for part in (norm.title, norm.clause, norm.act):
            assert re.sub(r"\s+", " ", part).replace("«", "«") in text.replace("&quot;", '"'), norm.key
    for table in listed_tables(timezone.datetime(2026, 1, 1).date()):
        assert re.sub(r"\s+", " ", table.title) in text
    assert "Шум, превышение ПДУ дБ, дБА 2: до 0; 3.1: до 5; 3.2: до 15; 3.3: до 25; 3.4: до 35; 4: более 35" in text
    assert "не сверено" in text
    assert "с копией акта" in text


def test_a_value_that_was_replaced_has_its_last_day(client: Client) -> None:
    text = page(client, on="2019-12-31")

    assert re.search(r"в уровне звука и вибрации без округления .{0,200} с 25.07.2014 по 09.01.2020", text)


def test_two_days_are_compared_whichever_is_first(client: Client) -> None:
    for on, since in (("2026-01-01", "2019-12-31"), ("2019-12-31", "2026-01-01")):
        text = page(client, on=on, since=since)
        assert "Что изменилось после 31.12.2019 по 01.01.2026" in text
        assert re.search(
            r"10.01.2020 \(приблизительно\) Знаков после запятой .{0,60}изменена без округления 0 п. 32;", text
        )
    assert "Между этими днями нормы не менялись." in page(client, on="2026-01-01", since="2025-12-31")


@pytest.mark.parametrize("day", ["1990-01-01", "0001-01-01", "2014-07-24"])
def test_a_day_outside_the_life_of_norms_gives_sentences_and_no_error(client: Client, day: str) -> None:
    text = page(client, on=day, q="формальдегид")

    missing = missing_norms(timezone.datetime.fromisoformat(day).date())
    assert re.search(rf"Не действуют на \S+: {len(missing)} ", text)
    assert re.sub(r"\s+", " ", missing[0][1]) in text
    assert "На этот день справочники не загружены." in text
    assert "ничего не найдено" in text


def test_a_day_before_all_norms_says_so(client: Client) -> None:
    assert "На 01.01.1990 ни одной нормы у нас нет" in page(client, on="1990-01-01")


@pytest.mark.parametrize("name", ["on", "since"])
@pytest.mark.parametrize("wrong", ["2026-02-30", "вчера", "<b>"])
def test_what_is_no_day_is_said_and_not_an_error(client: Client, name: str, wrong: str) -> None:
    text = page(client, **{name: wrong})

    assert " — не день." in text
    assert f"Нормы на {timezone.localdate():%d.%m.%Y}" in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("фор", "Формальдегид"),
        (
            "50-00-0",
            "Формальдегид <1> ПДК вредных веществ в воздухе рабочей зоны ПДК, мг/м³: 0,5; ПДК максимально разовая, мг/м³: 0,5;",
        ),
        ("кузнец", "Кузнец ручной ковки Списки № 1 и № 2"),
        ("микроклимат допустимые", "Показатели микроклимата"),
        ("водит", "ПДУ шума по видам трудовой деятельности"),
    ],
)
def test_search_shows_row_act_and_clause(client: Client, query: str, expected: str) -> None:
    answer = client.get(reverse("norms"), {"q": query, "on": "2026-01-01"}, headers=HTMX)
    text = text_of(answer).replace("&lt;", "<").replace("&gt;", ">")

    assert answer.status_code == 200
    assert "<html" not in answer.content.decode()
    assert expected in text
    assert "постановление Совета Министров от" in text


def test_search_says_what_it_cannot_do(client: Client) -> None:
    def found(query: str) -> str:
        return text_of(client.get(reverse("norms"), {"q": query, "on": "2026-01-01"}, headers=HTMX))

    assert "введите не меньше 2 знаков" in found("а")
    assert "В справочниках, загруженных на 01.01.2026, ничего не найдено." in found("нетакоговещества")
    assert "Показаны первые 50 строк: уточните запрос." in found("кислота")
    assert found("").strip() == ""


def test_the_page_has_a_strict_policy_and_no_inline_code(client: Client) -> None:
    answer = client.get(reverse("norms"), {"q": "фор", "since": "2019-12-31"})
    html = answer.content.decode()

    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*src=)|\son\w+=|\sstyle=|<style|javascript:", html)


def test_strangers_are_asked_to_log_in() -> None:
    answer = Client().get(reverse("norms"))

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("login"))
