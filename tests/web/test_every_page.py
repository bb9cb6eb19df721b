"""Every page type in a real Chromium: WCAG 2.2 A and AA, both themes, narrow windows, policy, nothing from outside.

One walk looks at each page once; pictures in both widths are kept in ``out/screens/``.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import resolve
from django_scopes import scopes_disabled
from pytest_django.live_server_helper import LiveServer

from accounts.confirmation import acting_as_system
from accounts.guards import remove_guards
from tests.web.browser import DESK, PHONE, Watched, chromium, window
from tests.web.every_page import Shown, addresses
from tests.web.foreign import named_routes
from tests.web.middle import Everything, everything

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.looks, pytest.mark.timeout(900)]
ZOOMED = {"width": 683, "height": 384}  # 1366 × 768 at 200 %
SCREENS = Path(settings.BASE_DIR) / "out" / "screens"
TO_DARK = "document.documentElement.dataset.bsTheme = 'dark'"
CONTRAST = "color-contrast"  # two thirds of what axe costs
LISTS_AND_FORMS = {"document-list", "document-new", "part-new", "rows-paste", "reference-list", "reference-new"}
"""One template each, in the same colours for every kind of row: contrast is looked at on two of each."""
WHAT = ("light", "dark", "zoomed", "phone", "complaints")


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Everything, str]]:
    """A plant that stays for the whole module, and a server that shows it."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # the driver of the browser runs a loop of its own
    with django_db_blocker.unblock(), scopes_disabled(), acting_as_system("tests"):
        server = LiveServer("127.0.0.1")
        yield everything(), server.url
        server.stop()
        remove_guards()
        call_command("flush", verbosity=0, interactive=False)
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def found(made: tuple[Everything, str]) -> dict[str, list[str]]:
    """What is wrong with the pages, by what was looked for."""
    (plant, server), wrong = made, {what: [] for what in WHAT}
    SCREENS.mkdir(parents=True, exist_ok=True)
    began, pages = time.monotonic(), addresses(plant)
    with chromium() as program:
        windows: dict[str, Watched] = {}
        colours = Colours()
        for name, shown in pages.items():
            if shown.who not in windows:
                windows[shown.who] = window(program, server, plant.people[shown.who])
            _look(windows[shown.who], name, shown, wrong, colours.themes(name, shown))
    print(f"\n{len(pages)} pages in {time.monotonic() - began:.0f} s, pictures in {SCREENS}")
    return wrong


@dataclass
class Colours:
    """Which pages have colours that no page before them had: contrast is the dearest thing to look at."""

    routes: Counter[str] = field(default_factory=Counter)
    kinds_and_states: set[str] = field(default_factory=set)

    def themes(self, name: str, shown: Shown) -> set[str]:
        """The themes in which the contrast of a page is looked at.

        Pages of documents in the light all; in the dark those of a kind or a state not seen before: the
        template belongs to the kind, the colour of the badge to the state.
        """
        route = str(resolve(shown.address.partition("?")[0]).url_name)
        self.routes[route] += 1
        if route in LISTS_AND_FORMS:
            return {"light", "dark"} if self.routes[route] <= 2 else set()
        if route != "document-page":
            return {"light", "dark"}
        kind, _dash, state = name.rpartition("-")
        fresh = {kind, state} - self.kinds_and_states
        self.kinds_and_states |= fresh
        return {"light", "dark"} if fresh else {"light"}


def _look(watched: Watched, name: str, shown: Shown, wrong: dict[str, list[str]], themes: set[str]) -> None:
    page = watched.page
    page.set_viewport_size(DESK)
    watched.open(shown.address, refused=(403, 404))
    if shown.press:
        page.locator(shown.press).last.click(timeout=5_000)
        page.wait_for_load_state("networkidle")
    but = "" if "light" in themes else CONTRAST
    wrong["light"] += [f"{name}: {line}" for line in watched.violations(but=but)]
    _picture(watched, name, themes)
    if "dark" in themes:
        page.evaluate(TO_DARK)
        wrong["dark"] += [f"{name}: {line}" for line in watched.violations(CONTRAST)]
    for what, size in (("zoomed", ZOOMED), ("phone", PHONE)):
        page.set_viewport_size(size)
        if watched.overflows() > 0:
            wrong[what].append(f"{name}: wider than the window by {watched.overflows()} px")
    _picture(watched, name, themes)
    wrong["complaints"] += [f"{name}: {line}" for line in watched.complaints]
    watched.complaints.clear()


def _picture(watched: Watched, name: str, themes: set[str]) -> None:
    """Keep a picture of each page type: of lists and forms of one template the first two, or all on demand."""
    if not themes and not os.environ.get("ALL_PICTURES"):
        return
    size = watched.page.viewport_size
    assert size is not None
    watched.page.screenshot(path=str(SCREENS / f"{name}-{size['width']}.jpg"), type="jpeg", quality=60)


@pytest.mark.parametrize("what", WHAT)
def test_no_page_breaks_wcag_its_width_or_its_policy(found: dict[str, list[str]], what: str) -> None:
    assert not found[what], "\n".join(found[what])


NO_PAGES = {
    *("logout", "choose-employer", "password", "role-end", "access-renew", "signing-open"),
    *("classes-refresh", "language", "act-attach", "act-text"),
    "login",  # shown as account_login, to nobody: test_second_factor.py and the signing in a browser
    *("deadlines-feed", "losses-xlsx", "acquaintance-newcomers", "acquaintance-evidence", "event-act", "signing-due"),
    *("card-open", "campaign-prepare", "paper-file", "workplace-row", "saved-view-drop", "saved-view-save"),
    *("protocol-instruments", "time-study-observe", "job-progress", "job-cancel", "job-file", "signature-file"),
    "job-again",
    "import-read",
    "many-progress",
    *("import-days", "import-again", "import-row", "import-refused", "pick", "document-act", "document-act-preview"),
    *("document-summary", "row-new", "row-new-judge", "row-suggest", "row", "row-edit", "row-judge", "row-why"),
    *("row-remove", "part-remove", "plan-fill", "print-document", "statistics-file"),
}
"""Routes that only take something in, give a file or a part of a page."""
LIKE_OTHERS = {
    "list-changes": "card-changes",
    "plan-changes": "card-changes",
    "signing-manifest-kept": "signing-manifest",
    "part-change": "part-new",
    "reference-change": "reference-new",
    "person-added": "person-new",
}
"""Pages of a template that another page shows with the same parts."""


def test_no_page_type_is_forgotten(made: tuple[Everything, str]) -> None:
    shown = {resolve(page.address.partition("?")[0]).url_name for page in addresses(made[0]).values()}
    asked = {"workplaces-bulk", "documents-act-many"}  # pressed on the page of the list
    known = shown | asked | NO_PAGES | set(LIKE_OTHERS)
    routes = {route.name for route in named_routes() if route.name and not route.name.startswith(("account_", "mfa_"))}
    assert routes - known == set()
