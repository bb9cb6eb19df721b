"""Acquaintance: on the tablet, on paper, the missing, the newcomers."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry
from attestation.models import Acquaintance, Campaign
from attestation.selectors import acquaintance_cover, newcomers
from attestation.services.acquaintances import (
    Drawing,
    acquaintance_draw,
    acquaintances_from_paper,
    sheets_open_for_newcomers,
)
from documents.models import StoredFile
from documents.problems import UnableToPerform
from documents.services.files import file_content
from tests.factories.plant import APPROVED_ON, Plant
from workplaces.models import Employee

STROKE = [[[10, 10], [200, 120], [400, 60]]]


@pytest.fixture
def approved(plant: Plant) -> Campaign:
    return plant.whole_procedure()


@pytest.fixture
def on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages read the clock: it shows the day of the order."""
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args: APPROVED_ON)


def hire(plant: Plant, number: str, name: str) -> Employee:
    return Employee.objects.create(
        employer=plant.employer,
        personnel_number=number,
        full_name=name,
        sex="м",
        group=plant.group,
        hired_on=dt.date(2026, 12, 1),
    )


def test_a_drawn_signature_is_kept_by_its_content(plant: Plant, approved: Campaign) -> None:
    sheet = approved.acquaintances.get()

    done = acquaintance_draw(sheet, Drawing.read(json.dumps(STROKE)), actor=plant.shop, on=APPROVED_ON)

    assert done.state == "ACQUAINTED"
    assert b"10,10 200,120 400,60" in file_content(done.evidence)
    assert done.way == "подпись на планшете"
    assert JournalEntry.objects.filter(act="storedfile.store", payload__contains=done.evidence.sha256).exists()


def test_FIN_02_a_dot_is_not_a_signature(plant: Plant, approved: Campaign) -> None:
    sheet = approved.acquaintances.get()

    for drawn in ([], [[[5, 5]]], [[[5, 5], [30, 30]]]):
        with pytest.raises(UnableToPerform) as refusal:
            acquaintance_draw(sheet, Drawing.read(json.dumps(drawn)), actor=plant.shop, on=APPROVED_ON)
        assert [problem.code for problem in refusal.value.problems] == ["FIN-02"]
    assert not StoredFile.objects.filter(content_type="image/svg+xml").exists()


@pytest.mark.parametrize(
    "text", ["", "{", "[[1]]", '[[["a", 2]]]', "[[[700, 10], [20, 20]]]", "7", json.dumps([[[1, 1]] * 6000])]
)
def test_what_is_no_drawing_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        Drawing.read(text)


def test_a_scan_stands_behind_everybody_who_signed_the_paper(plant: Plant, approved: Campaign) -> None:
    hire(plant, "2", "Лис Иван Петрович")
    assert newcomers(approved).count() == 1
    assert len(sheets_open_for_newcomers(approved, actor=plant.officer)) == 1
    assert sheets_open_for_newcomers(approved, actor=plant.officer) == []
    (cover,) = acquaintance_cover(approved)
    assert (cover.done, cover.total, cover.percent) == (0, 2, 0)
    assert cover.missing == ["Кот Павел Иванович", "Лис Иван Петрович"]

    sheets = list(approved.acquaintances.all())
    with pytest.raises(ValidationError):
        acquaintances_from_paper(sheets, "a.exe", b"MZ", actor=plant.officer, on=APPROVED_ON)
    with pytest.raises(ValidationError):
        acquaintances_from_paper([], "a.pdf", b"%PDF-1.7", actor=plant.officer, on=APPROVED_ON)
    acquaintances_from_paper(sheets, "лист.pdf", b"%PDF-1.7 scan", actor=plant.officer, on=APPROVED_ON)

    (cover,) = acquaintance_cover(approved)
    assert (cover.percent, cover.missing) == (100, [])
    assert Acquaintance.objects.values("evidence").distinct().count() == 1


def test_only_those_who_acquaint_open_sheets(plant: Plant, approved: Campaign) -> None:
    with pytest.raises(PermissionDenied):
        sheets_open_for_newcomers(approved, actor=plant.union)


def test_the_pages_lead_from_the_list_to_the_drawn_signature(
    plant: Plant, approved: Campaign, on_the_day: None
) -> None:
    client, sheet = Client(), approved.acquaintances.get()
    client.force_login(plant.shop)
    assert "Кот Павел" in client.get(reverse("acquaintance", args=[approved.pk])).content.decode()
    assert "Кот Павел" in client.get(reverse("kiosk", args=[approved.pk]) + "?q=кот").content.decode()
    assert "Кот Павел" not in client.get(reverse("kiosk", args=[approved.pk]) + "?q=лис").content.decode()
    address = reverse("kiosk-sign", args=[approved.pk, sheet.pk])
    assert client.get(address).status_code == 200

    assert client.post(address, {"drawing": "[]"}).status_code == 422
    assert client.post(address, {"drawing": "junk"}).status_code == 200
    assert client.post(address, {"drawing": json.dumps(STROKE)}).status_code == 302

    picture = client.get(reverse("acquaintance-evidence", args=[sheet.pk]))
    assert picture.headers["Content-Type"] == "image/svg+xml"
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    page = client.get(reverse("acquaintance-sheet", args=[approved.pk, sheet.card_id])).content.decode()
    assert reverse("acquaintance-evidence", args=[sheet.pk]) in page
    client.force_login(plant.union)
    assert client.get(reverse("kiosk", args=[approved.pk])).status_code == 403


def test_a_scan_is_uploaded_from_the_sheet_of_the_workplace(plant: Plant, approved: Campaign, on_the_day: None) -> None:
    client, sheet = Client(), approved.acquaintances.get()
    client.force_login(plant.officer)
    address = reverse("acquaintance-sheet", args=[approved.pk, sheet.card_id])

    client.post(address, {"sheet": sheet.pk, "scan": SimpleUploadedFile("a.txt", b"text")})
    assert approved.acquaintances.get().state == "PENDING"
    client.post(address, {"sheet": sheet.pk, "scan": SimpleUploadedFile("a.pdf", b"%PDF-1.7 x")})
    assert approved.acquaintances.get().state == "ACQUAINTED"
