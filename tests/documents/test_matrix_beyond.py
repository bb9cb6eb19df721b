"""Role × state × operation beyond single documents: batches, addresses, workbooks, commands; made from tests/matrix.yaml."""

from __future__ import annotations

from contextlib import suppress
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command, get_commands
from django.db import transaction
from django.test import Client
from django.urls import reverse

from accounts.guards import remove_guards
from accounts.models import JournalEntry, Role, User
from attestation.models import Campaign, CertificationCard
from attestation.selectors import signed_digests_of
from attestation.services.rounds import card_open, cards_sign
from attestation.states import CardState
from documents.models import ImportBatch, Signature
from documents.problems import UnableToPerform
from documents.services.importing import import_apply, import_read, import_upload
from documents.state_tables import document_models
from tests.documents.test_matrix import MATRIX
from tests.factories.people import EmployerFactory, person
from tests.factories.plant import CARD_ON, Plant
from tests.web.foreign import named_routes
from tests.workplaces.test_sample_books import BOOKS, ON, SAMPLES, load

pytestmark = pytest.mark.django_db
COMMANDS: dict[str, str] = MATRIX["commands"]
ROOMS = ("accounts", "documents", "workplaces", "measurements", "attestation", "reports")


def everybody(plant: Plant) -> dict[str, User]:
    """A person for each role and seat of the matrix."""
    people = {role: person(plant.employer, role) for role in MATRIX["roles"] if role in Role.values}
    return people | {"chair": plant.chair, "member": plant.members[0]}


@pytest.fixture(scope="module")
def opened(module_db: None) -> tuple[Plant, Campaign, CertificationCard, dict[str, User]]:
    """A card that one of the two members has yet to sign, and a person of every kind."""
    plant = Plant.build(members=1)
    campaign = plant.open_campaign()
    card = plant.card_on_signature(campaign, plant.group)
    people = everybody(plant)
    for user in people.values():
        if user.has_perm("attestation.view_certificationcard", card):
            card_open(card, actor=user)
    remove_guards()  # a test puts the card in each state by hand
    return plant, campaign, card, people


def signs_over_a_list(campaign: Campaign, card: CertificationCard, user: User) -> bool:
    shown = {card.pk: (card.revision, signed_digests_of([card])[card.pk])}
    before = Signature.objects.count()
    try:
        with transaction.atomic():
            cards_sign(campaign, shown, actor=user, on=CARD_ON)
    except (UnableToPerform, PermissionDenied):
        assert Signature.objects.count() == before
        return False
    return Signature.objects.count() == before + 1


@pytest.mark.parametrize("state", CardState.values)
def test_cards_are_signed_over_a_list_as_the_matrix_says(opened: tuple[Any, ...], state: str) -> None:
    _plant, campaign, card, people = opened
    for role in (*(role for role in people if role != "chair"), "chair"):  # the chair after the member
        with transaction.atomic():
            if role == "chair" and state == CardState.SIGNING:
                assert signs_over_a_list(campaign, card, people["member"])
            CertificationCard.objects.filter(pk=card.pk).update(state=state)
            allowed = signs_over_a_list(campaign, CertificationCard.objects.get(pk=card.pk), people[role])
            transaction.set_rollback(True)
        assert allowed == (state in MATRIX["batch"].get(role, ())), f"{role} {state}"


def address_of(name: str, campaign: Campaign, plant: Plant) -> str:
    needs = {"access-renew": plant.members[0], "signing-open": plant.members[0], "campaign-prepare": campaign}
    route = next(route for route in named_routes() if route.name == name)
    row = needs.get(name, campaign)
    more = {"what": "cards"} if name == "campaign-prepare" else {}
    return reverse(name, kwargs={"pk": row.pk, **more} if route.pattern.converters else {})


@pytest.mark.parametrize("name", MATRIX["addresses"])
def test_addresses_that_write_take_posts_of_those_in_the_matrix(opened: tuple[Any, ...], name: str) -> None:
    plant, campaign, _card, people = opened
    allowed = set()
    for role, user in people.items():
        client = Client()
        client.force_login(user)
        with transaction.atomic():
            status = client.post(address_of(name, campaign, plant)).status_code
            transaction.set_rollback(True)
        assert status in (200, 302, 403, 422), f"{name} {role}: {status}"
        if status != 403:
            allowed.add(role)
    assert allowed == set(MATRIX["addresses"][name])


def test_there_is_no_other_door() -> None:
    """No programming interface has come in behind the matrix: no such route, no package for one."""
    from django.conf import settings

    routes = [str(route.pattern) for route in named_routes()]
    assert [route for route in routes if "api" in route.split("/")] == MATRIX["api"]
    assert not {"rest_framework", "ninja", "graphene_django", "tastypie"} & set(settings.INSTALLED_APPS)


@pytest.fixture(scope="module")
def uploaded(module_db: None) -> tuple[dict[str, User], dict[str, ImportBatch]]:
    """The sample workbooks, those that others stand on already put in, each read once more with few rows."""
    employer = EmployerFactory()
    people = {role: person(employer, role) for role in MATRIX["roles"] if role in Role.values}
    officer, batches = people["SAFETY_OFFICER"], {}
    for kind, name in BOOKS:
        if kind == "staffing":
            load(employer, officer, kind, name)
        content = (SAMPLES / name).read_bytes()
        batch = import_upload(employer=employer, kind=kind, name=name, content=content, actor=officer, on=ON)
        batches[kind] = import_read(batch, actor=officer, on=ON)
    return people, batches


@pytest.mark.parametrize("kind", MATRIX["imports"])
def test_workbooks_are_put_in_by_those_in_the_matrix(uploaded: tuple[Any, Any], kind: str) -> None:
    people, batches = uploaded
    allowed = set()
    for role, user in people.items():
        before = JournalEntry.objects.count()
        with transaction.atomic():
            try:
                with transaction.atomic():
                    import_apply(batches[kind], actor=user, on=ON)
                allowed.add(role)
            except (PermissionDenied, UnableToPerform):
                assert JournalEntry.objects.count() == before
            transaction.set_rollback(True)
    assert allowed == set(MATRIX["imports"][kind])


def test_the_matrix_knows_every_workbook_and_command() -> None:
    assert set(MATRIX["imports"]) == {kind for kind, _name in BOOKS}
    assert set(COMMANDS) == {name for name, app in get_commands().items() if app in ROOMS}


def standing() -> list[Any]:
    """Every document with its state and version, and the length of all journals."""
    rows = [
        (model.__name__, *row)
        for model in document_models()
        for row in model.objects.values_list("id", "state", "version")
    ]
    return [*sorted(rows), JournalEntry.objects.count()]


@pytest.mark.parametrize("name", [name for name, what in COMMANDS.items() if what == "reads"])
def test_a_command_that_reads_changes_nothing(opened: tuple[Any, ...], name: str, tmp_path: Path) -> None:
    arguments: dict[str, list[Any]] = {
        "demo_code": [opened[0].officer.username],
        "state_tables": ["--check"],
        "journal_head": ["--output", str(tmp_path / "heads.jsonl")],
    }
    before = standing()

    with suppress(CommandError):  # a code is shown for people of the demonstration only
        call_command(name, *arguments.get(name, []), stdout=StringIO())

    assert standing() == before and before[-1] > 10
