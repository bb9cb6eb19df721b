"""Jobs on the screen: one's own list, a job that moves, its file."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.paging import keyset_page
from accounts.requests import PersonRequest
from documents.jobs import may_take
from documents.long_work import act_label
from documents.models import Job, JobStatus, LineOutcome
from documents.screens import screen_of
from documents.selectors import jobs_of
from documents.services.files import file_path
from documents.services.job_files import job_file_stands, job_file_term
from documents.services.job_folder import beside_read
from documents.services.jobs import job_cancel, job_repeat

OUTCOMES = (LineOutcome.DONE, LineOutcome.REFUSED, LineOutcome.WAITING)


def _own(request: PersonRequest, pk: int) -> Job:
    """A job of the person, or 404: jobs of colleagues are nobody else's business."""
    return get_object_or_404(jobs_of(request.user), pk=pk)


def _told(request: PersonRequest, job: Job) -> dict[str, Any]:
    moves = beside_read(job) if job.status == JobStatus.RUNNING else {}
    return {
        "done": moves.get("done", job.done),
        "total": moves.get("total", job.total),
        "words": moves.get("words", job.words),
        "job": job,
        "may_take": may_take(request.user, job),
        "is_kept": job_file_stands(job),
        "kept_until": job_file_term(job),
    }


@require_safe
def job_list(request: PersonRequest) -> HttpResponse:
    """The person's own jobs, newest first."""
    page = keyset_page(jobs_of(request.user), request.GET, descending=True)
    return render(request, "documents/job_list.html", {"page": page})


@require_safe
def job_page(request: PersonRequest, pk: int) -> HttpResponse:
    """One job: how far it is, what came out."""
    job = _own(request, pk)
    return render(request, "documents/job.html", _told(request, job))


@require_safe
def job_progress(request: PersonRequest, pk: int) -> HttpResponse:
    """The moving part of the page; it asks for itself again as long as the job lives.

    Whoever waited to the end is taken to the page with the result; a file stays where it is.
    """
    job = _own(request, pk)
    response = render(request, "documents/job_progress.html", _told(request, job))
    if job.status == JobStatus.DONE and job.place and may_take(request.user, job):
        response["HX-Redirect"] = job.place
    return response


@require_POST
def job_stop(request: PersonRequest, pk: int) -> HttpResponse:
    """Cancel a job that waits or runs."""
    job = _own(request, pk)
    job_cancel(job, actor=request.user)
    return redirect(job)


@require_POST
def job_again(request: PersonRequest, pk: int) -> HttpResponse:
    """Ask for the same work once more: what came out the first time is kept for some days only."""
    job = _own(request, pk)
    if job.result is None:
        raise Http404
    return redirect(job_repeat(job, actor=request.user))


@require_safe
def job_outcome(request: PersonRequest, pk: int) -> HttpResponse:
    """What became of each document of a job: done, refused with the reasons, not touched."""
    job = _own(request, pk)
    screen = screen_of(job.arguments.get("slug", ""))
    if screen is None or not may_take(request.user, job):
        raise Http404
    numbers = dict(job.lines.order_by().values_list("outcome").annotate(Count("pk")))
    wanted = request.GET.get("show", "")
    show = wanted if wanted in LineOutcome.values else "REFUSED" if numbers.get("REFUSED") else "DONE"
    found = job.lines.filter(outcome=show).order_by("pk")
    page = keyset_page(found, request.GET, count=numbers.get(show, 0))
    documents = screen.visible_to(request.user, job.employer).in_bulk([line.target_id for line in page])
    context = {
        "screen": screen,
        "act_label": act_label(screen, job.arguments["act"]),
        "query": job.arguments.get("query", ""),
        "counts": [{"name": each, "label": each.label, "count": numbers.get(each, 0)} for each in OUTCOMES],
        "show": show,
        "page": page,
        "lines": [{"document": documents.get(line.target_id), "problems": line.problems} for line in page],
    }
    return render(request, "documents/job_outcome.html", _told(request, job) | context)


@require_safe
def job_file(request: PersonRequest, pk: int) -> HttpResponseBase:
    """The file that a job made; 404 as long as there is none, the page of the job when it is kept no longer."""
    job = _own(request, pk)
    if job.result is None:
        raise Http404
    if not may_take(request.user, job):
        raise PermissionDenied(_("У вашей роли больше нет доступа к этому файлу."))
    if not job_file_stands(job):
        return redirect(job)
    response = FileResponse(
        file_path(job.result.sha256).open("rb"),
        as_attachment=not job.result.name.endswith(".pdf"),
        filename=job.result.name,
        content_type=job.result.content_type,
    )
    response["Cache-Control"] = "private, no-store"
    return response
