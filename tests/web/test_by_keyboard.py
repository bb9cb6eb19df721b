"""What hands on a keyboard and a finger on a phone met on the editors: cells, suggestions, ticks of a manifest."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from measurements.models import Indicator, MeasurementProtocol
from tests.factories.plant import Plant
from tests.web.browser import PHONE, browser

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]


@pytest.fixture
def plant(real_commits: None, monkeypatch: pytest.MonkeyPatch) -> Plant:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver of the browser runs a loop of its own
    return Plant.build(groups=2)


def protocol_without_rows(plant: Plant) -> MeasurementProtocol:
    """A draft to be filled by hand, at an employer that has no indicators yet."""
    protocol = plant.protocol(plant.group)
    protocol.results.all().delete()
    Indicator.objects.all().delete()
    return protocol


def wait_for_cell(page: Page, name: str) -> None:
    """Until the cell has the focus."""
    page.wait_for_function("name => document.activeElement.name === name", arg=name)


def choose(page: Page, letters: str, key: str) -> None:
    """Type letters, wait for what is offered, press the key."""
    page.keyboard.type(letters)
    page.locator("#suggestions [role=option]").first.wait_for()
    page.keyboard.press(key)
    page.wait_for_selector("#suggestions", state="detached")


def test_results_are_entered_without_a_mouse_and_without_walking_a_list(plant: Plant, live_server: Any) -> None:
    protocol = protocol_without_rows(plant)
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(protocol.get_absolute_url())
        page.click("#results [data-add]")
        wait_for_cell(page, "group")
        choose(page, "обрубщик 1", "Tab")  # the only one that is offered
        wait_for_cell(page, "indicator")
        choose(page, "шу", "Enter")  # the first that is offered
        assert page.input_value("[name=method]") == "NOISE" and page.input_value("[name=unit]") == "дБА"
        page.locator("[name=value]").fill("85,4")
        page.locator("[name=limit]").fill("80")
        page.locator(".extra-fields > :not([hidden]) >> nth=-1").locator("input, select").focus()
        page.keyboard.press("Tab")  # the last cell that is seen: hidden ones are none
        page.locator("#results tr.row-shown").wait_for()
        wait_for_cell(page, "group")
        for name in ("group", "indicator", "method"):
            wait_for_cell(page, name)
            page.keyboard.press("Control+d")
            page.keyboard.press("Tab")
        wait_for_cell(page, "value")
        page.keyboard.type("86")
        page.locator("[name=limit]").focus()
        page.keyboard.press("Control+d")
        page.keyboard.press("Enter")
        page.locator("#results tr.row-shown >> nth=1").wait_for()
        assert watched.complaints == []
    rows = [(str(row.group), row.indicator.name, row.method, float(row.value)) for row in protocol.results.all()]
    assert rows == [("1. Обрубщик 1", "шум", "NOISE", 85.4), ("1. Обрубщик 1", "шум", "NOISE", 86.0)]


def test_a_choice_among_several_is_never_made_by_leaving_the_cell(plant: Plant, live_server: Any) -> None:
    protocol = protocol_without_rows(plant)
    with browser(live_server.url, plant.officer) as watched:
        page = watched.page
        watched.open(protocol.get_absolute_url())
        page.click("#results [data-add]")
        wait_for_cell(page, "group")
        choose(page, "обруб", "Tab")
        wait_for_cell(page, "indicator")
        assert page.input_value("[name=group]") == "обруб" and page.input_value("[name=group-pk]") == ""


def test_a_manifest_on_a_phone_says_how_many_cards_it_signs(plant: Plant, live_server: Any) -> None:
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.card_on_signature(campaign, group)
    member = plant.members[0]
    with browser(live_server.url, member, size=PHONE) as watched:
        page = watched.page
        watched.open(reverse("signing", args=[campaign.pk]))
        for left in range(len(plant.groups), 0, -1):
            page.locator(f"#waiting:has-text('{left}')").wait_for()
            page.locator("text=Открыть отличия").first.click()
        page.locator("#ready:has-text('2')").wait_for()
        watched.open(reverse("signing-manifest", args=[campaign.pk]))
        button, boxes = page.locator("#sign button.btn-primary"), page.locator("input[name=card]")
        number = button.locator("[data-ticked-cards]")
        rows = [row.bounding_box() for row in page.locator(".manifest tbody tr").all()]
        assert watched.overflows() <= 0 and all(box and box["height"] < 80 for box in rows), rows
        assert number.inner_text() == "2"
        boxes.first.uncheck()
        assert number.inner_text() == "1"
        boxes.last.uncheck()
        assert button.is_disabled()
        assert watched.violations() == [] and watched.complaints == []
