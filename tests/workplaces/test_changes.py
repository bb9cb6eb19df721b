"""Bulk changes, rows in place, two tabs, groups of analogous workplaces, copies."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from accounts.models import JournalEntry, Role
from accounts.services.journal import journal_faults
from attestation.models import CertificationCard
from attestation.tasks import tasks_for
from documents.problems import StaleDocument
from documents.services.bulk import bulk_delete, bulk_insert
from documents.services.reference import reference_save
from tests.factories.people import person
from tests.factories.plant import APPROVED_ON, Plant
from workplaces.models import ASKED, AnalogousGroup, Profession, Sign, Workplace
from workplaces.rules import check_group_is_analogous
from workplaces.services.plant import (
    PARTS,
    SelectionChanged,
    group_copy,
    workplace_compare,
    workplace_copy,
    workplace_move_out,
    workplaces_update,
)
from workplaces.tables import TABLES, selected


def client_of(user: object) -> Client:
    client = Client()
    client.force_login(user)  # type: ignore[arg-type]
    return client


def rows_of(plant: Plant, query: str = "") -> object:
    return selected(TABLES["workplaces"], plant.employer, QueryDict(query))


def test_a_bulk_change_writes_the_history_that_single_saves_would_write(plant: Plant) -> None:
    one, two = plant.group.workplaces.order_by("pk")
    one.room = "пролёт 1"
    reference_save(one, actor=plant.officer)

    changed = workplaces_update(
        rows_of(plant, f"group={plant.group.pk}").filter(pk=two.pk),
        {"room": "пролёт 1"},
        employer=plant.employer,
        actor=plant.officer,
    )

    assert changed == 1
    left, right = one.history.latest("history_id"), two.history.latest("history_id")
    ours = {"id", "number", "history_id", "history_date"}
    fields = [f.attname for f in left._meta.concrete_fields if f.name not in ours]
    assert {name: getattr(left, name) for name in fields} == {name: getattr(right, name) for name in fields}
    assert Workplace.objects.get(pk=two.pk).version == right.version == 2
    entry = JournalEntry.objects.filter(employer=plant.employer).latest("sequence")
    assert (entry.act, '"count":1' in entry.payload) == ("workplace.bulk_edit", True)
    assert list(journal_faults(plant.employer)) == []


def test_bulk_inserted_rows_have_the_history_of_created_ones(plant: Plant) -> None:
    saved = Profession.objects.create(employer=plant.employer, name="Жестянщик", code="1")
    row = Profession(employer=plant.employer, name="Жестянщик", code="2")
    row.fold()

    (made,) = bulk_insert(Profession, [row], actor=None)

    left, right = saved.history.get(), made.history.get()
    assert (left.history_type, left.name, left.search_name, left.version) == (
        right.history_type, right.name, right.search_name, right.version,
    )  # fmt: skip


def test_rows_deleted_together_have_the_history_of_deleted_ones(plant: Plant) -> None:
    one, two, three = (Profession.objects.create(employer=plant.employer, name=f"Жестянщик {n}") for n in range(3))
    keys = [one.pk, two.pk, three.pk]
    one._history_user = plant.officer
    one.delete()

    bulk_delete([two, three], actor=plant.officer)

    lines = [Profession.history.filter(id=key).latest("history_id") for key in keys]
    assert [(line.history_type, line.history_user) for line in lines] == [("-", plant.officer)] * 3
    assert [line.name for line in lines] == ["Жестянщик 0", "Жестянщик 1", "Жестянщик 2"]
    assert [Profession.history.filter(id=key).count() for key in keys] == [2, 2, 2]
    assert not Profession.objects.filter(pk__in=keys).exists()


def test_a_bulk_change_never_goes_beyond_its_filter_or_its_count(plant: Plant) -> None:
    other = plant.add_group(2)
    client = client_of(plant.officer)
    foreign = Plant.build().group.workplaces.all()[0]
    ids = [str(w.pk) for w in (*plant.group.workplaces.all(), *other.workplaces.all(), foreign)]
    send = {"query": f"group={plant.group.pk}", "row": ids, "confirm": "1", "set_room": "on", "room": "цех 5"}
    address = reverse("workplaces-bulk")

    assert client.post(address, {**send, "seen": "5"}).status_code == 409
    assert client.post(address, {**send, "seen": "2"}).status_code == 302

    assert set(Workplace.objects.filter(room="цех 5").values_list("group", flat=True)) == {plant.group.pk}
    assert client.post(address, {**send, "seen": "3", "all": "1"}).status_code == 409
    assert client.post(address, {"query": "", "all": "1", "seen": "4", "confirm": "1"}).status_code == 422
    with pytest.raises(SelectionChanged):
        workplaces_update(rows_of(plant), {"room": "x"}, employer=plant.employer, actor=plant.officer, seen=3)
    with pytest.raises(PermissionDenied):
        workplaces_update(rows_of(plant), {"room": "x"}, employer=plant.employer, actor=plant.union)
    with pytest.raises(ValidationError):
        workplaces_update(rows_of(plant), {"origin": "LATER"}, employer=plant.employer, actor=plant.officer)


def test_a_row_is_saved_where_it_stands(plant: Plant) -> None:
    place = plant.group.workplaces.earliest("pk")
    client = client_of(plant.officer)
    address = reverse("workplace-row", args=[place.pk])
    editor = client.get(address + "?edit=1").content.decode()
    assert 'name="version" value="1"' in editor

    bad = client.post(address, {"number": "", "origin": "REGULAR", "version": "1"})
    saved = client.post(address, {"number": "1.9", "room": "12", "origin": "REGULAR", "version": "1"})

    assert (bad.status_code, saved.status_code) == (422, 200)
    place.refresh_from_db()
    assert (place.number, place.room, place.version, place.by_number) == ("1.9", "12", 2, "0000001.0000009")
    assert client_of(plant.union).post(address, {"number": "1"}).status_code == 403


def test_the_second_tab_gets_the_difference_and_nothing_is_lost(plant: Plant) -> None:
    place = plant.group.workplaces.earliest("pk")
    client = client_of(plant.officer)
    address = reverse("reference-change", args=["workplaces", place.pk])
    base = {"group": plant.group.pk, "number": place.number, "origin": "REGULAR", "version": "1"}

    assert client.post(address, {**base, "room": "первая"}).status_code == 302
    answer = client.post(address, {**base, "number": "1.77", "room": "вторая"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "первая" in html and "вторая" in html and 'name="version" value="2"' in html
    assert re.search(r'name="take-number" value="mine" checked', html)
    assert "изменили оба" in html
    place.refresh_from_db()
    assert (place.number, place.room) == ("1.1", "первая")

    chosen = {**base, "version": "2", "number": "1.77", "room": "вторая", "take-number": "mine", "take-room": "theirs"}
    assert client.post(address, chosen).status_code == 302
    place.refresh_from_db()
    assert (place.number, place.room, place.version) == ("1.77", "первая", 3)


def test_what_only_the_other_changed_is_proposed_as_theirs(plant: Plant) -> None:
    place = plant.group.workplaces.earliest("pk")
    client = client_of(plant.officer)
    address = reverse("workplace-row", args=[place.pk])
    base = {"number": place.number, "room": "", "origin": "REGULAR", "version": "1"}

    assert client.post(address, {**base, "room": "12"}).status_code == 200
    answer = client.post(address, {**base, "number": "1.5"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert re.search(r'name="take-room" value="theirs" checked', html)
    assert re.search(r'name="take-number" value="mine" checked', html)


def test_a_stale_version_of_a_department_or_an_employee_is_refused(plant: Plant) -> None:
    for row in (plant.group.department, plant.group, plant.group.profession):
        reference_save(row, actor=plant.officer, expected_version=row.version)
        with pytest.raises(StaleDocument):
            reference_save(row, actor=plant.officer, expected_version=1)


def test_GROUP_01_GROUP_02_a_group_is_analogous_when_every_sign_was_compared_and_is_the_same(plant: Plant) -> None:
    one, two = plant.group.workplaces.order_by("pk")
    assert [(p.code, p.blocks) for p in check_group_is_analogous(plant.group)] == [("GROUP-02", False)] * 2

    same = {str(sign): "" for sign in ASKED}
    one = workplace_compare(one, same, actor=plant.officer)
    workplace_compare(two, {**same, "EQUIPMENT": "другой станок"}, actor=plant.officer)

    (problem,) = check_group_is_analogous(plant.group)
    assert (problem.code, problem.blocks, problem.citation) == ("GROUP-01", True, "№\u00a035, п.\u00a08")
    assert problem.link == reverse("group-signs", args=[plant.group.pk]) + f"#workplace-{two.pk}"
    assert {sign for sign in Sign if sign.clause.endswith("14")} == {Sign.PROCESS, Sign.ROOM}
    html = client_of(plant.officer).get(problem.link).content.decode()
    assert "другой станок" in html and html.count('class="sign-same"') == 19
    with pytest.raises(StaleDocument):
        workplace_compare(one, {}, actor=plant.officer, expected_version=1)


def test_moving_a_workplace_out_leaves_approved_cards_alone_and_opens_a_task(plant: Plant) -> None:
    plant.whole_procedure()
    card = CertificationCard.objects.get(employer=plant.employer)
    before = (card.state, card.version, card.workplace_count, card.group_id)
    place = plant.group.workplaces.latest("pk")

    made = workplace_move_out(place, reason="другой станок", on=APPROVED_ON, actor=plant.officer)

    card = CertificationCard.objects.get(pk=card.pk)
    assert (card.state, card.version, card.workplace_count, card.group_id) == before
    place.refresh_from_db()
    assert (place.group, place.moved_from, place.moved_on) == (made, plant.group, APPROVED_ON)
    (task,) = [t for t in tasks_for(plant.officer, plant.employer, APPROVED_ON) if "нужна своя карта" in t.title]
    html = client_of(plant.officer).get(task.link).content.decode()
    assert task.count == 1 and "Найдено: 1" in html and f">{place.number}<" in html
    with pytest.raises(ValidationError):
        workplace_move_out(place, reason="ещё раз", on=APPROVED_ON, actor=plant.officer)


def test_a_copy_of_a_group_takes_the_chosen_parts_and_nothing_of_the_evidence(plant: Plant) -> None:
    plant.open_campaign()
    plant.evidence(plant.group)
    AnalogousGroup.objects.filter(pk=plant.group.pk).update(equipment="наждак", tools="зубило", women_count=1)
    group = AnalogousGroup.objects.get(pk=plant.group.pk)

    made = group_copy(group, number="77", parts=["equipment"], actor=plant.officer)

    assert (made.equipment, made.tools, made.shifts, made.headcount, made.women_count) == ("наждак", "", 1, 0, 0)
    assert not any(
        getattr(made, name).exists()
        for name in ("results", "time_studies", "load_protocols", "strain_assessments", "cards", "employees")
    )
    assert set(PARTS) == {"regime", "work", "equipment", "tools", "materials"}
    answer = client_of(plant.officer).get(reverse("group-copy", args=[group.pk])).content.decode()
    assert "Не копируются" in answer


def test_a_copy_of_a_workplace_leaves_the_comparison_and_the_day_behind(plant: Plant) -> None:
    place = plant.group.workplaces.earliest("pk")
    place.room, place.created_on, place.signs = "12", dt.date(2026, 1, 1), {"DUTIES": ""}
    place.save()

    made = workplace_copy(place, number="1.99", with_room=True, actor=plant.officer)

    assert (made.group, made.room, made.created_on, made.signs) == (place.group, "12", None, {})


def test_pages_of_a_group_work_by_form(plant: Plant) -> None:
    client = client_of(person(plant.employer, Role.HR))
    place = plant.group.workplaces.latest("pk")

    signs = reverse("group-signs", args=[plant.group.pk])
    assert client.post(signs, {"workplace": place.pk, "version": "1", "same-DUTIES": "1"}).status_code == 302
    assert client.post(signs, {"workplace": place.pk, "version": "1", "same-TOOLS": "1"}).status_code == 409
    copy = client.post(reverse("workplace-copy", args=[place.pk]), {"number": "1.50"})
    assert copy.status_code == 302
    out = client.post(reverse("workplace-move-out", args=[place.pk]), {"reason": "другой режим", "version": "2"})
    assert out.status_code == 302
    clone = client.post(reverse("group-copy", args=[plant.group.pk]), {"number": "90", "parts": ["work"]})
    assert clone.status_code == 302
    assert client.get(clone.headers["Location"]).status_code == 200
