"""The file of refused rows: the source's own columns, and why, to hand back to whoever made it."""

from __future__ import annotations

import datetime as dt
import io
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from accounts.language import recorded
from documents.models import ImportBatch, ImportRow
from documents.models.import_batch import RowMark, RowRole
from documents.services.import_review import cells_of
from documents.workbooks.layout import Layout
from documents.workbooks.reader import RawCell


@recorded()
def refused_workbook(batch: ImportBatch) -> bytes:
    """Return an .xlsx with a sheet for each sheet of the source: its header, its refused rows, the reasons."""
    book = Workbook(write_only=True)
    headers = {raw["sheet"]: set(Layout.load(raw).header_rows) for raw in batch.layout}
    wanted = batch.rows.filter(role__in=(RowRole.DATA, RowRole.TITLE)).order_by("sheet_place", "row_number")
    for name, rows in groupby(wanted.iterator(chunk_size=500), key=lambda row: row.sheet):
        chosen = [row for row in rows if _is_wanted(row, headers.get(name, set()))]
        if any(row.role == RowRole.DATA for row in chosen):
            _write(book.create_sheet(name[:31]), chosen)
    if not book.worksheets:
        book.create_sheet(str(_("Нет строк")))
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _is_wanted(row: ImportRow, header_rows: set[int]) -> bool:
    return row.row_number in header_rows if row.role == RowRole.TITLE else row.mark == RowMark.REFUSED


def _write(sheet: Any, rows: list[ImportRow]) -> None:
    width = max(len(row.raw) for row in rows)
    sheet.column_dimensions[get_column_letter(width + 2)].width = 70
    last_title = max((row.row_number for row in rows if row.role == RowRole.TITLE), default=0)
    if not last_title:
        sheet.append([None] * width + [_bold(sheet, _("Строка в файле")), _bold(sheet, _("Почему не загружено"))])
    for row in rows:
        cells = cells_of(row)
        line = [_cell(sheet, cells.get(index)) for index in range(width)]
        if row.role == RowRole.TITLE:
            tail = [_("Строка в файле"), _("Почему не загружено")] if row.row_number == last_title else []
            sheet.append(line + [_bold(sheet, text) for text in tail])
        else:
            reason = "; ".join(f"{p['cell']}: {p['reason']}" for p in row.problems if p["blocks"])
            told = WriteOnlyCell(sheet, reason)
            told.alignment = Alignment(wrap_text=True, vertical="top")
            sheet.append([*line, row.row_number, told])


def _bold(sheet: Any, text: str) -> Any:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _cell(sheet: Any, raw: RawCell | None) -> Any:
    """A cell as the source had it: numbers and days as such, texts never as formulas."""
    if raw is None:
        return None
    value: Any = raw.text
    if raw.kind == "n":
        value = Decimal(raw.text)
    elif raw.kind == "d":
        value = dt.datetime.fromisoformat(raw.text)
    elif raw.kind == "t":
        value = dt.time.fromisoformat(raw.text)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, str):
        cell.data_type = "s"
    elif raw.kind == "d":
        cell.number_format = "dd.mm.yyyy"
    return cell
