"""Choosing the employer to work for."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.middleware import SESSION_KEY
from accounts.requests import PersonRequest


@require_POST
def choose_employer(request: PersonRequest, pk: int) -> HttpResponse:
    """Work for another of the person's employers from now on."""
    if pk not in {employer.pk for employer in request.employers}:
        raise Http404
    request.session[SESSION_KEY] = pk
    return redirect("home")
