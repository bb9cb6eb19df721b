"""Downloads: one document at once, print runs of a campaign as jobs."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.requests import PersonRequest
from attestation.models import Campaign
from documents.services.jobs import job_ask
from documents.views.access import get_document, get_owned, require
from reports.export import PrintedFile, formats_of, printed
from reports.jobs.dossier import KIND as DOSSIER
from reports.jobs.printing import KIND as PRINT_RUN
from reports.printing_form import DossierForm, PrintRunForm
from reports.rendering.pdf import UnableToPrint


@require_safe
def document_file(request: PersonRequest, slug: str, pk: int, fmt: str) -> HttpResponse:
    """One document as PDF or XLSX; 404 where it has no such form."""
    _screen, document = get_document(request, slug, pk)
    if fmt not in formats_of(document):
        raise Http404
    try:
        return sent(printed(document, fmt))
    except UnableToPrint as error:
        return refused(request, error)


def print_run(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose what to print of a campaign, and put it into the queue."""
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, "attestation.view_campaign", campaign.employer)
    initial = {"what": "cards", "pack": "pdf", **request.GET.dict()}
    form = PrintRunForm(request.POST or None, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        what = _("Карты аттестации") if form.cleaned_data["what"] == "cards" else _("Все бумаги")
        job = job_ask(
            PRINT_RUN,
            employer=campaign.employer,
            title=f"{what}: {campaign}",
            arguments=form.choice().arguments(),
            actor=request.user,
        )
        return redirect(job)
    return render(request, "reports/print_run.html", {"campaign": campaign, "form": form})


def dossier(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the dossier of a campaign or of one workplace."""
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, "attestation.view_campaign", campaign.employer)
    form = DossierForm(request.POST or None, campaign=campaign, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["number"]
        subject = f"{campaign}, {group}" if group else str(campaign)
        job = job_ask(
            DOSSIER,
            employer=campaign.employer,
            title=_("Комплект документов: %s") % subject,
            arguments={"campaign": campaign.pk, "group": group.pk if group else None},
            actor=request.user,
        )
        return redirect(job)
    return render(request, "reports/dossier.html", {"campaign": campaign, "form": form})


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
