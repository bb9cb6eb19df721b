"""Completeness of a campaign, its attached papers, the sheet for the state's system."""

from __future__ import annotations

from copy import copy

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.language import recorded
from accounts.requests import PersonRequest
from attestation.forms import AttachedPaperForm
from attestation.models import AttachedPaper, Campaign, Submission
from attestation.rules.full import Needed, findings_of
from attestation.services.submissions import Upload, paper_attach
from attestation.typing_sheet import typing_sheet
from documents.services.files import file_path
from documents.views.access import get_owned, require

SHOWN = 200  # problems of one kind on the page; the count says how many there are


@require_safe
def completeness(request: PersonRequest, pk: int) -> HttpResponse:
    """What is missing before approval and before submission, grouped by kind; «whole» leaves nothing folded, for print."""
    campaign = get_owned(Campaign, request, pk=pk)
    found, is_whole = findings_of(campaign, timezone.localdate()), "whole" in request.GET
    parts = [
        (title, [finding for finding in found if finding.check.needed is needed])
        for needed, title in (
            (Needed.APPROVAL, _("К утверждению результатов")),
            (Needed.SUBMISSION, _("К представлению в госэкспертизу")),
        )
    ]
    context = {
        "campaign": campaign,
        "parts": parts,
        "shown": None if is_whole else SHOWN,
        "is_whole": is_whole,
        "blocks": sum(len([p for p in finding.problems if p.blocks]) for finding in found),
        "warnings": sum(len([p for p in finding.problems if not p.blocks]) for finding in found),
    }
    return render(request, "attestation/completeness.html", context)


def paper_list(request: PersonRequest, pk: int) -> HttpResponse:
    """Files that belong to a campaign, and the form to add one."""
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, "attestation.view_attachedpaper", campaign)
    may_attach = request.user.has_perm("attestation.change_attachedpaper", campaign)
    if request.method == "POST":
        require(request, "attestation.change_attachedpaper", campaign)
    blank = AttachedPaper(employer=campaign.employer, campaign=campaign)
    form = AttachedPaperForm(
        request.POST or None,
        request.FILES or None,
        instance=blank,
        employer=campaign.employer,
        campaign=campaign,
        initial={name: request.GET[name] for name in ("submission", "kind") if name in request.GET},
    )
    if request.method == "POST" and form.is_valid():
        _attach(request, form)
        return redirect("papers", pk=campaign.pk)
    papers = AttachedPaper.objects.filter(campaign=campaign).select_related("file__stored_by", "laboratory")
    context = {"campaign": campaign, "papers": papers, "form": form if may_attach else None}
    return render(request, "attestation/papers.html", context)


def _attach(request: PersonRequest, form: AttachedPaperForm) -> None:
    """Attach every file as a paper of its own, all or none."""
    blank, uploads = form.save(commit=False), form.cleaned_data["upload"]
    with transaction.atomic():
        for upload in uploads:
            paper = copy(blank)
            paper._state = copy(blank._state)
            paper_attach(paper, Upload(upload.name, upload.read()), actor=request.user)
    messages.success(request, _("Приложено документов: %s") % len(uploads))


@require_safe
def paper_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    """One attached file, always as a download: it was made elsewhere and never opens in our pages."""
    paper = get_owned(AttachedPaper, request, pk=pk)
    response = FileResponse(
        file_path(paper.file.sha256).open("rb"),
        as_attachment=True,
        filename=paper.file.name,
        content_type="application/octet-stream",
    )
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
@recorded()
def submission_sheet(request: PersonRequest, pk: int) -> HttpResponse:
    """What is typed into the state's information system, to read from the screen or on paper."""
    submission = get_owned(Submission, request, pk=pk)
    return render(request, "attestation/submission_sheet.html", {"sheet": typing_sheet(submission)})
