"""Papers of a campaign beside the official forms: order on changes, table of averages, inventory of the dossier."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from attestation.models import Campaign, CertificationCard, Order, OrderKind
from attestation.papers import papers_of
from attestation.services.changes import card_version_open
from attestation.services.preparation import order_create
from documents.services.editing import document_edit
from documents.services.perform import perform
from reports.dossier import dossier_documents
from reports.export import printed
from reports.forms import averages, dossier_inventory, order_change
from tests.factories.plant import Plant
from tests.reports.readers import marks_of, text_of

pytestmark = pytest.mark.django_db
CHANGED_ON = dt.date(2028, 3, 31)


@pytest.fixture
def plant(db: None) -> Plant:
    return Plant.build(place="г. Примерск", head_name="В. П. Соколовский")


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture
def change(plant: Plant) -> Order:
    """An order on changes under which one card gets the name of the staffing table."""
    campaign = plant.whole_procedure()
    order = order_create(campaign, kind=OrderKind.CHANGE, number="77", actor=plant.officer, dated_on=CHANGED_ON)
    basis = {"change_ground": "NAMES", "change_basis": "решение комиссии от 30.03.2028 № 2"}
    order = document_edit(order, basis, actor=plant.officer)
    plant.group.profession.name = "Обрубщик литья"
    plant.group.profession.save()
    version = card_version_open(order, CertificationCard.objects.get(supersedes=None), actor=plant.officer)
    perform(version, "amend", actor=plant.officer, on=CHANGED_ON)
    return order


def test_the_order_on_changes_names_ground_documents_and_differences(change: Order) -> None:
    form = order_change.context(change, CHANGED_ON)
    first = form.clauses[0]
    assert "решение комиссии от 30.03.2028" in first.text and "штатным расписанием" in first.text
    assert "431" not in form.reference and form.reference.startswith("№\u00a077")
    (item,) = first.items
    assert "Обрубщик литья" in item
    assert any("23.11.2031" in clause.text for clause in form.clauses)
    assert any("30.04.2028" in clause.text for clause in form.clauses)
    (annex,) = form.annexes
    changed = [row for row in annex.rows if "Обрубщик литья" in row[4]]
    assert changed and "Обрубщик 1" in changed[0][3]


def test_the_order_on_changes_is_an_archive_file(change: Order) -> None:
    content = printed(change, on=CHANGED_ON).content
    assert marks_of(content)["part"] == "3U"
    text = squeezed(text_of(content))
    assert squeezed("в документы по результатам аттестации рабочих мест") in text
    assert squeezed("Приложение 1") in text


def test_a_draft_without_changes_leaves_its_places_free(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    order = order_create(campaign, kind=OrderKind.CHANGE, number="", actor=plant.officer)
    form = order_change.context(order, CHANGED_ON)
    assert form.annexes == () and "____" in form.clauses[0].text and form.clauses[0].items == ()


def measured_twice(plant: Plant) -> Campaign:
    """A second point of the same workplace, in a protocol of its own."""
    campaign = plant.whole_procedure()
    protocol = plant.protocol(plant.group, value="94", number="402-Ш")
    protocol.results.update(conditions="точка 2")
    perform(protocol, "issue", actor=plant.officer, on=protocol.dated_on)
    return campaign


def test_the_mean_of_levels_is_taken_by_energy(plant: Plant) -> None:
    """88 and 94 dB: 10·lg((10^8,8 + 10^9,4)/2) = 91,963… and not 91."""
    campaign = measured_twice(plant)
    form = averages.context(campaign, CHANGED_ON)
    table = form.sections[0].grid
    assert table is not None and len(table.rows) == 1
    texts = [cell.text for cell in table.rows[0]]
    assert texts[6] == "88; 94" and texts[7].startswith("91,96")
    signers = form.sections[1].grid
    assert signers is not None and len(signers.rows) == len(plant.members) + 1 and form.notes == ()


def test_one_value_is_no_mean(plant: Plant) -> None:
    form = averages.context(plant.whole_procedure(), CHANGED_ON)
    table = form.sections[0].grid
    assert table is not None and [cell.text for cell in table.rows[0]] == [""] * 8
    assert form.notes[0].startswith("Выборочных измерений нет")


def test_the_inventory_names_every_document_once(plant: Plant) -> None:
    campaign = plant.whole_procedure()
    table = dossier_inventory.context(campaign, CHANGED_ON).sections[0].grid
    assert table is not None
    filed = [document for document in dossier_documents(campaign) if document != campaign]
    papers = campaign.papers.count()
    assert papers > 0 and len(table.rows) == len(filed) + papers
    names = [row[1].text.replace("\u00a0", " ") for row in table.rows]
    assert names[0].startswith("Приказ") and any("арта" in name for name in names)
    text = squeezed(text_of(printed(campaign, "inventory", CHANGED_ON).content))
    assert squeezed(f"Итого внесено документов: {len(table.rows)}.") in text and squeezed("Опись составил") in text


def test_an_open_draft_of_a_new_version_is_no_gap_of_the_dossier(plant: Plant) -> None:
    """The card in force counts until its new version is signed (№ 253, п. 13)."""
    campaign = plant.whole_procedure()
    old = CertificationCard.objects.get()
    order = order_create(campaign, kind=OrderKind.CHANGE, number="77", actor=plant.officer, dated_on=CHANGED_ON)
    card_version_open(order, old, actor=plant.officer)
    assert papers_of(campaign, CHANGED_ON).cards == {plant.group.pk: old}
