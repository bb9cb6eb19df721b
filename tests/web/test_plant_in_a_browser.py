"""Pages of the plant in a real Chromium: axe, both themes, both widths, rows edited by keyboard alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse

from tests.factories.plant import Plant
from tests.web.browser import PHONE, Watched, browser
from workplaces.models import Workplace

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
]
PICTURES = os.environ.get("PICTURES", "")


@pytest.fixture
def plant(real_commits: None, monkeypatch: pytest.MonkeyPatch) -> Plant:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver of the browser runs a loop of its own
    made = Plant.build(groups=3)
    made.add_group(4, shop="Кузнечный цех", section="участок штамповки", profession="Кузнец-штамповщик")
    return made


def pages_of(plant: Plant) -> dict[str, str]:
    place = plant.group.workplaces.earliest("pk")
    return {
        "workplaces": reverse("workplaces") + f"?department={plant.group.department_id}",
        "search": reverse("workplaces") + "?q=вредность",
        "employees": reverse("plant-table", args=["employees"]),
        "groups": reverse("plant-table", args=["groups"]),
        "departments": reverse("plant-table", args=["departments"]),
        "signs": reverse("group-signs", args=[plant.group.pk]),
        "move-out": reverse("workplace-move-out", args=[place.pk]),
        "copy": reverse("group-copy", args=[plant.group.pk]),
        "form": reverse("reference-change", args=["workplaces", place.pk]),
        "professions": reverse("reference-list", args=["professions"]),
    }


def test_no_page_of_the_plant_breaks_wcag_on_a_phone_that_prefers_the_dark(plant: Plant, live_server: Any) -> None:
    """On a desk, in the light and at 200 % these pages are looked at with all others: test_every_page.py."""
    wrong: list[str] = []
    with browser(live_server.url, plant.officer, size=PHONE, theme="dark") as watched:
        for name, address in pages_of(plant).items():
            watched.open(address)
            assert watched.page.evaluate("document.documentElement.dataset.bsTheme") == "dark"
            wrong += [f"{name}: {line}" for line in watched.violations()]
            _picture(watched, f"{name}-dark")
        wrong += watched.complaints
    assert wrong == []


def test_an_edited_row_keeps_the_columns_of_its_table_and_leads_out_of_its_group(
    plant: Plant, live_server: Any
) -> None:
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(reverse("workplaces"))
        page.locator("[data-edit]").first.click()
        page.wait_for_selector("tr[data-editing]")
        width = "row => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)"
        heads = page.locator("#plant-table thead tr").evaluate(width)
        assert page.locator("tr[data-editing]").evaluate(width) == heads
        page.click("text=Вывести из группы")
        page.locator("h1:has-text('Вывести из группы')").wait_for()


def test_on_a_phone_the_search_comes_before_the_tree(plant: Plant, live_server: Any) -> None:
    with browser(live_server.url, plant.officer, size=PHONE) as watched:
        watched.open(reverse("workplaces"))
        box = watched.page.locator("#q").bounding_box()
        assert box is not None and box["y"] < PHONE["height"] / 2
        watched.page.click("text=Подразделения >> nth=-1")
        watched.page.locator(".tree li a").first.wait_for()


def test_rows_are_edited_by_keyboard_alone_from_cell_to_cell(plant: Plant, live_server: Any) -> None:
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(reverse("workplaces"))
        page.locator("[data-edit]").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector("tr[data-editing]")
        page.keyboard.press("Tab")
        page.keyboard.type("пролёт 7")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=пролёт 7")
        page.wait_for_selector("tr[data-editing] input[name=room]:focus")  # the next row, the same cell
        page.keyboard.type("пролёт 8")
        page.keyboard.press("Enter")
        page.wait_for_selector("text=пролёт 8")
        page.wait_for_selector("tr[data-editing]")
        assert watched.violations() == []
        _picture(watched, "editing")
        page.keyboard.press("Escape")
        page.wait_for_selector("tr[data-editing]", state="detached")
        assert watched.complaints == []
    rooms = list(Workplace.objects.order_by("by_number").values_list("room", flat=True)[:3])
    assert rooms == ["пролёт 7", "пролёт 8", ""]


def test_two_tabs_in_a_browser_show_the_difference(plant: Plant, live_server: Any) -> None:
    place = Workplace.objects.order_by("by_number")[0]
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(reverse("workplaces"))
        page.locator("[data-edit]").first.click()
        page.wait_for_selector("tr[data-editing]")
        place.room = "чужой пролёт"
        place.save()
        page.fill("tr[data-editing] input[name=room]", "мой пролёт")
        page.locator("[data-save]").click()
        page.wait_for_selector("text=изменили оба")
        assert watched.violations() == []
        page.check("input[name=take-room][value=theirs]")
        page.locator("[data-save]").click()
        page.wait_for_selector("tr[data-editing]", state="detached")
        assert "чужой пролёт" in page.inner_text("#plant-table")
        assert watched.complaints == []


def test_search_as_you_type_and_bulk_change(plant: Plant, live_server: Any) -> None:
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(reverse("workplaces"))
        page.locator("#q").type("КУЗНЕЦ", delay=40)
        page.wait_for_selector("text=Найдено: 2")
        assert "q=" in page.url
        page.check("#tick-page")
        page.locator("#bulk-some").click()
        page.fill("input[name=room]", "штамповка")
        assert page.is_checked("input[name=set_room]") and not page.is_checked("input[name=set_origin]")
        assert watched.violations() == []
        page.click("main button.btn-primary")
        page.wait_for_selector("text=Изменено рабочих мест: 2")
        assert watched.complaints == []
    assert Workplace.objects.filter(room="штамповка").count() == 2


def test_a_slow_answer_says_so_and_a_second_press_sends_nothing(plant: Plant, live_server: Any) -> None:
    with browser(live_server.url, plant.officer) as watched:
        page, sent = watched.page, []
        watched.open(reverse("reference-new", args=["departments"]))
        page.fill("input[name=name]", "Гараж")
        page.route("**/reference/departments/new/", lambda route: (sent.append(1), route.fulfill(status=204)))
        button = page.locator("main button.btn-primary")
        button.click()
        page.wait_for_selector(".busy[role=status]:has-text('Идёт работа')")
        assert button.get_attribute("aria-busy") == "true"
        assert watched.violations() == []
        button.click()
        page.wait_for_timeout(200)
        assert (len(sent), page.locator(".busy").count()) == (1, 1)


def _picture(watched: Watched, name: str) -> None:
    if PICTURES:
        watched.page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)
