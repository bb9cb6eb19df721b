"""Downloads: one document at once, print runs of a campaign as jobs."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.language import recorded
from accounts.requests import PersonRequest
from attestation.models import Campaign
from documents.services.jobs import job_ask
from documents.services.verification import print_remember
from documents.views.access import get_document, get_owned, require, require_employer
from reports.export import CONTENT_TYPES, PDF, XLSX, PrintedFile, formats_of, printed
from reports.jobs.classes import KIND as CLASSES
from reports.jobs.dossier import KIND as DOSSIER
from reports.jobs.printing import KIND as PRINT_RUN
from reports.printing_form import DossierForm, PrintRunForm
from reports.rendering.pdf import UnableToPrint
from reports.statistics_form import StatisticsReport, explanation, statistics_report, workbook
from reports.statistics_sources import Period

FIRST_YEAR = 2021  # the form of 25.09.2020 № 85 is reported since then


@require_safe
def document_file(request: PersonRequest, slug: str, pk: int, fmt: str) -> HttpResponse:
    """One document as PDF or XLSX; 404 where it has no such form."""
    _screen, document = get_document(request, slug, pk)
    if fmt not in formats_of(document):
        raise Http404
    try:
        file = printed(document, fmt)
        if file.content_type == CONTENT_TYPES[PDF]:
            digest = file.content_digest
            print_remember(document, file.content, shown_to=request.user, paper=fmt, digest=digest)
        return sent(file)
    except UnableToPrint as error:
        return refused(request, error)


def print_run(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose what to print of a campaign, and put it into the queue."""
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, "attestation.view_campaign", campaign.employer)
    initial = {"what": "cards", "pack": "pdf", **request.GET.dict()}
    form = PrintRunForm(request.POST if request.method == "POST" else None, campaign=campaign, initial=initial)
    if request.method == "POST" and form.is_valid():
        with recorded():
            what = _("Карты аттестации") if form.cleaned_data["what"] == "cards" else _("Все бумаги")
            title = f"{what}: {campaign}"
        job = job_ask(
            PRINT_RUN,
            employer=campaign.employer,
            title=title,
            arguments=form.choice().arguments(),
            actor=request.user,
        )
        return redirect(job)
    context = {"campaign": campaign, "form": form}
    return render(request, "reports/print_run.html", context)


def dossier(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the dossier of a campaign or of one workplace."""
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, "attestation.view_campaign", campaign.employer)
    form = DossierForm(
        request.POST if request.method == "POST" else None, campaign=campaign, initial=request.GET.dict()
    )
    if request.method == "POST" and form.is_valid():
        group = form.cleaned_data["number"]
        subject = f"{campaign}, {group}" if group else str(campaign)
        with recorded():
            title = _("Комплект документов: %s") % subject
        job = job_ask(
            DOSSIER,
            employer=campaign.employer,
            title=title,
            arguments={"campaign": campaign.pk, "group": group.pk if group else None},
            actor=request.user,
        )
        return redirect(job)
    return render(request, "reports/dossier.html", {"campaign": campaign, "form": form})


@require_POST
def classes(request: PersonRequest) -> HttpResponse:
    """Have the classes of all workplaces worked out beforehand, by the papers as they lie."""
    employer = require_employer(request)
    require(request, "attestation.refresh_preliminaryclass", employer)
    with recorded():
        title = _("Предварительные классы всех рабочих мест")
    return redirect(job_ask(CLASSES, employer=employer, title=title, arguments={}, actor=request.user))


@require_safe
def statistics(request: PersonRequest) -> HttpResponse:
    """«2-условия труда» for a half-year, every figure with the list it is the sum of."""
    return render(request, "reports/statistics.html", {"report": _report(request), "today": timezone.localdate()})


@require_safe
def statistics_file(request: PersonRequest, what: str) -> HttpResponse:
    """The form, or the lists behind its figures, as a workbook."""
    makers = {"form": workbook, "lists": explanation}
    if what not in makers:
        raise Http404
    report = _report(request)
    half = 2 if report.period.is_annual else 1
    name = f"2-usloviya-truda-{report.period.year}-{half}-{what}.xlsx"
    return sent(PrintedFile(name, CONTENT_TYPES[XLSX], makers[what](report)))


def _report(request: PersonRequest) -> StatisticsReport:
    """The report that the address asks for: by default the last half-year that is over."""
    employer, today = require_employer(request), timezone.localdate()
    require(request, "attestation.view_campaign", employer)
    over = (today.year, False) if today.month > 6 else (today.year - 1, True)
    year, half = request.GET.get("year", str(over[0])), request.GET.get("half", "2" if over[1] else "1")
    if half not in ("1", "2") or not (year.isdigit() and FIRST_YEAR <= int(year) <= today.year):
        raise Http404
    return statistics_report(employer, Period(int(year), half == "2"))


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
