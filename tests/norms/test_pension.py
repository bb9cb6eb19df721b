"""Lists № 1 and № 2: rows that may concern a profession, shown for people to judge."""

import datetime as dt

import pytest

from norms.errors import BadInput, NormNotFound
from norms.pension import MatchedBy, match_profession

ON = dt.date(2026, 1, 1)


def test_a_profession_is_matched_by_name_and_code():
    found = match_profession("Кузнец ручной ковки", ON, code="13227")
    assert [(m.list_number, m.matched_by, m.conditions, m.code) for m in found] == [
        (
            1,
            MatchedBy.CODE_AND_NAME,
            (
                "кузнечно-прессовое производство предприятий черной и цветной металлургии, машиностроения и металлообработки",
            ),
            "13227",
        ),
        (2, MatchedBy.CODE_AND_NAME, ("ручная ковка деталей по чертежам, эскизам, шаблонам и образцам",), "13227"),
    ]
    assert all(match.needs_decision for match in found)
    surely = match_profession("Выбивальщик отливок", ON, code="11504")[0]
    assert (surely.list_number, surely.conditions, surely.needs_decision) == (1, (), False)
    assert (found[0].name, found[0].section, found[0].citation.replace("\u00a0", " ")) == (
        "Кузнец ручной ковки",
        "I",
        "список № 1, раздел I; постановление Совета Министров от 25.05.2005 № 536",
    )
    assert found[0].chapter.startswith("ГЛАВА 2")


def test_brackets_hold_another_name():
    by_synonym = match_profession("Крановщик", ON)
    assert {m.name for m in by_synonym if m.matched_by is MatchedBy.NAME} == {"Машинист крана (крановщик)"}
    assert match_profession("машинист крана", ON)[0].matched_by is MatchedBy.NAME
    assert all(m.needs_decision for m in by_synonym if m.conditions)


def test_a_code_or_a_part_of_a_name_alone_is_for_people_to_judge():
    by_code = match_profession("Токарь по металлу всех разрядов", ON, code="13227")
    assert {m.matched_by for m in by_code} == {MatchedBy.CODE}
    assert all(m.needs_decision for m in by_code)
    by_part = match_profession("кузнец", ON)
    assert {m.matched_by for m in by_part} == {MatchedBy.PART_OF_NAME}
    assert {m.name for m in by_part} == {
        "Кузнец-бурозаправщик",
        "Кузнец-штамповщик",
        "Кузнец ручной ковки",
        "Кузнец на молотах и прессах",
        "Кузнец-штамповщик на ротационных машинах",
    }
    assert all(m.needs_decision for m in by_part)
    assert match_profession("бухгалтер", ON) == ()


def test_the_surest_match_comes_first():
    found = match_profession("Вагранщик", ON, code="13227")
    assert [m.matched_by for m in found] == [MatchedBy.NAME, MatchedBy.NAME, MatchedBy.CODE, MatchedBy.CODE]
    assert [m.list_number for m in found] == [1, 1, 1, 2]


def test_conditions_of_a_continued_row_belong_to_its_profession():
    medics = match_profession("Младшая медицинская сестра по уходу за больными", ON)
    assert any("лепрозориях" in condition for m in medics for condition in m.conditions)


@pytest.mark.parametrize("name", ["санитар", "Санитарка", "Санитар(ка)"])
def test_an_ending_in_brackets_is_no_other_word(name):
    assert match_profession(name, ON)[0].name == "Санитар(ка)"
    assert match_profession(name, ON)[0].matched_by is MatchedBy.NAME


def test_kinds_of_work_are_not_professions():
    assert all(m.section != "III" for m in match_profession("рабочие", ON))


@pytest.mark.parametrize(
    ("name", "code", "field"),
    [
        ("", "", "name"),
        ("  ", "13227", "name"),
        ("кузнец", "7221-001", "code"),
        ("кузнец", "1322", "code"),
        ("кузнец", "132271", "code"),
    ],
)
def test_other_codes_are_refused(name, code, field):
    with pytest.raises(BadInput) as caught:
        match_profession(name, ON, code=code)
    assert caught.value.field == field
    assert caught.value.reason
    with pytest.raises(NormNotFound):
        match_profession("кузнец", dt.date(2020, 1, 1))
