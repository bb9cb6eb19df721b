"""Tables of the plant: search, filters, counts behind links, pages by key."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import unquote, urlencode

import pytest
from django.db import connection
from django.db.models import Value
from django.db.models.functions import Concat
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from documents.workbooks.values import normalized
from tests.factories.people import person
from tests.factories.plant import CARD_ON, Plant
from workplaces.models import AnalogousGroup, Department, Employee, Profession, Workplace
from workplaces.search import folded, in_order
from workplaces.services.staffing import PositionRow, position_put
from workplaces.tables import TABLES, department_tree, selected, table_page

pytestmark = pytest.mark.django_db
TABLE = TABLES["workplaces"]
PROFESSIONS = (
    "Токарь-расточник",
    "Монтёр пути",
    "Электромонтёр",
    "Слесарь по контрольно-измерительным приборам и автоматике",
    "Обрубщик «горячих» отливок",
)


@pytest.fixture(scope="module")
def plant(module_db: None) -> Plant:
    made = Plant.build(groups=0)
    for number, name in enumerate(PROFESSIONS, start=1):
        made.add_group(
            number,
            profession=name,
            shop="Ремонтно-механический цех" if number < 3 else "Литейный цех",
            section="участок плавки" if number == 5 else "",
            workplace_count=12,
        )
    Employee.objects.create(
        employer=made.employer, personnel_number="17", full_name="Соловьёв Пётр Ильич", sex="м", group=made.groups[1]
    )
    return made


def client_of(plant: Plant) -> Client:
    client = Client()
    client.force_login(plant.officer)
    return client


def words_of(row: Workplace) -> str:
    """Every word by which a workplace is found, its own and those it shares."""
    return " ".join((row.search_text, row.group.profession.search_text, row.group.department.search_text))


def numbers(plant: Plant, query: str) -> list[str]:
    return list(
        selected(TABLE, plant.employer, QueryDict(query)).order_by("by_number").values_list("number", flat=True)
    )


@pytest.mark.parametrize("typed", ["монтёр", "МОНТЕР", "Монтёр", "онтер", "монтер пути"])
def test_letter_case_and_yo_do_not_matter(plant: Plant, typed: str) -> None:
    words = normalized(typed).split()
    stored = Workplace.objects.filter(employer=plant.employer).order_by("by_number")
    by_python = [row.number for row in stored if all(word.strip(".") in words_of(row) for word in words)]

    assert numbers(plant, f"q={typed}") == by_python
    assert len(by_python) >= 12


@pytest.mark.parametrize(
    ("typed", "group"),
    [("КИПиА", 4), ("кип", 4), ("эл.монтер", 3), ("рмц расточ", 1), ("«горячих»", 5), ("расточ.", 1)],
)
def test_short_forms_and_words_in_any_order_are_found(plant: Plant, typed: str, group: int) -> None:
    found = numbers(plant, f"q={typed}")

    assert len(found) == 12
    assert {number.split(".")[0] for number in found} == {str(group)}


@pytest.mark.parametrize("typed", ["%", "_", 'монтёр" OR "обрубщик', "* NEAR", "\\"])
def test_signs_of_the_query_language_are_only_letters(plant: Plant, typed: str) -> None:
    assert numbers(plant, urlencode({"q": typed})) == []


@pytest.mark.parametrize("typed", ["2", "2.", "т", "ТО", "мо", "ё", "ц р", "щ", "2 мо", "№ 5"])
def test_one_or_two_letters_find_beginnings_of_words(plant: Plant, typed: str) -> None:
    letters = [word.rstrip(".") for word in normalized(typed).replace("№", "").split()]
    stored = Workplace.objects.filter(employer=plant.employer).order_by("by_number")
    by_python = [
        row.number
        for row in stored
        if all(any(word.startswith(letter) for word in words_of(row).split(" ")) for letter in letters)
    ]

    assert numbers(plant, f"q={typed}") == by_python
    assert bool(by_python) == (typed not in ("ё", "щ"))


@pytest.mark.parametrize("few", [0, 1, 20])
@pytest.mark.parametrize(
    "query", ["q=цех", "q=цех&sort=-profession", "q=цех монтёр", "q=2", "q=т", "q=5.1", "q=монтёр 1"]
)
def test_hits_found_by_looking_and_by_the_index_are_the_same_pages(
    plant: Plant, monkeypatch: pytest.MonkeyPatch, few: int, query: str
) -> None:
    monkeypatch.setattr("workplaces.search.FEW", few)
    key, descending = ("by_profession", True) if "sort" in query else ("by_number", False)
    wanted = selected(TABLE, plant.employer, QueryDict(query)).order_by(key, "pk")
    everything = [row.pk for row in (reversed(wanted) if descending else wanted)]

    page = table_page(TABLE, plant.employer, QueryDict(query), size=7)
    seen = [row.pk for row in page]
    while page.following:
        page = table_page(TABLE, plant.employer, QueryDict(page.following[1:]), size=7)
        seen += [row.pk for row in page]
    last = table_page(TABLE, plant.employer, QueryDict(f"{query}&end=1"), size=7)

    assert seen == everything
    assert (page.count, page.is_more) == (len(everything), False)
    assert [row.pk for row in last] == everything[-7:]
    assert (last.count, last.last) == (len(everything), len(everything))


def test_what_is_typed_is_counted_after_the_rows_are_shown(plant: Plant) -> None:
    client = client_of(plant)
    with CaptureQueriesContext(connection) as captured:
        typed = client.get(reverse("workplaces") + "?q=цех", headers={"HX-Request": "true"}).content.decode()
    assert not [query["sql"] for query in captured if "COUNT" in query["sql"] and "search_text" in query["sql"]]
    assert "Найдено больше 50" in typed
    later = re.search(r'hx-get="([^"]+)" hx-trigger="load', typed)
    assert later is not None
    counted = client.get(unescape(later[1]), headers={"HX-Request": "true"}).content.decode()
    assert "Найдено: 60" in counted and "load delay" not in counted


def test_a_number_behind_a_sign_is_found_however_it_is_written(plant: Plant) -> None:
    for name in ("Цех №7", "Склад № 7"):
        Department.objects.create(employer=plant.employer, name=name)
    for typed in ("цех №7", "цех № 7", "цех 7", "ЦЕХ №\u00a07"):
        found = selected(TABLES["departments"], plant.employer, QueryDict(urlencode({"q": typed})))
        assert [department.name for department in found] == ["Цех №7"], typed
    assert selected(TABLES["departments"], plant.employer, QueryDict("q=№")).count() > 2


def test_another_profession_of_a_group_is_found_at_its_rows(plant: Plant) -> None:
    """Even one whose name folds alike, so that no order changes."""
    group = plant.groups[0]
    group.profession = Profession.objects.create(employer=plant.employer, name=group.profession.name, code="7223-001")
    group.save()

    assert numbers(plant, "q=7223-001") == numbers(plant, f"group={group.pk}")


def test_words_of_another_employer_find_nothing(plant: Plant) -> None:
    other = Plant.build(groups=0)
    other.add_group(1, profession="Чеканщик", shop="Ювелирный цех", workplace_count=1)

    assert numbers(plant, "q=чеканщик") == []
    assert numbers(plant, "q=ювелирный") == []
    assert numbers(plant, "q=цех") == numbers(plant, "")


def test_a_whole_page_pasted_into_the_search_is_answered(plant: Plant) -> None:
    pasted = " ".join(f"слово{number}" for number in range(400))

    assert client_of(plant).get(reverse("workplaces"), {"q": pasted}).status_code == 200
    assert client_of(plant).get(reverse("workplaces"), {"q": "ц" * 5000}).status_code == 200


def test_numbers_stand_in_their_natural_order(plant: Plant) -> None:
    assert numbers(plant, f"group={plant.group.pk}")[:3] == ["1.1", "1.2", "1.3"]
    assert in_order("7.10") > in_order("7.2")
    assert folded("Ремонтно-механический цех").endswith(" рмц")


def test_a_new_name_of_a_department_reaches_every_row_below(plant: Plant) -> None:
    shop = Department.objects.get(employer=plant.employer, name="Литейный цех")
    shop.name = "Чугунолитейный цех"
    shop.save()

    assert len(numbers(plant, "q=чугунолит")) == 36
    assert numbers(plant, "q=чугунолит плавки")[0] == "5.1"
    assert Employee.objects.get(personnel_number="17").search_text.startswith("соловьев петр ильич")
    for model in (AnalogousGroup, Workplace):
        assert model.objects.filter(employer=plant.employer, by_department__startswith="литейный").count() == 0
        assert model.objects.filter(employer=plant.employer, by_department__startswith="чугунолитейный").count() > 1


def test_a_new_name_of_a_profession_reaches_every_row_below(plant: Plant) -> None:
    profession = plant.groups[1].profession
    profession.name = "Аппаратчик"
    profession.save()

    assert numbers(plant, "q=аппаратчик&sort=profession") == numbers(plant, f"group={plant.groups[1].pk}")
    for model in (AnalogousGroup, Workplace):
        below = model.objects.filter(profession=profession)
        assert {row.by_profession.split("\x1f")[0] for row in below} == {"аппаратчик"}


@pytest.mark.parametrize("sort", ["number", "-number", "profession", "-department"])
def test_pages_by_key_show_every_row_once_forwards_and_back(plant: Plant, sort: str) -> None:
    def walk(query: str, way: str) -> list[int]:
        seen: list[int] = []
        while True:
            page = table_page(TABLE, plant.employer, QueryDict(query))
            rows = [row.pk for row in page]
            seen = seen + rows if way == "following" else rows + seen
            address = getattr(page, way)
            if not address:
                return seen
            query = address[1:]

    forwards, backwards = walk(f"sort={sort}", "following"), walk(f"sort={sort}&end=1", "previous")

    assert forwards == backwards
    assert len(set(forwards)) == len(forwards) == 60


def test_a_cursor_of_a_stranger_or_of_another_order_gives_the_first_page(plant: Plant) -> None:
    first = [row.pk for row in table_page(TABLE, plant.employer, QueryDict(""))]
    other = table_page(TABLE, plant.employer, QueryDict("sort=profession")).following.split("after=")[1].split("&")[0]

    for cursor in ("x", "1:2:3", other):
        assert [row.pk for row in table_page(TABLE, plant.employer, QueryDict(f"after={cursor}"))] == first


def test_every_number_of_the_tree_is_the_count_of_the_list_behind_it(plant: Plant) -> None:
    client = client_of(plant)
    html = client.get(reverse("workplaces")).content.decode()
    links = re.findall(r'<a href="([^"]+\?department=\d+)"[^>]*>[^<]* <span class="count">([^<]+)</span>', html)

    assert len(links) == 2
    for address, number in links:
        answer = client.get(unescape(address)).content.decode()
        shown = re.search(r"Найдено: ([\d\u00a0]+)", answer)
        assert shown is not None and shown[1] == number
    assert sum(int(number) for _address, number in links) == 60
    tree = department_tree(TABLE, plant.employer, None)
    for branch in tree:
        assert selected(TABLE, plant.employer, QueryDict(f"department={branch.pk}")).count() == branch.count


def test_a_value_of_a_filter_that_means_nothing_finds_nothing(plant: Plant) -> None:
    for query in (
        "department=x",
        "department=999999",
        "group=-1",
        "origin=LATER",
        "class=5",
        "campaign=ALL",
        "moved=2",
    ):
        assert numbers(plant, query) == [], query


def test_words_of_people_are_filters(plant: Plant) -> None:
    campaign = plant.open_campaign()
    card = plant.card(campaign, plant.groups[2])
    from documents.services.perform import perform

    card = perform(card, "assess", actor=plant.officer, on=CARD_ON)
    assert card.overall_class in ("3.1", "3.2", "3.3")

    assert numbers(plant, "q=вредность") == numbers(plant, f"group={card.group_id}")
    assert numbers(plant, "q=Вредность расточник") == []
    assert numbers(plant, f"class={card.overall_class}") == numbers(plant, "class=harmful")
    assert numbers(plant, "q=переаттестация") == []
    assert len(numbers(plant, "class=none")) == 48
    assert "по слову поиска" in client_of(plant).get(reverse("workplaces") + "?q=вредность").content.decode()


def test_every_table_lists_searches_and_pages(plant: Plant) -> None:
    client = client_of(plant)
    for slug, table in TABLES.items():
        address = reverse("plant-table", args=[slug])
        for order in table.orders:
            answer = client.get(f"{address}?sort=-{order}&q=а")
            assert answer.status_code == 200
        part = client.get(address, headers={"HX-Request": "true"})
        assert "<html" not in part.content.decode()
    assert "Соловьёв" in client.get(reverse("plant-table", args=["employees"]) + "?q=СОЛОВЬЕВ").content.decode()


def test_no_text_of_a_row_is_markup(plant: Plant) -> None:
    for model, field in ((Department, "name"), (Profession, "name"), (Workplace, "room"), (Employee, "full_name")):
        model.objects.update(**{field: Concat(Value("<b>"), field)})
    client = client_of(plant)
    for slug in TABLES:
        html = client.get(reverse("plant-table", args=[slug])).content.decode()
        assert "<b>" not in html
        assert "&lt;b&gt;" in html
    workplace = Workplace.objects.first()
    assert workplace is not None
    assert "<b>" not in client.get(reverse("workplace-row", args=[workplace.pk])).content.decode()


def test_a_saved_view_is_a_persons_own(plant: Plant) -> None:
    client = client_of(plant)
    answer = client.post(
        reverse("saved-view-save", args=["workplaces"]), {"name": "Литейка", "query": "q=литейный&sort=-number"}
    )
    assert unquote(answer.headers["Location"]).endswith("?q=литейный&sort=-number")
    assert "Литейка" in client.get(reverse("workplaces")).content.decode()

    other = Client()
    other.force_login(person(plant.employer, "HR"))
    assert "Литейка" not in other.get(reverse("workplaces")).content.decode()


def test_tables_ask_the_same_number_of_queries_whatever_the_rows(plant: Plant) -> None:
    client = client_of(plant)

    def queries() -> dict[str, int]:
        found = {}
        for slug in TABLES:
            for query in ("", "?sort=number&end=1", "?q=цех"):
                with CaptureQueriesContext(connection) as captured:
                    assert client.get(reverse("plant-table", args=[slug]) + query).status_code == 200
                found[slug + query] = len(captured)
        return found

    before = queries()
    for number in range(20, 26):
        row = PositionRow(
            str(number), number, "Литейный цех", f"участок {number}", f"Термист {number}", "", "", "", 9, 9, 0, 1, 480
        )
        position_put(row, employer=plant.employer, actor=plant.officer)
    after = queries()

    assert after == before
    who_asks = 4  # session, person, memberships, second factor
    assert max(after.values()) <= who_asks + 6, after
