"""The stages of an import: upload, read, apply."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.models import Employer, User
from documents.models import Document, ImportBatch, ImportEffect, ImportRow
from documents.models.import_batch import RowMark, RowOutcome, RowRole
from documents.problems import Problem
from documents.registry import Act, Performance, register_acts
from documents.services.editing import document_create
from documents.services.files import file_content, file_store
from documents.services.import_memory import remembered_layouts
from documents.services.import_undo import rule_nothing_depends, undo_effects
from documents.services.perform import perform
from documents.services.shelf import BATCH, values_of
from documents.workbooks.base import Applied, importer_of
from documents.workbooks.layout import Layout
from documents.workbooks.reader import RawSheet, UnreadableFile, read_workbook
from documents.workbooks.rows import Understood

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


@recorded()
def import_read(batch: ImportBatch, *, actor: User, on: dt.date) -> ImportBatch:
    """Read the file into rows; a file that cannot be read leaves the batch refused with the reason.

    A file whose columns nobody knows is read all the same: a person says what they are.
    """
    try:
        sheets = read_workbook(file_content(batch.file))
    except UnreadableFile as error:
        return perform(batch, "refuse", actor=actor, on=on, reason=str(error))
    if not any(sheet.rows for sheet in sheets):
        return perform(batch, "refuse", actor=actor, on=on, reason=_("В файле нет ни одной заполненной строки."))
    layouts = remembered_layouts(batch, sheets)
    rows = importer_of(batch.kind).understand(sheets, {x.sheet: x for x in layouts}, batch)
    return perform(batch, "read", actor=actor, on=on, data={"rows": rows, "layouts": layouts, "sheets": sheets})


def import_apply(batch: ImportBatch, *, actor: User, on: dt.date) -> ImportBatch:
    """Put in everything that could be understood, in one transaction; the rest stays listed."""
    return perform(batch, "apply", actor=actor, on=on)


def import_undo(batch: ImportBatch, *, actor: User, on: dt.date, reason: str) -> ImportBatch:
    """Take back what a batch made and changed; raises ``UnableToPerform`` with what depends on it."""
    return perform(batch, "undo", actor=actor, on=on, reason=reason)


def _write_rows(performance: Performance) -> None:
    batch: ImportBatch = performance.document
    layouts: Sequence[Layout] = performance.data["layouts"]
    sheets: Sequence[RawSheet] = performance.data["sheets"]
    places = {sheet.name: place for place, sheet in enumerate(sheets)}
    batch.layout = [layout.dump() for layout in layouts]
    rows = [_import_row(batch, row, places[row.sheet]) for row in performance.data["rows"]]
    ImportRow.objects.bulk_create(rows, batch_size=BATCH)


def _import_row(batch: ImportBatch, row: Understood, place: int) -> ImportRow:
    width = max(row.cells) + 1
    made = ImportRow(
        employer_id=batch.employer_id,
        batch=batch,
        sheet=row.sheet[:100],
        sheet_place=place,
        row_number=row.number,
        raw=[row.cells[index].text if index in row.cells else "" for index in range(width)],
        kinds="".join(row.cells[index].kind if index in row.cells else " " for index in range(width)),
    )
    fill_row(made, row)
    return made


def fill_row(stored: ImportRow, row: Understood) -> bool:
    """Write what was understood into a stored row; returns whether anything differs."""
    mark = RowMark.REFUSED if row.is_refused else RowMark.REMARK if row.problems else RowMark.CLEAN
    if row.role not in (RowRole.DATA, RowRole.REPEAT) and not row.problems:
        mark = RowMark.CLEAN
    understood = {"role": str(row.role), "mark": str(mark), "clean": row.clean, "problems": row.problems}
    differs = any(getattr(stored, name) != value for name, value in understood.items())
    for name, value in understood.items():
        setattr(stored, name, value)
    return differs


def _apply_rows(performance: Performance) -> None:
    batch: ImportBatch = performance.document
    rows = list(batch.rows.filter(role=RowRole.DATA).defer("raw", "kinds", "corrections"))
    applied = importer_of(batch.kind).apply(batch, [row for row in rows if row.can_apply], performance.actor)
    for row in rows:
        if row.outcome in (RowOutcome.WAITING, RowOutcome.SKIPPED):
            row.outcome, row.mark = RowOutcome.SKIPPED, RowMark.REFUSED
    _save_outcomes(batch, rows)
    _save_effects(batch, applied)
    counts = {outcome.lower(): applied.counts[outcome] for outcome in RowOutcome.values}
    performance.data = {**performance.data, "counts": counts}


def _save_outcomes(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """One statement an outcome; only rows that were refused just now get their problems rewritten."""
    for outcome in RowOutcome.values:
        keys = [row.pk for row in rows if row.outcome == outcome]
        mark = {"mark": RowMark.REFUSED} if outcome == RowOutcome.SKIPPED else {}
        for start in range(0, len(keys), BATCH):
            batch.rows.filter(pk__in=keys[start : start + BATCH]).update(outcome=outcome, **mark)
    refused = [row for row in rows if row.outcome == RowOutcome.SKIPPED]
    ImportRow.objects.bulk_update(refused, ["problems"], batch_size=BATCH)


def _save_effects(batch: ImportBatch, applied: Applied) -> None:
    effects = [
        ImportEffect(
            employer_id=batch.employer_id,
            batch=batch,
            target_type=target._meta.label,
            target_id=target.pk,
            before=before,
            after=_after(target, before),
        )
        for target, before in applied.touched
    ]
    ImportEffect.objects.bulk_create(effects, batch_size=BATCH)


def _after(target: Any, before: dict[str, Any] | None) -> dict[str, Any]:
    """What must still be so when the batch is undone: the version of a document, the values of any other row."""
    if isinstance(target, Document):
        version = target.version
        if before is not None:
            version = type(target).objects.values_list("version", flat=True).get(pk=target.pk)
        return {"version": version}
    names = [f.name for f in target._meta.concrete_fields if not (f.primary_key or isinstance(f, DateTimeField))]
    return values_of(target, names if before is None else list(before))


def _rule_has_rows(performance: Performance) -> list[Problem]:
    """IMP-01: nothing to apply when no row could be understood."""
    batch: ImportBatch = performance.document
    if batch.rows.filter(role=RowRole.DATA).exclude(mark=RowMark.REFUSED).exists():
        return []
    message = _("Ни одна строка не может быть загружена: исправьте замечания")
    return [Problem("IMP-01", message, target=batch)]


def _rule_has_columns(performance: Performance) -> list[Problem]:
    """IMP-02: a sheet that is to be used has all its required columns."""
    batch: ImportBatch = performance.document
    shapes = importer_of(batch.kind).shapes()
    problems = []
    for layout in (Layout.load(raw) for raw in batch.layout):
        missing = layout.missing(shapes) if layout.is_used else []
        if missing:
            said = {"sheet": layout.sheet, "titles": ", ".join(f"«{title}»" for title in missing)}
            message = _("Лист «%(sheet)s»: укажите, где столбцы %(titles)s, или не берите лист") % said
            problems.append(Problem("IMP-02", message, target=batch, anchor="columns"))
    return problems


def register_import_acts() -> None:
    """Register the acts of an import; called once by the room."""
    register_acts(
        ImportBatch,
        {
            "read": Act(prepare=(_write_rows,)),
            "apply": Act(rules=(_rule_has_columns, _rule_has_rows), prepare=(_apply_rows,)),
            "undo": Act(rules=(rule_nothing_depends,), effects=(undo_effects,), needs_reason=True),
        },
    )
