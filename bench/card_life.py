"""The whole life of a card by chance, many times over, on a scratch database.

    python -m bench.card_life [--lives 200] [--steps 30] [--seed N] [--database postgres://…]

Stops with the shortest life that shows a difference between the application and its model.
"""

from __future__ import annotations

import argparse
import time

from bench.scratch import scratch


def main() -> None:
    """Live, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--lives", type=int, default=200)
    parser.add_argument("--steps", type=int, default=30)
    parser.add_argument("--seed", type=int, default=253)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    scratch(options.database, "card_life")
    from django.db import transaction
    from django_scopes import scopes_disabled
    from hypothesis import HealthCheck, seed, settings
    from hypothesis.stateful import run_state_machine_as_test

    from accounts.confirmation import acting_as_system
    from tests.factories.card_life import COUNTED, CardLife, World

    chosen = settings(
        max_examples=options.lives,
        stateful_step_count=options.steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    began, spent = time.monotonic(), time.process_time()
    with scopes_disabled(), acting_as_system("bench"), transaction.atomic():
        life = seed(options.seed)(type("Life", (CardLife,), {"world": World()}))
        run_state_machine_as_test(life, settings=chosen)
        transaction.set_rollback(True)
    counted = ", ".join(f"{name} {number}" for name, number in COUNTED.items())
    print(
        f"{'PostgreSQL' if options.database else 'SQLite'}: {counted}; "
        f"{time.monotonic() - began:.0f} s, {time.process_time() - spent:.0f} s of processor"
    )


if __name__ == "__main__":
    main()
