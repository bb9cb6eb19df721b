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
from attestation.forms import PlanFillForm
from attestation.models import Campaign, ImprovementPlan
from attestation.services.cards import cards_create
from attestation.services.preparation import factor_list_compose, surveys_create, workplace_list_compose
from attestation.services.results import agreements_create, plan_compose, plan_fill, result_lists_create
from attestation.services.standings import entries_accept
from documents.problems import LockedDocument
from documents.views.access import get_owned, require

Prepare = Callable[[Campaign, User, str], Any]
"""Takes the campaign, who asks, and the reason of the commission where the stage has one."""


def _workplace_list(campaign: Campaign, user: User, reason: str) -> Any:
    """The list by the standing of each group; a row of Список № 536 that is the only one is taken over first."""
    entries_accept(campaign.employer, actor=user)
    return workplace_list_compose(campaign, actor=user, other_reason=reason)


PREPARATIONS: dict[str, Prepare] = {
    "workplace-list": _workplace_list,
    "surveys": lambda campaign, user, _reason: surveys_create(campaign, actor=user),
    "factor-list": lambda campaign, user, _reason: factor_list_compose(campaign, actor=user),
    "cards": lambda campaign, user, _reason: cards_create(campaign, actor=user),
    "result-lists": lambda campaign, user, _reason: result_lists_create(campaign, actor=user),
    "plan": lambda campaign, user, _reason: plan_compose(campaign, actor=user),
    "agreements": lambda campaign, user, _reason: agreements_create(campaign, actor=user),
}


@require_POST
def prepare(request: PersonRequest, pk: int, what: str) -> HttpResponse:
    """Open or fill the papers of a stage; a second press adds only what is missing."""
    campaign = get_owned(Campaign, request, pk=pk)
    if what not in PREPARATIONS:
        raise Http404
    require(request, "attestation.change_campaign", campaign)
    try:
        made = PREPARATIONS[what](campaign, request.user, request.POST.get("reason", "").strip())
    except LockedDocument as locked:
        messages.error(request, str(locked))
        return redirect(campaign)
    if isinstance(made, list):
        messages.success(request, _("Готово, документов: %s") % len(made))
        return redirect(campaign)
    return redirect(made)


@require_POST
def plan_terms(request: PersonRequest, pk: int) -> HttpResponse:
    """One person and one term for all measures of a plan that have none."""
    plan, form = get_owned(ImprovementPlan, request, pk=pk), PlanFillForm(request.POST)
    require(request, "attestation.change_improvementplan", plan)
    if not form.is_valid():
        for field, errors in form.errors.items():
            messages.error(request, f"{form.fields[field].label}: {' '.join(map(str, errors))}")
        return redirect(plan)
    try:
        count = plan_fill(plan, **form.cleaned_data, actor=request.user)
    except LockedDocument as locked:
        messages.error(request, str(locked))
    else:
        messages.success(request, _("Дополнено строк плана: %s") % count)
    return redirect(plan)
