"""Role × state × operation, made from tests/matrix.yaml: for perform() and for the pages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from accounts.models import Role, User
from documents.problems import UnableToPerform
from documents.selectors import offered_transitions, permission_name, transitions_of
from documents.services.perform import perform
from tests.documents.test_states import MODELS, ROWS, _put_in_state
from tests.factories.people import person
from tests.factories.plant import CARD_ON, ORDER_ON, Plant

MATRIX = yaml.safe_load((Path(__file__).parent.parent / "matrix.yaml").read_text("utf-8"))
DOCUMENTS: dict[str, dict[str, dict[str, Any]]] = MATRIX["documents"]
HAVE_THEIR_OWN_ORDER = {"attestation.Campaign", "attestation.Order", "attestation.Submission"}


def staffed(label: str) -> tuple[dict[str, User], Any]:
    """A person for every role and seat, and a document under an order in force."""
    plant = Plant.build()
    campaign = plant.campaign()
    perform(plant.hold_order(campaign), "issue", actor=plant.director, on=ORDER_ON)
    if label not in HAVE_THEIR_OWN_ORDER:
        plant.campaign = lambda: campaign  # type: ignore[method-assign]
    people = {role: person(plant.employer, role) for role in MATRIX["roles"] if role in Role.values}
    people |= {"chair": plant.chair, "member": plant.members[0], "LABORATORY": plant.laboratory_guest}
    return people, ROWS[label](plant)


def states_of(label: str) -> list[str]:
    return [code for code, _words in MODELS[label].state_field().choices]


def test_the_matrix_knows_every_document_operation_and_state() -> None:
    assert set(DOCUMENTS) == set(MODELS)
    for label, operations in DOCUMENTS.items():
        moves = transitions_of(MODELS[label])
        assert set(operations) == set(moves), label
        for name, line in operations.items():
            assert set(line["from"]) <= set(states_of(label)), f"{label}.{name}"
            assert bool(line.get("follows")) == bool(moves[name].custom.get("internal")), f"{label}.{name}"


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(DOCUMENTS))
def test_perform_and_pages_follow_the_matrix(label: str) -> None:
    people, row = staffed(label)
    operations = DOCUMENTS[label]
    for name, line in operations.items():
        allowed = {role for role, user in people.items() if user.has_perm(permission_name(type(row), name), row)}
        assert allowed == set(line["roles"]), f"{label}.{name}"
    for state in states_of(label):
        document = _put_in_state(row, state)
        for role, user in people.items():
            offered = {move["name"] for move in offered_transitions(document, user)}
            expected = {
                name
                for name, line in operations.items()
                if state in line["from"] and role in line["roles"] and not line.get("follows") and not line.get("only")
            }
            assert offered == expected, f"{label} {state} {role}"
        for name, line in operations.items():
            _refuses(document, name, line, state, people)


def _refuses(document: Any, name: str, line: dict[str, Any], state: str, people: dict[str, User]) -> None:
    """perform() refuses one without the right in any state, and everybody in a wrong state."""
    stranger = next(role for role in people if role not in line["roles"])
    with pytest.raises(PermissionDenied):
        perform(document, name, actor=people[stranger], on=CARD_ON, reason="проба")
    if state not in line["from"]:
        with pytest.raises(UnableToPerform) as refusal:
            perform(document, name, actor=people[line["roles"][0]], on=CARD_ON, reason="проба")
        assert [problem.code for problem in refusal.value.problems] == ["DOC-01"], f"{document._meta.label} {name}"


@pytest.mark.django_db
@pytest.mark.parametrize("label", sorted(DOCUMENTS))
def test_addresses_refuse_what_the_matrix_does_not_give(label: str) -> None:
    people, row = staffed(label)
    client = Client()
    client.force_login(people["AUDITOR"])
    for name, line in DOCUMENTS[label].items():
        answer = client.post(
            reverse("document-act", args=[row.SLUG, row.pk, name]), {"version": row.version, "reason": "проба"}
        )
        assert answer.status_code in ((404,) if line.get("follows") else (403, 422)), f"{label}.{name}"
        assert type(row).objects.get(pk=row.pk).version == row.version
