"""A line that drops in the middle of signing, and a second tab: the act is whole or not at all, and only once."""

from __future__ import annotations

import socket
import time
from typing import Any
from urllib.parse import urlencode, urlsplit

import pytest
from django.test import Client
from django.urls import reverse

from attestation.models import CertificationCard
from documents.models import Meaning
from documents.selectors import signatures_of
from tests.factories.people import confirmation
from tests.factories.plant import Plant

TOKEN = "a" * 32


def signed(card: CertificationCard) -> int:
    """How often the member has signed the card."""
    return signatures_of(CertificationCard.objects.get(pk=card.pk)).filter(meaning=Meaning.AGREED).count()


def sent(server: str, address: str, cookie: str, fields: dict[str, Any], share: float) -> None:
    """Send this share of the body of a POST and hang up without waiting for the answer."""
    body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
    host = urlsplit(server).netloc
    head = (
        f"POST {address} HTTP/1.1\r\nHost: {host}\r\nCookie: sessionid={cookie}; csrftoken={TOKEN}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    name, _colon, port = host.partition(":")
    with socket.create_connection((name, int(port))) as line:
        line.sendall(head.encode() + body[: int(len(body) * share)])


@pytest.mark.django_db(transaction=True)
def test_a_line_that_drops_leaves_a_signature_whole_or_none(real_commits: None, live_server: Any) -> None:
    plant = Plant.build(members=1)
    card = plant.card_on_signature(plant.open_campaign(), plant.group)
    member, client = plant.members[0], Client()
    client.force_login(member)
    address = reverse("document-act", args=["cards", card.pk, "sign_as_member"])
    fields = confirmation(member) | {"version": card.version}
    cookie = client.cookies["sessionid"].value

    sent(live_server.url, address, cookie, fields, share=0.5)
    time.sleep(1)
    assert signed(card) == 0, "half a request signs nothing"

    sent(live_server.url, address, cookie, fields, share=1)
    until = time.monotonic() + 20
    while not signed(card) and time.monotonic() < until:
        time.sleep(0.1)
    assert signed(card) == 1, "what has arrived is done, whether anybody waits for the answer or not"

    second_tab = client.post(address, confirmation(member) | {"version": card.version})
    assert second_tab.status_code == 409 and signed(card) == 1
