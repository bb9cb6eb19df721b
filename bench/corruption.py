"""Is every random corruption of database and files found and named?

    python -m bench.corruption [--times 200] [--seed N] [--database postgres://…]

A plant that has lived, guards off as an owner of the database would have them; one random damage at
a time, looked for by what ``verify_journal --head`` and ``verify_files`` report, then undone.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter

from bench.scratch import scratch


def main() -> None:
    """Damage, look, count, print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--seed", type=int, default=253)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    scratch(options.database, "corruption")
    from django_scopes import scopes_disabled

    from accounts.confirmation import acting_as_system
    from accounts.guards import remove_guards
    from tests.factories.lived import lived_plant

    began = time.monotonic()
    with scopes_disabled(), acting_as_system("bench"):
        plant = lived_plant()
        remove_guards()
        found, missed = _run(plant.employer, options.times, random.Random(options.seed))  # noqa: S311 - damage needs no secret
    for what in missed:
        print(f"NOT FOUND: {what}")
    kinds = ", ".join(f"{kind} {number}" for kind, number in sorted(found.items()))
    print(
        f"{'PostgreSQL' if options.database else 'SQLite'}: {options.times} corruptions, "
        f"{sum(found.values())} found and named, {len(missed)} not, {time.monotonic() - began:.0f} s ({kinds})"
    )
    raise SystemExit(bool(missed))


def _run(employer: object, times: int, rng: random.Random) -> tuple[Counter[str], list[str]]:
    """Return how many of each kind were found, and what was not."""
    from django.db import transaction

    from tests.factories.corruption import ROWS, all_faults, damaged_file, saved_heads

    saved = saved_heads(employer)  # type: ignore[arg-type]
    assert all_faults(employer, saved) == [], "an honest database must have no faults"  # type: ignore[arg-type]
    found: Counter[str] = Counter()
    missed = []
    for _time in range(times):
        way = rng.choice([*ROWS, None])
        if way is None:
            with damaged_file(employer, rng) as damage:  # type: ignore[arg-type]
                faults = all_faults(employer, saved)  # type: ignore[arg-type]
        else:
            with transaction.atomic():
                damage = way(employer, rng)  # type: ignore[arg-type]
                faults = all_faults(employer, saved)  # type: ignore[arg-type]
                transaction.set_rollback(True)
        if any(damage.named in fault for fault in faults):
            found[way.__name__ if way else "file"] += 1
        else:
            missed.append(f"{damage.what}: {faults[:3]}")
    return found, missed


if __name__ == "__main__":
    main()
