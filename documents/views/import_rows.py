"""Rows of an import: correct a cell in its place, decide on names, take the refused rows away."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import PersonRequest
from documents.import_screen import counts_of, questions_of, row_context
from documents.models import ImportBatch, ImportRow, NameChoice
from documents.problems import LockedDocument
from documents.services.import_refused import refused_workbook
from documents.services.import_review import NameAnswer, import_correct, names_decide
from documents.services.importing import XLSX
from documents.views.access import get_document, require

VOCABULARIES = {
    "department": gettext_lazy("Подразделение"),
    "profession": gettext_lazy("Профессия"),
    "indicator": gettext_lazy("Показатель, вещество"),
}
NEW_ALLOWED = frozenset({"indicator"})


def import_row(request: PersonRequest, pk: int, row: int) -> HttpResponse:
    """A line of the preview: to look at, to edit (``?edit``), or to save what was written into its cells."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    found = get_object_or_404(batch.rows, pk=row)
    if request.method != "POST":
        is_edited = "edit" in request.GET and batch.is_editable
        return _line(request, batch, found, is_edited=is_edited)
    require(request, "documents.change_importbatch", batch)
    cells = {int(k[1:]): str(v) for k, v in request.POST.items() if k[:1] == "c" and k[1:].isdigit()}
    if conflict := _conflict(request, found, cells):
        return _line(request, batch, found, is_edited=True, conflict=conflict, status=409)
    try:
        saved = import_correct(found, cells, actor=request.user)
    except LockedDocument as error:
        return _line(request, batch, found, is_edited=False, conflict=str(error), status=409)
    return _line(request, saved.batch, saved, is_edited=False, with_counts=True)


def _conflict(request: PersonRequest, row: ImportRow, cells: dict[int, str]) -> str:
    """What another person wrote meanwhile into the cells of this row; empty when nobody did."""
    for index in cells:
        was = request.POST.get(f"was{index}")
        now = row.corrections.get(str(index), row.raw[index] if index < len(row.raw) else "")
        if was is not None and was.strip() != now.strip():
            return _("Пока вы правили, здесь записали «%(now)s» (было «%(was)s»)") % {"now": now, "was": was}
    return ""


def _line(
    request: PersonRequest,
    batch: ImportBatch,
    row: ImportRow,
    *,
    is_edited: bool,
    conflict: str = "",
    with_counts: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "document": batch,
        "line": row_context(batch, row),
        "is_edited": is_edited,
        "conflict": conflict,
        "counts": counts_of(batch) if with_counts else [],
        "may_edit": batch.is_editable,
    }
    return render(request, "documents/import_line.html", context, status=status)


def import_names(request: PersonRequest, pk: int) -> HttpResponse:
    """Every name that nobody knows, once, with what it may mean; the answers go for all rows and later files."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    require(request, "documents.change_importbatch", batch)
    asked = [
        {**about, "title": VOCABULARIES[v], "may_be_new": v in NEW_ALLOWED or batch.kind == "staffing"}
        for (v, _name), about in sorted(questions_of(batch).names.items())
    ]
    if request.method == "POST":
        answers = [answer for place, about in enumerate(asked) if (answer := _answer(request, place, about))]
        try:
            names_decide(batch, answers, actor=request.user)
        except (LockedDocument, ValidationError) as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _("Решений принято: %d; строки проверены заново") % len(answers))
        return redirect(batch)
    return render(request, "documents/import_names.html", {"document": batch, "asked": asked})


def _answer(request: PersonRequest, place: int, about: dict[str, Any]) -> NameAnswer | None:
    """The answer to one question: «same:N» of the suggestions, a name written by hand, new, or left out."""
    said = request.POST.get(f"n{place}", "")
    if request.POST.get(f"name{place}") != about["name"]:
        return None
    if said.startswith("same:") and said[5:].isdigit() and int(said[5:]) < len(about["suggestions"]):
        target = about["suggestions"][int(said[5:])]
        return NameAnswer(about["vocabulary"], about["name"], NameChoice.SAME, target)
    if said == "other" and (target := request.POST.get(f"other{place}", "").strip()):
        return NameAnswer(about["vocabulary"], about["name"], NameChoice.SAME, target)
    if said in (NameChoice.NEW, NameChoice.LEFT_OUT):
        return NameAnswer(about["vocabulary"], about["name"], said)
    return None


def import_refused(request: PersonRequest, pk: int) -> HttpResponse:
    """The refused rows with their reasons, as a workbook in the columns of the source."""
    _screen, batch = get_document(request, ImportBatch.SLUG, pk)
    response = HttpResponse(refused_workbook(batch), content_type=XLSX)
    stem = batch.file.name.rsplit(".", 1)[0]
    name = _("%s — незагруженные строки.xlsx") % stem
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name) or ""
    return response
