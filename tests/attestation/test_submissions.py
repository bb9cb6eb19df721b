"""The record of a submission: every round, every receipt, every file; and the sheet for typing."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import JournalEntry
from attestation.models import AttachedPaper, Campaign, Submission, SubmissionEvent
from attestation.services.submission_adapters import MANUAL, all_adapters, register_adapter
from attestation.typing_sheet import typing_sheet
from documents.services.perform import perform
from measurements.models import Laboratory
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def whole(module_db: None) -> tuple[Plant, Campaign]:
    plant = Plant.build()
    return plant, plant.whole_procedure()


def officer_of(whole: tuple[Plant, Campaign]) -> Client:
    client = Client()
    client.force_login(whole[0].officer)
    return client


def test_every_round_is_kept_with_its_receipt_and_remarks(whole: tuple[Plant, Campaign]) -> None:
    officer, submission = whole[0].officer, whole[1].submissions.get()
    first = perform(submission, "hand_over", actor=officer, on=DAY, reason=" 17 ")
    assert (first.receipt_number, first.way, first.handed_over_on) == ("17", MANUAL.code, DAY)
    back = perform(first, "send_back", actor=officer, on=DAY, reason="нет плана")
    assert back.remarks == "нет плана"
    second = perform(back, "hand_over", actor=officer, on=dt.date(2026, 12, 3), reason="18")
    assert (second.receipt_number, second.remarks) == ("18", "")
    done = perform(second, "accept", actor=officer, on=dt.date(2026, 12, 10))

    assert (done.state, done.accepted_on) == ("ACCEPTED", dt.date(2026, 12, 10))
    kept = SubmissionEvent.objects.values_list("round", "transition", "receipt_number", "words", "actor")
    assert list(kept) == [
        (1, "hand_over", "17", "", officer.pk),
        (1, "send_back", "", "нет плана", officer.pk),
        (2, "hand_over", "18", "", officer.pk),
        (2, "accept", "", "", officer.pk),
    ]
    page = officer_of(whole).get(done.get_absolute_url()).content.decode()
    assert page.count("представлены") >= 2 and "нет плана" in page


def test_an_unknown_way_is_refused_and_a_way_is_registered_once(whole: tuple[Plant, Campaign]) -> None:
    submission = whole[1].submissions.get()
    with pytest.raises(KeyError):
        perform(submission, "hand_over", actor=whole[0].officer, on=DAY, reason="17", data={"way": "telepathy"})
    with pytest.raises(ValueError, match="twice"):
        register_adapter(MANUAL)
    assert all_adapters() == [MANUAL]


def test_a_paper_is_attached_by_a_form_and_comes_back_as_it_was(whole: tuple[Plant, Campaign]) -> None:
    client, campaign = officer_of(whole), whole[1]
    address = reverse("papers", args=[campaign.pk])
    scan = SimpleUploadedFile("квитанция 17.pdf", b"%PDF-1.7 receipt")
    submission = campaign.submissions.get()

    assert client.post(address, {"kind": "RECEIPT", "submission": submission.pk, "upload": scan}).status_code == 302

    paper = AttachedPaper.objects.latest("pk")
    answer = client.get(reverse("paper-file", args=[paper.pk]))
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 receipt"  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/octet-stream"
    assert JournalEntry.objects.filter(act="attachedpaper.attach", target_id=str(paper.pk)).exists()
    assert "квитанция 17.pdf" in client.get(submission.get_absolute_url()).content.decode()


def test_several_receipts_are_attached_at_once_from_the_page_of_the_submission(whole: tuple[Plant, Campaign]) -> None:
    client, campaign = officer_of(whole), whole[1]
    submission = campaign.submissions.get()
    address = f"{reverse('papers', args=[campaign.pk])}?submission={submission.pk}"
    assert address in client.get(submission.get_absolute_url()).content.decode()
    assert f'<option value="{submission.pk}" selected>' in client.get(address).content.decode()
    scans = [SimpleUploadedFile(f"квитанция {n}.pdf", f"%PDF {n}".encode()) for n in (1, 2, 3)]

    assert client.post(address, {"kind": "RECEIPT", "submission": submission.pk, "upload": scans}).status_code == 302

    papers = AttachedPaper.objects.filter(submission=submission)
    assert [paper.file.name for paper in papers.order_by("pk")] == [scan.name for scan in scans]


def test_of_several_files_one_that_cannot_be_filed_stops_all(whole: tuple[Plant, Campaign]) -> None:
    before = AttachedPaper.objects.count()
    files = [SimpleUploadedFile("a.pdf", b"x"), SimpleUploadedFile("b.exe", b"x")]
    answer = officer_of(whole).post(reverse("papers", args=[whole[1].pk]), {"kind": "RECEIPT", "upload": files})
    assert "b.exe" in answer.content.decode() and AttachedPaper.objects.count() == before


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        ({"kind": "ACCREDITATION"}, "a.pdf", "Укажите лабораторию"),
        ({"kind": "MINUTES"}, "a.exe", "не принимается"),
    ],
)
def test_a_paper_that_cannot_be_filed_is_refused_in_words(
    whole: tuple[Plant, Campaign], data: dict[str, str], name: str, words: str
) -> None:
    before = AttachedPaper.objects.count()
    upload = SimpleUploadedFile(name, b"x")
    answer = officer_of(whole).post(reverse("papers", args=[whole[1].pk]), {**data, "upload": upload})
    assert words in answer.content.decode()
    assert AttachedPaper.objects.count() == before


def test_only_the_officer_attaches(whole: tuple[Plant, Campaign]) -> None:
    client = Client()
    client.force_login(whole[0].union)
    address = reverse("papers", args=[whole[1].pk])
    assert "<input" not in client.get(address).content.decode().split("<main")[1]
    assert client.post(address, {"kind": "OTHER", "upload": SimpleUploadedFile("a.pdf", b"x")}).status_code == 403


def test_a_laboratory_of_another_employer_cannot_be_chosen(whole: tuple[Plant, Campaign]) -> None:
    foreign = Plant.build(groups=0).laboratory()
    assert isinstance(foreign, Laboratory)
    data = {"kind": "ACCREDITATION", "laboratory": foreign.pk, "upload": SimpleUploadedFile("a.pdf", b"x")}
    answer = officer_of(whole).post(reverse("papers", args=[whole[1].pk]), data)
    assert answer.status_code == 200 and "Выберите корректный вариант" in answer.content.decode()


def test_the_sheet_shows_each_workplace_as_its_card_says(whole: tuple[Plant, Campaign]) -> None:
    submission, card = whole[1].submissions.get(), whole[1].cards.get()
    body = officer_of(whole).get(reverse("submission-sheet", args=[submission.pk])).content.decode()
    for text in (card.profession, str(card.overall_class), "Шум", "24.12.2026", "Доплата"):
        assert text in body, text


def test_the_sheet_asks_the_same_number_of_queries_for_any_number_of_workplaces(db: None) -> None:
    counts = []
    for size in (1, 3):
        owner = Plant.build(groups=size)
        campaign = owner.open_campaign()
        for group in owner.groups:
            owner.card_on_signature(campaign, group)
        with CaptureQueriesContext(connection) as queries:
            assert len(typing_sheet(Submission(campaign=campaign)).rows) == size
        counts.append(len(queries))
    assert counts[0] == counts[1]
