"""An act in plain words: every point that the program cites; and the act's own text, where the employer has attached it."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import PersonRequest
from documents.law.points import acts, points
from documents.models import ActText
from documents.services.act_texts import ActFile, act_text_attach
from documents.services.files import file_path
from documents.views.access import get_owned, require, require_employer

CLOSED = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:"
"""For a page made elsewhere: it may have its looks, but no script, form, picture or address of ours."""


@require_safe
def act(request: PersonRequest, number: str) -> HttpResponse:
    """The points of an act in plain words, with its exact name, its official publication and its attached text."""
    if number not in acts():
        raise Http404
    chosen = [point for (of_act, _number), point in points().items() if of_act == number]
    employer = request.employer
    text = ActText.objects.filter(employer=employer, act=number).select_related("file").first() if employer else None
    context = {
        "act": acts()[number],
        "acts": acts().values(),
        "points": chosen,
        "text": text,
        "may_attach": employer is not None and request.user.has_perm("documents.change_acttext", employer),
    }
    return render(request, "documents/law.html", context)


@require_POST
def act_attach(request: PersonRequest, number: str) -> HttpResponse:
    """Attach the text of an act for the chosen employer."""
    if number not in acts():
        raise Http404
    employer = require_employer(request)
    require(request, "documents.change_acttext", employer)
    upload = request.FILES.get("file")
    try:
        if upload is None:
            raise ValidationError(_("Выберите файл"))
        act_text_attach(employer, number, ActFile(str(upload.name), upload.read()), actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Текст акта приложен"))
    return redirect("law", number=number)


@require_safe
def act_text(request: PersonRequest, pk: int) -> HttpResponseBase:
    """An attached text, shown as it came in a page that can do nothing."""
    text = get_owned(ActText, request, pk=pk)
    answer = FileResponse(
        file_path(text.file.sha256).open("rb"), filename=text.file.name, content_type=text.file.content_type
    )
    answer["Cache-Control"] = "private, no-store"
    if text.file.content_type.startswith("text/html"):
        answer["Content-Security-Policy"] = CLOSED
    return answer
