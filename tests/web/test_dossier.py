"""The dossier: everything of a campaign in one archive that proves itself, in a real browser without a network."""

from __future__ import annotations

import json
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import sync_playwright

from accounts.models import JournalHead
from attestation.models import Campaign
from documents.models import Job, JobStatus
from documents.services.files import file_content
from documents.services.job_run import jobs_work_off
from reports.archive import Entry, write_zip
from tests.factories.plant import Plant
from tests.web.browser import CHROMIUM

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def whole(module_db: None) -> tuple[Plant, Campaign]:
    plant = Plant.build()
    return plant, plant.whole_procedure()


def made(whole: tuple[Plant, Campaign], **data: str) -> bytes:
    client = Client()
    client.force_login(whole[0].officer)
    assert client.post(reverse("dossier", args=[whole[1].pk]), data).status_code == 302
    jobs_work_off()
    job = Job.objects.latest("pk")
    assert job.status == JobStatus.DONE, job.problem
    return file_content(job.result)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def archive(whole: tuple[Plant, Campaign]) -> zipfile.ZipFile:
    return zipfile.ZipFile(BytesIO(made(whole)))


def test_every_kind_of_document_is_in_it_as_data_and_where_printed_as_pdf(
    whole: tuple[Plant, Campaign], archive: zipfile.ZipFile
) -> None:
    names = archive.namelist()
    folders = {name.partition("/")[0] for name in names if "/" in name}
    assert {
        "orders",
        "cards",
        "plans",
        "protocols",
        "time-studies",
        "surveys",
        "submissions",
        "papers",
        "campaigns",
    } <= folders
    assert all(archive.read(name).startswith(b"%PDF") for name in names if name.endswith(".pdf"))
    card, campaign = f"cards/cards-{whole[1].cards.get().pk}", f"campaigns/campaigns-{whole[1].pk}"
    assert {name for name in names if name.startswith(("cards/", "campaigns/"))} == {
        *(f"{card}{ending}" for ending in (".pdf", "-rationale.pdf", "-signatures.pdf", ".json")),
        *(f"{campaign}-{code}.pdf" for code in ("minutes", "acquaintance", "averages", "inventory")),
        f"{campaign}.json",
    }
    assert any(name.endswith(".xlsx") and name != "inventory.xlsx" for name in names)
    assert {"inventory.xlsx", "formats.html", "check.html", "SHA256SUMS", "journal-head.json"} <= set(names)


def test_the_inventory_lists_every_document_with_its_sum(archive: zipfile.ZipFile) -> None:
    rows = list(openpyxl.load_workbook(BytesIO(archive.read("inventory.xlsx"))).active.values)[3:]
    sums = dict(reversed(line.split("  ")) for line in archive.read("SHA256SUMS").decode().splitlines())  # type: ignore[arg-type]
    assert {row[5]: row[6] for row in rows}.items() <= sums.items()
    assert set(sums) == set(archive.namelist()) - {"check.html", "SHA256SUMS"}


def test_the_data_names_its_fields_in_russian_and_carries_the_signatures(
    whole: tuple[Plant, Campaign], archive: zipfile.ZipFile
) -> None:
    card = json.loads(archive.read(f"cards/cards-{whole[1].cards.get().pk}.json"))
    assert card["names"]["fields"]["overall_class"] == "общая оценка"
    assert card["document"]["fields"]["overall_class"] == "3.2"
    assert {s["meaning"] for s in card["signatures"]} == {"ASSESSED", "AGREED", "APPROVED"}
    assert {s["content_digest"] for s in card["signatures"]} == {card["content_sha256"]}


def test_the_end_of_the_journal_is_written_down(whole: tuple[Plant, Campaign], archive: zipfile.ZipFile) -> None:
    head = json.loads(archive.read("journal-head.json"))
    assert head["sha256"] in archive.read("check.html").decode()
    assert 0 < head["sequence"] <= JournalHead.objects.get(employer=whole[0].employer).sequence


def test_one_workplace_has_its_own_and_a_wrong_number_is_said(whole: tuple[Plant, Campaign]) -> None:
    one = zipfile.ZipFile(BytesIO(made(whole, number="1")))
    assert len([name for name in one.namelist() if name.startswith("cards/") and name.endswith("json")]) == 1
    assert not [name for name in one.namelist() if name.startswith("campaigns/")]  # everybody's names
    client = Client()
    client.force_login(whole[0].officer)
    answer = client.post(reverse("dossier", args=[whole[1].pk]), {"number": "77"})
    assert "нет рабочего места № 77" in answer.content.decode()


def test_the_same_files_give_the_same_archive(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    entries = [Entry("x/a.txt", tmp_path / "a.txt", "А")]
    first = write_zip(tmp_path / "1.zip", entries).read_bytes()
    (tmp_path / "a.txt").touch()
    assert write_zip(tmp_path / "2.zip", entries).read_bytes() == first


def test_sha256sum_of_the_system_agrees(archive: zipfile.ZipFile, tmp_path: Path) -> None:
    archive.extractall(tmp_path)
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"], cwd=tmp_path, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")


@pytest.mark.browser
@pytest.mark.browser
def test_the_page_finds_what_was_changed_lost_and_added_without_a_network(
    archive: zipfile.ZipFile, tmp_path: Path
) -> None:
    folder = tmp_path / "dossier"
    archive.extractall(folder)
    changed = next(name for name in archive.namelist() if name.startswith("cards/") and name.endswith(".pdf"))
    lost = next(name for name in archive.namelist() if name.startswith("orders/"))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(offline=True)
        page, errors = context.new_page(), []
        page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
        page.goto(f"file://{folder}/check.html")
        verdict = page.locator("#verdict")

        page.locator("#folder").set_input_files(folder)
        verdict.locator("text=не изменены").wait_for()
        assert str(len(archive.namelist()) - 1) in verdict.inner_text()

        content = bytearray((folder / changed).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / changed).write_bytes(content)
        (folder / lost).unlink()
        (folder / "extra.txt").write_text("?")
        page.locator("#folder").set_input_files(folder)
        verdict.locator("text=не совпадает").wait_for()
        told = verdict.inner_text()
        browser.close()
    assert f"изменён: {changed}" in told and f"нет файла: {lost}" in told and "лишний: extra.txt" in told
    assert told.count("изменён:") == 1 and errors == []
