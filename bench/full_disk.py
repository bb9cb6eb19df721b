"""What happens on PostgreSQL when the disk is really full while members sign?

    mount -t tmpfs -o size=60m tmpfs /tmp/small && chown postgres /tmp/small
    python -m bench.full_disk --database postgres://… --folder /tmp/small [--members 20]

The database lies on the small file system; a filler takes all of it; members sign by their pages
until the answer is 507; then the filler goes, nothing else is done, and all of them sign.
"""

from __future__ import annotations

import argparse
from typing import Any

import psycopg2
from django.db import OperationalError

from bench.scratch import scratch

SPACE = "bench_small"
FILL = "INSERT INTO filler SELECT string_agg(md5(random()::text), '') FROM generate_series(1, %s)"


def main() -> None:
    """Fill, sign, make room, sign, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--database", required=True)
    parser.add_argument("--folder", required=True)
    parser.add_argument("--members", type=int, default=20)
    options = parser.parse_args()
    _tell(options.database, f"CREATE TABLESPACE {SPACE} LOCATION '{options.folder}'")
    try:
        scratch(options.database, "full_disk", SPACE)
        _run(options.members)
    finally:
        from django.db import connections

        connections.close_all()
        _tell(options.database, "DROP DATABASE IF EXISTS bench_full_disk WITH (FORCE)")
        _tell(options.database, f"DROP TABLESPACE {SPACE}")


def _run(members: int) -> None:
    from django.test.utils import setup_test_environment
    from django_scopes import scopes_disabled

    from accounts.confirmation import acting_as_system
    from tests.concurrency.kills import whole
    from tests.factories.plant import Plant

    setup_test_environment()
    with scopes_disabled(), acting_as_system("bench"):
        plant = Plant.build(members=members)
        card = plant.card_on_signature(plant.open_campaign(), plant.group)
        clients = _logged_in(plant.members)
        _fill()
        refused = []
        for member, client in clients.items():
            answer = _signs(client, card, member)
            if answer.status_code != 302:
                assert answer.status_code == 507, answer.status_code
                assert "Нет места" in answer.content.decode()
                refused.append(member)
        assert refused, "the disk was never full"
        whole(card.pk)
        _sql("DROP TABLE filler")
        again = [_signs(clients[member], card, member).status_code for member in refused]
        whole(card.pk)
    assert set(again) == {302}, again
    print(
        f"PostgreSQL: {members} members signed on a full disk, {len(refused)} were told in words (507), "
        f"0 half done; with room again all {len(again)} signed, nothing was repaired"
    )


def _logged_in(people: list[Any]) -> dict[Any, Any]:
    from django.test import Client

    clients = {person: Client(raise_request_exception=False) for person in people}
    for person, client in clients.items():
        client.force_login(person)
    return clients


def _signs(client: Any, card: Any, member: Any) -> Any:
    from django.core.cache import cache
    from django.urls import reverse

    from tests.factories.people import confirmation

    cache.clear()  # the next code of the application
    address = reverse("document-act", args=["cards", card.pk, "sign_as_member"])
    version = type(card).objects.get(pk=card.pk).version
    return client.post(address, {**confirmation(member), "version": version})


def _fill() -> None:
    """Take every page: big rows until none fits, then small ones."""
    _sql("CREATE TABLE filler (content text)")
    for size in (1_000_000, 100_000, 7_000):
        try:
            while True:
                _sql(FILL, size // 32)
        except OperationalError as full:
            assert "No space left" in str(full), full


def _sql(statement: str, *parameters: int) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def _tell(address: str, statement: str) -> None:
    connection = psycopg2.connect(address)
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute(statement)
    connection.close()


if __name__ == "__main__":
    main()
