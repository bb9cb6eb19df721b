"""The head of an assessment of strain asks how long a special work takes only of whoever names one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect, sync_playwright

from measurements.models import MentalStrainAssessment
from tests.factories.plant import Plant
from tests.web.browser import CHROMIUM


@pytest.mark.django_db
def test_without_scripts_every_field_is_there_and_says_what_it_belongs_to(plant: Plant) -> None:
    client = Client()
    client.force_login(plant.officer)
    page = client.get(reverse("document-new", args=["strain-assessments"])).content.decode()
    assert 'name="special_minutes"' in page and " hidden" not in page.split('name="special_minutes"')[0][-600:]
    assert 'data-shown-by="special_work"' in page and "ниже спросим" in page


@pytest.fixture
def page(plant: Plant, live_server: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    client = Client()
    client.force_login(plant.officer)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 390, "height": 800}, locale="ru-RU")
        address = str(live_server.url)  # type: ignore[attr-defined]
        context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}])
        page = context.new_page()
        page.goto(address + reverse("document-new", args=["strain-assessments"]))
        yield page
        browser.close()


@pytest.mark.browser
@pytest.mark.usefixtures("real_commits")
def test_the_minutes_come_with_the_work_by_keyboard_and_what_is_typed_stays(plant: Plant, page: Page) -> None:
    minutes = page.locator("#id_special_minutes")
    expect(minutes).to_be_hidden()
    page.locator("#id_special_work").focus()
    page.keyboard.press("ArrowDown")
    expect(minutes).to_be_visible()
    page.keyboard.press("Tab")
    expect(minutes).to_be_focused()
    page.keyboard.type("300")
    page.locator("#id_special_work").select_option("")
    expect(minutes).to_be_visible()  # what is filled is not put out of sight
    minutes.fill("")
    page.locator("#id_special_work").select_option("underground")
    page.locator("#id_special_work").select_option("")
    expect(minutes).to_be_hidden()

    page.locator("#id_special_work").select_option("diving")
    minutes.fill("400")
    page.locator("#id_number").fill("Н-1")
    page.locator("#id_dated_on").fill("14.09.2026")
    page.locator("#id_group").fill(str(plant.group))
    page.get_by_role("button", name="Сохранить").first.click()
    expect(page.locator("main")).to_contain_text("400 мин за смену")
    saved = MentalStrainAssessment.objects.get()
    assert (saved.special_work, saved.special_minutes) == ("diving", 400)
