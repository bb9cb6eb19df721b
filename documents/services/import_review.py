"""What a person does with a batch that is read: say its columns, correct a cell, decide on names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.models import User
from documents.models import ImportBatch, ImportRow
from documents.services.editing import editing
from documents.services.import_memory import layouts_remember, name_decide
from documents.services.importing import fill_row
from documents.services.shelf import BATCH
from documents.workbooks.base import importer_of
from documents.workbooks.layout import Layout, fingerprint
from documents.workbooks.reader import RawCell, RawSheet

UNDERSTOOD = ["role", "mark", "clean", "problems"]


@dataclass(frozen=True)
class NameAnswer:
    """What a person says of one name."""

    vocabulary: str
    name: str
    choice: str
    target: str = ""


def import_map(
    batch: ImportBatch, layouts: Sequence[Layout], *, actor: User, expected_version: int | None = None
) -> ImportBatch:
    """Read a batch by the columns that a person chose, and remember them for the source.

    Raises ``ValidationError`` when one column of a sheet is given two meanings.
    """
    for layout in layouts:
        if len(set(layout.columns.values())) < len(layout.columns):
            raise ValidationError(_("Лист «%s»: один столбец указан дважды") % layout.sheet)
    with editing(batch, actor=actor, expected_version=expected_version, act="map") as fresh:
        rows = list(fresh.rows.all())
        sheets = {sheet.name: sheet for sheet in _sheets(fresh, rows)}
        marked = [_with_fingerprint(layout, sheets) for layout in layouts]
        fresh.layout = [layout.dump() for layout in marked]
        layouts_remember(fresh, marked)
        _reread(fresh, rows)
    return fresh


def import_correct(
    row: ImportRow, cells: Mapping[int, str], *, actor: User, expected_version: int | None = None
) -> ImportRow:
    """Write other texts into the cells of a row and check the batch again; what the file said stays beside.

    An empty correction equal to the file's own text takes the correction back.
    """
    with editing(row.batch, actor=actor, expected_version=expected_version, act="edit_row") as fresh:
        rows = list(fresh.rows.all())
        own = next(other for other in rows if other.pk == row.pk)
        own.batch = fresh
        for index, text in cells.items():
            was = own.raw[index] if index < len(own.raw) else ""
            if text.strip() == was.strip():
                own.corrections.pop(str(index), None)
            else:
                own.corrections[str(index)] = text.strip()
        own.save(update_fields=["corrections"])
        _reread(fresh, rows)
    return own


def names_decide(batch: ImportBatch, answers: Sequence[NameAnswer], *, actor: User) -> ImportBatch:
    """Keep decisions on names and check the batch again with them; raises ``ValidationError``."""
    with editing(batch, actor=actor, act="decide_names") as fresh:
        for answer in answers:
            name_decide(
                employer=fresh.employer,
                vocabulary=answer.vocabulary,
                name=answer.name,
                choice=answer.choice,
                target=answer.target,
                actor=actor,
            )
        _reread(fresh, list(fresh.rows.all()))
    return fresh


def import_check_again(batch: ImportBatch, *, actor: User) -> ImportBatch:
    """Hold a batch against the plant as it is now: another batch may have gone in meanwhile."""
    with editing(batch, actor=actor, act="check") as fresh:
        _reread(fresh, list(fresh.rows.all()))
    return fresh


def sheets_of(batch: ImportBatch) -> list[RawSheet]:
    """Return the sheets of a batch as they were read, corrections included."""
    return _sheets(batch, list(batch.rows.all()))


def _sheets(batch: ImportBatch, rows: Sequence[ImportRow]) -> list[RawSheet]:
    is_1904 = {raw["sheet"]: raw["is_1904"] for raw in batch.layout}
    sheets: dict[str, RawSheet] = {}
    for row in rows:
        sheet = sheets.setdefault(row.sheet, RawSheet(row.sheet, {}, is_1904.get(row.sheet, False)))
        sheet.rows[row.row_number] = cells_of(row)
    return list(sheets.values())


def cells_of(row: ImportRow) -> dict[int, RawCell]:
    """Return the cells of a stored row, a correction in place of what the file said."""
    cells = {
        index: RawCell(text, kind)
        for index, (text, kind) in enumerate(zip(row.raw, row.kinds, strict=True))
        if kind != " "
    }
    for index, text in row.corrections.items():
        cells[int(index)] = RawCell(text, "s")
    return cells


@recorded()
def _reread(batch: ImportBatch, rows: Sequence[ImportRow]) -> None:
    """Understand all rows anew and write those that differ: a group row or a name changes many."""
    stored = {(row.sheet, row.row_number): row for row in rows}
    layouts = {raw["sheet"]: Layout.load(raw) for raw in batch.layout}
    changed = []
    for understood in importer_of(batch.kind).understand(_sheets(batch, rows), layouts, batch):
        row = stored[understood.sheet, understood.number]
        if fill_row(row, understood):
            changed.append(row)
    ImportRow.objects.bulk_update(changed, UNDERSTOOD, batch_size=BATCH)


def _with_fingerprint(layout: Layout, sheets: Mapping[str, RawSheet]) -> Layout:
    sheet = sheets.get(layout.sheet)
    if sheet is None:
        return layout
    return Layout.load({**layout.dump(), "fingerprint": fingerprint(sheet, layout.header_rows)})
