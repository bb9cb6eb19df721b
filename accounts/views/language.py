"""Choosing the language of the screens."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from accounts.language import known
from accounts.requests import PersonRequest
from accounts.services.access import language_set


@require_POST
@login_not_required
def language_choose(request: PersonRequest) -> HttpResponse:
    """Remember the language with the account, and in the browser for the page of log-in; go back."""
    chosen = known(request.POST.get("language", ""))
    if chosen and request.user.is_authenticated:
        language_set(request.user, chosen)
    answer: HttpResponse = set_language(request)
    return answer
