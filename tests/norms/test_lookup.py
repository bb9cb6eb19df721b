"""Search in the reference tables."""

import datetime as dt

import pytest

from norms.catalogue import listed_tables
from norms.errors import BadInput
from norms.lookup import MOST, look_up
from norms.tables import load_tables

ON = dt.date(2026, 1, 1)


def names(query, *catalogues, **more):
    return [found.row.name for found in look_up(query, ON, catalogues=catalogues or None, **more)]


def test_search_knows_no_letter_case_and_no_yo():
    assert names("КУЗНЕЦ РУЧНОЙ") == names("кузнец ручной")
    assert names("тёплый", "microclimate_limits") == names("теплый", "microclimate_limits")
    assert "Формальдегид <1>" in names("формальдегид")[:3]


def test_words_may_stand_anywhere_and_the_best_name_comes_first():
    assert names("кислота серная", "substances")[0] == "Серная кислота <1>"
    assert names("бензол", "substances")[0] == "Бензол <1>"
    assert names("толуол", "substances")[0] == names("метилбензол", "substances")[0] == "Метилбензол"
    ranks = names("озон", "substances")
    assert ranks[0] == "Озон"
    assert names("ил", "substances", limit=3) != names("ил", "substances", limit=5)[2:]


def test_a_table_is_there_from_its_first_day():
    first = load_tables()["substances"].valid_from
    assert "substances" in {table.key for table in listed_tables(first)}
    assert "substances" not in {table.key for table in listed_tables(first - dt.timedelta(days=1))}
    assert "substances" in {f.table.key for f in look_up("сера диоксид", first)}
    assert "substances" not in {f.table.key for f in look_up("сера диоксид", first - dt.timedelta(days=1))}


def test_the_order_is_whole_name_beginning_words_parts():
    found = names("аммиак", "substances")
    assert found[0] == "Аммиак"
    assert all("аммиак" in name.casefold() for name in found)
    spread = names("натрий", "substances", limit=MOST)
    assert spread[0].startswith("Натрий")
    beginnings = [name.casefold().startswith("натрий") for name in spread]
    assert beginnings == sorted(beginnings, reverse=True)
    wordy = [" натрий" in f" {name.casefold()}" for name in spread]
    assert wordy == sorted(wordy, reverse=True)
    assert {True, False} == set(beginnings)
    words = names("бензол", "substances", limit=MOST)
    assert words.index("3-Метил-1-(этиламино) бензол <1>") < words.index("Бромбензол")
    assert names("углерода оксид")[0].casefold() == "углерода оксид"
    lengths = [len(name) for name, first in zip(spread, beginnings, strict=True) if first and "<" not in name]
    assert lengths == sorted(lengths)


def test_a_substance_is_found_by_another_of_its_names():
    assert names("серы диоксид", "substances") == ["Сера диоксид <1>"]
    assert names("стирол", "substances")[0] == "Этенилбензол"
    assert names("углерод дисульфид", "substances").count("Углерод дисульфид") == 1


def test_a_cas_number_finds_exactly_its_substance():
    assert {f.table.key for f in look_up("50-00-0", ON)} == {"substances", "acute_substances", "irritant_substances"}
    assert look_up("99-99-9", ON) == ()
    assert len(look_up("50-00-0", ON, limit=1)) == 1


def test_a_found_row_is_plain_data_with_act_and_clause():
    found = look_up("50-00-0", ON, catalogues=["substances"])[0].as_json()
    assert found["values"] == {
        "ПДК, мг/м³": "0,5",
        "ПДК максимально разовая, мг/м³": "0.5",
        "Агрегатное состояние": "п",
        "Класс опасности": "2",
        "Особенности действия": "О, А, К",
        "CAS": "50-00-0",
        "Формула": "CH2O",
    }
    assert (found["catalogue"], found["name"], found["title"]) == (
        "substances",
        "Формальдегид <1>",
        "ПДК вредных веществ в воздухе рабочей зоны",
    )
    assert found["act"].startswith("постановление Совета Министров от 25.01.2021")
    assert found["edition"].startswith("в ред. от 29.11.2022")


@pytest.mark.parametrize(
    ("query", "more", "field", "reason"),
    [
        ("а", {}, "query", "введите не меньше 2 знаков"),
        ("", {}, "query", "введите не меньше 2 знаков"),
        ("а б", {}, "query", "введите не меньше 2 знаков"),
        ("озон", {"limit": 0}, "limit", "от 1 до 200"),
        ("озон", {"limit": 201}, "limit", "от 1 до 200"),
    ],
)
def test_a_search_that_makes_no_sense_says_so(query, more, field, reason):
    with pytest.raises(BadInput) as caught:
        look_up(query, ON, **more)
    assert (caught.value.field, caught.value.reason) == (field, reason)
    assert look_up("озон", ON, limit=200)
    assert look_up("оз", ON, limit=1)


def test_names_that_begin_with_the_query_stand_before_shorter_ones_that_hold_it():
    names = [found.row.short_name for found in look_up("цинк", ON, catalogues=["substances"], limit=200)]
    begins = [name.startswith("цинк") for name in names]
    assert begins == sorted(begins, reverse=True)
    first_other = begins.index(False)
    assert len(names[first_other]) < len(names[first_other - 1])


def test_beginnings_come_before_what_is_held_inside():
    """«тол» means толуол before фитолиаза: the whole name, a later word, the inside; shorter names first."""
    first = look_up("ТОЛ", ON, catalogues=["substances"])[0]
    assert (first.row.name, first.known_as) == ("Метилбензол", "толуол")
    found = names("тол", "substances", "tentative_limits", limit=MOST)
    assert (
        found.index("Толперизона гидрохлорид")
        < found.index("2, 5-Дихлор-п-трет-бутил-толуол")
        < found.index("Фитолиаза")
    )
    assert names("кисл", "substances", "tentative_limits")[0] == "Кислота сорбиновая <1>"
    assert "Этилацетат" not in names("кисл", "substances")[:3]
    words = names("кислота серн", "substances")
    assert words[0] == "Серная кислота <1>"


def test_a_name_of_every_day_finds_the_substance_and_says_so():
    for spoken, official in (("ксилол", "Диметилбензол"), ("Хлороформ", "Трихлорметан"), ("АНИЛИН", "Аминобензол")):
        found = look_up(spoken, ON, catalogues=["substances"])[0]
        assert found.row.name.startswith(official), spoken
        assert found.known_as == spoken.casefold()
    assert look_up("бензол", ON, catalogues=["substances"])[0].known_as == ""
    assert "known_as" not in found.as_json()


def test_every_name_of_every_day_leads_to_a_row_and_none_is_the_name_of_another_substance():
    from norms.factors.substances import folded, key_of
    from norms.loader import DATA, read_yaml

    rows = load_tables()["substances"].rows
    numbers = {row.cells["cas"] for row in rows}
    official = {row.short_name: row.cells["cas"] for row in rows}
    for number, spoken in read_yaml((DATA / "everyday_names.yaml").read_text("utf-8")).items():
        assert number in numbers, number
        for name in spoken:
            assert official.get(folded(name), number) == number, name
            assert not key_of(name).is_known, f"{name}: a name that the acts use belongs to substances.yaml"
