"""Rows edited in place: one row, one request, with the row's own version."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.requests import PersonRequest
from documents.fields import PickInput
from documents.forms import OwnedForm
from documents.models import DocumentPart
from documents.pickers import Suggestion, picker_called, picker_of
from documents.problems import LockedDocument, StaleRow
from documents.selectors import permission_name
from documents.services.editing import part_delete
from documents.views.access import get_document, get_part, require, require_employer
from documents.views.grid import Grid, GridRow
from documents.words import field_words

CHANGED = "document-changed"
SHORTEST = 2


def get_grid(request: PersonRequest, slug: str, pk: int, name: str) -> Grid:
    """Return a table that this person may fill in: 404 for foreign ones, 403 without the right."""
    screen, document = get_document(request, slug, pk)
    part = get_part(screen, document, name)
    require(request, permission_name(screen.model, "change"), document)
    return Grid(screen, document, part, document.is_editable)


def row_show(request: PersonRequest, slug: str, pk: int, name: str, row: int) -> HttpResponse:
    """One row as it is stored: what «Отменить» leads back to."""
    found = get_grid(request, slug, pk, name).one(row)
    return _shown(request, found) if found else HttpResponse("")


def row_edit(request: PersonRequest, slug: str, pk: int, name: str, row: int | None = None) -> HttpResponse:
    """The editor of a row (GET), and its saving (POST): 422 with errors, 409 with the difference."""
    grid = get_grid(request, slug, pk, name)
    instance = grid.blank() if row is None else _instance(grid, row)
    if instance is None:
        if request.method != "POST":
            return HttpResponse("")
        return _conflict(request, grid, grid.editor(grid.blank(), request.POST), None)
    if request.method != "POST":
        if not grid.may_edit:
            return _locked(request, LockedDocument(grid.document))
        initial = grid.part.starts_with(grid.document) if row is None else None
        return _editor(request, grid, grid.editor(instance, initial=initial))
    form = grid.editor(instance, request.POST)
    if form.is_valid():
        try:
            saved = form.store(request.user, request.POST.get("row-version"))
        except StaleRow as stale:
            return _conflict(request, grid, form, stale.row)
        except LockedDocument as locked:
            return _locked(request, locked)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return _saved(request, grid, saved)
    return _editor(request, grid, form, status=422)


@require_POST
def row_remove(request: PersonRequest, slug: str, pk: int, name: str, row: int) -> HttpResponse:
    """Remove a row; the answer can put it back."""
    grid = get_grid(request, slug, pk, name)
    instance = get_object_or_404(getattr(grid.document, name), pk=row)
    kept = values_of(grid.editor(instance))
    words = str(instance)
    try:
        part_delete(instance, actor=request.user, expected_row=request.POST.get("row-version"))
    except StaleRow as stale:
        return _shown(request, GridRow(grid, stale.row), status=409) if stale.row else HttpResponse("")
    except LockedDocument as locked:
        return _locked(request, locked)
    context = {"grid": grid, "kept": kept, "words": words}
    return _changed(render(request, "documents/row_removed.html", context))


@require_POST
def row_judge(request: PersonRequest, slug: str, pk: int, name: str, row: int | None = None) -> HttpResponse:
    """What the norms say of the values typed so far; nothing is saved."""
    grid = get_grid(request, slug, pk, name)
    form = grid.editor((_instance(grid, row) if row else None) or grid.blank(), request.POST)
    form.is_valid()
    return render(request, "includes/opinion.html", {"opinion": grid.opinion(form.instance), "open": True})


@require_GET
def row_why(request: PersonRequest, slug: str, pk: int, name: str, row: int) -> HttpResponse:
    """The steps that lead to the class of a stored row."""
    screen, document = get_document(request, slug, pk)
    part = screen.part(name)
    found = Grid(screen, document, part, False).one(row) if part else None
    if found is None or found.opinion is None:
        raise Http404
    return render(request, "includes/why.html", {"trace": found.opinion.trace})


@require_GET
def row_suggest(request: PersonRequest, slug: str, pk: int, name: str, field: str) -> HttpResponse:
    """What the letters typed into a field may mean: rows of the employer, rows of the norms."""
    grid = get_grid(request, slug, pk, name)
    text = request.GET.get("text", "").strip()
    found: list[Suggestion] | None = None
    if len(text) >= SHORTEST:
        suggest = grid.part.suggest
        found = suggest(grid.document, field, text, request.GET.dict()) if suggest else None
        found = _picked(grid, field, text) if found is None else found
    return render(request, "documents/suggestions.html", {"found": found})


def _picked(grid: Grid, field: str, text: str) -> list[Suggestion]:
    rows = getattr(grid.editor(grid.blank()).fields.get(field), "queryset", None)
    picker = picker_of(rows.model) if rows is not None else None
    return picker.suggestions(rows, text) if picker is not None and rows is not None else []


@require_GET
def pick(request: PersonRequest, label: str) -> HttpResponse:
    """Rows of the employer that the letters typed into a field of a form may mean."""
    employer, picker = require_employer(request), picker_called(label)
    if picker is None:
        raise Http404
    require(request, permission_name(picker.model, "view"), employer)
    text = request.GET.get("text", "").strip()
    rows = picker.model.objects.filter(employer=employer)  # type: ignore[attr-defined]
    found = picker.suggestions(rows, text) if len(text) >= SHORTEST else []
    return render(request, "documents/suggestions.html", {"found": found})


def document_summary(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """What the rows add up to, asked for anew after each saved row."""
    screen, document = get_document(request, slug, pk)
    if not screen.summary:
        raise Http404
    context = {"screen": screen, "document": document, **screen.context(document, request)}
    return render(request, screen.summary, context)


def _instance(grid: Grid, row: int) -> DocumentPart | None:
    found: DocumentPart | None = getattr(grid.document, grid.part.name).filter(pk=row).first()
    return found


def _shown(request: HttpRequest, row: GridRow, status: int = 200) -> HttpResponse:
    return render(request, "documents/row.html", {"grid": row.grid, "line": row}, status=status)


def _saved(request: HttpRequest, grid: Grid, saved: DocumentPart) -> HttpResponse:
    fresh = Grid(grid.screen, saved.parent, grid.part, True)
    line = fresh.one(saved.pk)
    following = fresh.after(saved) if grid.part.ripples else None
    context = {"grid": fresh, "line": line, "following": following}
    return _changed(render(request, "documents/row.html", context))


def _changed(answer: HttpResponse) -> HttpResponse:
    answer["HX-Trigger"] = CHANGED
    return answer


def _editor(request: HttpRequest, grid: Grid, form: OwnedForm, status: int = 200, **more: Any) -> HttpResponse:
    differing = more.pop("differing", {})
    context = {"grid": grid, "form": form, "row": form.instance, "conflict": status == 409, **more}
    context["main"] = [{"field": form[c.name], "differs": differing.get(c.name)} for c in grid.part.fields]
    context["extra"] = [{"field": form[c.name], "differs": differing.get(c.name)} for c in grid.part.extra_fields]
    if form.instance.pk and "version" not in more:
        stored = _instance(grid, form.instance.pk)
        context["version"] = request.POST.get("row-version") or (stored.row_version if stored else "")
    context["opinion"] = grid.opinion(form.instance) if form.instance.pk and status == 200 else None
    return render(request, "documents/row_editor.html", context, status=status)


def _conflict(request: HttpRequest, grid: Grid, form: OwnedForm, stored: DocumentPart | None) -> HttpResponse:
    """The second tab: what it typed stays, what the first one saved stands beside it, field by field."""
    if stored is None:
        blank = grid.editor(grid.blank(), request.POST)
        return _editor(request, grid, blank, status=409, version="", deleted=True)
    theirs = grid.editor(stored)
    differing = {}
    for bound in form:
        mine, other = field_words(bound), field_words(theirs[bound.name])
        if mine != other:
            given = values_of(theirs, only=bound.name)
            differing[bound.name] = {"mine": mine, "theirs": other, "values": given}
    return _editor(request, grid, form, status=409, version=stored.row_version, differing=differing)


def values_of(form: OwnedForm, only: str = "") -> dict[str, str]:
    """What the inputs of an editor hold, by name: enough to fill them again."""
    found = {}
    for bound in form:
        if only and bound.name != only:
            continue
        value = bound.value()
        if isinstance(value, bool):
            found[bound.name] = "on" if value else ""
            continue
        if isinstance(bound.field.widget, PickInput):
            text, key = bound.field.widget.text_and_key("" if value is None else str(value))
            found |= {bound.name: text, f"{bound.name}-pk": key}
            continue
        text = bound.field.widget.format_value(bound.field.prepare_value(value))
        text = text[0] if isinstance(text, list) and text else text
        found[bound.name] = "" if text in (None, []) else str(text)
    return found


def _locked(request: HttpRequest, locked: LockedDocument) -> HttpResponse:
    return render(
        request, "documents/row_refused.html", {"message": str(locked), "title": _("Не сохранено")}, status=423
    )
