"""The screen of imports: what was understood, what waits for a person, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.paging import KeysetPage, keyset_page
from documents.downloads import Download, register_downloads
from documents.long_work import job_at_work_on
from documents.models import Document, ImportBatch, ImportRow
from documents.models.import_batch import RowMark, RowOutcome, RowRole
from documents.screens import DocumentScreen, Words, register_screens
from documents.services.import_review import cells_of
from documents.workbooks import limits
from documents.workbooks.base import importer_of
from documents.workbooks.layout import Layout, column_letter, headers_of
from documents.workbooks.reader import RawSheet
from documents.workbooks.rows import DATE_ORDER, NAME

PAGE_SIZE = 100
FILTERS: dict[str, tuple[Words, Q]] = {
    "data": (_("Строки с данными"), Q(role=RowRole.DATA)),
    "ready": (_("Войдут"), Q(role=RowRole.DATA) & ~Q(mark=RowMark.REFUSED)),
    "refused": (_("Не войдут"), Q(role=RowRole.DATA, mark=RowMark.REFUSED)),
    "problems": (_("Только с замечаниями"), ~Q(mark=RowMark.CLEAN)),
    "repeats": (_("Повторы"), Q(role=RowRole.REPEAT)),
    "rest": (
        _("Заголовки, итоги, прочее"),
        Q(role__in=(RowRole.TITLE, RowRole.GROUP, RowRole.SUBTOTAL, RowRole.OTHER, RowRole.UNREAD)),
    ),
}
OUTCOMES: dict[str, tuple[Words, Q]] = {
    "created": (_("Создано"), Q(outcome=RowOutcome.CREATED)),
    "changed": (_("Изменено"), Q(outcome=RowOutcome.CHANGED)),
    "unchanged": (_("Без изменений"), Q(outcome=RowOutcome.UNCHANGED)),
    "skipped": (_("Не загружено"), Q(outcome=RowOutcome.SKIPPED)),
}


@dataclass
class Questions:
    """What one answer settles for many rows: orders of days by (sheet, column), names by (vocabulary, name)."""

    days: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    names: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)


def questions_of(batch: ImportBatch) -> Questions:
    """Gather the questions that the refused rows of a batch ask."""
    found = Questions()
    if not batch.is_editable:
        return found
    rows = batch.rows.filter(role=RowRole.DATA, mark=RowMark.REFUSED).values_list("sheet", "problems")
    for sheet, problems in rows.order_by("sheet_place", "row_number"):
        for problem in problems:
            if problem.get("code") == DATE_ORDER:
                about = found.days.setdefault((sheet, problem["key"]), {"rows": 0, "example": problem["reason"]})
            elif problem.get("code") == NAME:
                key = (problem["vocabulary"], problem["name"])
                about = found.names.setdefault(key, {"rows": 0, **problem})
            else:
                continue
            about["rows"] += 1
    return found


def counts_of(batch: ImportBatch) -> list[dict[str, Any]]:
    """Return the filters with their counts: each counts by the very condition that its list is filtered by."""
    shown = FILTERS if batch.state in ("UPLOADED", "READ") else FILTERS | OUTCOMES
    numbers = batch.rows.aggregate(**{name: Count("pk", filter=condition) for name, (_t, condition) in shown.items()})
    return [{"name": name, "title": title, "number": numbers[name]} for name, (title, _condition) in shown.items()]


def filtered(batch: ImportBatch, name: str) -> QuerySet[ImportRow]:
    """Rows of a batch under one of the filters."""
    condition = {**FILTERS, **OUTCOMES}[name][1]
    return batch.rows.filter(condition).order_by("sheet_place", "row_number")


def shown_cells(row: ImportRow, indexes: list[int]) -> list[dict[str, Any]]:
    """Return the cells of a row for the page: text, what the file said, problems in their places."""
    cells = []
    for index in indexes:
        was = row.raw[index] if index < len(row.raw) else ""
        text = row.corrections.get(str(index), was)
        own = [problem for problem in row.problems if problem.get("column") == index]
        cells.append({"index": index, "text": text, "was": was, "is_corrected": text != was, "problems": own})
    return cells


def columns_of(batch: ImportBatch, sheet: str) -> list[tuple[int, str]]:
    """Return (index, our title) of the columns that are read on a sheet, as they stand in it."""
    raw = next((raw for raw in batch.layout if raw["sheet"] == sheet), None)
    if raw is None:
        return []
    layout = Layout.load(raw)
    titles = {column.key: column.title for column in importer_of(batch.kind).shapes()[layout.shape]}
    return sorted((index, titles[key]) for key, index in layout.columns.items())


def unread_columns(batch: ImportBatch, layout: Layout) -> list[str]:
    """Headers of a sheet's columns that hold something and are read by nobody: a needed one may be among them."""
    if not layout.header_rows:
        return []
    rows = batch.rows.filter(sheet=layout.sheet)
    titles = {row.row_number: cells_of(row) for row in rows.filter(row_number__in=layout.header_rows)}
    headers = headers_of(RawSheet(layout.sheet, titles), layout.header_rows)
    sample = list(rows.filter(role=RowRole.DATA).values_list("raw", flat=True)[:PAGE_SIZE])
    filled = {index for raw in sample for index, text in enumerate(raw) if text.strip()}
    unread = sorted((filled & headers.keys()) - set(layout.columns.values()))
    return [f"{column_letter(index)} «{headers[index]}»" for index in unread]


def row_context(batch: ImportBatch, row: ImportRow) -> dict[str, Any]:
    """What the line of one row shows."""
    columns = columns_of(batch, row.sheet)
    indexes = [index for index, _title in columns] or list(range(min(len(row.raw), 12)))
    loose = [problem for problem in row.problems if problem.get("column") not in indexes]
    return {"row": row, "cells": shown_cells(row, indexes), "loose": loose}


def _tables(batch: ImportBatch, page: KeysetPage) -> list[dict[str, Any]]:
    tables = []
    for sheet, rows in groupby(page, key=lambda row: row.sheet):
        lines = [row_context(batch, row) for row in rows]
        columns = columns_of(batch, sheet)
        width = max((len(line["cells"]) for line in lines), default=0)
        heads = [title for _index, title in columns] or [""] * width
        tables.append({"sheet": sheet, "heads": heads, "lines": lines})
    return tables


def _context(batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    counts = counts_of(batch)
    numbers = {count["name"]: count["number"] for count in counts}
    wanted = request.GET.get("show", "")
    show = wanted if wanted in numbers else "problems" if numbers["problems"] else "data"
    page = keyset_page(filtered(batch, show), request.GET, size=PAGE_SIZE)
    questions = questions_of(batch)
    shapes = importer_of(batch.kind).shapes()
    layouts = [Layout.load(raw) for raw in batch.layout]
    may_edit = batch.is_editable
    return {
        "at_work": job_at_work_on(batch),
        "title": gettext(importer_of(batch.kind).TITLE),
        "counts": counts,
        "page": page,
        "tables": _tables(batch, page),
        "show": show,
        "day_questions": [{"sheet": s, "key": k, **about} for (s, k), about in questions.days.items()],
        "name_questions": len(questions.names),
        "name_rows": sum(about["rows"] for about in questions.names.values()),
        "unmapped": [(x.sheet, x.missing(shapes)) for x in layouts if x.is_used and x.missing(shapes)],
        "doubtful": [(x.sheet, _titles(x, shapes)) for x in layouts if x.is_used and x.doubtful],
        "above": [(x.sheet, said) for x in layouts if x.is_used and (said := _said_above(x, shapes))],
        "assumed": [(x.sheet, said) for x in layouts if x.is_used and (said := _assumed(x, shapes))],
        "unread": [(x.sheet, said) for x in layouts if x.is_used and may_edit and (said := unread_columns(batch, x))],
        "left_sheets": [x.sheet for x in layouts if not x.is_used],
        "origins": Counter(x.origin for x in layouts if x.is_used),
    }


def is_long(batch: Any, act: str) -> bool:
    """Whether an act on a batch goes through so many rows that a worker does it."""
    return act in ("apply", "undo") and batch.rows.count() > limits.LARGE_ROWS


def _titles(layout: Layout, shapes: Any) -> list[str]:
    return [column.title for column in shapes[layout.shape] if column.key in layout.doubtful]


def _assumed(layout: Layout, shapes: Any) -> list[str]:
    """What is taken for columns that a sheet does not have, with our titles."""
    known = layout.columns.keys() | layout.above.keys()
    columns = [column for column in shapes[layout.shape] if column.without and column.key not in known]
    return [f"«{column.title}»: {column.without}" for column in columns]


def _said_above(layout: Layout, shapes: Any) -> list[str]:
    """What the text over a table says for all its rows, with our titles."""
    said = {key: cell[0] for key, cell in layout.above.items() if key not in layout.columns}
    return [f"{column.title} — «{said[column.key]}»" for column in shapes[layout.shape] if column.key in said]


def _downloads(document: Document) -> list[Download]:
    if not isinstance(document, ImportBatch) or not filtered(document, "refused").exists():
        return []
    return [Download(str(_("Незагруженные строки")), f"{document.get_absolute_url()}refused.xlsx", "file-spreadsheet")]


register_downloads(_downloads)
register_screens(
    DocumentScreen(
        model=ImportBatch,
        columns=(
            (_("№"), "pk"),
            (_("Файл"), "file.name"),
            (_("Состояние"), "state"),
            (_("Загружен"), "dated_on"),
            (_("Кто"), "uploaded_by"),
            (_("Создано"), "created_count"),
            (_("Изменено"), "changed_count"),
        ),
        related=("file", "uploaded_by", "employer"),
        template="documents/import.html",
        is_paper=False,
        is_long=is_long,
        context=_context,
    )
)
