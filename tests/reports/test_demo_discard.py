"""``manage.py demo --discard``: a demonstration goes without a trace, and nothing of anybody else goes with it."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from accounts.guards import deletion_allowed, installed_guards
from accounts.models import Employer, JournalEntry, Membership, Role, User
from accounts.services.journal import journal_faults
from documents.models import StoredFile
from documents.services.act_texts import ActFile, act_text_attach
from documents.services.files import file_path
from reports.demo import discard
from reports.demo.discard import demo_discard
from tests.factories.people import MembershipFactory
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db


def demo() -> Plant:
    plant = Plant.build(name="ОАО «Показ»", is_demo=True)
    plant.whole_procedure()
    return plant


def rows_of(employer_id: int) -> dict[str, list[tuple]]:
    """Every row of an employer, by table."""
    found = {}
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            if column := discard._owner_column(model):
                table = model._meta.db_table
                cursor.execute(f'SELECT * FROM "{table}" WHERE "{column}" = %s ORDER BY 1', [employer_id])
                if rows := cursor.fetchall():
                    found[table] = rows
    return found


def test_everything_of_the_demonstration_goes_and_nothing_of_another_employer(
    plant: Plant, django_capture_on_commit_callbacks: object
) -> None:
    plant.whole_procedure()
    shared = act_text_attach(plant.employer, "35", ActFile("35.txt", b"shared"), actor=plant.officer).file
    shown = demo()
    act_text_attach(shown.employer, "35", ActFile("35.txt", b"shared"), actor=shown.officer)
    alone = act_text_attach(shown.employer, "35", ActFile("35.txt", b"alone"), actor=shown.officer).file
    MembershipFactory(user=shown.union, employer=plant.employer, role=Role.UNION)
    key, theirs, guards = shown.employer.pk, rows_of(plant.employer.pk), set(installed_guards(connection))
    assert len(rows_of(key)) > 60

    said = StringIO()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        call_command("demo", discard=True, stdout=said)

    assert rows_of(key) == {}
    assert rows_of(plant.employer.pk) == theirs
    assert set(User.objects.filter(pk__in=[shown.officer.pk, shown.chair.pk, shown.union.pk])) == {shown.union}
    assert f"нужные другим нанимателям: {shown.union.username}" in said.getvalue()
    assert not file_path(alone.sha256).exists() and file_path(shared.sha256).exists()
    assert StoredFile.objects.filter(sha256=shared.sha256).count() == 1
    assert list(journal_faults(plant.employer)) == []
    assert set(installed_guards(connection)) == guards


def test_the_guards_stand_again_afterwards(plant: Plant) -> None:
    demo_discard(demo().employer)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        JournalEntry.objects.filter(employer=plant.employer).delete()


def test_a_real_employer_is_never_thrown_away(plant: Plant) -> None:
    plant.campaign()
    before = rows_of(plant.employer.pk)

    with pytest.raises(ValueError, match="не демонстрация"):
        demo_discard(plant.employer)
    said = StringIO()
    call_command("demo", discard=True, stdout=said)

    assert said.getvalue() == "Демонстрационных предприятий в базе нет\n"
    assert rows_of(plant.employer.pk) == before


def test_a_failure_half_way_leaves_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = demo()
    before, guards = rows_of(shown.employer.pk), set(installed_guards(connection))

    def fail(*_given: object) -> None:
        raise OSError("disk is full")

    monkeypatch.setattr(discard, "_part_with", fail)
    with pytest.raises(OSError, match="disk is full"):
        demo_discard(shown.employer)

    assert rows_of(shown.employer.pk) == before
    assert set(installed_guards(connection)) == guards
    assert Employer.objects.filter(pk=shown.employer.pk).exists() and Membership.objects.exists()


def test_nothing_but_the_demonstration_may_lift_the_guards() -> None:
    callers = {
        str(path.relative_to(settings.BASE_DIR))
        for room in ("accounts", "documents", "workplaces", "measurements", "attestation", "reports", "config")
        for path in (Path(settings.BASE_DIR) / room).rglob("*.py")
        if "deletion_allowed" in path.read_text("utf-8")
    }
    assert callers == {"accounts/guards.py", "reports/demo/discard.py"}


@pytest.mark.django_db(transaction=True)
def test_guards_are_lifted_in_a_transaction_only(real_commits: None) -> None:
    with pytest.raises(RuntimeError, match="transaction"), deletion_allowed():
        pass
