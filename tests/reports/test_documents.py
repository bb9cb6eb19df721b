"""Documents of a plant as files: what has happened is printed, what has not stays free."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

import pytest

from attestation.models import (
    Campaign,
    CampaignKind,
    CertificationCard,
    ImprovementPlan,
    Order,
    OrderKind,
    ResultKind,
    ResultList,
    TradeUnion,
)
from attestation.result_rows import rows_of
from attestation.selectors import approval_order, hold_order
from attestation.services.results import result_lists_create
from documents.services.perform import perform
from reports import export
from reports.export import UnableToPrint, export_campaign, formats_of, own_formats_of, printed, printed_cards
from reports.forms import campaign_stamps, order_approve, order_hold, plan, result_list
from reports.forms import card as card_form
from reports.forms.catalogue import form_on
from reports.forms.table import columns_of
from tests.factories.plant import APPROVED_ON, CARD_ON, ORDER_ON, Plant
from tests.reports.readers import bookmarks_of, fonts_of, marks_of, pages_of, sheet_of, text_of

pytestmark = pytest.mark.django_db
ON = dt.date(2026, 12, 1)


@pytest.fixture(scope="module")
def small_plant(module_db: None) -> Plant:
    return Plant.build(place="г. Примерск", head_name="В. П. Соколовский")


@pytest.fixture(scope="module")
def done(small_plant: Plant) -> Campaign:
    """A completed campaign of a small plant."""
    return small_plant.whole_procedure()


@pytest.fixture(scope="module")
def one_card(done: Campaign) -> CertificationCard:
    return done.cards.get()


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_every_document_of_the_campaign_is_a_file(done: Campaign, tmp_path: Path) -> None:
    names = [path.name for path in export_campaign(done, tmp_path / "demo", ON)]
    lists = [
        "12.1-pension-insurance",
        "12.2-textile",
        "12.3-medical",
        "12.4-short-hours",
        "12.5-leave",
        "12.6-surcharge",
        "12.7-not-confirmed",
        "12.8-plan",
    ]
    expected = [f"{name}.{end}" for name in lists for end in ("pdf", "xlsx")]
    assert names == [*expected, "order-hold.pdf", "order-approve.pdf", "cards.pdf"]
    singly = files_one_by_one(done)
    for name in names:
        content = (tmp_path / "demo" / name).read_bytes()
        if name.endswith(".pdf"):
            assert set(fonts_of(content)) <= {"Liberation-Serif", "Liberation-Serif-Bold"}, name
            found = marks_of(content)
            assert (found["part"], found["language"]) == ("3U", "ru") and found["title"], name
            assert "□" not in text_of(content), name
        else:
            assert sheet_of(content).max_row > 10
        assert singly[name] == content, name


def files_one_by_one(campaign: Campaign) -> dict[str, bytes]:
    """The same files, each asked for by itself."""
    documents = [*campaign.result_lists.all(), campaign.plan, *campaign.orders.all()]
    files = [printed(document, end, ON) for document in documents for end in own_formats_of(document)]
    return {file.name: file.content for file in (*files, printed_cards(campaign, ON))}


def test_a_file_says_what_it_is(done: Campaign, one_card: CertificationCard) -> None:
    leave = done.result_lists.get(kind="12.5")
    assert printed(leave, "pdf").content_type == "application/pdf"
    assert printed(leave, "xlsx").content_type.endswith("spreadsheetml.sheet")
    assert printed(one_card).name == "card-1.pdf"


def test_a_document_without_a_form_or_a_sheet_is_refused_in_words(done: Campaign, one_card: CertificationCard) -> None:
    assert "pdf" not in formats_of(done) and formats_of(one_card) == ("pdf", "rationale", "signatures")
    with pytest.raises(UnableToPrint, match="печатной формы нет"):
        printed(done)
    with pytest.raises(UnableToPrint, match="xlsx не печатается"):
        printed(one_card, "xlsx")


def test_a_list_of_the_time_of_another_act_is_refused_in_words(done: Campaign) -> None:
    medical = done.result_lists.get(kind="12.3")
    medical.approved_on, medical.dated_on = None, dt.date(2025, 8, 1)
    with pytest.raises(UnableToPrint, match="её текста в системе нет"):
        printed(medical)


@pytest.mark.parametrize("kind", ResultKind.values)
def test_the_cells_of_a_list_are_the_columns_of_its_form(done: Campaign, kind: str) -> None:
    keys = {column.key for column in columns_of(form_on(result_list.FORMS[ResultKind(kind)], ON))} - {"place"}
    for row in rows_of(kind, done):
        assert keys <= set(row.cells), kind


def test_a_list_shows_rows_stamps_and_signature(done: Campaign) -> None:
    form = result_list.context(done.result_lists.get(kind="12.6"), ON)
    assert plain(str(form.rows[0][1])) == "7211-001 Обрубщик 1" and form.rows[0][0] == 1
    (agreed,) = form.agreed
    assert [blank.value for blank in agreed[2].blanks] == ["подписано в системе*", "Т. И. Савчук"]
    assert plain(agreed[3].text) == "12 октября 2026 г."
    assert [plain(line.text) for line in form.approved[1:]] == [
        "Приказ руководителя организации от 24 ноября 2026 г.",
        "№ 431",
    ]
    assert plain(form.signature[0].blanks[1].value).split()[0].startswith("Иванов")
    assert "Подписано в системе (простая электронная подпись, не ЭЦП)" in form.note


def test_a_list_changed_after_the_agreement_is_not_shown_as_agreed(
    done: Campaign, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave = done.result_lists.get(kind="12.5")
    assert result_list.context(leave, ON).agreed[0][2].blanks[0].value
    monkeypatch.setattr(campaign_stamps, "content_sha256", lambda document: "another content")
    agreed = result_list.context(leave, ON).agreed[0]
    assert [blank.value for blank in agreed[2].blanks] == ["", "Т. И. Савчук"] and "20___" in agreed[3].text


def test_each_of_several_unions_has_its_stamp(plant: Plant) -> None:
    for name in ("Профсоюз А", "Профсоюз Б"):
        TradeUnion.objects.create(employer=plant.employer, name=name, chair_name=f"Т. Т. {name[-1]}.")
    campaign = plant.open_campaign()
    result = result_lists_create(campaign, actor=plant.officer)[0]
    form = result_list.context(result, ON)
    assert [stamp[1].text for stamp in form.agreed] == ["Профсоюз А", "Профсоюз Б"]
    assert "Профсоюз Б" in text_of(printed(result, "pdf", ON).content)


def test_a_draft_leaves_everything_free_that_has_not_happened(plant: Plant) -> None:
    campaign = plant.open_campaign()
    result = result_lists_create(campaign, actor=plant.officer)[0]
    form = result_list.context(result, ON)
    assert form.note == "" and form.rows == () and form.empty_note == "" and "№ ___" in plain(form.approved[2].text)
    assert form.signature[0].blanks[0].value == ""
    assert plain(form.signature[0].blanks[1].value) == plain(plant.chair.short_name)
    assert "СОГЛАСОВАНО" in text_of(printed(result, "pdf", ON).content)
    assert printed(result, "xlsx", ON).content


def test_the_plan_is_printed_measure_by_measure(done: Campaign) -> None:
    document = ImprovementPlan.objects.get(campaign=done)
    form = plan.context(document, ON)
    assert len(form.rows) == document.measures.count() > 0
    assert form.rows[0][0] == "Литейный цех, 7211-001 Обрубщик 1" and form.rows[0][5] == dt.date(2027, 9, 1)


def test_the_order_to_hold_names_commission_terms_and_schedule(done: Campaign) -> None:
    order = hold_order(done)
    assert order is not None
    form = order_hold.context(order, ON)
    text = plain(" ".join(clause.text for clause in form.clauses))
    assert "очередную аттестацию" in text and "с 01.09.2026 по 24.11.2026" in text
    assert "Председателем аттестационной комиссии назначается инженер Иванов" in text.replace("П. И. ", "")
    assert [annex.title for annex in form.annexes] == ["СОСТАВ", "ГРАФИК"]
    assert len(form.annexes[0].rows) == order.members.count() and form.annexes[0].rows[0][3] == "председатель"
    assert any("ответственный" in row[3] for row in form.annexes[0].rows)
    assert form.annexes[1].rows == (("1", "Измерения", "01.09.2026 – 14.09.2026", ""),)
    printed_text = text_of(printed(order, "pdf", ON).content)
    assert "ПРИКАЗЫВАЮ:" in printed_text and "№ 253" in plain(printed_text) and "Приложение 2" in printed_text


@pytest.mark.parametrize(
    ("kind", "words"),
    [(CampaignKind.EXTRAORDINARY, "внеочередную"), (CampaignKind.NEW_WORKPLACES, "вновь созданных")],
)
def test_orders_name_the_kind_of_the_certification(plant: Plant, kind: str, words: str) -> None:
    campaign = plant.campaign()
    campaign.kind = kind
    campaign.save()
    hold = plant.hold_order(Campaign.objects.get(pk=campaign.pk))
    assert words in plain(order_hold.context(hold, ON).clauses[0].text)
    approve = Order(employer=plant.employer, campaign=campaign, kind=OrderKind.APPROVE)
    approve.save()
    text = " ".join(clause.text for clause in order_approve.context(approve, ON).clauses)
    assert ("дня создания" in text) == (kind == CampaignKind.NEW_WORKPLACES)


def test_the_order_of_approval_says_what_applies_from_when_and_until_when(done: Campaign) -> None:
    order = approval_order(done)
    assert order is not None
    form = order_approve.context(order, ON)
    text = plain(" ".join(clause.text for clause in form.clauses))
    assert "№ 324 от 01.09.2026" in text and "согласованные с профсоюзом (профсоюз)" in text
    assert "действуют по 23.11.2031 включительно" in text and "не позднее 24.12.2026" in text
    assert "под роспись" in text and "75 лет" in text
    items = next(clause.items for clause in form.clauses if clause.items)
    assert len(items) == 8 and plain(items[4]).endswith("приложение 5 (позиций – 1);")
    assert plain(items[1]).endswith("приложение 2 (рабочих мест нет);") and items[-1].endswith(").")


def test_an_unissued_order_of_approval_promises_nothing(plant: Plant) -> None:
    order = plant.ready_for_approval()
    order.dated_on = None
    form = order_approve.context(order, ON)
    text = " ".join(clause.text for clause in form.clauses)
    assert "действуют по ____" in text and "не позднее ____" in text and form.note == ""
    assert form.head.mark == "" and "______________" in form.long_day


def test_all_cards_are_one_file_with_a_bookmark_each(done: Campaign) -> None:
    content = printed_cards(done, ON).content
    assert bookmarks_of(content) == [("1. 7211-001 Обрубщик 1", 1)]
    pages = pages_of(content)
    for number, text in enumerate(pages, start=1):
        assert "Карта 1. 7211-001 Обрубщик 1" in text and f"стр. {number} из {len(pages)}" in text


def test_a_campaign_without_cards_says_so(plant: Plant) -> None:
    with pytest.raises(UnableToPrint, match="ни одного документа"):
        printed_cards(plant.campaign())


def test_a_form_that_appears_later_is_not_needed_by_the_export(plant: Plant, tmp_path: Path) -> None:
    campaign = plant.campaign()
    plant.hold_order(campaign)
    assert [path.name for path in export_campaign(campaign, tmp_path, ON)] == ["order-hold.pdf"]


def test_a_signed_card_shows_who_signed_and_when(one_card: CertificationCard) -> None:
    form = card_form.context(one_card, ON)
    day = CARD_ON.strftime("%d.%m.%Y")
    assert (form.assessor.mark, form.assessor.day) == ("подписано в системе*", day)
    assert (form.signing.chair.mark, form.signing.chair.day) == ("подписано в системе*", day)
    assert [member.day for member in form.signing.members] == [day, day]
    assert [(w.name.replace("\u00a0", " "), w.mark) for w in form.signing.workers] == [("П. И. Кот", "")]
    text = text_of(printed(one_card, "pdf", ON).content)
    assert "простая электронная подпись, не ЭЦП" in text and "Оценку проводил" in text


def test_an_acquainted_worker_is_shown_with_the_day(small_plant: Plant, one_card: CertificationCard) -> None:
    perform(one_card.acquaintances.get(), "acknowledge", actor=small_plant.officer, on=APPROVED_ON)
    (worker,) = card_form.context(one_card, ON).signing.workers
    assert (worker.mark, worker.day) == ("подпись на бумажном экземпляре", "24.11.2026")


def test_a_draft_card_seats_the_commission_and_leaves_the_rest_free(plant: Plant) -> None:
    card = plant.card(plant.open_campaign(), plant.group)
    form = card_form.context(card, ON)
    assert form.overall.value == "" and form.note == "" and form.assessor.name == ""
    assert all(line.value == "" for line in form.conclusions)
    assert plain(form.signing.chair.name) == plain(plant.chair.short_name) and form.signing.chair.mark == ""
    assert all(entry.value == "" for entry in form.general) and form.footer.startswith("Проект · Карта 1.")
    assert len(form.signing.members) == 2 and form.bookmark == "1. 7211-001 Обрубщик 1"
    assert re.search(r"стр\. 1 из \d", text_of(printed(card, "pdf", ON).content))


def test_a_half_signed_card_shows_who_is_still_to_sign(plant: Plant) -> None:
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    card = perform(card, "sign_as_member", actor=plant.members[1], on=CARD_ON)
    marks = {plain(m.name): bool(m.mark) for m in card_form.context(card, ON).signing.members}
    assert marks == {plain(plant.members[0].short_name): False, plain(plant.members[1].short_name): True}


def test_the_day_of_the_print_is_today_where_nobody_names_it(plant: Plant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export.timezone, "localdate", lambda: dt.date(2001, 1, 1))
    with pytest.raises(UnableToPrint, match=r"01\.01\.2001"):
        printed(Order(employer=plant.employer, campaign=plant.campaign(), kind=OrderKind.HOLD))


def test_a_list_is_read_in_few_queries(done: Campaign, django_assert_max_num_queries: Any) -> None:
    leave = ResultList.objects.get(campaign=done, kind="12.5")
    with django_assert_max_num_queries(25):
        result_list.context(leave, ORDER_ON)
