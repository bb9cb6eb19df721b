"""Files of documents over HTTP: who gets them, what they are, and what they hold."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from attestation.models import Campaign, CertificationCard, ImprovementPlan, Order, OrderKind, ResultList
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def finished(module_db: None) -> tuple[Plant, Campaign]:
    plant = Plant.build()
    return plant, plant.whole_procedure()


def logged_in(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages)


def test_every_printed_document_offers_its_files_on_its_page(finished: tuple[Plant, Campaign]) -> None:
    plant, _campaign = finished
    client = logged_in(plant.officer)
    expected = {
        Order.objects.get(kind=OrderKind.HOLD): ("pdf",),
        Order.objects.get(kind=OrderKind.APPROVE): ("pdf",),
        CertificationCard.objects.get(): ("pdf",),
        ResultList.objects.get(kind="12.5"): ("pdf", "xlsx"),
        ImprovementPlan.objects.get(): ("pdf", "xlsx"),
    }
    for document, formats in expected.items():
        page = client.get(document.get_absolute_url()).content.decode()
        for fmt in ("pdf", "xlsx"):
            address = reverse("print-document", args=[document.SLUG, document.pk, fmt])
            answer = client.get(address)
            assert (address in page) == (fmt in formats), address
            assert answer.status_code == (200 if fmt in formats else 404), address


def test_a_list_is_a_pdf_to_look_at_and_a_workbook_to_save(finished: tuple[Plant, Campaign]) -> None:
    plant, _campaign = finished
    client, result = logged_in(plant.officer), ResultList.objects.get(kind="12.5")

    pdf = client.get(reverse("print-document", args=[result.SLUG, result.pk, "pdf"]))
    sheet = client.get(reverse("print-document", args=[result.SLUG, result.pk, "xlsx"]))

    assert pdf["Content-Type"] == "application/pdf" and pdf["Content-Disposition"].startswith("inline")
    assert sheet["Content-Disposition"].startswith("attachment")
    assert "Обрубщик 1" in text_of(pdf.content).replace("\n", " ")
    cells = {
        str(cell.value) for row in openpyxl.load_workbook(BytesIO(sheet.content)).active.iter_rows() for cell in row
    }
    assert any("Обрубщик 1" in cell for cell in cells)
    assert pdf["Cache-Control"] == "private, no-store"


def test_papers_beside_a_document_are_offered_and_served_as_pdf(finished: tuple[Plant, Campaign]) -> None:
    plant, campaign = finished
    client = logged_in(plant.officer)
    papers = {CertificationCard.objects.get(): ("rationale", "signatures"), campaign: ("minutes", "acquaintance")}
    for document, codes in papers.items():
        page = client.get(document.get_absolute_url()).content.decode()
        for code in codes:
            address = reverse("print-document", args=[document.SLUG, document.pk, code])
            answer = client.get(address)
            assert address in page and answer.content.startswith(b"%PDF"), address
            assert answer["Content-Type"] == "application/pdf" and answer["Content-Disposition"].endswith('.pdf"')


def test_a_laboratory_gets_no_cards(finished: tuple[Plant, Campaign]) -> None:
    plant, campaign = finished
    client, card = logged_in(plant.laboratory_guest), CertificationCard.objects.get()

    assert client.get(reverse("print-document", args=[card.SLUG, card.pk, "pdf"])).status_code == 403
    assert client.get(reverse("print-run", args=[campaign.pk])).status_code == 403
