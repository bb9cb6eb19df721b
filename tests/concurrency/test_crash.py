"""kill −9 while signing, and a disk that is full: nothing acknowledged is lost, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.urls import reverse

from attestation.models import CertificationCard
from documents.models import Signature
from documents.services.perform import perform
from tests.concurrency.kills import kill_while_signing, whole
from tests.concurrency.test_signing import database_url
from tests.factories.people import confirmation
from tests.factories.plant import CARD_ON, Plant


def test_a_killed_signer_loses_no_acknowledged_act(real_commits: None) -> None:
    plant = Plant.build(members=3)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    toll = kill_while_signing(card.pk, 6, {"DATABASE_URL": database_url()})

    assert (toll.kills, toll.lost) == (6, 0)
    assert toll.acknowledged > 6


@pytest.fixture
def full_disk() -> Iterator[None]:
    """SQLite that may not grow by more than a page: a real «database or disk is full»."""
    with connection.cursor() as cursor:
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
    yield
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a limit of pages is SQLite's own")
def test_a_full_disk_is_said_in_words_and_needs_no_repair(real_commits: None, request: pytest.FixtureRequest) -> None:
    plant = Plant.build()
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    client = Client(raise_request_exception=False)
    client.force_login(plant.members[0])
    client.get(card.get_absolute_url())
    request.getfixturevalue("full_disk")
    address = reverse("document-act", args=["cards", card.pk, "sign_as_member"])

    with pytest.raises(OperationalError, match="full"):
        for _attempt in range(50):  # what is free inside the pages goes first
            card = perform(card, "reopen", actor=plant.officer, on=CARD_ON, reason="снова")
            card = perform(card, "assess", actor=plant.officer, on=CARD_ON)
            card = perform(card, "send_for_signature", actor=plant.officer, on=CARD_ON)
    answer = client.post(address, {**confirmation(plant.members[0]), "version": card.version})

    assert answer.status_code == 507
    assert "Нет места" in answer.content.decode()
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
    whole(card.pk)
    card = CertificationCard.objects.get(pk=card.pk)
    for transition in ("assess", "send_for_signature"):
        if card.state in ("DRAFT", "ASSESSED"):
            card = perform(card, transition, actor=plant.officer, on=CARD_ON)
    perform(card, "sign_as_member", actor=plant.members[0], on=CARD_ON)
    assert Signature.objects.filter(signer=plant.members[0], voided_at=None).count() == 1
    whole(card.pk)
