"""What the page of a campaign does: opens the papers of a stage by one button."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.requests import PersonRequest
from attestation.models import Campaign
from attestation.services.cards import cards_create
from attestation.services.preparation import factor_list_compose, surveys_create, workplace_list_compose
from attestation.services.results import agreements_create, plan_compose, result_lists_create
from documents.problems import LockedDocument
from documents.views.access import get_owned, require

Prepare = Callable[[Campaign, User], Any]

PREPARATIONS: dict[str, Prepare] = {
    "workplace-list": lambda campaign, user: workplace_list_compose(campaign, actor=user),
    "surveys": lambda campaign, user: surveys_create(campaign, actor=user),
    "factor-list": lambda campaign, user: factor_list_compose(campaign, actor=user),
    "cards": lambda campaign, user: cards_create(campaign, actor=user),
    "result-lists": lambda campaign, user: result_lists_create(campaign, actor=user),
    "plan": lambda campaign, user: plan_compose(campaign, actor=user),
    "agreements": lambda campaign, user: agreements_create(campaign, actor=user),
}


@require_POST
def prepare(request: PersonRequest, pk: int, what: str) -> HttpResponse:
    """Open or fill the papers of a stage; a second press adds only what is missing."""
    campaign = get_owned(Campaign, request, pk=pk)
    if what not in PREPARATIONS:
        raise Http404
    require(request, "attestation.change_campaign", campaign)
    try:
        made = PREPARATIONS[what](campaign, request.user)
    except LockedDocument as locked:
        messages.error(request, str(locked))
        return redirect(campaign)
    if isinstance(made, list):
        messages.success(request, _("Готово, документов: %s") % len(made))
        return redirect(campaign)
    return redirect(made)
