"""One workplace certified by hand: every step is a form that a person sends, nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Role, User
from attestation.models import Campaign, CertificationCard, Order, ResultList
from measurements.models import FactorCode, Laboratory
from norms.mental_strain import strain_indicators
from tests.factories.people import EmployerFactory, confirmation, person

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate()
YESTERDAY = TODAY - dt.timedelta(days=1)


class Hand:
    """A person at the keyboard: opens the page, fills the form, presses the button."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.user, self.has_signed = user, False

    def send(self, address: str, data: dict[str, Any]) -> str:
        """Open the form, check that it has the fields, send it; return where it led."""
        page = self.client.get(address)
        assert page.status_code == 200, f"{address}: {page.status_code}"
        body = page.content.decode()
        for name in data:
            assert f'name="{name}"' in body, f"{address} has no field {name}"
        version = re.search(r'name="version" value="(\d+)"', body)
        answer = self.client.post(address, data | ({"version": version[1]} if version else {}))
        assert answer.status_code == 302, self._complaint(address, answer.content.decode())
        return str(answer.headers["Location"])

    def _complaint(self, address: str, body: str) -> str:
        return f"{address}: " + " | ".join(re.findall(r"<li>(.*?)</li>", body, re.S))

    def reference(self, kind: str, **data: Any) -> int:
        """Add a reference row and return its id."""
        from documents.reference import reference_of

        self.send(reverse("reference-new", args=[kind]), data)
        screen = reference_of(kind)
        assert screen is not None
        return int(screen.model.objects.latest("pk").pk)  # type: ignore[attr-defined]

    def document(self, slug: str, **data: Any) -> str:
        """Open a document and return the address of its page."""
        return self.send(reverse("document-new", args=[slug]), data)

    def row(self, page: str, name: str, **data: Any) -> None:
        """Add a row to a document by the button on its page."""
        assert f'href="{page}{name}/new/"' in self.client.get(page).content.decode(), f"no button to add {name}"
        self.send(f"{page}{name}/new/", data)

    def press(self, page: str, act: str, **data: Any) -> None:
        """Press a button of a document: look at what it would do, then confirm."""
        assert f"{page}ask/{act}/" in self.client.get(page).content.decode(), f"{page} offers no {act}"
        asked = self.client.get(f"{page}ask/{act}/").content.decode()
        assert f"{page}do/{act}/" in asked, f"{page} {act}: " + " | ".join(
            re.findall(r"<li[^>]*>(.*?)</li>", asked, re.S)
        )
        version = re.search(r'name="version" value="(\d+)"', asked)
        assert version is not None
        if 'name="password"' in asked:
            data |= confirmation(self.user, is_first=not self.has_signed)
            self.has_signed = True
        answer = self.client.post(f"{page}do/{act}/", data | {"version": version[1]})
        assert answer.status_code == 302, self._complaint(page, answer.content.decode())

    def prepare(self, campaign: str, what: str) -> None:
        """Press a button of a stage of the campaign."""
        assert f"{campaign.replace('/documents', '')}prepare/{what}/" in self.client.get(campaign).content.decode()
        answer = self.client.post(reverse("campaign-prepare", args=[int(campaign.rstrip("/").split("/")[-1]), what]))
        assert answer.status_code == 302


@pytest.fixture
def people(db: None) -> dict[str, Hand]:
    employer = EmployerFactory()
    roles = {
        "officer": Role.SAFETY_OFFICER,
        "director": Role.HEAD,
        "chair": Role.COMMISSION_MEMBER,
        "member": Role.COMMISSION_MEMBER,
        "shop": Role.DEPARTMENT_HEAD,
        "union": Role.UNION,
    }
    users = {name: person(employer, role) for name, role in roles.items()}
    hands = {name: Hand(user) for name, user in users.items()}
    for name, user in users.items():
        hands[name].client.user = user  # type: ignore[attr-defined]
    return hands


def test_one_workplace_is_certified_by_forms_alone(people: dict[str, Hand]) -> None:
    officer, director, chair, member = (people[name] for name in ("officer", "director", "chair", "member"))
    group = _plant(officer)
    campaign = officer.document("campaigns", title="Аттестация", kind="REGULAR", dated_on=YESTERDAY)
    campaign_id = int(campaign.rstrip("/").split("/")[-1])

    order = officer.document(
        "orders",
        campaign=campaign_id,
        kind="HOLD",
        number="1",
        dated_on=TODAY,
        starts_on=TODAY,
        ends_on=TODAY + dt.timedelta(days=90),
    )
    for name, seat, extra in (("chair", "CHAIR", {}), ("member", "MEMBER", {"is_responsible": "on"})):
        user = people[name].client.user  # type: ignore[attr-defined]
        officer.row(
            order, "members", user=user.pk, printed_name=user.short_name, position="инженер", seat=seat, **extra
        )
    officer.row(order, "stages", title="Измерения", starts_on=TODAY, ends_on=TODAY)
    director.press(order, "issue")

    officer.prepare(campaign, "workplace-list")
    listing = Campaign.objects.get().workplace_list.get_absolute_url()
    chair.press(listing, "approve")
    officer.prepare(campaign, "surveys")
    survey = Campaign.objects.get().surveys.get().get_absolute_url()
    member.press(survey, "approve")
    noise = _evidence(officer, people["shop"], group)
    officer.prepare(campaign, "factor-list")
    factors = Campaign.objects.get().factor_list
    assert noise in set(factors.items.values_list("indicator", flat=True))
    member.press(factors.get_absolute_url(), "approve")

    officer.prepare(campaign, "cards")
    card = CertificationCard.objects.get().get_absolute_url()
    officer.press(card, "assess")
    page = officer.client.get(card).content.decode()
    assert "3.2" in page and "88 − 80 = 8" in page, "the card says why"
    officer.press(card, "send_for_signature")
    member.press(card, "sign_as_member")
    chair.press(card, "sign_as_chair")

    _results(people, campaign)
    approval = officer.document("orders", campaign=campaign_id, kind="APPROVE", number="2")
    director.press(approval, "issue")

    done = Campaign.objects.get()
    assert (done.state, done.completed_on) == ("COMPLETED", TODAY)
    assert CertificationCard.objects.get().state == "IN_FORCE"
    officer.press(done.acquaintances.get().get_absolute_url(), "acknowledge")
    laboratory = Laboratory.objects.get()
    for kind, extra in (("MINUTES", {}), ("ACCREDITATION", {"laboratory": laboratory.pk})):
        scan = SimpleUploadedFile(f"{kind}.pdf", b"%PDF-1.7 scan")
        officer.send(reverse("papers", args=[done.pk]), {"kind": kind, "upload": scan, **extra})
    officer.press(done.submissions.get().get_absolute_url(), "hand_over", reason="17")
    assert done.submissions.get().state == "HANDED_OVER"
    assert Order.objects.filter(state="ISSUED").count() == 2


def _plant(officer: Hand) -> int:
    department = officer.reference("departments", name="Литейный цех", place=1)
    profession = officer.reference("professions", code="7211-001", name="Обрубщик")
    group = officer.reference(
        "groups",
        number="1",
        place=1,
        department=department,
        profession=profession,
        headcount=1,
        women_count=0,
        shifts=2,
        shift_minutes=480,
    )
    officer.reference("workplaces", group=group, number="1.1", origin="REGULAR")
    officer.reference("employees", personnel_number="1", full_name="Кот Павел Иванович", sex="м", group=group)
    officer.reference("standings", group=group, previous_class="3.1")
    officer.reference("unions", name="профсоюз", chair_name="Т. И. Савчук", is_active="on")
    return group


def _evidence(officer: Hand, shop: Hand, group: int) -> int:
    """Laboratory, protocol of noise, time study, load, strain: returns the indicator of noise."""
    noise = officer.reference("indicators", name="шум", factor="NOISE", method="NOISE", unit="дБА")
    laboratory = officer.reference(
        "laboratories", name="Лаборатория", accreditation_number="BY/112", accredited_through=TODAY
    )
    officer.reference("laboratory-scope", laboratory=laboratory, factor="NOISE")
    instrument = officer.reference("instruments", laboratory=laboratory, name="Шумомер", serial_number="1")
    officer.reference("instrument-factors", instrument=instrument, factor=FactorCode.NOISE)
    officer.reference(
        "verifications", instrument=instrument, certificate="1", verified_on=YESTERDAY, valid_through=TODAY
    )
    protocol = officer.document(
        "protocols",
        number="401-Ш",
        dated_on=TODAY,
        measured_on=TODAY,
        laboratory=laboratory,
        representative="инженер по охране труда",
    )
    officer.row(
        protocol,
        "results",
        group=group,
        indicator=noise,
        method="NOISE",
        value="88",
        limit="80",
        unit="дБА",
        averaging="MAX_SINGLE",
    )
    officer.client.post(reverse("protocol-instruments", args=[int(protocol.rstrip("/").split("/")[-1])]))
    officer.press(protocol, "issue")

    study = officer.document(
        "time-studies", number="1", dated_on=TODAY, group=group, starts_at="07:30", shift_minutes=480
    )
    officer.row(study, "rows", place=1, observed="Обрубка", ends_at="15:30", kind="ОП", belongs="on", factors="шум")
    officer.press(study, "complete")
    shop.press(study, "approve")

    load = officer.document("load-protocols", number="Т-1", dated_on=TODAY, group=group, sex="м")
    officer.row(load, "values", indicator="3.6", value="150")
    officer.press(load, "approve")
    strain = officer.document("strain-assessments", number="Н-1", dated_on=TODAY, group=group)
    shown = officer.client.get(strain).content.decode()
    assert all(code in shown for code in strain_indicators(TODAY)), "all 19 lines stand there, ready to be changed"
    officer.press(strain, "approve")
    return noise


def _results(people: dict[str, Hand], campaign: str) -> None:
    officer, chair = people["officer"], people["chair"]
    officer.prepare(campaign, "result-lists")
    for result in ResultList.objects.all():
        officer.press(result.get_absolute_url(), "compose")
        chair.press(result.get_absolute_url(), "sign_as_chair")
    officer.prepare(campaign, "plan")
    plan = Campaign.objects.get().plan
    for measure in plan.measures.all():
        filled = {"group": measure.group_id, "measure": measure.measure, "responsible": "главный технолог"}
        address = f"{plan.get_absolute_url()}measures/{measure.pk}/"
        officer.send(address, {**filled, "due_on": TODAY + dt.timedelta(days=300)})
    officer.press(plan.get_absolute_url(), "compose")
    chair.press(plan.get_absolute_url(), "sign_as_chair")
    officer.prepare(campaign, "agreements")
    agreement = Campaign.objects.get().agreements.get().get_absolute_url()
    officer.press(agreement, "send")
    people["union"].press(agreement, "agree")
