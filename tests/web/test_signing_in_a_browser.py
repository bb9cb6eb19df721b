"""Fifty cards signed by exception in a real Chromium, from the log-in to the end: clicks and seconds are counted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, sync_playwright

from accounts.models import User
from attestation.models import CertificationCard, SigningManifest
from attestation.services.standings import standing_put
from documents.models import Signature
from tests.factories.people import PASSWORD, code_of
from tests.factories.plant import APPROVED_ON, Plant
from tests.web.browser import CHROMIUM

CARDS, DIFFERENT = 50, 9
MAX_CLICKS, MAX_SECONDS = 25, 90
pytestmark = [pytest.mark.browser, pytest.mark.timeout(1500)]


class Hand:
    """A person with a mouse: every click is counted, every complaint of the browser kept."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.clicks = 0
        self.complaints: list[str] = []
        page.on("console", lambda m: self.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def click(self, target: str) -> None:
        """Click the first thing that fits."""
        self.page.locator(target).first.click()
        self.clicks += 1


def log_in(hand: Hand, person: User) -> str:
    """Name and password, then the code of the application; return the code, which serves only once."""
    page, code = hand.page, code_of(person)
    page.fill("#id_login", person.username)
    page.fill("#id_password", PASSWORD)
    hand.click("main button")
    page.fill("#id_code", code)
    hand.click("main button")
    return code


def next_code(person: User, used: str) -> str:
    """The application's next code: a person waits for it, thirty seconds at most."""
    while code_of(person) == used:
        time.sleep(0.5)
    return code_of(person)


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A page of a headless Chromium; Django must not mistake playwright's loop for its own."""
    if not os.path.exists(CHROMIUM):
        pytest.fail("no Chromium on the machine: install it (README)")
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser.new_page(viewport={"width": 1366, "height": 768})
        browser.close()


def cards_on_signature() -> Plant:
    """Fifty cards of class 3.2: forty-one were 3.2 before, nine were 3.1."""
    plant = Plant.build(groups=CARDS)
    campaign = plant.open_campaign()
    for place, group in enumerate(plant.groups):
        plant.card_on_signature(campaign, group)
        if place >= DIFFERENT:
            standing_put(group, {"previous_class": "3.2"}, actor=plant.officer)
    return plant


def test_fifty_cards_from_log_in_to_done(real_commits: None, live_server: Any, page: Page) -> None:
    plant = cards_on_signature()
    member, hand = plant.members[0], Hand(page)

    began = time.monotonic()
    page.goto(live_server.url)
    used = log_in(hand, member)
    hand.click("text=Карты на вашу подпись")
    for opened in range(DIFFERENT):
        page.locator(f"#waiting:has-text('{DIFFERENT - opened}')").wait_for()
        hand.click("text=Открыть отличия")
    page.locator(f"#ready:has-text('{CARDS}')").wait_for()
    hand.click("text=К описи и подписанию")
    page.fill("#confirm-password", PASSWORD)
    page.fill("#confirm-code", next_code(member, used))
    hand.click("text=Подписать отмеченные карты")
    page.locator(f"text=Подписано карт: {CARDS}").wait_for()
    seconds = time.monotonic() - began

    print(f"\nclicks {hand.clicks}, seconds {seconds:.1f}")
    assert hand.clicks <= MAX_CLICKS
    assert seconds < MAX_SECONDS
    assert hand.complaints == []
    assert Signature.objects.filter(signer=member, meaning="AGREED").count() == CARDS
    assert len(SigningManifest.objects.get().entries) == CARDS
    assert set(CertificationCard.objects.values_list("state", flat=True)) == {"SIGNING"}


def test_a_finger_draws_a_signature_on_the_shared_tablet(
    real_commits: None, live_server: Any, page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant = Plant.build()
    campaign = plant.whole_procedure()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: APPROVED_ON)
    page.set_viewport_size({"width": 390, "height": 844})
    hand = Hand(page)
    page.goto(f"{live_server.url}/campaigns/{campaign.pk}/kiosk/")
    log_in(hand, plant.shop)
    hand.click("text=Кот Павел Иванович")
    page.wait_for_url("**/kiosk/*/", wait_until="load")  # the script that draws is there
    box = page.locator("#drawing").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 20)
    page.mouse.down()
    for step in range(1, 15):
        page.mouse.move(box["x"] + 20 + step * 15, box["y"] + 20 + (step % 4) * 15)
    page.mouse.up()
    hand.click("#draw-send")
    page.locator("text=ознакомление записано").wait_for()

    sheet = campaign.acquaintances.get()
    assert sheet.state == "ACQUAINTED"
    assert sheet.evidence.content_type == "image/svg+xml"
    assert hand.complaints == []
