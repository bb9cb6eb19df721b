"""Rows edited in place: one row one request, the second tab, paste, suggestions, the meter, copies, versions."""

from __future__ import annotations

import datetime as dt
import json
import re
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from documents.services.perform import perform
from measurements.models import Indicator, MeasurementProtocol, MeasurementResult, TimeStudyCard, TimeStudyRow
from tests.factories.plant import MEASURED_ON, Plant
from workplaces.models import AnalogousGroup

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def client(plant: Plant) -> Client:
    client = Client(headers=HTMX)
    client.force_login(plant.officer)
    return client


def row_address(row: MeasurementResult, verb: str = "edit") -> str:
    return reverse(f"row-{verb}", args=["protocols", row.protocol_id, "results", row.pk])


def fields(row: MeasurementResult, **changes: Any) -> dict[str, Any]:
    given = {
        "group": row.group_id,
        "indicator": row.indicator_id,
        "method": "NOISE",
        "value": "88",
        "limit": "80",
        "unit": "дБА",
        "averaging": "MAX_SINGLE",
        "row-version": row.row_version,
    }
    return given | changes


def test_one_row_is_saved_by_one_request_and_shown_with_its_class(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()

    answer = client.post(row_address(row), fields(row, value="91,5"))

    body = answer.content.decode()
    assert answer.status_code == 200
    assert answer.headers["HX-Trigger"] == "document-changed"
    assert f'id="results-{row.pk}"' in body and "91,5" in body and "cls-3-2" in body
    assert str(MeasurementResult.objects.get(pk=row.pk).value) == "91.500000"


def test_an_error_stands_beside_its_field_in_russian(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()

    answer = client.post(row_address(row), fields(row, value="много"))

    assert answer.status_code == 422
    cell = re.search(r'data-field="value".*?</td>', answer.content.decode(), re.S)
    assert cell and "Введите число" in cell[0] and "много" in cell[0]


def test_two_tabs_the_second_gets_the_difference_and_chooses(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()
    late = fields(row, value="85")
    assert client.post(row_address(row), fields(row, value="91,5", limit="75")).status_code == 200

    answer = client.post(row_address(row), late)

    body = answer.content.decode()
    assert answer.status_code == 409
    assert str(MeasurementResult.objects.get(pk=row.pk).value) == "91.500000"
    assert 'data-take-value="91,5"' in body and 'data-take-limit="75"' in body
    assert "data-take-unit" not in body, "only what differs"
    assert 'value="85"' in body, "what the second tab typed stays"
    version = re.search(r'name="row-version" value="(\w+)"', body)
    assert version is not None
    assert client.post(row_address(row), late | {"row-version": version[1]}).status_code == 200
    assert str(MeasurementResult.objects.get(pk=row.pk).value) == "85.000000"


def test_another_row_of_the_document_is_no_conflict(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()
    other = fields(row, value="70")
    del other["row-version"]
    assert client.post(reverse("row-new", args=["protocols", row.protocol_id, "results"]), other).status_code == 200

    assert client.post(row_address(row), fields(row, value="84")).status_code == 200


def test_a_row_deleted_in_another_tab_keeps_what_was_typed(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()
    typed = fields(row, value="85")
    MeasurementResult.objects.filter(pk=row.pk).delete()

    answer = client.post(row_address(row), typed)

    assert answer.status_code == 409
    assert 'value="85"' in answer.content.decode()
    assert reverse("row-new", args=["protocols", row.protocol_id, "results"]) in answer.content.decode()


def test_a_removed_row_comes_back_by_one_press(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()

    answer = client.post(row_address(row, "remove"), {"row-version": row.row_version})
    kept = dict(re.findall(r'name="([\w-]+)" value="([^"]*)"', answer.content.decode()))
    assert not MeasurementResult.objects.exists()
    back = client.post(reverse("row-new", args=["protocols", row.protocol_id, "results"]), kept)

    assert back.status_code == 200
    again = MeasurementResult.objects.get()
    assert (again.value, again.limit, again.indicator_id, again.group_id, again.includes_time) == (
        row.value,
        row.limit,
        row.indicator_id,
        row.group_id,
        row.includes_time,
    )


def test_a_locked_document_has_no_editor(plant: Plant, client: Client) -> None:
    plant.open_campaign()
    protocol = perform(plant.protocol(plant.group), "issue", actor=plant.officer, on=MEASURED_ON)
    row = protocol.results.get()

    assert client.get(row_address(row)).status_code == 423
    assert client.post(row_address(row), fields(row, value="10")).status_code == 423
    assert "data-grid" not in client.get(protocol.get_absolute_url()).content.decode()


def test_the_class_appears_while_typing_and_nothing_is_saved(plant: Plant, client: Client) -> None:
    row = plant.protocol(plant.group).results.get()

    answer = client.post(row_address(row, "judge"), fields(row, value="120"))

    body = answer.content.decode()
    assert "cls-3-4" in body or "cls-4" in body
    assert "без учёта времени" in body and "<cite>" in body
    assert MeasurementResult.objects.get(pk=row.pk).value == row.value
    plant.time_study(plant.group)
    assert "без учёта времени" not in client.post(row_address(row, "judge"), fields(row)).content.decode()


def test_three_letters_give_the_limit_with_its_act(plant: Plant, client: Client) -> None:
    protocol = plant.protocol(plant.group)
    address = reverse("row-suggest", args=["protocols", protocol.pk, "results", "indicator"])

    body = client.get(address, {"text": "толуо"}).content.decode()
    noise = client.get(address.replace("indicator", "limit"), {"text": "программ", "method": "NOISE"}).content.decode()

    assert 'data-fill-method="SUBSTANCE"' in body and 'data-fill-unit="мг/м³"' in body
    assert "№" in body and "таблица 3" in body
    assert 'data-fill-limit="50"' in noise and "таблица 1, п. 1" in noise


def test_a_substance_of_the_norms_becomes_an_indicator_when_the_row_is_saved(plant: Plant, client: Client) -> None:
    protocol = plant.protocol(plant.group)
    address = reverse("row-suggest", args=["protocols", protocol.pk, "results", "indicator"])
    name = re.findall(r'data-text="([^"]+)"', client.get(address, {"text": "ксилоглюк"}).content.decode())[0]
    given = {"group": plant.group.pk, "indicator": name, "method": "SUBSTANCE", "value": "1", "limit": "2"}

    answer = client.post(
        reverse("row-new", args=["protocols", protocol.pk, "results"]), given | {"averaging": "MAX_SINGLE"}
    )

    assert answer.status_code == 200, answer.content.decode()
    assert Indicator.objects.get(name=name).factor == "CHEMICAL"
    unknown = client.post(
        reverse("row-new", args=["protocols", protocol.pk, "results"]), given | {"indicator": "неведомо что"}
    )
    assert unknown.status_code == 422
    assert not Indicator.objects.filter(name="неведомо что").exists()


def test_a_new_employer_writes_its_first_noise_by_hand(plant: Plant, client: Client) -> None:
    protocol = plant.protocol(plant.group)
    MeasurementResult.objects.all().delete()
    Indicator.objects.all().delete()
    suggest = reverse("row-suggest", args=["protocols", protocol.pk, "results", "indicator"])
    offered = client.get(suggest, {"text": "шу"}).content.decode()
    given = {"group": plant.group.pk, "indicator": "Шум", "value": "85", "limit": "80", "averaging": "MAX_SINGLE"}

    answer = client.post(reverse("row-new", args=["protocols", protocol.pk, "results"]), given)

    assert 'data-text="шум"' in offered and 'data-fill-method="NOISE"' in offered
    assert answer.status_code == 200, answer.content.decode()
    assert "cls-3-1" in answer.content.decode()
    made = Indicator.objects.get()
    assert (made.name, made.factor, made.method, made.unit) == ("шум", "NOISE", "NOISE", "дБА")
    assert client.get(suggest, {"text": "шу"}).content.decode().count('data-text="шум"') == 1


def test_a_new_employer_names_the_first_factors_of_a_shift_by_hand(plant: Plant, client: Client) -> None:
    study = blank_study(plant)
    Indicator.objects.all().delete()
    address = reverse("row-new", args=["time-studies", study.pk, "rows"])
    line = {"place": 1, "observed": "Обрубка", "ends_at": "10:00", "kind": "ОП"}

    wrong = client.post(address, line | {"factors": "шум; неведомо что"})
    answer = client.post(address, line | {"factors": "шум; освещенность"})

    assert wrong.status_code == 422 and "неведомо что" in wrong.content.decode()
    assert answer.status_code == 200, answer.content.decode()
    assert set(Indicator.objects.values_list("name", "factor")) == {("шум", "NOISE"), ("освещённость", "LIGHTING")}


def test_a_pasted_block_shows_problems_in_place_and_goes_in_by_one_press(plant: Plant, client: Client) -> None:
    protocol = plant.protocol(plant.group)
    address = reverse("rows-paste", args=["protocols", protocol.pk, "results"])
    good = f"{plant.group}\tшум\t\t83,5\t\t80\tдБА"
    block = "\r\n".join([good, good.replace("83,5", "восемь"), good.replace("шум", "грохот")])

    shown = client.post(address, {"text": block, "start": "group"}).content.decode()
    cells = dict(re.findall(r'name="(r\d+-[\w]+)" value="([^"]*)"', shown))
    applied = client.post(address, cells | {"apply": "1"}).content.decode()

    assert "Добавить 1 из 3" in shown
    assert shown.count("is-invalid") == 2 and "грохот" in shown
    assert protocol.results.filter(value="83.5").count() == 1
    assert "Строк: 2" in applied and "восемь" in applied and "грохот" in applied, "the bad rows stay to be repaired"


def test_a_number_that_is_typed_or_pasted_is_a_number_and_no_key(plant: Plant, client: Client) -> None:
    """Two groups, each numbered like the key of the other: the one that the person named is taken."""
    one, two = plant.group, plant.add_group(77)
    AnalogousGroup.objects.filter(pk=one.pk).update(number=f"{two.pk}", by_number="1")
    AnalogousGroup.objects.filter(pk=two.pk).update(number=f"{one.pk}", by_number="2")
    row = plant.protocol(one).results.get()
    typed = fields(row, group=f"{one.pk}") | {"group-pk": ""}

    saved = client.post(row_address(row), typed)
    pasted = client.post(
        reverse("rows-paste", args=["protocols", row.protocol_id, "results"]),
        {"text": f"{two.pk}\tшум\t\t83,5\t\t80\tдБА", "start": "group", "apply": "1"},
    ).content.decode()

    assert saved.status_code == 200, saved.content.decode()
    assert MeasurementResult.objects.get(pk=row.pk).group_id == two.pk
    cells = dict(re.findall(r'name="(r\d+-[\w]+)" value="([^"]*)"', pasted))
    assert "is-invalid" not in pasted, cells
    refused = client.post(row_address(row), fields(row, group="999") | {"group-pk": ""})
    assert refused.status_code == 422 and 'value="999"' in refused.content.decode()


def test_a_pasted_block_with_headings_finds_its_columns(plant: Plant, client: Client) -> None:
    study = plant.time_study(plant.group)
    address = reverse("rows-paste", args=["time-studies", study.pk, "rows"])
    block = "Текущее время\tЧто наблюдалось\tВид времени\tДействующие факторы\n16:00\tНаладка\tОП\tшум"

    shown = client.post(address, {"text": block, "start": ""}).content.decode()
    cells = dict(re.findall(r'name="(r\d+-[\w]+)" value="([^"]*)"', shown))
    answer = client.post(address, cells | {"apply": "1"})

    assert answer.headers.get("HX-Refresh") == "true", answer.content.decode()
    row = study.rows.get(observed="Наладка")
    assert (row.place, row.ends_at, row.factors) == (6, dt.time(16, 0), "шум")


def meter_line(**changes: Any) -> dict[str, Any]:
    line = {"id": str(uuid.uuid4()), "observed": "Обрубка", "end": "09:10", "kind": "ОП", "belongs": True}
    return {**line, "factors": [], **changes}


def blank_study(plant: Plant) -> TimeStudyCard:
    study = plant.time_study(plant.group)
    study.rows.all().delete()
    return study


def send(client: Client, study: TimeStudyCard, *lines: dict[str, Any]) -> Any:
    body = json.dumps({"starts_at": "08:30", "lines": lines})
    return client.post(reverse("time-study-observe", args=[study.pk]), body, content_type="application/json")


def test_lines_of_the_meter_arrive_once(plant: Plant, client: Client) -> None:
    study, first = blank_study(plant), meter_line(factors=[plant.noise().pk])
    second = meter_line(observed="Уборка", end="09:40", kind="ОБ")

    assert send(client, study, first).json() == {"stored": [first["id"]]}
    assert send(client, study, first, second).status_code == 200
    assert send(client, study, first, second).status_code == 200

    rows = list(TimeStudyRow.objects.filter(study=study))
    assert [(row.place, row.observed, row.ends_at, row.factors) for row in rows] == [
        (1, "Обрубка", dt.time(9, 10), "шум"),
        (2, "Уборка", dt.time(9, 40), ""),
    ]
    assert TimeStudyCard.objects.get(pk=study.pk).starts_at == dt.time(8, 30)


def test_the_meter_lets_no_overlap_in_and_stores_all_or_nothing(plant: Plant, client: Client) -> None:
    study = blank_study(plant)

    answer = send(client, study, meter_line(), meter_line(observed="Раньше", end="09:05"))

    assert answer.status_code == 422
    assert "Раньше" in answer.json()["problem"]
    assert study.rows.count() == 0


def test_broken_data_of_the_meter_is_refused_in_words(plant: Plant, client: Client) -> None:
    study = blank_study(plant)

    for body in ("{", "{}", '{"starts_at": "08:30", "lines": [{"id": 1}]}'):
        answer = client.post(reverse("time-study-observe", args=[study.pk]), body, content_type="application/json")
        assert answer.status_code == 400, body
        assert "problem" in answer.json()


def test_a_copy_takes_the_structure_and_leaves_values_behind(plant: Plant, client: Client) -> None:
    sample = plant.protocol(plant.group)
    address = reverse("document-new", args=["protocols"]) + f"?sample={sample.pk}"
    assert f'value="{sample.number}"' not in client.get(address).content.decode()

    head = {"number": "402", "dated_on": MEASURED_ON, "measured_on": MEASURED_ON, "laboratory": sample.laboratory_id}
    answer = client.post(address, head)

    assert answer.status_code == 302
    copy = MeasurementProtocol.objects.get(number="402")
    result = copy.results.get()
    assert (result.indicator, result.limit, result.value) == (plant.noise(), 80, None)
    assert copy.instruments.count() == 1 and copy.representative == ""
    assert "заполните величину" in client.get(copy.get_absolute_url()).content.decode()
    refused = client.get(reverse("document-act-preview", args=["protocols", copy.pk, "issue"])).content.decode()
    assert "PROT-06" in refused and f"#results-{result.pk}-value" in refused, "the link leads to the very cell"
    assert f"{reverse('document-change', args=['protocols', copy.pk])}#id_representative" in refused


def test_a_copied_time_study_waits_for_its_clock(plant: Plant, client: Client) -> None:
    sample = plant.time_study(plant.group)

    answer = client.post(
        reverse("document-new", args=["time-studies"]) + f"?sample={sample.pk}",
        {"number": "7", "dated_on": MEASURED_ON, "group": plant.group.pk, "starts_at": "08:00", "shift_minutes": 480},
    )

    assert answer.status_code == 302, answer.content.decode()
    copy = TimeStudyCard.objects.get(number="7")
    assert [(row.observed, row.ends_at, row.factors) for row in copy.rows.all()][1] == ("Основная работа", None, "шум")
    assert (
        "TIME-01"
        in client.get(reverse("document-act-preview", args=["time-studies", copy.pk, "complete"])).content.decode()
    )


def test_two_versions_are_compared_in_words(plant: Plant, client: Client) -> None:
    protocol = plant.protocol(plant.group)
    row, first = protocol.results.get(), protocol.version
    client.post(row_address(row), fields(row, value="91,5"))
    client.post(row_address(row, "remove"), {"row-version": MeasurementResult.objects.get(pk=row.pk).row_version})

    address = reverse("document-history", args=["protocols", protocol.pk])
    body = client.get(address, {"from": first, "to": first + 1}).content.decode()

    compared = re.search(r'id="compared".*?</section>', body, re.S)
    assert compared is not None
    assert "Фактическая величина" in compared[0] and ">88<" in compared[0] and ">91,5<" in compared[0]
    assert compared[0].count("<tr>") == 2, "one difference and the heading"
    assert "строка удалена" in body
