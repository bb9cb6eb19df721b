"""Five hundred workplaces from an empty database to cards ready for signing, and how many clicks it took.

A page opened, a field filled and a button pressed count one each: nothing here is done to one row at a time.
Whatever the number of workplaces, the count stays: every act on a stage is one act on its list.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, Role, User
from accounts.services.access import totp_give
from attestation.models import Campaign, CertificationCard
from documents.reference import reference_of
from measurements.models import Laboratory
from tests.factories.people import EmployerFactory, confirmation, person
from workplaces.models import Workplace

pytestmark = [pytest.mark.django_db, pytest.mark.timeout(900)]
SAMPLES = Path(settings.BASE_DIR) / "docs" / "samples"
ORDER_ON, CARDS_ON = dt.date(2026, 9, 1), dt.date(2026, 10, 12)
WORKPLACES, MAX_CLICKS = 500, 400
LOG_IN = 6  # name, password, Enter, code, Enter, and the first page
SECOND_FACTOR = 4  # «Вход и второй фактор», «Добавить», the code, «Включить»: once in a person's life here


class Count:
    """Clicks and keystroke-lines, by what they were for."""

    def __init__(self) -> None:
        self.by_stage: dict[str, int] = {}
        self.stage = ""

    def add(self, number: int) -> None:
        """Count for the present stage."""
        self.by_stage[self.stage] = self.by_stage.get(self.stage, 0) + number

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.by_stage.values())


class Hand:
    """A person at the screens: each page opened, field filled and button pressed is counted."""

    def __init__(self, user: User, count: Count) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.user, self.count, self.has_signed = user, count, False
        count.add(LOG_IN)

    def look(self, address: str) -> str:
        """Open a page."""
        answer = self.client.get(address)
        assert answer.status_code == 200, f"{address}: {answer.status_code}"
        self.count.add(1)
        return answer.content.decode()

    def send(self, address: str, page: str = "", **fields: Any) -> Any:
        """Fill the form of a page and press its button; hidden fields come from the page."""
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
        answer = self.client.post(address, {**hidden, **fields})
        self.count.add(len(fields) + 1)
        assert answer.status_code in (200, 302), self._why(address, answer)
        return answer

    def form(self, address: str, **fields: Any) -> str:
        """Open a form, fill it, save it; return where it led."""
        page = self.look(address)
        missing = [name for name in fields if f'name="{name}"' not in page]
        assert not missing, f"{address} has no fields {missing}"
        answer = self.send(address, page, **fields)
        assert answer.status_code == 302, self._why(address, answer)
        return str(answer.headers["Location"])

    def sign(self, page: str) -> dict[str, str]:
        """What is typed to confirm a signature where the page asks for one."""
        if 'name="password"' not in page:
            return {}
        given = confirmation(self.user, is_first=not self.has_signed)
        self.has_signed = True
        return given

    def press(self, document: str, act: str) -> None:
        """Open a document, press an act, confirm it."""
        self.look(document)
        asked = self.look(f"{document}ask/{act}/")
        answer = self.send(f"{document}do/{act}/", asked, **self.sign(asked))
        assert answer.status_code == 302, self._why(document, answer)

    def all(self, slug: str, state: str, act: str) -> int:
        """One act on every document of a list: open the list, «все», confirm. Returns how many there were."""
        address = reverse("document-list", args=[slug]) + f"?state={state}"
        page, many = self.look(address), reverse("documents-act-many", args=[slug, act])
        assert many in page, f"{address} offers no {act} for many"
        query = re.search(r'name="query" value="([^"]*)"', page)
        assert query is not None
        asked = self.client.post(many, {"all": "1", "query": query[1].replace("&amp;", "&")}).content.decode()
        self.count.add(1)
        answer = self.send(many, asked, **self.sign(asked)).content.decode()
        while "data-goes-on" in answer or 'name="after"' in answer:
            given = self.sign(answer)
            page = self.client.post(many, dict(re.findall(r'name="(\w+)" value="([^"]*)"', answer)) | given)
            self.count.add(0 if "data-goes-on" in answer else len(given) + 1)
            answer = page.content.decode()
        assert "Не прошло" not in answer, re.sub(r"<[^>]+>", " ", answer.split("Не прошло")[1])[:2000]
        done = re.search(r"Сделано документов:\s*(\d+)", answer)
        assert done is not None
        return int(done[1])

    def _why(self, address: str, answer: Any) -> str:
        body = answer.content.decode()
        return f"{address} {answer.status_code}: " + " | ".join(re.findall(r"<li[^>]*>(.*?)</li>", body, re.S))[:1500]


def staffing(workplaces: int) -> bytes:
    """The sample staffing table with as many workplaces more as are asked for, spread over its positions."""
    book = openpyxl.load_workbook(SAMPLES / "staffing-table.xlsx")
    sheet = book.active
    rows = [row for row in sheet.iter_rows(min_row=9) if isinstance(row[0].value, int)]
    more = workplaces - sum(int(row[5].value) for row in rows)
    for place in range(more):
        row = rows[place % len(rows)]
        row[5].value, row[6].value = int(row[5].value) + 1, int(row[6].value) + 1
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def upload(officer: Hand, kind: str, name: str, content: bytes | None = None) -> None:
    """A workbook: which kind, which file, look at what was understood, apply."""
    page = officer.look(reverse("import-new"))
    file = SimpleUploadedFile(name, content or (SAMPLES / name).read_bytes())
    batch = str(officer.send(reverse("import-new"), page, kind=kind, file=file).headers["Location"])
    officer.press(batch, "apply")


def test_five_hundred_workplaces_in_at_most_four_hundred_clicks(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    today = [ORDER_ON]
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: today[0])
    count = Count()
    count.stage = "people"
    employer, people = _people(count)
    officer = people["officer"]
    count.stage = "workbooks"
    upload(officer, "staffing", "staffing-table.xlsx", staffing(WORKPLACES))
    upload(officer, "lists_and_previous", "lists-and-previous-results.xlsx")
    assert Workplace.objects.filter(employer=employer).count() == WORKPLACES
    count.stage = "order, commission, list"
    campaign = _opened(officer, people)
    today[0] = CARDS_ON
    count.stage = "surveys"
    officer.look(campaign)
    officer.send(reverse("campaign-prepare", args=[_pk(campaign), "surveys"]))
    groups = people["member"].all("surveys", "DRAFT", "approve")
    count.stage = "evidence"
    _evidence(officer, people)
    count.stage = "cards"
    officer.look(campaign)
    officer.send(reverse("campaign-prepare", args=[_pk(campaign), "cards"]))
    assert officer.all("cards", "DRAFT", "assess") == groups
    assert officer.all("cards", "ASSESSED", "send_for_signature") == groups

    cards = CertificationCard.objects.filter(employer=employer)
    assert {card.state for card in cards} == {"SIGNING"}
    assert sum(card.workplace_count for card in cards) == WORKPLACES
    print(f"\n{WORKPLACES} workplaces, {groups} cards: {count.total} clicks and lines: {count.by_stage}")
    assert count.total <= MAX_CLICKS


def _people(count: Count) -> tuple[Employer, dict[str, Hand]]:
    """The officer comes with ``manage.py employer_add``; the others are put in by the officer."""
    employer = EmployerFactory()
    officer = Hand(person(employer, Role.SAFETY_OFFICER), count)
    hands = {"officer": officer}
    count.add(SECOND_FACTOR)
    for name, role in {
        "director": Role.HEAD,
        "chair": Role.COMMISSION_MEMBER,
        "member": Role.COMMISSION_MEMBER,
        "shop": Role.DEPARTMENT_HEAD,
    }.items():
        fields = {"last_name": "Иванов", "first_name": name, "position": "инженер", "role": role, "username": name}
        page = officer.look(reverse("person-new"))
        officer.send(reverse("person-new"), page, **fields)
        user = User.objects.get(username=name)
        user.set_password("correct-horse-battery-staple")
        user.save()
        totp_give(user)
        hands[name] = Hand(user, count)
        count.add(SECOND_FACTOR)
    return employer, hands


def _opened(officer: Hand, people: dict[str, Hand]) -> str:
    """Campaign, order with its commission and schedule, list of workplaces approved; returns the campaign's page."""
    campaign = officer.form(
        reverse("document-new", args=["campaigns"]), title="Аттестация 2026", kind="REGULAR", dated_on=ORDER_ON
    )
    order = officer.form(
        reverse("document-new", args=["orders"]),
        campaign=_pk(campaign),
        kind="HOLD",
        number="1",
        dated_on=ORDER_ON,
        starts_on=ORDER_ON,
        ends_on=CARDS_ON,
    )
    for name, seat in (("chair", "CHAIR"), ("member", "MEMBER")):
        fields = {"user": people[name].user.pk, "printed_name": name, "position": "инженер", "seat": seat}
        officer.form(f"{order}members/new/", **fields, **({"is_responsible": "on"} if name == "member" else {}))
    officer.form(f"{order}stages/new/", title="Измерения", starts_on=ORDER_ON, ends_on=CARDS_ON)
    people["director"].press(order, "issue")
    officer.look(campaign)
    reason = "Прежний результат подтверждается измерениями"
    listing = officer.send(reverse("campaign-prepare", args=[_pk(campaign), "workplace-list"]), reason=reason)
    people["chair"].press(str(listing.headers["Location"]), "approve")
    return campaign


def _evidence(officer: Hand, people: dict[str, Hand]) -> None:
    """Workbooks of the laboratory, of time studies, load and strain; each list signed by one act."""
    upload(officer, "laboratory", "laboratory.xlsx")
    upload(officer, "time_study", "time-study.xlsx")
    upload(officer, "load_and_strain", "load-and-strain.xlsx")
    _laboratory(officer)
    officer.all("protocols", "DRAFT", "instruments")
    officer.all("protocols", "DRAFT", "issue")
    officer.all("time-studies", "DRAFT", "complete")
    people["shop"].all("time-studies", "COMPLETED", "approve")
    officer.all("load-protocols", "DRAFT", "approve")
    officer.all("strain-assessments", "DRAFT", "approve")
    campaign = Campaign.objects.get()
    officer.look(campaign.get_absolute_url())
    answer = officer.send(reverse("campaign-prepare", args=[campaign.pk, "factor-list"]))
    people["member"].press(str(answer.headers["Location"]), "approve")


def _laboratory(officer: Hand) -> None:
    """Scope of the laboratory and its verified instruments, as the demonstration has them."""
    laboratory = Laboratory.objects.get()
    factors = {
        "Шумомер": ("NOISE", "GENERAL_VIBRATION", "LOCAL_VIBRATION"),
        "Газоанализатор": ("CHEMICAL",),
        "Весы": ("DUST",),
        "Метеоскоп": ("MICROCLIMATE",),
        "Люксметр": ("LIGHTING",),
        "УФ-радиометр": ("FIELDS",),
    }
    for factor in [factor for several in factors.values() for factor in several]:
        _put(officer, "laboratory-scope", laboratory=laboratory.pk, factor=factor)
    for name, several in factors.items():
        instrument = _put(officer, "instruments", laboratory=laboratory.pk, name=name, serial_number=name)
        for factor in several:
            _put(officer, "instrument-factors", instrument=instrument, factor=factor)
        days = {"verified_on": dt.date(2026, 1, 12), "valid_through": dt.date(2027, 1, 11)}
        _put(officer, "verifications", instrument=instrument, certificate="МН1", **days)


def _put(officer: Hand, kind: str, **fields: Any) -> int:
    officer.form(reverse("reference-new", args=[kind]), **fields)
    screen = reference_of(kind)
    assert screen is not None
    return int(screen.model.objects.latest("pk").pk)  # type: ignore[attr-defined]


def _pk(address: str) -> int:
    return int(address.rstrip("/").split("/")[-1])
