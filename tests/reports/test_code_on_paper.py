"""The code and the QR at the foot of every page of an issued document, and the page that knows every file."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
import segno
from django.test import Client
from django.urls import reverse

from accounts.qr import qr_svg
from attestation.models import Campaign, CertificationCard
from documents.models import Document, Job, ShownPrint
from documents.selectors import content_digest, print_shown_to
from documents.services.files import file_content
from documents.services.job_run import jobs_work_off
from documents.services.perform import perform
from documents.verification import address_of, code_of, shown_code
from reports.export import export_campaign, formats_of, printed
from reports.forms.paper import paper_of
from reports.forms.stamp import Stamp, stamp_of
from reports.rendering.marks import Record
from tests.factories.plant import CARD_ON, Plant
from tests.reports.looks import picture_at
from tests.reports.readers import pages_of, text_of
from tests.reports.test_table_form import form_of, rows_for

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def done(module_db: None) -> tuple[Plant, Campaign]:
    plant = Plant.build(place="г. Примерск", head_name="В. П. Соколовский")
    return plant, plant.whole_procedure()


def issued_of(campaign: Campaign) -> list[Document]:
    """A document of each engine and of each orientation."""
    survey, leave = campaign.surveys.first(), campaign.result_lists.get(kind="12.5")
    return [campaign.cards.get(), leave, survey, campaign.orders.first(), campaign]


def client_of(plant: Plant) -> Client:
    client = Client()
    client.force_login(plant.officer)
    return client


def known(document: Document, content: bytes) -> bool:
    """Whether the page of a document recognises a file that is dropped on it."""
    page = Client().get(reverse("verify", args=[code_of(document)])).content.decode()
    (hashes,) = re.findall(r'data-hashes="([^"]*)"', page)
    return hashlib.sha256(content).hexdigest() in hashes.split()


def test_every_page_of_everything_issued_bears_the_code(done: tuple[Plant, Campaign]) -> None:
    for document in issued_of(done[1]):
        for fmt in formats_of(document):
            if fmt == "xlsx":
                book = openpyxl.load_workbook(BytesIO(printed(document, fmt, ON).content))
                words = f"\nПроверка: {shown_code(code_of(document))}, http"
                assert words in book.worksheets[0].oddFooter.left.text, (document, fmt)
                assert book.properties.identifier == shown_code(code_of(document))
                continue
            for page in pages_of(printed(document, fmt, ON).content):
                assert f"Проверка: {shown_code(code_of(document))}, http" in page, (document, fmt)


def test_a_long_list_bears_it_on_every_page_of_every_piece() -> None:
    stamp = Stamp("Проверка: abcd-efgh-ijkl-mnop, http://x/v/", qr_svg("http://x/v/abcdefghijklmnop"))
    form = replace(form_of("surcharge"), rows=rows_for(form_of("surcharge"), 300, "текст"))
    pages = pages_of(paper_of("table_form.html", form, Record("Перечень"), stamp=stamp))
    assert len(pages) > 5 and all("abcd-efgh-ijkl-mnop" in page for page in pages)


def test_a_draft_bears_none_and_loses_the_one_it_had(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    assert stamp_of(card) is not None

    draft = perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="ошибка")

    assert code_of(draft) and stamp_of(draft) is None
    assert "Проверка:" not in text_of(printed(draft, "pdf", ON).content)


@pytest.mark.pictures
def test_the_picture_is_the_qr_of_the_address_in_both_engines(done: tuple[Plant, Campaign]) -> None:
    """Each module of the drawn QR is read from the picture of the page and held against the code itself."""
    for document in issued_of(done[1])[:3]:
        page = picture_at(printed(document, "pdf", ON).content, dpi=600)
        code = [[bool(cell) for cell in row] for row in segno.make(address_of(code_of(document)), error="m").matrix]
        across, per_mm = len(code) + 4, 600 / 25.4
        module = 10 * per_mm / across
        left, top = page.width - 20 * per_mm, page.height - 14.2 * per_mm
        read = [
            [
                page.getpixel((int(left + (x + 2.5) * module), int(top + (y + 2.5) * module))) < 128  # type: ignore[operator]
                for x in range(len(code))
            ]
            for y in range(len(code))
        ]
        assert read == code, document


def test_a_single_file_and_the_papers_beside_it_are_known_afterwards(done: tuple[Plant, Campaign]) -> None:
    plant, campaign = done
    card = campaign.cards.get()
    for fmt in formats_of(card):
        content = client_of(plant).get(reverse("print-document", args=[card.SLUG, card.pk, fmt])).content
        assert known(card, content), fmt
        assert not known(card, content + b" ")


def test_a_paper_beside_the_card_is_not_what_its_signer_was_shown(done: tuple[Plant, Campaign]) -> None:
    plant, campaign = done
    card = campaign.cards.get()
    shown = [
        client_of(plant).get(reverse("print-document", args=[card.SLUG, card.pk, fmt])).content
        for fmt in ("pdf", "rationale")
    ]
    last = print_shown_to(plant.officer, card, content_digest(card))
    assert last is not None and last.sha256 == hashlib.sha256(shown[0]).hexdigest()


def asked(plant: Plant, address: str, **data: str) -> bytes:
    assert client_of(plant).post(address, data).status_code == 302
    jobs_work_off()
    job = Job.objects.latest("pk")
    assert job.result is not None, job.problem
    return file_content(job.result)


def test_print_runs_and_dossier_are_known_afterwards(done: tuple[Plant, Campaign]) -> None:
    plant, campaign = done
    card, order = campaign.cards.get(), campaign.orders.first()
    address = reverse("print-run", args=[campaign.pk])

    joined = asked(plant, address, what="all", pack="pdf", rationale="on")
    assert known(card, joined) and known(order, joined)

    archives = [
        asked(plant, address, what="all", pack="zip", rationale="on"),
        asked(plant, reverse("dossier", args=[campaign.pk])),
    ]
    for archive in map(zipfile.ZipFile, map(BytesIO, archives)):
        for name in archive.namelist():
            if name.startswith(f"cards/cards-{card.pk}") and name.endswith(".pdf"):
                assert known(card, archive.read(name)), name


def test_what_a_command_writes_is_known_and_given_to_nobody(done: tuple[Plant, Campaign], tmp_path: Path) -> None:
    card: CertificationCard = done[1].cards.get()
    written = {path.name: path.read_bytes() for path in export_campaign(done[1], tmp_path, ON)}
    assert known(card, written["cards.pdf"])
    nobody = ShownPrint.objects.filter(shown_to=None, document_id=card.pk, document_type=card._meta.label_lower)
    assert nobody.exists()
