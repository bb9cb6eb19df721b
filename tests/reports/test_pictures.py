"""Every printed document beside its stored picture: a word, a rule or a margin that moves is seen.

The data are fixed: names come from factories whose counters begin anew here. The foot of a page is not compared:
its words are read by test_every_form.py. To store pictures anew, look at each first, beside the form in the act:
``STORE_PICTURES=1 pytest tests/reports/test_pictures.py``.
"""

from __future__ import annotations

import datetime as dt
import os
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from attestation.models import Campaign, CertificationCard, ImprovementPlan, Order, OrderKind, ResultList
from attestation.services.preparation import order_create
from documents.services.editing import document_edit
from documents.services.perform import perform
from measurements.models import TimeStudyCard
from reports.forms.paper import paper_of
from reports.forms.register import EVERY_SIGNED, PAPER_NAMES, PAPERS, REGISTER, SIGNATURES, Printer, printer_of
from reports.rendering.marks import Record
from tests.factories.people import EmployerFactory, UserFactory
from tests.factories.plant import CARD_ON, Plant
from tests.reports.looks import DPI, NOTICED, difference, pictures_of
from tests.reports.test_every_form import KINDS, ON
from tests.reports.test_protocol_tables import EVERY_BAND, printed_rows
from tests.reports.test_table_form import FORMS, form_of, rows_for

pytestmark = [pytest.mark.django_db, pytest.mark.pictures, pytest.mark.looks]
FOLDER = Path(__file__).parent / "pictures"
MOST = 3  # pages of a document
TABLES = "protocol-tables"  # a page for each kind of result
SIGNED = f"paper-{SIGNATURES}"
SIGNATURE_PAGE = EVERY_SIGNED[SIGNATURES]
WHOLE = (TABLES, "card")  # looked at to the last page: who signs the card stands there
METHODS = ("NOISE", "LOCAL_VIBRATION", "ILLUMINANCE", "SUBSTANCE", "ELECTROSTATIC", "RADIO_30_300_MHZ")
METHODS += ("TEMPERATURE", "ULTRAVIOLET", "AIR_IONS", "LASER_SINGLE", "DOSE_RATE", "CONTAMINATION", "VOLUME_ACTIVITY")
METHODS += ("ACTIVITY",)  # has no table: told at the end
FOOT = 13 * DPI / 25.4  # points: 13 mm
LONG_LIST = 90  # rows: through the fast engine
STORES = os.environ.get("STORE_PICTURES") == "1"


@pytest.fixture(scope="module")
def papers(module_db: None) -> dict[str, tuple[Printer, Any]]:
    """Printer and context of every kind of document, by name; long lists beside them."""
    for factory in (EmployerFactory, UserFactory):
        factory.reset_sequence(1, force=True)
    plant = Plant.build(name="ОАО «Примерский завод»", place="г. Примерск", head_name="В. П. Соколовский")
    campaign = plant.whole_procedure()
    documents = _documents(campaign, _change(plant, campaign))
    found = {name: (printer, printer.context(document, ON)) for name, document, printer in documents}
    found[SIGNED] = SIGNATURE_PAGE, _same_digest(SIGNATURE_PAGE.context(_disputed_card(), ON))
    form, _protocol = printed_rows(
        plant,
        *(
            {"method": method, "value": Decimal(5), "limit": Decimal(4), "bands": EVERY_BAND * (method == "NOISE")}
            for method in METHODS
        ),
    )
    found[TABLES] = found["protocols"][0], form
    for key in FORMS:
        form = form_of(key)
        found[f"long-{key}"] = found["list-12.1"][0], replace(form, rows=rows_for(form, LONG_LIST, "слово " * 9))
    return found


def _disputed_card() -> CertificationCard:
    """A card that one member has signed with an opinion of his own and another has refused."""
    plant = Plant.build(name="ОАО «Опытный завод»", members=3)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    perform(card, "decline", actor=plant.members[0], on=CARD_ON, reason="нет замера вибрации на рабочем месте")
    card = perform(card, "dissent", actor=plant.members[1], on=CARD_ON, reason="класс шума занижен: " + "слово " * 60)
    return perform(card, "sign_as_member", actor=plant.members[2], on=CARD_ON)


def _same_digest(form: Any) -> Any:
    """The digest tells the keys of rows too, which are others in each database: ours is printed instead."""
    first, *rest = form.sections
    line, *others = first.before
    blank = replace(line.blanks[0], value="0123456789abcdef" * 4)
    return replace(form, sections=(replace(first, before=(replace(line, blanks=(blank,)), *others)), *rest))


def _change(plant: Plant, campaign: Campaign) -> Order:
    order = order_create(
        campaign, kind=OrderKind.CHANGE, number="77", actor=plant.officer, dated_on=dt.date(2028, 3, 31)
    )
    return document_edit(order, {"change_ground": "LAW", "change_basis": "постановление"}, actor=plant.officer)


def _documents(campaign: Campaign, change: Order) -> list[tuple[str, Any, Printer]]:
    found: list[tuple[str, Any]] = [
        (f"order-{order.kind.lower()}", order) for order in campaign.orders.exclude(pk=change.pk)
    ]
    found.append(("order-change", change))
    found += [(f"list-{row.kind}", row) for row in ResultList.objects.filter(campaign=campaign)]
    found += [
        ("card", campaign.cards.get()),
        ("plan", ImprovementPlan.objects.get()),
        ("study", TimeStudyCard.objects.get()),
    ]
    found += [(model.SLUG, model.objects.get()) for model in KINDS]
    own = [(name, document, printer_of(document)) for name, document in found]
    owners = {Campaign: campaign, type(campaign.cards.get()): campaign.cards.get()}
    beside = [(f"paper-{code}", owners[kind], printer) for (kind, code), printer in PAPERS.items()]
    return [entry for entry in [*own, *beside] if entry[2] is not None]  # type: ignore[misc]


NAMES = sorted(
    {
        *(TABLES, SIGNED, "card", "plan", "study", "order-hold", "order-approve", "order-change"),
        *(f"list-12.{place}" for place in range(1, 8)),
        *(model.SLUG for model in KINDS),
        *(f"paper-{code}" for _kind, code in PAPERS),
        *(f"long-{key}" for key in FORMS),
    }
)


def test_every_registered_form_has_a_picture(papers: dict[str, tuple[Printer, Any]]) -> None:
    assert set(papers) == set(NAMES)
    registered = {*map(id, REGISTER.values()), *map(id, PAPERS.values()), *map(id, EVERY_SIGNED.values())}
    assert {id(printer) for printer, _form in papers.values()} == registered
    assert set(PAPER_NAMES) == {code for _kind, code in PAPERS} | set(EVERY_SIGNED), (
        "a name for each paper, and no more"
    )
    assert {path.stem.rpartition("-")[0] for path in FOLDER.glob("*.png")} == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_looks_as_it_was_seen(papers: dict[str, tuple[Printer, Any]], name: str) -> None:
    printer, form = papers[name]
    content = paper_of(printer.template, form, Record(form.title, form.day), is_quick=printer.is_quick)
    shown = [_without_foot(page) for page in pictures_of(content, MOST * 9 if name in WHOLE else MOST)]
    stored = sorted(FOLDER.glob(f"{name}-??.png"))
    if STORES:
        for place, page in enumerate(shown, start=1):
            page.quantize(16).save(FOLDER / f"{name}-{place:02}.png", optimize=True)
        return
    assert len(shown) == len(stored), name
    for page, path in zip(shown, stored, strict=True):
        assert difference(page, Image.open(path).convert("L")) <= NOTICED, path.name


def _without_foot(page: Image.Image) -> Image.Image:
    grey = page.convert("L")
    grey.paste(255, (0, round(grey.height - FOOT), grey.width, grey.height))
    return grey
