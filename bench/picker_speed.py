"""Speed of catalogues while somebody types: 3,600 substances, what the database alone needs for twelve offers.

    python -m bench.picker_speed [postgres://user@host:port/any]

On a fresh database of its own.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
NAMES, LIMIT_MS = 3_600, 10


def main(address: str = "") -> int:
    """Print milliseconds for some texts; returns 1 when one is over the limit."""
    from bench.scratch import scratch

    scratch(address, "pickers")
    from django.db import connection, transaction
    from django_scopes import scopes_disabled

    from documents.pickers import picker_of
    from documents.workbooks.values import normalized
    from measurements.models import Indicator
    from tests.factories.plant import Plant

    over = 0
    with scopes_disabled(), transaction.atomic():
        employer = Plant.build().employer
        names = [f"{place}-Трихлор-п-третбутилтолуол-{place * 7919 % 3607}" for place in range(NAMES)]
        Indicator.objects.bulk_create(
            Indicator(employer=employer, name=name, search_name=normalized(name), factor="CHEMICAL") for name in names
        )
        picker = picker_of(Indicator)
        assert picker is not None
        print(f"{connection.vendor}, {NAMES} substances")
        for text in ("тол", "трет бут", "п-трет", "толуол-12", "хлор 7"):
            sql, params = picker.search(Indicator.objects.all(), normalized(text))[:12].query.sql_with_params()
            taken = []
            for _turn in range(15):
                with connection.cursor() as cursor:
                    began = time.perf_counter()
                    cursor.execute(sql, params)
                    assert cursor.fetchall(), text
                    taken.append(1000 * (time.perf_counter() - began))
            over += statistics.median(taken) > LIMIT_MS
            print(f"«{text}»: {statistics.median(taken):.1f} ms (≤ {LIMIT_MS})")
        transaction.set_rollback(True)
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
