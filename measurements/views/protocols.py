"""What the page of a protocol does beside its transitions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from documents.problems import LockedDocument
from documents.views.access import get_owned
from measurements.models import MeasurementProtocol
from measurements.services.protocols import protocol_instruments_fill


@require_POST
def fill_instruments(request: PersonRequest, pk: int) -> HttpResponse:
    """Attach the laboratory's instruments that measure the protocol's factors."""
    protocol = get_owned(MeasurementProtocol, request, pk=pk)
    try:
        count = protocol_instruments_fill(protocol, actor=request.user)
    except LockedDocument as locked:
        messages.error(request, str(locked))
    else:
        messages.success(request, _("Добавлено средств измерений: %s") % count)
    return redirect(protocol)
