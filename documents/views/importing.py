"""Upload a workbook and say what its columns are."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from documents.forms import UploadForm
from documents.long_work import read_ask
from documents.models import ImportBatch
from documents.problems import LockedDocument, StaleDocument
from documents.services.files import file_content
from documents.services.import_review import import_check_again, import_map
from documents.services.importing import import_read, import_upload
from documents.states import ImportState
from documents.views.access import get_document, require, require_employer
from documents.workbooks.base import importer_of
from documents.workbooks.layout import CHOSEN, ORDER_WORDS, Layout, column_letter
from documents.workbooks.reader import is_large

SAMPLE_ROWS, SHOWN_COLUMNS = 8, 60


def import_new(request: PersonRequest) -> HttpResponse:
    """Take a workbook, keep it and read it at once; what cannot be read is said in words."""
    employer = require_employer(request)
    require(request, "documents.change_importbatch", employer)
    form = UploadForm(request.POST or None, request.FILES or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        upload, on = form.cleaned_data["file"], timezone.localdate()
        batch = import_upload(
            employer=employer,
            kind=form.cleaned_data["kind"],
            name=upload.name,
            content=upload.read(),
            actor=request.user,
            on=on,
        )
        return _read(request, batch, is_large=is_large(upload))
    return render(request, "documents/import_new.html", {"form": form})


@require_POST
def import_begin(request: PersonRequest, pk: int) -> HttpResponse:
    """Read a workbook whose reading was cancelled or interrupted."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    require(request, "documents.change_importbatch", batch)
    if batch.state != ImportState.UPLOADED:
        return redirect(batch)
    return _read(request, batch, is_large=is_large(io.BytesIO(file_content(batch.file))))


def _read(request: PersonRequest, batch: ImportBatch, *, is_large: bool) -> HttpResponse:
    """Read a workbook at once, or leave a large one to a worker."""
    if is_large:
        return redirect(read_ask(batch, actor=request.user))
    batch = import_read(batch, actor=request.user, on=timezone.localdate())
    if batch.refusal:
        messages.error(request, _("Файл не загружен: %s") % batch.refusal)
    return redirect(batch)


def import_columns(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the first rows of each sheet under what its columns are taken for, and take corrections."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    require(request, "documents.change_importbatch", batch)
    error = ""
    if request.method == "POST":
        try:
            version = request.POST.get("version", "")
            layouts = [_layout(request.POST, raw, place) for place, raw in enumerate(batch.layout)]
            import_map(batch, layouts, actor=request.user, expected_version=int(version) if version.isdigit() else None)
        except ValidationError as refusal:
            error = "; ".join(refusal.messages)
        except (StaleDocument, LockedDocument) as refusal:
            error = str(refusal)
        else:
            messages.success(request, _("Прочитано по указанным столбцам; для этого источника они запомнены"))
            return redirect(batch)
    sheets = [_sheet(batch, raw, place) for place, raw in enumerate(batch.layout)]
    context = {"document": batch, "sheets": sheets, "error": error, "title": _(importer_of(batch.kind).TITLE)}
    return render(request, "documents/import_columns.html", context, status=422 if error else 200)


@require_POST
def import_days(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the answer to «what comes first, the day or the month» for one column."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    require(request, "documents.change_importbatch", batch)
    order = request.POST.get("order", "")
    if order in ORDER_WORDS:
        layouts = [Layout.load(raw) for raw in batch.layout]
        answered = [
            Layout.load({**x.dump(), "orders": {**x.orders, request.POST["key"]: order}, "origin": CHOSEN})
            if x.sheet == request.POST["sheet"]
            else x
            for x in layouts
        ]
        import_map(batch, answered, actor=request.user)
        messages.success(request, _("Ответ запомнен для этого источника"))
    return redirect(batch)


@require_POST
def import_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Hold the rows against the plant as it is now."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    require(request, "documents.change_importbatch", batch)
    import_check_again(batch, actor=request.user)
    messages.success(request, _("Проверено заново"))
    return redirect(batch)


def _layout(data: QueryDict, raw: dict[str, Any], place: int) -> Layout:
    """The layout of a sheet as the form says it."""
    old, prefix = Layout.load(raw), f"s{place}-"
    shapes = importer_shapes(data, old, prefix)
    top, levels = (_number(data.get(f"{prefix}{name}", "")) for name in ("top", "levels"))
    columns: dict[str, int] = {}
    for name, key in data.items():
        if name.startswith(f"{prefix}c") and key:
            if key in columns:
                raise ValidationError(_("Лист «%s»: одно значение указано для двух столбцов") % old.sheet)
            columns[str(key)] = _number(name.removeprefix(f"{prefix}c"))
    orders = {
        name.removeprefix(f"{prefix}order-"): str(order)
        for name, order in data.items()
        if name.startswith(f"{prefix}order-") and order in ORDER_WORDS
    }
    changed = {
        "shape": shapes,
        "header_rows": list(range(top, top + levels)) if top and levels else [],
        "columns": columns,
        "orders": orders,
        "doubtful": [],
        "origin": CHOSEN,
        "is_used": f"{prefix}used" in data,
    }
    return Layout.load({**raw, **changed})


def importer_shapes(data: QueryDict, old: Layout, prefix: str) -> str:
    """The shape that the form names, else the one that was found."""
    return str(data.get(f"{prefix}shape") or old.shape)


def _number(text: str) -> int:
    return int(text) if str(text).isdigit() else 0


def _sheet(batch: ImportBatch, raw: dict[str, Any], place: int) -> dict[str, Any]:
    layout, shapes = Layout.load(raw), importer_of(batch.kind).shapes()
    after = (layout.header_rows[0] if layout.header_rows else 1) - 1
    sample = list(batch.rows.filter(sheet=layout.sheet, row_number__gte=after).order_by("row_number")[:SAMPLE_ROWS])
    width = min(max((len(row.raw) for row in sample), default=0), SHOWN_COLUMNS)
    at = {index: key for key, index in layout.columns.items()}
    columns = shapes.get(layout.shape, next(iter(shapes.values())))
    return {
        "place": place,
        "layout": layout,
        "missing": layout.missing(shapes),
        "shapes": list(shapes) if len(shapes) > 1 else [],
        "choices": [(c.key, c.title, c.is_required) for c in columns],
        "heads": [
            {
                "index": i,
                "letter": column_letter(i),
                "key": at.get(i, ""),
                "is_doubtful": at.get(i, "") in layout.doubtful,
            }
            for i in range(width)
        ],
        "rows": [
            {"row": row, "cells": [*row.raw, *[""] * width][:width], "is_header": row.row_number in layout.header_rows}
            for row in sample
        ],
        "days": [
            {"key": c.key, "title": c.title, "order": layout.orders.get(c.key, "")}
            for c in columns
            if c.kind == "date" and c.key in layout.columns
        ],
        "top": layout.header_rows[0] if layout.header_rows else "",
        "levels": len(layout.header_rows),
    }
