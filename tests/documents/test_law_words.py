"""Points of the acts in plain words, one click away from every citation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.language import recorded
from documents.law.points import acts, in_belarusian, pieces, points
from documents.templatetags.words import cited
from tests.factories.plant import Plant

BASE = Path(settings.BASE_DIR)
ROOMS = ("attestation", "measurements", "documents", "workplaces")


@pytest.mark.parametrize(
    ("citation", "named"),
    [
        ("№ 253, п. 13, 19", [("253", "13"), ("253", "19")]),
        ("№\u00a0253, п.\u00a012.8", [("253", "12.8")]),
        ("№ 253, п. 5.5.1", [("253", "5.5")]),
        ("№ 253, п. 5.3, 5¹", [("253", "5.3"), ("253", "5¹")]),
        ("№ 253, п. 5¹, ч. 2", [("253", "5¹")]),
        ("№ 35, п. 88; № 253, п. 8", [("35", "88"), ("253", "8")]),
        ("№ 35, приложение 2", []),
        ("№ 35, таблица 10, приложение 3", []),
        ("№ 35, п. 92-1", [("35", "92-1")]),
        ("ТК, ст. 113", []),
        ("", []),
    ],
)
def test_a_citation_leads_to_its_points(citation: str, named: list[tuple[str, str]]) -> None:
    found = list(pieces(citation))
    assert "".join(text for text, _point in found) == citation
    assert [(point.act, point.number) for _text, point in found if point] == named


def test_every_point_that_a_rule_or_stage_cites_has_plain_words() -> None:
    cited_points = set()
    for room in ROOMS:
        for path in (BASE / room).rglob("*.py"):
            for literal in re.findall(r'"(№[^"]*п\.[^"]*)"', path.read_text("utf-8")):
                text = literal.replace("\\u00a0", " ")
                for act, numbers in re.findall(r"№ (253|35), п\. ([\d¹., –-]+)", text):
                    cited_points |= {(act, n.strip()) for n in re.split(r"[,–]", numbers) if n.strip()}
    assert len(cited_points) > 25
    known = {(act, number) for act, number in points()}
    missing = {(a, n) for a, n in cited_points if (a, n) not in known and (a, n.split(".")[0]) not in known}
    assert missing == set()


def test_plain_words_are_our_own_and_short() -> None:
    for point in points().values():
        assert 20 < len(point.words) < 420, point
        assert point.words.endswith("."), point
    assert {point.act for point in points().values()} <= set(acts())
    anchors = [(point.act, point.anchor) for point in points().values()]
    assert len(anchors) == len(set(anchors))


def test_a_filter_makes_links_and_escapes() -> None:
    assert str(cited("<b>")) == "&lt;b&gt;"
    assert 'href="/documents/law/253/#p19"' in cited("№ 253, п. 19")


@pytest.mark.django_db
def test_the_page_of_an_act(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)
    page = client.get(reverse("law", args=["253"]))
    assert 'id="p19"' in page.content.decode()
    assert client.get(reverse("law", args=["999"])).status_code == 404


def test_every_point_is_explained_in_belarusian_with_the_same_numbers() -> None:
    russian = {key: point.russian for key, point in points().items()}
    assert set(in_belarusian()) == set(russian)
    for key, words in in_belarusian().items():
        assert re.findall(r"\d+", words) == re.findall(r"\d+", russian[key]), key
        assert not set("иИщЩъЪ") & set(words), f"{key}: a letter that Belarusian does not have: {words}"
        assert 20 < len(words) < 420 and words.endswith("."), key


@pytest.mark.django_db
def test_the_page_of_an_act_speaks_the_language_of_the_screen_and_the_act_its_own(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)
    with translation.override("be"):
        assert points()["253", "19"].words.startswith("Вынікі дзейнічаюць пяць гадоў")
        assert "Вынікі дзейнічаюць" in cited("№ 253, п. 19")
        with recorded():
            assert points()["253", "19"].words.startswith("Результаты действуют пять лет")
    client.post(reverse("language"), {"language": "be", "next": "/"})
    page = client.get(reverse("law", args=["253"])).content.decode()
    assert "Вынікі дзейнічаюць пяць гадоў" in page and "Положение о порядке проведения аттестации" in page
