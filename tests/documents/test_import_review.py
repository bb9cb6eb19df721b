"""A person in the import: columns, names and masks said once, cells corrected, a batch taken back."""

from __future__ import annotations

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowMark, RowRole
from documents.problems import UnableToPerform
from documents.services.import_refused import refused_workbook
from documents.services.import_review import NameAnswer, import_correct, import_map, names_decide
from documents.services.importing import import_apply, import_undo
from documents.workbooks.layout import CHOSEN, REMEMBERED, Layout
from tests.documents.test_messy_workbooks import ON, plant, read
from tests.factories.messy import messy
from workplaces.models import AnalogousGroup, Employee

pytestmark = pytest.mark.django_db
HEAD = ["Таб. №", "ФИО", "Пол", "Дата рождения", "Подразделение", "Профессия"]


def book(*rows: list[object], head: list[str] | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    for row in ([head or HEAD] if head != [] else []) + list(rows):
        workbook.active.append(row)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def kot(
    number: int, born: str = "24.11.1980", profession: str = "Вагранщик", shop: str = "Литейный цех"
) -> list[object]:
    return [number, "Кот Павел Иванович", "м", born, shop, profession]


@pytest.fixture
def people() -> tuple[Employer, User]:
    return plant("employees")


def only(batch: ImportBatch) -> ImportRow:
    return batch.rows.get(role=RowRole.DATA)


def test_an_abbreviated_profession_is_asked_once_and_remembered(people: tuple[Employer, User]) -> None:
    employer, officer = people
    batch = read(employer, officer, "employees", book(kot(1, profession="токарь-расточ.")))
    problem = only(batch).problems[0]
    assert (problem["code"], problem["suggestions"][0]) == ("NAME", "Токарь-расточник")

    names_decide(batch, [NameAnswer("profession", "токарь-расточ.", "SAME", "Токарь-расточник")], actor=officer)

    assert only(batch).mark == RowMark.CLEAN
    later = read(employer, officer, "employees", book(kot(2, profession="Токарь-расточ.")))
    assert only(later).mark == RowMark.CLEAN
    import_apply(later, actor=officer, on=ON)
    assert Employee.objects.get(personnel_number="2").group.profession.name == "Токарь-расточник"


def test_a_name_may_be_left_out(people: tuple[Employer, User]) -> None:
    employer, officer = people
    batch = read(employer, officer, "employees", book(kot(1), kot(2, shop="Заводоуправление")))
    names_decide(batch, [NameAnswer("department", "Заводоуправление", "LEFT_OUT")], actor=officer)
    done = import_apply(batch, actor=officer, on=ON)
    assert done.created_count == 1
    assert "решено не загружать" in str(batch.rows.get(outcome="SKIPPED").problems)


def test_a_mask_that_reads_two_ways_is_asked_once_for_its_column_and_remembered(people: tuple[Employer, User]) -> None:
    employer, officer = people
    content = book(kot(1, "03/04/80"), kot(2, "24/11/80"), kot(3, "5/6/1981"))
    batch = read(employer, officer, "employees", content)
    asked = batch.rows.filter(role=RowRole.DATA, mark=RowMark.REFUSED)
    assert [row.clean["personnel_number"] for row in asked] == ["1", "3"]

    layout = Layout.load(batch.layout[0])
    answered = Layout.load({**layout.dump(), "orders": {"born_on": "DMY"}, "origin": CHOSEN})
    import_map(batch, [answered], actor=officer)

    days = [row.clean["born_on"] for row in batch.rows.filter(role=RowRole.DATA)]
    assert days == ["1980-04-03", "1980-11-24", "1981-06-05"]
    again = read(employer, officer, "employees", content)
    assert again.layout[0]["origin"] == REMEMBERED
    assert not again.rows.filter(mark=RowMark.REFUSED).exists()


def test_a_file_without_a_header_is_mapped_by_a_person_and_known_the_next_time(people: tuple[Employer, User]) -> None:
    employer, officer = people
    content = book(kot(1), kot(2), head=[])
    batch = read(employer, officer, "employees", content)
    with pytest.raises(UnableToPerform, match=r"IMP-02.*IMP-01"):
        import_apply(batch, actor=officer, on=ON)

    keys = ["personnel_number", "full_name", "sex", "born_on", "shop", "profession"]
    columns = {key: index for index, key in enumerate(keys)}
    raw = {**batch.layout[0], "columns": columns, "origin": CHOSEN, "is_used": True}
    import_map(batch, [Layout.load(raw)], actor=officer)

    assert import_apply(batch, actor=officer, on=ON).created_count == 2
    assert read(employer, officer, "employees", content).rows.filter(role=RowRole.DATA).count() == 2


def test_a_cell_is_corrected_in_place_and_the_file_keeps_its_word(people: tuple[Employer, User]) -> None:
    employer, officer = people
    batch = read(employer, officer, "employees", book(kot(1, "31.02.1980"), kot(2)))
    row = batch.rows.get(mark=RowMark.REFUSED)

    import_correct(row, {3: "28.02.1980"}, actor=officer)

    row.refresh_from_db()
    assert (row.mark, row.raw[3], row.clean["born_on"]) == (RowMark.CLEAN, "31.02.1980", "1980-02-28")


def test_refused_rows_come_back_in_their_own_columns_with_reasons_and_no_formula(people: tuple[Employer, User]) -> None:
    employer, officer = people
    bad = kot(1, "вчера")
    batch = read(employer, officer, "employees", book(bad, kot(2)))
    batch.rows.filter(mark=RowMark.REFUSED).update(raw=["1", "=1+1", "м", "вчера", "Литейный цех", "Вагранщик"])

    sheet = openpyxl.load_workbook(io.BytesIO(refused_workbook(batch))).active

    assert [cell.value for cell in sheet[1]][:6] == HEAD
    assert (sheet["A2"].value, sheet["B2"].value, sheet["B2"].data_type, sheet["G2"].value) == (1, "=1+1", "s", 2)
    assert "не дата" in sheet["H2"].value
    assert sheet.max_row == 2


def test_undo_takes_back_what_was_made_and_puts_back_what_was_changed(people: tuple[Employer, User]) -> None:
    employer, officer = people
    first = import_apply(read(employer, officer, "employees", book(kot(1))), actor=officer, on=ON)
    second = import_apply(
        read(employer, officer, "employees", book(kot(1, profession="Контролер"), kot(2))), actor=officer, on=ON
    )

    with pytest.raises(UnableToPerform, match="IMP-03"):
        import_undo(first, actor=officer, on=ON, reason="не тот файл")
    second = import_undo(second, actor=officer, on=ON, reason="не тот файл")

    assert second.state == "UNDONE"
    assert Employee.objects.get().group.profession.name == "Вагранщик"


def test_undo_is_refused_with_a_link_while_something_depends_on_it() -> None:
    employer, officer = plant("staffing")
    staffing = read(employer, officer, "staffing", messy("staffing", 1).content)
    staffing = import_apply(staffing, actor=officer, on=ON)
    group = AnalogousGroup.objects.filter(employer=employer).first()
    assert group is not None
    worker = kot(1, shop=group.department.shop, profession=group.profession.name)
    people = import_apply(read(employer, officer, "employees", book(worker)), actor=officer, on=ON)

    with pytest.raises(UnableToPerform, match="IMP-04") as refusal:
        import_undo(staffing, actor=officer, on=ON, reason="старое")
    assert refusal.value.problems[0].link == group.get_absolute_url()

    import_undo(people, actor=officer, on=ON, reason="старое")
    import_undo(staffing, actor=officer, on=ON, reason="старое")
    assert not AnalogousGroup.objects.filter(employer=employer).exists()


def test_every_count_of_the_page_equals_its_list_and_a_row_is_saved_from_the_page(
    people: tuple[Employer, User], client: Client
) -> None:
    employer, officer = people
    content = book(kot(1, "вчера"), kot(2), kot(2), kot(3, profession="Вагран."), ["Итого", 3])
    batch = read(employer, officer, "employees", content)
    client.force_login(officer)
    page = client.get(batch.get_absolute_url())
    for count in page.context["counts"]:
        listed = client.get(batch.get_absolute_url(), {"show": count["name"]}).context["page"].count
        assert listed == count["number"], count["name"]
    for name in ("import-columns", "import-names"):
        assert client.get(reverse(name, args=[batch.pk])).status_code == 200

    row = batch.rows.filter(mark=RowMark.REFUSED).first()
    address = reverse("import-row", args=[batch.pk, row.pk])
    assert b'name="c3"' in client.get(address, {"edit": "1"}).content
    stale = client.post(address, {"c3": "01.02.1980", "was3": "другое"})
    assert stale.status_code == 409
    saved = client.post(address, {"c3": "01.02.1980", "was3": "вчера"})
    assert (saved.status_code, batch.rows.get(pk=row.pk).mark) == (200, RowMark.CLEAN)
    answer = client.post(reverse("import-names", args=[batch.pk]), {"name0": "Вагран.", "n0": "same:0"})
    assert answer.status_code == 302
    assert not batch.rows.filter(role=RowRole.DATA, mark=RowMark.REFUSED).exists()
    assert client.get(reverse("import-refused", args=[batch.pk])).status_code == 200
