"""Downloads: a document, all cards of a campaign, everything printed of a campaign."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from attestation.models import Campaign
from documents.services.verification import print_remember
from documents.views.access import get_document, get_owned
from reports.export import PDF, PrintedFile, export_campaign, formats_of, printed, printed_cards
from reports.rendering.pdf import UnableToPrint

ZIP_TYPE = "application/zip"


@require_safe
def document_file(request: PersonRequest, slug: str, pk: int, fmt: str) -> HttpResponse:
    """One document as PDF or XLSX; 404 where it has no such form."""
    _screen, document = get_document(request, slug, pk)
    if fmt not in formats_of(document):
        raise Http404
    try:
        file = printed(document, fmt)
        if fmt == PDF:
            print_remember(document, file.content, shown_to=request.user)
        return sent(file)
    except UnableToPrint as error:
        return refused(request, error)


@require_safe
def cards_file(request: PersonRequest, pk: int) -> HttpResponse:
    """All cards of a campaign as one PDF with bookmarks."""
    campaign = get_owned(Campaign, request, pk=pk)
    try:
        return sent(printed_cards(campaign))
    except UnableToPrint as error:
        return refused(request, error)


@require_safe
def campaign_files(request: PersonRequest, pk: int) -> HttpResponse:
    """Lists, plan, cards and orders of a campaign in one archive."""
    campaign = get_owned(Campaign, request, pk=pk)
    content = BytesIO()
    try:
        with TemporaryDirectory() as folder, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in export_campaign(campaign, Path(folder)):
                archive.write(path, path.name)
    except UnableToPrint as error:
        return refused(request, error)
    return sent(PrintedFile(f"attestation-{campaign.pk}.zip", ZIP_TYPE, content.getvalue()))


def sent(file: PrintedFile) -> HttpResponse:
    """The answer with a file; a PDF opens in the browser, the rest is saved."""
    way = "inline" if file.name.endswith(".pdf") else "attachment"
    return HttpResponse(
        file.content,
        content_type=file.content_type,
        headers={"Content-Disposition": f'{way}; filename="{file.name}"', "Cache-Control": "private, no-store"},
    )


def refused(request: PersonRequest, error: UnableToPrint) -> HttpResponse:
    """422: the document cannot be printed, and why."""
    return render(request, "error.html", {"title": _("Не напечатано"), "message": str(error)}, status=422)
