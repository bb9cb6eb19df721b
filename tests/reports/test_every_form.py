"""Every printed document: a PDF/A-3u with its data inside, our faces, numbered pages."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import ImageFilter

from attestation.models import (
    Campaign,
    FactorList,
    ImprovementPlan,
    Order,
    OrderKind,
    ResultList,
    SurveyProtocol,
    WorkplaceList,
)
from documents.models import Document
from documents.selectors import content_digest
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from reports import export
from reports.forms.paper import html_of, paper_of
from reports.forms.register import PAPERS, REGISTER, papers_of, printer_of
from reports.forms.stamp import stamp_of
from reports.models import PrintedCopy
from reports.rendering import pdf
from reports.rendering.written import nodes_of, squeezed
from tests.factories.plant import Plant
from tests.norms.program import valid
from tests.reports.looks import NOTICED, difference, lines_of, pictures_of
from tests.reports.readers import fonts_of, marks_of, pages_of

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)
SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "print" / "document.schema.json").read_text("utf-8"))
KINDS = (SurveyProtocol, FactorList, WorkplaceList, MeasurementProtocol, PhysicalLoadProtocol, MentalStrainAssessment)


@pytest.fixture(scope="module")
def done(module_db: None) -> Campaign:
    """A completed campaign of a small plant."""
    return Plant.build(place="г. Примерск", head_name="В. П. Соколовский").whole_procedure()


@pytest.fixture(scope="module")
def documents(done: Campaign) -> dict[str, Document]:
    """A document of every registered kind, by name."""
    found: dict[str, Document] = {f"order-{order.kind.lower()}": order for order in Order.objects.all()}
    found |= {f"list-{row.kind}": row for row in ResultList.objects.all()}
    found |= {"card": done.cards.get(), "plan": ImprovementPlan.objects.get(), "study": TimeStudyCard.objects.get()}
    for model in KINDS:
        document = model.objects.first()
        assert document is not None, model
        found[model.SLUG] = document
    return found


@pytest.fixture(scope="module")
def files(documents: dict[str, Document], done: Campaign) -> dict[str, bytes]:
    """Everything that can be printed of the plant, by name."""
    found = {name: export.printed(document, export.PDF, ON).content for name, document in documents.items()}
    for owner, prefix in ((documents["card"], "card"), (done, "campaign")):
        for code in papers_of(owner):
            found[f"{prefix}-{code}"] = export.printed(owner, code, ON).content
    return found


def test_every_registered_form_is_among_them(documents: dict[str, Document], files: dict[str, bytes]) -> None:
    printers = {id(printer_of(document)) for document in documents.values()}
    elsewhere = {id(REGISTER[Order, OrderKind.CHANGE])}  # test_later_papers.py: it needs changes
    assert printers | elsewhere == {id(printer) for printer in REGISTER.values()}
    assert {f"{'card' if kind.__name__ == 'CertificationCard' else 'campaign'}-{code}" for kind, code in PAPERS} <= set(
        files
    )


def test_every_form_is_an_archive_file(files: dict[str, bytes]) -> None:
    ours = {"Liberation-Serif", "Liberation-Serif-Bold", "Liberation-Serif-Italic", "Liberation-Serif-Bold-Italic"}
    for name, content in files.items():
        found = marks_of(content)
        assert found.pop("title"), name
        assert found == {
            "part": "3U",
            "language": "ru",
            "intent": "/GTS_PDFA1",
            "profile": True,
            "encrypted": False,
            "script": False,
        }, name
        assert set(fonts_of(content)) <= ours and set(fonts_of(content).values()) == {(True, True)}, name
        with pikepdf.open(BytesIO(content)) as file:
            assert "/Filter" not in file.Root.Metadata, name
            assert all("/AA" not in page for page in file.pages), name


def test_every_form_counts_its_pages(files: dict[str, bytes]) -> None:
    for name, content in files.items():
        pages = pages_of(content)
        for number, text in enumerate(pages, start=1):
            assert f"стр. {number} из {len(pages)}" in text, (name, number)


def tags_of(content: bytes) -> set[str]:
    with pikepdf.open(BytesIO(content)) as file:
        if "/StructTreeRoot" not in file.Root:
            return set()
        assert file.Root.MarkInfo.Marked and all("/StructParents" in page.obj for page in file.pages)
        return {str(item.S) for item in file.objects if isinstance(item, pikepdf.Dictionary) and "/S" in item}


def test_what_the_reference_engine_sets_is_tagged(files: dict[str, bytes]) -> None:
    """Headings, tables, their heads and cells; the fast engine knows no tags (ADR 0030)."""
    for name, content in files.items():
        found = tags_of(content)
        if name in ("card", "card-signatures", "campaign-signatures"):
            assert found == set(), name
        else:
            assert {"/Document", "/P"} <= found, name
    assert {"/H1", "/Table", "/THead", "/TH", "/TR", "/TD"} <= tags_of(files["surveys"])


def test_a_joined_file_bears_no_tags_of_one_part_alone(files: dict[str, bytes]) -> None:
    whole = pdf.join([pdf.Part(files["surveys"], "1"), pdf.Part(files["protocols"], "2")], "Все")
    assert tags_of(whole) == set()
    with pikepdf.open(BytesIO(whole)) as file:
        assert all("/StructParents" not in page.obj for page in file.pages)


def attached(content: bytes) -> tuple[str, dict[str, Any]]:
    with pikepdf.open(BytesIO(content)) as file:
        (spec,) = file.Root.AF
        (name,) = file.attachments
        assert spec.AFRelationship == pikepdf.Name.Data
        return name, json.loads(file.attachments[name].get_file().read_bytes())


def test_every_form_bears_its_data(files: dict[str, bytes], documents: dict[str, Document]) -> None:
    for name, content in files.items():
        file_name, data = attached(content)
        assert file_name.endswith(".json") and valid(SCHEMA, data), name
        plain = json.dumps(data["content"], sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        assert hashlib.sha256(plain.encode()).hexdigest() == data["content_sha256"], name
    assert attached(files["card"])[1]["content_sha256"] == content_digest(documents["card"])


def test_an_approved_document_is_printed_once(
    documents: dict[str, Document], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*args: object, **kwargs: object) -> bytes:
        raise AssertionError("rendered again")

    monkeypatch.setattr(export, "_pages", refuse)
    copies = PrintedCopy.objects.count()
    for name, document in documents.items():
        assert not document.is_editable, name
        assert export.printed(document, export.PDF, ON).content == files[name], name
    assert PrintedCopy.objects.count() == copies >= len(documents)


def test_a_damaged_copy_is_not_given_out(
    documents: dict[str, Document], files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    from documents.services.files import file_path

    copy = PrintedCopy.objects.filter(document_type="attestation.certificationcard").first()
    assert copy is not None
    path = file_path(copy.file.sha256)
    whole = path.read_bytes()
    try:
        path.write_bytes(whole[:-1] + b"x")
        with pytest.raises(ValueError, match="повреждён"):
            export.printed(documents["card"], export.PDF, ON)
    finally:
        path.write_bytes(whole)


def test_the_same_data_give_the_same_bytes(documents: dict[str, Document]) -> None:
    for name in ("card", "surveys", "protocols"):
        document = documents[name]
        printer, form = export._composed(document, ON)
        (record, _digest), stamp = export.record_of(document, form), stamp_of(document)
        assert stamp is not None, name
        first, second = (paper_of(printer.template, form, record, is_quick=printer.is_quick, stamp=stamp) for _ in "12")
        assert first == second, name


def test_both_engines_set_every_text(documents: dict[str, Document]) -> None:
    """Read by a reader of its own, not by the one that guards the fast engine."""
    for name in ("card", "surveys"):
        printer, form = export._composed(documents[name], ON)
        html = html_of(printer.template, form)
        for render in (pdf.render, pdf.render_quickly):
            text = squeezed("".join(pages_of(render(html))))
            assert [node for node in nodes_of(html) if node not in text] == [], (name, render)


@pytest.mark.pictures
def test_a_picture_notices_a_missing_line(files: dict[str, bytes]) -> None:
    page, *_rest = pictures_of(files["card"], 1)
    lines = lines_of(page)
    assert len(lines) > 50
    for top, bottom in lines:
        changed = page.copy()
        changed.paste(255, (0, top, page.width, bottom))
        assert difference(page, changed) > NOTICED, top


def test_a_picture_forgives_the_shade_of_an_edge(files: dict[str, bytes]) -> None:
    page, *_rest = pictures_of(files["card"], 1)
    again, softer = pictures_of(files["card"], 1)[0], page.filter(ImageFilter.GaussianBlur(0.5))
    assert difference(page, again) == 0 and softer != page
    assert difference(page, softer) <= NOTICED
