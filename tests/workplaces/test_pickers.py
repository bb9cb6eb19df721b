"""What is offered while a person types: beginnings before what is held inside, in any letter case, ё as е."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.forms import ModelChoiceField

from documents import pickers
from documents.closeness import closeness
from documents.fields import PickField
from documents.pickers import picker_of
from documents.workbooks.values import normalized
from measurements.contexts import result_suggestions
from measurements.forms import TimeStudyForm
from measurements.models import FactorCode
from measurements.services.protocols import indicator_put
from tests.factories.plant import Plant
from workplaces.forms import GroupForm
from workplaces.models import AnalogousGroup, Department, Employee, Profession

pytestmark = pytest.mark.django_db
NAMES = [
    "Мастер участка станков и токарных автоматов",
    "Слесарь-ремонтник",
    "Старший мастер участка по ремонту",
    "Токарь",
    "Токарь-карусельщик",
    "Оператор (токарь)",
    "Электротокарь",
    "Тёрщик",
]


def offered(model: type, text: str) -> list[str]:
    picker = picker_of(model)
    assert picker is not None
    return [each.text for each in picker.suggestions(model.objects.all(), text)]  # type: ignore[attr-defined]


@pytest.fixture
def professions(plant: Plant) -> Plant:
    Profession.objects.bulk_create(
        Profession(employer=plant.employer, code=f"{place}", name=name, search_name=normalized(name))
        for place, name in enumerate(NAMES)
    )
    return plant


@pytest.mark.usefixtures("professions")
def test_the_whole_name_comes_first_then_its_beginning_then_a_later_word_then_the_inside() -> None:
    expected = ["Токарь", "Токарь-карусельщик", "Оператор (токарь)", NAMES[0], "Электротокарь"]
    for text in ("ток", "ТОК", "Токар"):
        assert offered(Profession, text) == expected, text


@pytest.mark.usefixtures("professions")
def test_several_words_are_found_in_any_order_and_letters_with_and_without_dots() -> None:
    assert offered(Profession, "слесарь рем") == ["Слесарь-ремонтник"]
    assert offered(Profession, "участ мастер") == [NAMES[2], NAMES[0]]
    assert offered(Profession, "терщ") == offered(Profession, "ТЁРЩ") == ["Тёрщик"]


def test_people_and_departments_are_listed_while_they_are_few_then_found_by_letters(
    plant: Plant, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in enumerate(("Соловьёв Пётр Ильич", "Соловьёва Анна Петровна", "Ким Соло Игоревич")):
        Employee.objects.create(
            employer=plant.employer, personnel_number=f"50{place}", full_name=name, sex="м", group=plant.group
        )
    plant.add_group(2, shop="Кузнечный цех")
    assert type(TimeStudyForm(employer=plant.employer).fields["employee"]) is ModelChoiceField
    assert type(GroupForm(employer=plant.employer).fields["department"]) is ModelChoiceField

    for model in (Employee, Department):
        picker = picker_of(model)
        assert picker is not None
        monkeypatch.setitem(pickers._PICKERS, model, replace(picker, short=1))
    employee = TimeStudyForm(employer=plant.employer).fields["employee"]
    department = GroupForm(employer=plant.employer).fields["department"]
    assert isinstance(employee, PickField) and isinstance(department, PickField)
    assert offered(Employee, "соло")[:2] == ["Соловьёв Пётр Ильич", "Соловьёва Анна Петровна"]
    assert offered(Employee, "502") == ["Ким Соло Игоревич"]
    assert employee.to_python("501|").full_name == "Соловьёва Анна Петровна"
    assert employee.to_python("соловьев петр ильич|").personnel_number == "500"
    shop = Department.objects.filter(employer=plant.employer, parent=None).first()
    assert shop is not None and department.to_python(f"{shop}|") == shop


@pytest.mark.usefixtures("professions")
def test_the_database_and_a_list_agree_on_the_order() -> None:
    for text in ("ток", "мастер участка", "рем", "т"):
        found = offered(Profession, text)
        assert found == sorted(found, key=lambda name: (*closeness(name, text), normalized(name))), text


def test_a_group_is_found_by_its_number_before_any_profession_that_holds_it(plant: Plant) -> None:
    two = plant.add_group(12)
    Profession.objects.filter(pk=two.profession_id).update(name="Токарь 1 разряда", search_name="токарь 1 разряда")
    assert offered(AnalogousGroup, "1")[0].startswith("1.")
    assert offered(AnalogousGroup, "ток") == [str(AnalogousGroup.objects.get(pk=two.pk))]


def test_own_indicators_and_the_norms_are_one_list_best_first(plant: Plant) -> None:
    for name in ("Фитолиаза", "Толуол"):
        indicator_put(employer=plant.employer, name=name, factor=FactorCode.CHEMICAL)
    found = result_suggestions(plant.protocol(plant.group), "indicator", "тол", {})
    assert found is not None
    texts = [each.text for each in found]
    assert texts[0] == "Толуол" and texts[-1] != "Толуол"
    assert ("Метилбензол", "толуол") in [(each.text, each.known_as) for each in found]
    assert texts.index("Метилбензол") < texts.index("Толперизона гидрохлорид") < texts.index("Фитолиаза")
