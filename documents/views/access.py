"""The only ways in which a view gets an object: scoped to the person, then checked for the right."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from documents.models import Document
from documents.screens import DocumentScreen, PartScreen, screen_of
from documents.selectors import permission_name

M = TypeVar("M", bound=models.Model)


def get_screen(slug: str) -> DocumentScreen:
    """Return the screen of an address or 404."""
    screen = screen_of(slug)
    if screen is None:
        raise Http404
    return screen


def get_document(request: PersonRequest, slug: str, pk: int) -> tuple[DocumentScreen, Any]:
    """Return a document that the person may read: 404 for another employer's, 403 without the right."""
    screen = get_screen(slug)
    document = get_object_or_404(screen.model.objects.select_related(*screen.related), pk=pk)
    require(request, permission_name(screen.model, "view"), document)
    return screen, document


def get_part(screen: DocumentScreen, document: Document, name: str) -> PartScreen:
    """Return a table of rows that people fill in, or 404."""
    part = screen.part(name)
    if part is None or part.form is None:
        raise Http404
    return part


def get_owned(model: type[M], request: PersonRequest, **conditions: Any) -> M:
    """Return a row of one of the person's employers that the person may read, or 404, 403."""
    found = get_object_or_404(model.objects, **conditions)  # type: ignore[attr-defined]
    require(request, permission_name(model, "view"), found)
    return found


def require(request: PersonRequest, permission: str, target: Any) -> None:
    """Raise 403 with words unless the person has the right on the object."""
    if not request.user.has_perm(permission, target):
        raise PermissionDenied(_("У вашей роли нет доступа к этой странице."))


def require_employer(request: PersonRequest) -> Any:
    """Return the chosen employer, or 403 for a person without any."""
    if request.employer is None:
        raise PermissionDenied(_("Ваша учётная запись не связана ни с одним нанимателем: обратитесь к администратору."))
    return request.employer


def version_of(request: PersonRequest) -> int | None:
    """Return the version that the person saw before sending, or None when the page did not say."""
    text = request.POST.get("version", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None
