"""How long does it take to verify a million entries of the journal?

    python -m bench.journal_speed [--entries N] [--database postgres://…]

Writes a chain of N entries, as long as those of the demonstration plant, into a scratch database
and walks it with the code of ``manage.py verify_journal``.
"""

from __future__ import annotations

import argparse
import datetime as dt
import time
from collections.abc import Iterator

from bench.scratch import scratch

BATCH = 10_000


def main() -> None:
    """Write, verify, print both times."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--database", default="")
    options = parser.parse_args()
    scratch(options.database, "journal")
    from accounts.models import Employer, JournalHead
    from accounts.services.journal import journal_faults

    employer = Employer.objects.create(name="ОАО «Миллион»")
    began = time.monotonic()
    digest = _write(employer.pk, options.entries)
    JournalHead.objects.create(employer=employer, sequence=options.entries, digest=digest)
    written = time.monotonic() - began
    began, cpu = time.monotonic(), time.process_time()
    faults = list(journal_faults(employer, {options.entries: digest}))
    print(
        f"{'PostgreSQL' if options.database else 'SQLite'}: {options.entries} entries written in {written:.0f} s, "
        f"verified in {time.monotonic() - began:.1f} s (processor {time.process_time() - cpu:.1f} s), faults {len(faults)}"
    )


def _write(employer_id: int, number: int) -> str:
    """Chain ``number`` entries and return the last digest."""
    from django.db import transaction

    from accounts.models import JournalEntry

    digest = ""
    for start in range(1, number + 1, BATCH):
        batch = list(_entries(employer_id, start, min(BATCH, number + 1 - start), digest))
        digest = batch[-1].digest
        with transaction.atomic():
            JournalEntry.objects.bulk_create(batch, batch_size=2000)
    return digest


def _entries(employer_id: int, start: int, count: int, previous: str) -> Iterator[object]:
    from accounts.models import JournalEntry
    from accounts.services.journal import COLUMNS, row_digest

    begin = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for sequence in range(start, start + count):
        entry = JournalEntry(
            employer_id=employer_id,
            sequence=sequence,
            at=begin + dt.timedelta(seconds=sequence, microseconds=sequence % 1000),
            actor_name="Новик Анна Викторовна",
            act="certificationcard.sign_as_member",
            target_type="attestation.certificationcard",
            target_id=str(sequence % 5000),
            payload=f'{{"content":"{previous or "0" * 64}","deviations":{{}},"number":"{sequence % 5000}",'
            '"on":"2026-10-12","reason":"","revision":1,"state":"SIGNING"}',
            previous_digest=previous,
        )
        previous = entry.digest = row_digest(employer_id, tuple(getattr(entry, name) for name in COLUMNS))
        yield entry


if __name__ == "__main__":
    main()
