"""verify_journal and verify_files find and name whatever was changed behind the system's back."""

from __future__ import annotations

import json
import random
from io import StringIO
from pathlib import Path

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import transaction

from accounts.guards import remove_guards
from accounts.models import JournalEntry, JournalHead
from accounts.services.journal import COLUMNS, entry_digest, journal_append, row_digest
from attestation.models import ImprovementPlan
from documents.services.editing import editing
from tests.factories.corruption import ROWS, all_faults, damaged_file, saved_heads
from tests.factories.lived import lived_plant
from tests.factories.plant import Plant

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def lived(module_db: None) -> Plant:
    """A plant of which everything provable exists, beside another employer; its guards are off."""
    Plant.build().open_campaign()
    plant = lived_plant()
    remove_guards()
    return plant


def test_an_honest_database_has_no_faults(lived: Plant) -> None:
    assert all_faults(lived.employer, saved_heads(lived.employer)) == []
    call_command("verify_journal", stdout=StringIO())
    call_command("verify_files", stdout=StringIO())


@pytest.mark.parametrize("damage", ROWS, ids=lambda damage: damage.__name__)
def test_every_kind_of_damage_is_found_and_named(lived: Plant, damage: object) -> None:
    for seed in range(2):
        with transaction.atomic():
            saved = saved_heads(lived.employer)
            done = damage(lived.employer, random.Random(f"{damage.__name__}{seed}"))  # type: ignore[attr-defined,operator]
            found = all_faults(lived.employer, saved)
            transaction.set_rollback(True)
        assert any(done.named in fault for fault in found), f"{done.what}: {found[:3]}"


def test_the_journal_cut_after_any_entry_is_read_to_its_end(lived: Plant) -> None:
    """Also where the last entry of a document is an edit: the proof names faults, it does not stumble."""
    saved = saved_heads(lived.employer)
    with transaction.atomic():
        for last in list(JournalEntry.objects.filter(employer=lived.employer))[-2::-5]:
            JournalEntry.objects.filter(employer=lived.employer, sequence__gt=last.sequence).delete()
            JournalHead.objects.filter(employer=lived.employer).update(sequence=last.sequence, digest=last.digest)
            assert any("цепь обрезана" in fault for fault in all_faults(lived.employer, saved)), last.sequence
        transaction.set_rollback(True)


def test_an_edit_never_bears_the_name_of_a_transition(lived: Plant) -> None:
    plan = ImprovementPlan.objects.get(employer=lived.employer)
    with pytest.raises(AssertionError), editing(plan, actor=lived.officer, act="compose"):
        pass


def test_an_edit_of_an_earlier_release_that_bore_such_a_name_tells_no_state(lived: Plant) -> None:
    plan = ImprovementPlan.objects.get(employer=lived.employer)
    with transaction.atomic():
        journal_append(
            employer_id=lived.employer.pk,
            actor=lived.officer,
            act="improvementplan.compose",
            target=plan,
            payload={"version": 2},
        )
        assert all_faults(lived.employer, {}) == []
        transaction.set_rollback(True)


def test_damage_of_files_is_found_and_named(lived: Plant) -> None:
    for seed in range(9):
        with damaged_file(lived.employer, random.Random(seed)) as done:
            found = all_faults(lived.employer, {})
        assert sorted(fault.split(" «")[0] for fault in found) == sorted(done.rows) != [], done.what


def test_a_cut_tail_shows_only_with_a_saved_head(lived: Plant, tmp_path: Path) -> None:
    heads = tmp_path / "heads.jsonl"
    call_command("journal_head", output=heads, stdout=StringIO())
    assert json.loads(heads.read_text("utf-8"))["algorithm"] == "sha256"
    call_command("verify_journal", head=heads, stdout=StringIO())
    with transaction.atomic():
        head = JournalHead.objects.get(employer=lived.employer)
        last = JournalEntry.objects.get(employer=lived.employer, sequence=head.sequence)
        assert last.act == "storedfile.store", "nothing but the chain itself knows of it"
        JournalEntry.objects.filter(pk=last.pk).delete()
        JournalHead.objects.filter(pk=head.pk).update(sequence=head.sequence - 1, digest=last.previous_digest)

        call_command("verify_journal", stdout=StringIO())
        errors = StringIO()
        with pytest.raises(CommandError, match="Нарушений: 1"):
            call_command("verify_journal", head=heads, stdout=StringIO(), stderr=errors)
        transaction.set_rollback(True)
    assert "цепь обрезана" in errors.getvalue()


def test_the_fast_digest_is_the_digest(lived: Plant) -> None:
    entries = JournalEntry.objects.filter(employer=lived.employer)
    rows = entries.order_by("sequence").values_list(*COLUMNS)

    assert len(rows) > 50
    for entry, row in zip(entries.order_by("sequence"), rows, strict=True):
        assert row_digest(lived.employer.pk, row) == entry_digest(entry) == entry.digest


def test_signs_that_json_escapes_are_hashed_alike(lived: Plant) -> None:
    entry = JournalEntry.objects.filter(employer=lived.employer).first()
    assert entry is not None
    entry.actor_name, entry.act = 'А "Б" \\ \n\t', "ё\u2028\x00\x7f"

    assert row_digest(lived.employer.pk, tuple(getattr(entry, name) for name in COLUMNS)) == entry_digest(entry)


def test_the_heads_of_all_chains_go_by_mail(lived: Plant) -> None:
    """A daily task of the machine: whoever keeps the letters holds what a cut tail shows by."""
    call_command("journal_head", mail=["lawyer@example.by", "archive@example.by"], stdout=StringIO())

    (letter,) = mail.outbox
    told = {head["employer"]: head for head in json.loads(letter.body)["heads"]}
    head = JournalHead.objects.get(employer=lived.employer)
    assert letter.to == ["lawyer@example.by", "archive@example.by"]
    assert (told[lived.employer.pk]["sequence"], told[lived.employer.pk]["digest"]) == (head.sequence, head.digest)
    assert len(told) == JournalHead.objects.count() > 1
