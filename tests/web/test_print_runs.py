"""Print runs: chosen on a page, made by a worker, one file or an archive with its inventory."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from attestation.models import Campaign
from attestation.selectors import current_cards
from documents.models import Job, JobStatus
from documents.services import job_run
from documents.services.files import file_content
from documents.services.job_run import jobs_work_off
from documents.services.jobs import job_cancel
from reports import export
from reports.jobs import printing
from tests.factories.plant import Plant
from workplaces.models import Department

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def three(module_db: None) -> tuple[Plant, Campaign]:
    """A campaign with three cards, the third in another shop."""
    plant = Plant.build(groups=2)
    plant.add_group(3, shop="Механический цех")
    campaign = plant.open_campaign()
    for group in plant.groups:
        plant.card_on_signature(campaign, group)
    return plant, campaign


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def run(plant: Plant, campaign: Campaign, **choice: str) -> tuple[Job, bytes]:
    data = {"what": "cards", "pack": "pdf", **choice}
    answer = client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), data)
    assert answer.status_code == 302, answer.content.decode()
    assert jobs_work_off() == 1
    job = Job.objects.latest("pk")
    assert job.status == JobStatus.DONE, job.problem
    return job, file_content(job.result)  # type: ignore[arg-type]


def bookmarks(content: bytes) -> list[str]:
    return [str(item.title) for item in PdfReader(BytesIO(content)).outline]  # type: ignore[union-attr]


def test_ticked_cards_are_printed_alone_and_ticks_outlive_an_error(three: tuple[Plant, Campaign]) -> None:
    plant, campaign = three
    page = client_of(plant.officer).get(reverse("print-run", args=[campaign.pk])).content.decode()
    assert page.count('type="checkbox" name="card"') == 3
    data = {"what": "cards", "pack": "pdf", "card": ["1", "3"]}
    wrong = client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), {**data, "numbers": "9-1"})
    assert wrong.status_code == 200 and wrong.content.decode().count("checked> <span") == 2

    assert client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), data).status_code == 302
    assert jobs_work_off() == 1
    job = Job.objects.latest("pk")
    content = file_content(job.result)  # type: ignore[arg-type]
    assert [text.rpartition(" ")[2] for text in bookmarks(content)] == ["1", "3"]


def test_all_cards_are_one_pdf_with_a_bookmark_each(
    three: tuple[Plant, Campaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(export, "_MANY", 3)  # the processes go before the join, and the next run has others
    job, content = run(*three)
    assert [text.rpartition(" ")[2] for text in bookmarks(content)] == ["1", "2", "3"]
    assert (job.done, job.total) == (3, 3)


def test_a_department_and_a_selection_narrow_the_cards(three: tuple[Plant, Campaign]) -> None:
    shop = Department.objects.get(employer=three[0].employer, name="Механический цех")
    _job, of_shop = run(*three, department=str(shop.pk))
    _job, of_numbers = run(*three, numbers="1, 3")
    _job, of_range = run(*three, numbers="1–2")
    assert [len(bookmarks(content)) for content in (of_shop, of_numbers, of_range)] == [1, 2, 2]


def test_an_archive_holds_every_paper_and_its_inventory(three: tuple[Plant, Campaign]) -> None:
    _job, content = run(*three, what="all", pack="zip")
    archive = zipfile.ZipFile(BytesIO(content))
    names = archive.namelist()
    cards = [f"cards/cards-{card.pk}.pdf" for card in current_cards(three[1])]
    assert names[0] == "inventory.xlsx" and [name for name in names if name.startswith("cards/")] == cards
    assert {name.rpartition(".")[2] for name in names} == {"pdf", "xlsx"}
    rows = list(openpyxl.load_workbook(BytesIO(archive.read("inventory.xlsx"))).active.values)
    assert [row[5] for row in rows[3:]] == names[1:]
    assert {entry.date_time for entry in archive.infolist()} == {(2000, 1, 1, 0, 0, 0)}


def test_a_rationale_stands_behind_its_card_where_it_was_asked_for(three: tuple[Plant, Campaign]) -> None:
    first, *_others = current_cards(three[1])
    _job, content = run(*three, numbers="1", pack="zip", rationale="on")
    archive = zipfile.ZipFile(BytesIO(content))
    names = [f"cards/cards-{first.pk}.pdf", f"cards/cards-{first.pk}-rationale.pdf"]
    assert archive.namelist() == ["inventory.xlsx", *names]
    assert all(archive.read(name).startswith(b"%PDF") for name in names)
    _job, whole = run(*three, numbers="1–2", rationale="on")
    assert [": Обоснование" in text for text in bookmarks(whole)] == [False, True, False, True]


def test_the_same_choice_gives_the_same_bytes(three: tuple[Plant, Campaign]) -> None:
    assert run(*three, numbers="1", pack="zip")[1] != run(*three, numbers="2", pack="zip")[1]
    first, second = run(*three, numbers="1"), run(*three, numbers="1")
    assert first[0].pk != second[0].pk and first[1] == second[1]


def test_a_repeated_attempt_prints_only_what_is_missing(
    three: tuple[Plant, Campaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, campaign = three
    real, calls = export._pages, []

    def dies_at_the_third(*paper: Any) -> Any:
        calls.append(paper)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return real(*paper)

    monkeypatch.setattr(export, "_pages", dies_at_the_third)
    client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), {"what": "cards", "pack": "pdf"})
    with pytest.raises(KeyboardInterrupt):
        jobs_work_off()
    Job.objects.update(status=JobStatus.QUEUED, run="")

    assert jobs_work_off() == 1
    assert len(calls) == 4
    assert len(bookmarks(file_content(Job.objects.latest("pk").result))) == 3  # type: ignore[arg-type]


def test_documents_are_set_ahead_but_not_those_that_are_made(
    three: tuple[Plant, Campaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    real, begun = export._pages, []
    monkeypatch.setattr(export, "_pages", lambda *paper: [begun.append(paper), real(*paper)][1])
    cards = list(current_cards(three[1]))
    printings = export.printed_ahead(((card, "pdf") for card in cards), is_made=lambda card, fmt: card == cards[1])
    first = next(printings)
    first.file()
    rest = list(printings)
    assert [printing.document for printing in (first, *rest)] == cards and len(begun) == 2
    rest[0].file()
    assert len(begun) == 3, "called for after all"


def test_a_run_that_is_cancelled_stops_at_its_next_document(
    three: tuple[Plant, Campaign], monkeypatch: pytest.MonkeyPatch
) -> None:
    plant, campaign = three
    real, moved = printing.print_remember_hash, []

    def cancels(document: Any, *args: Any, **about: Any) -> Any:
        job = Job.objects.latest("pk")
        moved.append(job.done)
        if len(moved) == 2:
            job_cancel(job, actor=plant.officer)
        return real(document, *args, **about)

    monkeypatch.setattr(job_run, "REPORT_EVERY", 0)
    monkeypatch.setattr(printing, "print_remember_hash", cancels)
    client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), {"what": "cards", "pack": "pdf"})
    assert jobs_work_off() == 1
    assert (Job.objects.latest("pk").status, moved) == (JobStatus.CANCELLED, [0, 1])


@pytest.mark.parametrize(("numbers", "words"), [("9", "Ни одной карты"), ("5–1", "Не понят промежуток")])
def test_a_choice_of_nothing_is_said_on_the_page(three: tuple[Plant, Campaign], numbers: str, words: str) -> None:
    plant, campaign = three
    data = {"what": "cards", "pack": "pdf", "numbers": numbers}
    answer = client_of(plant.officer).post(reverse("print-run", args=[campaign.pk]), data)
    assert words in answer.content.decode()
    assert not Job.objects.exists()


def test_a_campaign_offers_its_print_run_and_an_empty_one_says_so(three: tuple[Plant, Campaign], plant: Plant) -> None:
    address = reverse("print-run", args=[three[1].pk])
    assert address in client_of(three[0].officer).get(three[1].get_absolute_url()).content.decode()
    empty = plant.campaign()
    client_of(plant.officer).post(reverse("print-run", args=[empty.pk]), {"what": "all", "pack": "pdf"})
    jobs_work_off()
    assert (Job.objects.latest("pk").status, "Нечего" in Job.objects.latest("pk").problem) == (JobStatus.FAILED, True)


def test_a_laboratory_prints_nothing(three: tuple[Plant, Campaign]) -> None:
    answer = client_of(three[0].laboratory_guest).get(reverse("print-run", args=[three[1].pk]))
    assert answer.status_code == 403
