"""Speed of imports: 5,000 rows of each kind of workbook, read into a preview, then applied.

    python -m bench.import_speed [postgres://user@host:port/any]

On a fresh database of its own: a file of SQLite, or one made on the given PostgreSQL.
"""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
ROWS = 5_000
PREVIEW_SECONDS, APPLY_SECONDS = 20, 10
ON = dt.date(2026, 11, 2)


def main(address: str = "", rows: int = ROWS) -> int:
    """Print seconds of preview and application for each kind; returns 1 when one is over its limit."""
    from bench.scratch import scratch

    scratch(address, "import")
    from django.db import connection, transaction
    from django_scopes import scopes_disabled

    from tests.factories.messy import MESSES

    over = 0
    print(f"{connection.vendor}, {rows} rows, {rows * 3 // 100} of them bad")
    for kind in MESSES:
        with scopes_disabled(), transaction.atomic():
            preview, applied, undone, again, counts = measure(kind, rows)
            transaction.set_rollback(True)
        over += preview > PREVIEW_SECONDS or applied > APPLY_SECONDS
        print(
            f"{kind:16} preview {preview:5.1f} s (≤ {PREVIEW_SECONDS}), apply {applied:5.1f} s (≤ {APPLY_SECONDS}),"
            f" undo {undone:5.1f} s, a corrected cell {again[0]:4.1f} s, other columns {again[1]:4.1f} s; {counts}"
        )
    return 1 if over else 0


def measure(kind: str, rows: int) -> tuple[float, float, float, tuple[float, float], str]:
    """Return seconds of preview, application and undoing, of checking again, and what went in."""
    from documents.services.importing import import_apply, import_read, import_undo, import_upload
    from tests.documents.test_messy_workbooks import plant
    from tests.factories.messy import messy

    employer, officer = plant(kind)
    content = messy(kind, 1, rows, bad=rows * 3 // 100).content
    started, cpu = time.perf_counter(), _cpu()
    batch = import_upload(employer=employer, kind=kind, name="a.xlsx", content=content, actor=officer, on=ON)
    batch = import_read(batch, actor=officer, on=ON)
    preview, read_cpu = time.perf_counter() - started, _cpu() - cpu
    again = checked_again(batch, officer)
    batch.refresh_from_db()
    started, cpu = time.perf_counter(), _cpu()
    batch = import_apply(batch, actor=officer, on=ON)
    applied, applied_cpu = time.perf_counter(), _cpu()
    refused = batch.rows.filter(outcome="SKIPPED").count()
    counts = (
        f"created {batch.created_count}, refused {refused}; processor {read_cpu:.1f} s and {applied_cpu - cpu:.1f} s"
    )
    import_undo(batch, actor=officer, on=ON, reason="замер")
    return preview, applied - started, time.perf_counter() - applied, again, counts


def checked_again(batch: Any, officer: Any) -> tuple[float, float]:
    """Seconds that a person waits after correcting one cell of a refused row, and after confirming the columns."""
    from documents.services.import_review import import_correct, import_map
    from documents.workbooks.layout import Layout

    row = batch.rows.filter(role="DATA", mark="REFUSED").first()
    place = next(index for index, text in enumerate(row.raw) if text)
    started = time.perf_counter()
    import_correct(row, {place: row.raw[place] + "1"}, actor=officer)
    corrected = time.perf_counter()
    import_correct(row, {place: row.raw[place]}, actor=officer)
    batch.refresh_from_db()
    mapped = time.perf_counter()
    import_map(batch, [Layout.load(raw) for raw in batch.layout], actor=officer)
    return corrected - started, time.perf_counter() - mapped


def _cpu() -> float:
    """Processor seconds of this process and its children: a figure that a busy machine does not spoil."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
