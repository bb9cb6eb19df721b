"""A protocol filled by keyboard alone in a real browser: catalogue, class, paste, two tabs, a lost session."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect, sync_playwright

from accounts.models import User
from measurements.models import MeasurementProtocol, MeasurementResult
from tests.factories.people import PASSWORD, code_of
from tests.factories.plant import Plant
from tests.web.browser import CHROMIUM

pytestmark = pytest.mark.browser


@pytest.fixture
def context(monkeypatch: pytest.MonkeyPatch) -> Iterator[BrowserContext]:
    """A browser; Django's guard against an event loop in this thread is for servers, not for this test."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="ru-RU")
        context.set_default_timeout(30_000)
        yield context
        browser.close()


def watched(context: BrowserContext, complaints: list[str]) -> Page:
    page = context.new_page()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda said: complaints.append(said.text) if "Content Security Policy" in said.text else None,
    )
    return page


def picture(page: Page, name: str) -> None:
    """Keep a picture where the suite is asked for them."""
    if folder := os.environ.get("ATTESTATION_SCREENSHOTS"):
        page.screenshot(path=str(Path(folder) / f"{name}.png"), full_page=True)


def log_in(page: Page, address: str, person: User) -> None:
    """Name, password, then the code of the second factor: by keyboard."""
    page.goto(address)
    page.get_by_label("Имя", exact=False).first.focus()
    page.keyboard.type(person.username)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#id_code").focus()
    page.keyboard.type(code_of(person))
    page.keyboard.press("Enter")
    page.wait_for_selector(".app-nav")


def open_row(page: Page, number: int, field: str) -> None:
    page.locator("#results tr.row-shown").nth(number).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#results tr.row-editor")
    while page.evaluate("document.activeElement.name") != field:
        page.keyboard.press("Tab")


def retype(page: Page, text: str) -> None:
    page.keyboard.press("Control+A")
    page.keyboard.type(text)


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """text => { const data = new DataTransfer(); data.setData("text/plain", text);
        document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true})); }""",
        text,
    )


def test_a_protocol_by_keyboard_alone(real_commits: Any, live_server: Any, context: BrowserContext) -> None:
    plant = Plant.build()
    protocol = plant.protocol(plant.group)
    address = live_server.url + protocol.get_absolute_url()
    complaints: list[str] = []
    page, other = watched(context, complaints), watched(context, complaints)
    log_in(page, f"{live_server.url}/login/", plant.officer)
    page.goto(address)

    add_a_substance(page, protocol)
    paste_a_block(page, plant, protocol)
    two_tabs(page, other, address)
    lost_session(context, page, address)

    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(address)
    picture(page, "protocol-390")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert complaints == []


def add_a_substance(page: Page, protocol: MeasurementProtocol) -> None:
    page.locator("#results [data-add]").focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("tr.row-editor")
    expect(page.locator("tr.row-editor [data-field=averaging]")).to_be_hidden()  # a default is not a filled cell
    page.keyboard.type("обру")
    page.wait_for_selector("#suggestions li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.type("толуо")
    page.wait_for_selector("#suggestions li")
    picture(page, "suggestions-1366")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("tr.row-editor [data-field=averaging]")).to_be_visible()
    expect(page.locator("tr.row-editor [data-field=includes_time]")).to_be_hidden()
    for _ in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("500")
    expect(page.locator(".judge-place .cls")).to_be_visible()
    picture(page, "class-while-typing-1366")
    page.keyboard.press("Enter")
    expect(page.locator("#results tr.row-shown")).to_have_count(2)
    saved = protocol.results.exclude(indicator__name="шум").get()
    assert (saved.value, saved.unit, saved.method) == (500, "мг/м³", "SUBSTANCE")
    assert saved.limit is not None


def paste_a_block(page: Page, plant: Plant, protocol: MeasurementProtocol) -> None:
    page.locator("#results tr.row-editor:not([data-cancel]) [name=group]").focus()
    paste(page, f"{plant.group}\tшум\t\t83,5\t\t80\tдБА\n{plant.group}\tгрохот\t\t83,5\t\t80\tдБА")
    expect(page.locator(".paste-panel .is-invalid")).not_to_have_count(0)
    picture(page, "paste-1366")
    expect(page.locator("[data-apply]")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_selector(".paste-panel .alert-success")
    assert protocol.results.count() == 3


def two_tabs(page: Page, other: Page, address: str) -> None:
    for tab in (page, other):
        tab.goto(address)
        open_row(tab, 0, "value")
    retype(page, "91,5")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#results tr.row-shown").first).to_contain_text("91,5")
    retype(other, "85")
    other.keyboard.press("Enter")
    expect(other.locator(".differs")).to_contain_text("91,5")
    picture(other, "conflict-1366")
    assert other.evaluate("document.activeElement.name") == "value"
    other.keyboard.press("Enter")
    expect(other.locator("#results tr.row-shown").first).to_contain_text("85")
    assert MeasurementResult.objects.order_by("pk")[0].value == 85
    other.close()


def lost_session(context: BrowserContext, page: Page, address: str) -> None:
    page.goto(address)
    open_row(page, 0, "value")
    retype(page, "77")
    cookies = context.cookies()
    context.clear_cookies(name="sessionid")
    page.keyboard.press("Enter")
    expect(page.locator("#results .grid-status")).to_contain_text("Сеанс закончился")
    context.add_cookies([cookie for cookie in cookies if cookie["name"] == "sessionid"])  # type: ignore[misc]
    page.goto(address)
    expect(page.locator("#results tr.row-editor [name=value]")).to_have_value("77")
    page.keyboard.press("Enter")
    expect(page.locator("#results tr.row-shown").first).to_contain_text("77")
