"""A real Chromium for tests: logged in, watched for foreign requests and refused policies, read by axe."""

from __future__ import annotations

import functools
import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User

VENDOR = Path(__file__).parent / "vendor"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DESK, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-extensions"]  # nothing of these is looked at, all of it costs
STILL = """const still = new CSSStyleSheet();
still.replaceSync('*, ::before, ::after { transition: none !important }');
document.adoptedStyleSheets = [still];"""
"""Nobody waits for colours to fade into each other: a tenth of the walk over all pages was such waiting."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@functools.cache
def axe_source() -> str:
    """The vendored axe-core, compared with what is written down about it."""
    for record in json.loads((VENDOR / "VENDOR.json").read_text("utf-8")):
        assert hashlib.sha256((VENDOR / record["file"]).read_bytes()).hexdigest() == record["sha256"], record["file"]
        assert record["licence"] and record["version"]
    return next(VENDOR.glob("axe-core-*/axe.min.js")).read_text("utf-8")


@dataclass
class Watched:
    """A page and everything that it should not have done."""

    page: Page
    host: str
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str, refused: tuple[int, ...] = ()) -> None:
        """Go to an address of the application; ``refused``: answers that are the page itself."""
        answer = self.page.goto(f"http://{self.host}{address}", wait_until="load")
        assert answer is not None, address
        assert answer.status < 400 or answer.status in refused, f"{address}: {answer.status}"

    def violations(self, only: str = "", but: str = "") -> list[str]:
        """What axe finds wrong with the page as it stands, one line a rule; ``only`` one of its rules, or all ``but`` one."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(axe_source())
        options = {
            "runOnly": {"type": "rule", "values": [only]} if only else {"type": "tag", "values": RULES},
            "rules": {but: {"enabled": False}} if but else {},
            "resultTypes": ["violations"],
            "preload": False,
        }
        found: Any = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{v['id']}: {v['nodes'][0]['target']} {v['nodes'][0].get('failureSummary', '')}"
            for v in found["violations"]
        ]

    def overflows(self) -> int:
        """Pixels by which the page is wider than the window."""
        wide: int = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        return wide


@contextmanager
def browser(server: str, user: User, *, size: dict[str, int] = DESK, theme: str = "light") -> Iterator[Watched]:
    """A window of Chromium in which a person is logged in."""
    with chromium() as program:
        yield window(program, server, user, size=size, theme=theme)


@contextmanager
def chromium() -> Iterator[Browser]:
    """The program itself, for several windows."""
    with sync_playwright() as playwright:
        program = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield program
        program.close()


def window(
    program: Browser, server: str, user: User | None, *, size: dict[str, int] = DESK, theme: str = "light"
) -> Watched:
    """A window of its own, with a person logged in or with nobody."""
    context = program.new_context(viewport=size, color_scheme=theme, locale="ru-RU")  # type: ignore[arg-type]
    if user is not None:
        client = Client()
        client.force_login(user)
        value = client.cookies["sessionid"].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": server}])
    context.add_init_script(STILL)
    page = context.new_page()
    page.set_default_timeout(60_000)
    watched = Watched(page, urlsplit(server).netloc)
    page.on("request", lambda request: _foreign(watched, request.url))
    page.on("console", lambda line: _policy(watched, line.text))
    page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    return watched


def _foreign(watched: Watched, address: str) -> None:
    if urlsplit(address).scheme in ("http", "https") and urlsplit(address).netloc != watched.host:
        watched.complaints.append(f"foreign request: {address}")


def _policy(watched: Watched, text: str) -> None:
    if "Content Security Policy" in text or "Refused to" in text:
        watched.complaints.append(text)
