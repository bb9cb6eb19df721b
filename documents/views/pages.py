"""Page, form and rows of any kind of document."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BaseModelForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import PersonRequest
from documents.downloads import downloads_of
from documents.models import Document
from documents.next_acts import next_act_of_others
from documents.problems import LockedDocument, StaleDocument
from documents.screens import DocumentScreen
from documents.selectors import (
    deviations_of,
    offered_transitions,
    permission_name,
    signature_files_of,
    signatures_of,
    verification_code,
)
from documents.services.editing import document_create, document_edit, part_delete
from documents.unfilled import unfilled_of
from documents.views.access import get_document, get_part, get_screen, require, require_employer, version_of
from documents.views.grid import grids_of


def document_page(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Page of a document: facts, rows, signatures, what may be done next."""
    screen, document = get_document(request, slug, pk)
    return render(request, screen.template, page_context(request, screen, document))


def page_context(request: PersonRequest, screen: DocumentScreen, document: Document) -> dict[str, Any]:
    """Everything that the page of a document shows."""
    may_edit = document.is_editable and request.user.has_perm(permission_name(screen.model, "change"), document)
    return {
        "screen": screen,
        "document": document,
        "parts": grids_of(screen, document, may_edit=may_edit),
        "transitions": offered_transitions(document, request.user),
        "others_do": next_act_of_others(document, request.user, timezone.localdate()),
        "signatures": signatures_of(document),
        "signature_files": signature_files_of(document),
        "code": verification_code(document) if screen.is_paper else "",
        "unfilled": unfilled_of(screen, document) if may_edit else [],
        "deviations": deviations_of(document),
        "downloads": downloads_of(document),
        "may_edit": may_edit,
        "may_copy": screen.copy is not None and screen.may_create(request.user, document.employer),
        "may_edit_fields": may_edit and screen.form is not None,
        **screen.context(document, request),
    }


def document_new(request: PersonRequest, slug: str) -> HttpResponse:
    """Open a new document; ``?sample=`` names one whose structure it takes over."""
    screen, employer = get_screen(slug), require_employer(request)
    require(request, permission_name(screen.model, "change"), employer)
    sample = _sample(request, screen)
    blank = screen.model(employer=employer)
    initial = request.GET.dict() | ({name: getattr(sample, name) for name in screen.sample_fields} if sample else {})
    form = _bound(request, screen, blank, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            created = _open(screen, form.save(commit=False), request.user, sample)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            return redirect(created)
    context = {"screen": screen, "form": form, "title": screen.model._meta.verbose_name, "sample": sample}
    return render(request, "documents/form.html", context)


def _sample(request: PersonRequest, screen: DocumentScreen) -> Any:
    pk = request.GET.get("sample", "")
    if screen.copy is None or not pk.isdigit():
        return None
    return get_document(request, screen.slug, int(pk))[1]


@transaction.atomic
def _open(screen: DocumentScreen, blank: Document, actor: User, sample: Any = None) -> Document:
    created = document_create(blank, actor=actor)
    if sample is not None and screen.copy is not None:
        screen.copy(sample, created, actor)
    elif screen.opened is not None:
        screen.opened(created, actor)
    return created


def document_change(request: PersonRequest, slug: str, pk: int) -> HttpResponse:
    """Change the fields of a document that is still editable."""
    screen, document = get_document(request, slug, pk)
    form = _bound(request, screen, document)
    if request.method == "POST" and form.is_valid():
        try:
            saved = document_edit(
                screen.model.objects.get(pk=pk),
                form.cleaned_data,
                actor=request.user,
                expected_version=version_of(request),
            )
        except (StaleDocument, LockedDocument) as error:
            return _conflict(request, screen, error)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Сохранено"))
            return redirect(saved)
    return render(
        request, "documents/form.html", {"screen": screen, "form": form, "document": document, "title": document}
    )


def part_change(request: PersonRequest, slug: str, pk: int, name: str, row: int | None = None) -> HttpResponse:
    """Add a row to a document or change one."""
    screen, document = get_document(request, slug, pk)
    part = get_part(screen, document, name)
    model = part.model(document)
    blank = model(employer_id=document.employer_id, **{model.PARENT: document})
    instance = blank if row is None else get_object_or_404(getattr(document, name), pk=row)
    assert part.form is not None  # get_part has seen to it
    form = part.form(request.POST or None, instance=instance, employer=document.employer)
    if request.method == "POST" and form.is_valid():
        try:
            saved = form.store(request.user, expected_version=version_of(request))
        except (StaleDocument, LockedDocument) as error:
            return _conflict(request, screen, error)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            if "again" in request.POST:
                messages.success(request, _("Строка добавлена"))
                return redirect("part-new", slug=slug, pk=pk, name=name)
            return redirect(f"{document.get_absolute_url()}#{name}-{saved.pk}")
    context = {
        "screen": screen,
        "form": form,
        "document": document,
        "title": _("%(part)s: строка") % {"part": part.title},
        "may_repeat": row is None,
    }
    return render(request, "documents/form.html", context)


@require_POST
def part_remove(request: PersonRequest, slug: str, pk: int, name: str, row: int) -> HttpResponse:
    """Remove a row of a document."""
    screen, document = get_document(request, slug, pk)
    get_part(screen, document, name)
    part = get_object_or_404(getattr(document, name), pk=row)
    try:
        part_delete(part, actor=request.user, expected_version=version_of(request))
    except (StaleDocument, LockedDocument) as error:
        return _conflict(request, screen, error)
    return redirect(f"{document.get_absolute_url()}#{name}")


def _bound(request: PersonRequest, screen: DocumentScreen, instance: Document, initial: Any = None) -> BaseModelForm:
    assert screen.form is not None
    return screen.form(request.POST or None, instance=instance, employer=instance.employer, initial=initial)


def _conflict(request: PersonRequest, screen: DocumentScreen, error: StaleDocument | LockedDocument) -> HttpResponse:
    """The second tab: nothing is lost, the page shows the document as it is now."""
    document = error.document
    context = page_context(request, screen, document)
    context["conflict"] = str(error)
    context["lost"] = {k: v for k, v in request.POST.items() if k not in ("csrfmiddlewaretoken", "version") and v}
    return render(request, screen.template, context, status=409)
