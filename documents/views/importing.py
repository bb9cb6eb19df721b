"""Upload a workbook, look at what was understood, apply it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from documents.forms import UploadForm
from documents.services.importing import import_read, import_upload
from documents.views.access import require, require_employer


def import_new(request: PersonRequest) -> HttpResponse:
    """Take a workbook, keep it and read it at once; what cannot be read is said in words."""
    employer = require_employer(request)
    require(request, "documents.change_importbatch", employer)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload, on = form.cleaned_data["file"], timezone.localdate()
        batch = import_upload(
            employer=employer,
            kind=form.cleaned_data["kind"],
            name=upload.name,
            content=upload.read(),
            actor=request.user,
            on=on,
        )
        batch = import_read(batch, actor=request.user, on=on)
        if batch.refusal:
            messages.error(request, _("Файл не загружен: %s") % batch.refusal)
        return redirect(batch)
    return render(request, "documents/import_new.html", {"form": form})
