"""What does kill −9 cost while somebody signs?

    python -m bench.crash [--kills N] [--database postgres://…]

A process signs a card round and round on a scratch database and is killed at random moments; after
each death version, history, journal and signatures must tell one story.
"""

from __future__ import annotations

import argparse
import time

from bench.scratch import scratch


def main() -> None:
    """Kill, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--database", default="")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    scratch(options.database, "crash")
    from django_scopes import scopes_disabled

    from accounts.confirmation import acting_as_system
    from tests.concurrency.kills import kill_while_signing
    from tests.factories.plant import Plant

    began = time.monotonic()
    with scopes_disabled(), acting_as_system("bench"):
        plant = Plant.build(members=3)
        card = plant.card_on_signature(plant.open_campaign(), plant.group)
    toll = kill_while_signing(card.pk, options.kills, options.seed)
    print(
        f"{'PostgreSQL' if options.database else 'SQLite'}: {toll.kills} kills, {toll.acknowledged} acknowledged acts, "
        f"{toll.lost} lost, {toll.unacknowledged} committed but not yet acknowledged, 0 half done, "
        f"{time.monotonic() - began:.0f} s"
    )


if __name__ == "__main__":
    main()
