"""The stages of an import: upload, read, apply."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from accounts.models import Employer, User
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowOutcome, RowRole
from documents.problems import Problem
from documents.registry import Act, Performance, register_acts
from documents.services.editing import document_create
from documents.services.files import file_content, file_store
from documents.services.perform import perform
from documents.workbooks.base import Understood, importer_of
from documents.workbooks.reader import UnreadableFile, read_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def import_upload(*, employer: Employer, kind: str, name: str, content: bytes, actor: User, on: dt.date) -> ImportBatch:
    """Keep an uploaded workbook and open its batch. The file is read in the next step.

    Raises ``KeyError`` for an unknown kind.
    """
    importer_of(kind)
    with transaction.atomic():
        stored = file_store(content, employer=employer, name=name, content_type=XLSX, actor=actor)
        batch = ImportBatch(employer=employer, kind=kind, file=stored, uploaded_by=actor, dated_on=on)
        return document_create(batch, actor=actor)


def import_read(batch: ImportBatch, *, actor: User, on: dt.date) -> ImportBatch:
    """Read the file into rows; a file that cannot be read leaves the batch refused with the reason."""
    try:
        rows = importer_of(batch.kind).understand(read_workbook(file_content(batch.file)))
    except UnreadableFile as error:
        return perform(batch, "refuse", actor=actor, on=on, reason=str(error))
    if not any(row.role == RowRole.DATA for row in rows):
        reason = "; ".join(f"лист «{r.sheet}»: {p['reason']}" for r in rows for p in r.problems)
        return perform(batch, "refuse", actor=actor, on=on, reason=reason or "В файле нет строк с данными.")
    return perform(batch, "read", actor=actor, on=on, data={"rows": rows})


def import_apply(batch: ImportBatch, *, actor: User, on: dt.date) -> ImportBatch:
    """Put in everything that could be understood, in one transaction; the rest stays listed."""
    return perform(batch, "apply", actor=actor, on=on)


def _write_rows(performance: Performance) -> None:
    batch, rows = performance.document, performance.data["rows"]
    ImportRow.objects.bulk_create([_import_row(batch, row) for row in rows], batch_size=500)


def _import_row(batch: ImportBatch, row: Understood) -> ImportRow:
    return ImportRow(
        employer_id=batch.employer_id,
        batch=batch,
        sheet=row.sheet[:100],
        row_number=row.number,
        role=row.role,
        raw=row.raw,
        clean=row.clean,
        problems=row.problems,
    )


def _apply_rows(performance: Performance) -> None:
    batch: ImportBatch = performance.document
    rows = list(batch.rows.filter(role=RowRole.DATA).order_by("sheet", "row_number"))
    importer = importer_of(batch.kind)
    ready = [row for row in rows if row.can_apply]
    applied = importer.apply(batch, ready, performance.actor)
    for row in rows:
        if not row.can_apply and row.outcome == RowOutcome.WAITING:
            row.outcome = RowOutcome.SKIPPED
    ImportRow.objects.bulk_update(rows, ["outcome", "problems"], batch_size=500)
    counts = {outcome.lower(): applied.counts[outcome] for outcome in RowOutcome.values}
    performance.data = {**performance.data, "counts": counts}


def _rule_has_rows(performance: Performance) -> list[Problem]:
    """IMP-01: nothing to apply when no row could be understood."""
    rows = performance.document.rows.filter(role=RowRole.DATA)
    if any(row.can_apply for row in rows):
        return []
    return [
        Problem(
            "IMP-01", "Ни одна строка не может быть загружена: исправьте замечания в файле", target=performance.document
        )
    ]


def register_import_acts() -> None:
    """Register the acts of an import; called once by the room."""
    register_acts(
        ImportBatch,
        {"read": Act(prepare=(_write_rows,)), "apply": Act(rules=(_rule_has_rows,), prepare=(_apply_rows,))},
    )
