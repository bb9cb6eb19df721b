"""The whole procedure in a real Chromium as five people, from log-in to approved lists; cards signed by keyboard.

Two positions of the sample plant, three workplaces. The officer, the head of a department, a member of the
commission, its chair (who heads the organisation here) and the union's representative each have a window of their own.
"""

from __future__ import annotations

import datetime as dt
import io
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Employer, Role, User
from accounts.services.employers import membership_grant
from attestation.models import CertificationCard, ResultList, TradeUnion
from documents.models import Signature
from measurements.models import FactorCode, Laboratory
from measurements.services.protocols import instrument_put, laboratory_scope_set
from tests.factories.people import PASSWORD, SINCE, EmployerFactory, code_of, person
from tests.web.browser import Watched, chromium, window

pytestmark = [pytest.mark.browser, pytest.mark.timeout(900)]
SAMPLES, SCREENS = Path(settings.BASE_DIR) / "docs" / "samples", Path(settings.BASE_DIR) / "out" / "screens"
ORDER_ON, CARDS_ON, APPROVED_ON = dt.date(2026, 9, 1), dt.date(2026, 10, 12), dt.date(2026, 11, 24)
STAFF = [
    ["№", "Цех", "Профессия (должность)", "Код ОКРБ", "Выпуск ЕТКС", "Рабочих мест", "Численность", "Смен", "Смена, ч"],
    [14, "Кузнечно-прессовый цех", "Термист", "8121-001", "2", 2, 9, 3, 8],
    [44, "Бухгалтерия", "Бухгалтер", "2411-039", "ЕКСД 1", 1, 4, 1, 8],
]
MAX_TABS = 120


class Person:
    """One of the five at the screens."""

    def __init__(self, watched: Watched, user: User) -> None:
        self.watched, self.page, self.user, self.has_signed = watched, watched.page, user, False
        self.used = ""
        self.page.set_default_timeout(20_000)

    def log_in(self) -> None:
        """Name, password and the code of the application, typed into the forms; the keyboard alone."""
        self.open("/")
        picture(self.watched, "login")
        self.tab_to("#id_login")
        self.page.keyboard.type(self.user.username)
        self.page.keyboard.press("Tab")
        self.page.keyboard.type(PASSWORD)
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector("#id_code")
        picture(self.watched, "login-code")
        if not self.page.evaluate("document.activeElement.matches('#id_code')"):
            self.tab_to("#id_code")
        self.page.keyboard.type(self.code())
        self.page.keyboard.press("Enter")
        self.page.wait_for_selector(".app-nav")

    def code(self) -> str:
        """The code of the application, another than the last one: each serves only once."""
        while (given := code_of(self.user)) == self.used:
            time.sleep(0.5)
        self.used = given
        return given

    def open(self, address: str) -> None:
        """Go to a page."""
        self.watched.open(address)

    def fill(self, **fields: Any) -> None:
        """Fill the fields of the form on the page and save it."""
        for name, value in fields.items():
            place = self.page.locator(f"main [name={name}]").first
            if place.evaluate("field => field.tagName") == "SELECT":
                place.select_option(str(value))
            elif value is True:
                place.check()
            else:
                place.fill(str(value))
        self.page.click("main .card-footer .btn-primary")
        self.page.wait_for_load_state("load")
        assert not self.page.locator("main .alert-danger").count(), self.page.inner_text("main")

    def confirm(self) -> None:
        """Type what the page asks for to confirm a signature."""
        if self.page.locator("#confirm-password").count():
            self.page.fill("#confirm-password", PASSWORD)
            if not self.has_signed:
                self.page.fill("#confirm-code", self.code())
            self.has_signed = True

    def press(self, label: str) -> None:
        """Press an act of the document on the page, look at what it asks, confirm."""
        self.page.locator(".page-head button", has_text=label).first.click()
        self.page.wait_for_selector("#act")
        picture(self.watched, f"act-{label}")
        self.confirm()
        self.page.locator("#act form button.btn-primary").click()
        self.page.wait_for_selector(".alert-success")

    def all(self, slug: str, state: str, label: str) -> None:
        """One act on every document of a list."""
        self.open(reverse("document-list", args=[slug]) + f"?state={state}")
        self.page.locator("#many button[name=all]", has_text=label).click()
        self.page.wait_for_selector("main form .card-footer")
        picture(self.watched, f"many-{slug}-{state}")
        self.confirm()
        self.page.click("main .card-footer .btn-primary")
        self.page.wait_for_selector("text=Сделано документов")
        assert not self.page.locator("text=Не прошло").count(), self.page.inner_text("main")

    def prepare(self, campaign: str, label: str, reason: str = "") -> None:
        """Press the button of a stage on the page of the campaign."""
        self.open(campaign)
        picture(self.watched, "campaign")
        if reason:
            self.page.fill("[name=reason]", reason)
        self.page.locator("main form button", has_text=label).click()
        self.page.wait_for_load_state("load")

    def tab_to(self, selector: str) -> None:
        """Go forward with the Tab key until something is in focus; the keyboard alone."""
        for _step in range(MAX_TABS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("what => document.activeElement.matches(what)", selector):
                return
        raise AssertionError(f"no way to {selector} with Tab")


def picture(watched: Watched, name: str) -> None:
    """Keep what the page looks like."""
    SCREENS.mkdir(parents=True, exist_ok=True)
    watched.page.screenshot(path=str(SCREENS / f"walk-{name}.jpg"), type="jpeg", quality=60)


@pytest.fixture
def people(real_commits: None, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Person]]:
    """Five windows; the union is known, everything else is put in by them."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the driver of the browser runs a loop of its own
    employer = EmployerFactory()
    users = {
        "officer": person(employer, Role.SAFETY_OFFICER),
        "shop": person(employer, Role.DEPARTMENT_HEAD),
        "member": person(employer, Role.COMMISSION_MEMBER),
        "chair": person(employer, Role.COMMISSION_MEMBER),
        "union": person(employer, Role.UNION),
    }
    membership_grant(user=users["chair"], employer=employer, role=Role.HEAD, valid_from=SINCE, actor=None)
    TradeUnion.objects.create(employer=employer, name="профком", chair_name="Т. И. Савчук")
    with chromium() as program:
        windows = {name: window(program, live_server.url, None) for name in users}
        five = {name: Person(windows[name], user) for name, user in users.items()}
        for someone in five.values():
            someone.log_in()
        yield five
        assert [line for watched in windows.values() for line in watched.complaints] == []


def test_from_the_order_to_approved_lists(people: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> None:
    today = [ORDER_ON]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: today[0])
    began, officer = time.monotonic(), people["officer"]
    employer = officer.user.memberships.get().employer
    _workbooks(officer, ["staffing", "lists_and_previous"])
    campaign = _order_and_list(people)
    today[0] = CARDS_ON
    _workbooks(officer, ["laboratory", "time_study", "load_and_strain"])
    _laboratory(employer, officer.user)
    _evidence(people, campaign)
    _cards(people, campaign)
    _results(people, campaign)
    today[0] = APPROVED_ON
    _approval(people, campaign)
    print(f"\nfrom the order to approved lists: {time.monotonic() - began:.0f} s, pictures in {SCREENS}")

    assert set(ResultList.objects.values_list("state", flat=True)) == {"APPROVED"}
    assert {card.state for card in CertificationCard.objects.all()} == {"IN_FORCE"}
    signed = Signature.objects.filter(document_type="attestation.certificationcard")
    assert set(signed.values_list("signer", flat=True)) >= {people[name].user.pk for name in ("member", "chair")}


def _workbooks(officer: Person, kinds: list[str]) -> None:
    files = {
        "lists_and_previous": "lists-and-previous-results.xlsx",
        "laboratory": "laboratory.xlsx",
        "time_study": "time-study.xlsx",
        "load_and_strain": "load-and-strain.xlsx",
    }
    for kind in kinds:
        content = (SAMPLES / files[kind]).read_bytes() if kind in files else _staff()
        officer.open(reverse("import-new"))
        officer.page.select_option("[name=kind]", kind)
        officer.page.set_input_files(
            "[name=file]", {"name": f"{kind}.xlsx", "mimeType": "application/vnd.ms-excel", "buffer": content}
        )
        officer.page.click("main .card-footer .btn-primary")
        officer.page.wait_for_selector(".page-head button")
        picture(officer.watched, f"import-{kind}")
        officer.press("Применить")


def _staff() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in STAFF:
        book.active.append(row)
    book.save(buffer)
    return buffer.getvalue()


def _order_and_list(people: dict[str, Person]) -> str:
    """The campaign, its order issued by the head, the list of workplaces approved by the chair."""
    officer, chair = people["officer"], people["chair"]
    officer.open(reverse("document-new", args=["campaigns"]))
    officer.fill(title="Аттестация 2026", kind="REGULAR", dated_on=ORDER_ON)
    campaign = officer.page.url.removeprefix(f"http://{officer.watched.host}")
    officer.page.locator("a", has_text="Приказ, комиссия, сроки и график").click()
    officer.page.wait_for_selector("[name=number]")
    officer.fill(number="1", dated_on=ORDER_ON, starts_on=ORDER_ON, ends_on=APPROVED_ON)
    order = officer.page.url.removeprefix(f"http://{officer.watched.host}")
    for name, seat in (("chair", "CHAIR"), ("member", "MEMBER")):
        user = people[name].user
        officer.open(f"{order}members/new/")
        only = {"is_responsible": True} if name == "member" else {}
        officer.fill(user=user.pk, printed_name=user.short_name, position="инженер", seat=seat, **only)
    officer.open(f"{order}stages/new/")
    officer.fill(title="Измерения", starts_on=ORDER_ON, ends_on=CARDS_ON)
    chair.open(order)
    chair.press("Издать")
    officer.prepare(campaign, "Составить по положению", reason="Подтвердить прежний результат измерениями")
    chair.open(officer.page.url.removeprefix(f"http://{officer.watched.host}"))
    chair.press("Утвердить")
    return campaign


def _laboratory(employer: Employer, officer: User) -> None:
    """What the laboratory itself has: its scope and a verified instrument for everything."""
    laboratory, every = Laboratory.objects.get(employer=employer), [code.value for code in FactorCode]
    laboratory_scope_set(laboratory, every, actor=officer)
    instrument_put(
        laboratory,
        name="Измеритель",
        serial_number="1",
        factors=every,
        certificate="МН1",
        verified_on=dt.date(2026, 1, 10),
        valid_through=dt.date(2027, 1, 9),
        actor=officer,
    )


def _evidence(people: dict[str, Person], campaign: str) -> None:
    officer, member = people["officer"], people["member"]
    officer.prepare(campaign, "Открыть протоколы обследования")
    member.all("surveys", "DRAFT", "Подписать протокол")
    officer.all("protocols", "DRAFT", "Подобрать средства измерений")
    officer.all("protocols", "DRAFT", "Выдать")
    officer.all("time-studies", "DRAFT", "Подписать как исполнитель")
    people["shop"].all("time-studies", "COMPLETED", "Утвердить")
    officer.all("load-protocols", "DRAFT", "Подписать")
    officer.all("strain-assessments", "DRAFT", "Подписать")
    officer.prepare(campaign, "Составить по известным факторам")
    member.open(officer.page.url.removeprefix(f"http://{officer.watched.host}"))
    member.press("Утвердить")


def _cards(people: dict[str, Person], campaign: str) -> None:
    """Cards opened, assessed and sent by the officer; signed by the member and then the chair by keyboard alone."""
    officer = people["officer"]
    officer.prepare(campaign, "Открыть карты")
    officer.all("cards", "DRAFT", "Оценить")
    officer.all("cards", "ASSESSED", "Направить на подпись")
    for name in ("member", "chair"):
        _sign_by_keyboard(people[name])


def _sign_by_keyboard(someone: Person) -> None:
    """From «Мои дела» to signed cards without the mouse: what differs is opened, then the list is signed."""
    page, waiting = someone.page, CertificationCard.objects.filter(state="SIGNING").count()
    someone.open("/")
    picture(someone.watched, "home-signing")
    someone.tab_to("main a[href*='/signing/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#waiting")
    for left in range(int(page.inner_text("#waiting")), 0, -1):
        someone.tab_to("#differing form button")
        page.keyboard.press("Enter")
        page.wait_for_function("left => +document.getElementById('waiting').textContent === left", arg=left - 1)
    picture(someone.watched, "signing-opened")
    page.reload()
    someone.tab_to("a[href$='/manifest/']")
    page.keyboard.press("Enter")
    page.wait_for_selector("#confirm-password")
    someone.tab_to("#confirm-password")
    page.keyboard.type(PASSWORD)
    if not someone.has_signed:
        someone.tab_to("#confirm-code")
        page.keyboard.type(someone.code())
    someone.has_signed = True
    someone.tab_to("main .card-footer button.btn-primary")
    picture(someone.watched, "manifest")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"text=Подписано карт: {waiting}")


def _results(people: dict[str, Person], campaign: str) -> None:
    """Lists 12.1–12.7 and plan 12.8, signed by the chair, agreed by the union."""
    officer, chair, union = people["officer"], people["chair"], people["union"]
    officer.prepare(campaign, "Открыть перечни")
    officer.all("result-lists", "DRAFT", "Сформировать")
    chair.all("result-lists", "COMPOSED", "Подписать")
    officer.prepare(campaign, "Составить по оценкам")
    plan = officer.page.url.removeprefix(f"http://{officer.watched.host}")
    officer.page.fill("main [name=responsible]", "главный технолог")
    officer.page.fill("main [name=due_on]", "2027-09-01")
    officer.page.locator("main button", has_text="Вписать, где пусто").click()
    officer.page.wait_for_selector(".alert-success")
    picture(officer.watched, "plan-filled")
    officer.press("План составлен")
    chair.open(plan)
    chair.press("Подписать")
    officer.prepare(campaign, "Открыть согласование")
    officer.page.locator("a", has_text="Согласование с профсоюзом").first.click()
    officer.page.locator("table a").first.click()
    officer.press("Направить на согласование")
    union.open("/")
    union.page.locator("main a", has_text="Перечни на согласование").click()
    union.page.locator("table a").first.click()
    union.press("Согласовать")


def _approval(people: dict[str, Person], campaign: str) -> None:
    officer, chair = people["officer"], people["chair"]
    officer.open(campaign)
    officer.page.locator("a", has_text="Приказ об утверждении результатов").click()
    officer.page.wait_for_selector("[name=number]")
    officer.fill(number="2", dated_on=APPROVED_ON)
    chair.open(officer.page.url.removeprefix(f"http://{officer.watched.host}"))
    chair.press("Издать")
    chair.open(campaign)
    picture(chair.watched, "campaign-done")
