"""The screen of imports."""

from __future__ import annotations

from typing import Any

from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.paging import keyset_page
from documents.models import ImportBatch
from documents.models.import_batch import RowRole
from documents.screens import DocumentScreen, register_screens
from documents.workbooks.base import importer_of

PAGE_SIZE = 100


def _context(batch: ImportBatch, request: HttpRequest) -> dict[str, Any]:
    only = request.GET.get("show", "problems")
    rows = batch.rows.order_by("sheet", "row_number")
    with_problems = [row.pk for row in rows.only("pk", "problems", "batch_id") if row.problems]
    shown = rows.filter(pk__in=with_problems) if only == "problems" else rows.filter(role=RowRole.DATA)
    return {
        "title": importer_of(batch.kind).TITLE,
        "roles": rows.order_by().values("role").annotate(number=Count("pk")),
        "problem_count": len(with_problems),
        "page": keyset_page(shown, request.GET, size=PAGE_SIZE),
        "show": only,
    }


register_screens(
    DocumentScreen(
        model=ImportBatch,
        columns=(
            (_("№"), "pk"),
            (_("Файл"), "file.name"),
            (_("Загружен"), "dated_on"),
            (_("Кто"), "uploaded_by"),
            (_("Создано"), "created_count"),
            (_("Изменено"), "changed_count"),
        ),
        related=("file", "uploaded_by", "employer"),
        template="documents/import.html",
        context=_context,
    )
)
