"""An act in plain words: every point that the program cites."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render

from accounts.requests import PersonRequest
from documents.law.points import acts, points


def act(request: PersonRequest, number: str) -> HttpResponse:
    """The points of an act in plain words, with its exact name and its official publication."""
    if number not in acts():
        raise Http404
    chosen = [point for (of_act, _number), point in points().items() if of_act == number]
    return render(request, "documents/law.html", {"act": acts()[number], "acts": acts().values(), "points": chosen})
