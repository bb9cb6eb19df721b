"""A copy says what is to be filled: marked in its place, listed with a link, gone when it is there."""

from __future__ import annotations

import re
from decimal import Decimal

from django.test import Client
from django.urls import reverse

from measurements.models import MeasurementProtocol
from tests.factories.plant import Plant
from workplaces.models import AnalogousGroup

MARK = '<span class="to-fill">заполнить</span>'


def officer_of(plant: Plant) -> Client:
    client = Client()
    client.force_login(plant.officer)
    return client


def test_a_copied_protocol_marks_the_value_and_lists_number_and_value(plant: Plant) -> None:
    sample, client = plant.protocol(plant.group), officer_of(plant)
    fields = {"number": "", "dated_on": "", "measured_on": "2026-09-14", "laboratory": sample.laboratory_id}
    made = client.post(reverse("document-new", args=["protocols"]) + f"?sample={sample.pk}", fields)
    assert made.status_code == 302
    copy = MeasurementProtocol.objects.latest("pk")
    row = copy.results.get()

    page = client.get(copy.get_absolute_url()).content.decode()
    assert page.count(MARK) == 1
    listed = re.search(r'<p class="alert alert-warning to-fill-list">.*?</p>', page, re.S)
    assert listed is not None
    assert f'href="{copy.get_absolute_url()}edit/#id_number"' in listed[0]
    assert f'href="{copy.get_absolute_url()}#results-{row.pk}-value"' in listed[0]
    assert f'id="results-{row.pk}-value"' in page, "the link leads to the very cell"

    copy.results.update(value=Decimal(88))
    MeasurementProtocol.objects.filter(pk=copy.pk).update(number="402-Ш", dated_on="2026-09-14")
    page = client.get(copy.get_absolute_url()).content.decode()
    assert MARK not in page and "to-fill-list" not in page


def test_a_copied_protocol_keeps_where_it_was_measured_and_not_how_it_was_that_day(plant: Plant) -> None:
    sample = plant.protocol(plant.group)
    sample.results.update(height="1,5", vibration_kind="TRANSPORT", zone_time="2 ч", air_temperature="21")
    fields = {"number": "", "dated_on": "", "measured_on": "2026-09-14", "laboratory": sample.laboratory_id}
    officer_of(plant).post(reverse("document-new", args=["protocols"]) + f"?sample={sample.pk}", fields)
    row = MeasurementProtocol.objects.latest("pk").results.get()
    assert (row.height, row.vibration_kind, row.zone_time, row.air_temperature) == ("1,5", "TRANSPORT", "", "")


def test_every_table_that_can_be_copied_names_what_it_awaits(plant: Plant) -> None:
    study, load, strain = plant.time_study(plant.group), plant.load(plant.group), plant.strain(plant.group)
    study.rows.update(ends_at=None)
    load.values.update(value=None)
    strain.values.update(conditions_class="")
    client = officer_of(plant)

    for document, rows in ((study, study.rows), (load, load.values), (strain, strain.values)):
        page = client.get(document.get_absolute_url()).content.decode()
        assert page.count(MARK) == rows.count() > 0, document
        assert "to-fill-list" in page


def test_a_document_in_force_asks_for_nothing(plant: Plant) -> None:
    plant.open_campaign()
    plant.evidence(plant.group)
    page = officer_of(plant).get(MeasurementProtocol.objects.get().get_absolute_url()).content.decode()
    assert "to-fill" not in page


def test_a_copied_group_asks_for_headcount_and_workplaces_until_they_are_there(plant: Plant) -> None:
    client = officer_of(plant)
    client.post(reverse("group-copy", args=[plant.group.pk]), {"number": "77", "parts": ["regime"]})
    copy = AnalogousGroup.objects.get(number="77")

    page = client.get(copy.get_absolute_url()).content.decode()
    assert MARK in page and "to-fill-list" in page
    form = client.get(reverse("reference-change", args=["groups", copy.pk])).content.decode()
    assert 'data-to-fill="yes"' in form and "Заполнить" in form

    AnalogousGroup.objects.filter(pk=copy.pk).update(headcount=3)
    client.post(
        reverse("reference-new", args=["workplaces"]), {"group": copy.pk, "number": "77.1", "origin": "REGULAR"}
    )
    page = client.get(copy.get_absolute_url()).content.decode()
    assert MARK not in page and "to-fill-list" not in page


def test_several_people_are_ticked_each_with_a_box_of_its_own(plant: Plant) -> None:
    page = officer_of(plant).get(reverse("reference-new", args=["unions"])).content.decode()
    boxes = re.findall(r'<input type="checkbox" name="representatives"', page)
    assert len(boxes) == len({plant.officer, plant.director, plant.chair, plant.union, *plant.members}) + 2
    assert "<select" not in page and '<div class="form-check-input"' not in page
