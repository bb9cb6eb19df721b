"""kill −9 while signing, and a disk that is full: nothing acknowledged is lost, nothing half done."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress

import pytest
from django.core.cache import cache
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from attestation.models import CertificationCard
from documents.models import Signature
from tests.concurrency.kills import kill_while_signing, whole
from tests.factories.people import confirmation
from tests.factories.plant import Plant


def test_a_killed_signer_loses_no_acknowledged_act(real_commits: None) -> None:
    plant = Plant.build(members=3)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)

    toll = kill_while_signing(card.pk, 6)

    assert (toll.kills, toll.lost) == (6, 0)
    assert toll.acknowledged > 6


@pytest.fixture
def full_disk() -> Iterator[None]:
    """SQLite that may not grow by a page, and the free pages are taken: a real «database or disk is full»."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filler (content BLOB)")
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count = {pages}")
        with suppress(OperationalError):
            while True:
                cursor.execute("INSERT INTO filler VALUES (zeroblob(3000))")
    yield
    give_space_back()


def give_space_back() -> None:
    """What an administrator does: nothing but room; no row is repaired."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA max_page_count = 1073741823")
        cursor.execute("DROP TABLE IF EXISTS filler")


def signs(client: Client, card: CertificationCard, member: User) -> HttpResponse:
    address = reverse("document-act", args=["cards", card.pk, "sign_as_member"])
    version = CertificationCard.objects.get(pk=card.pk).version
    return client.post(address, {**confirmation(member), "version": version})  # type: ignore[return-value]


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a limit of pages is SQLite's own")
def test_a_full_disk_is_said_in_words_and_needs_no_repair(real_commits: None, request: pytest.FixtureRequest) -> None:
    plant = Plant.build(members=20)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    clients = {member: Client(raise_request_exception=False) for member in plant.members}
    for member, client in clients.items():
        client.force_login(member)
    request.getfixturevalue("full_disk")

    signed = []
    for member, client in clients.items():  # what is free inside the pages goes first
        answer = signs(client, card, member)
        if answer.status_code != 302:
            break
        signed.append(member)

    assert answer.status_code == 507
    assert "Нет места" in answer.content.decode()
    whole(card.pk)
    given = Signature.objects.filter(meaning="AGREED", voided_at=None)
    assert set(given.values_list("signer_id", flat=True)) == {member.pk for member in signed}
    give_space_back()
    cache.clear()  # the next code of the application: the one already given serves no second time
    assert signs(client, card, member).status_code == 302
    assert given.filter(signer=member).count() == 1
    whole(card.pk)
