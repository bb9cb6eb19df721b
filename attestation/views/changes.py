"""Changes by order: which cards, lists and plan get a new version, and what each version changes, for the screen and print."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from attestation.differences import content_now, differences
from attestation.models import CertificationCard, ImprovementPlan, Order, OrderKind, ResultList
from attestation.selectors import cards_of, current_result_lists
from attestation.services.changes import card_version_open, list_version_open, plan_version_open
from attestation.states import CardState, OrderState, ResultState
from documents.views.access import get_owned, require


def order_changes(request: PersonRequest, pk: int) -> HttpResponse:
    """What the order changes; while it is a draft, cards and lists in force can be added."""
    order = get_owned(Order, request, pk=pk)
    if order.kind != OrderKind.CHANGE:
        raise Http404
    if request.method == "POST":
        require(request, "attestation.change_order", order)
        return _open(request, order)
    cards = order.changed_cards.select_related("supersedes", "group__profession", "group__department__parent")
    newer = CertificationCard.objects.filter(employer=order.employer_id, supersedes__isnull=False)
    free = cards_of(order.campaign).filter(state=CardState.IN_FORCE).exclude(pk__in=newer.values("supersedes"))
    lists = current_result_lists(order.campaign).filter(state=ResultState.APPROVED, superseded_by__isnull=True)
    plans = order.campaign.plans.filter(state=ResultState.APPROVED, superseded_by__isnull=True)
    changed = [*order.changed_lists.select_related("supersedes"), *order.changed_plans.select_related("supersedes")]
    context = {
        "order": order,
        "cards": [(card, _between(card)) for card in cards],
        "lists": [(result, _between(result)) for result in changed],
        "free_cards": free,
        "free_lists": lists,
        "free_plans": plans,
        "may_add": order.state == OrderState.DRAFT and request.user.has_perm("attestation.change_order", order),
    }
    return render(request, "attestation/order_changes.html", context)


def _open(request: PersonRequest, order: Order) -> HttpResponse:
    cards = [int(key) for key in request.POST.getlist("card") if key.isdigit()]
    lists = [int(key) for key in request.POST.getlist("list") if key.isdigit()]
    plans = [int(key) for key in request.POST.getlist("plan") if key.isdigit()]
    try:
        with transaction.atomic():
            for card in order.campaign.cards.filter(pk__in=cards):
                card_version_open(order, card, actor=request.user)
            for result in order.campaign.result_lists.filter(pk__in=lists):
                list_version_open(order, result, actor=request.user)
            for plan in order.campaign.plans.filter(pk__in=plans):
                plan_version_open(order, plan, actor=request.user)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Открыто новых редакций: %s") % (len(cards) + len(lists) + len(plans)))
    return redirect("order-changes", pk=order.pk)


def _between(document: Any) -> list[Any]:
    """Differences of a version from what it replaces; nothing while the version is still empty."""
    if document.state == "DRAFT":
        return []
    return differences(document, content_now(document.supersedes), content_now(document))


def _changes(request: PersonRequest, document: Any) -> HttpResponse:
    if document.supersedes is None:
        raise Http404
    context = {"document": document, "order": document.change_order, "changes": _between(document)}
    return render(request, "attestation/version_changes.html", context)


def card_changes(request: PersonRequest, pk: int) -> HttpResponse:
    """What a new version of a card changes."""
    return _changes(request, get_owned(CertificationCard, request, pk=pk))


def list_changes(request: PersonRequest, pk: int) -> HttpResponse:
    """What a new version of a list changes."""
    return _changes(request, get_owned(ResultList, request, pk=pk))


def plan_changes(request: PersonRequest, pk: int) -> HttpResponse:
    """What a new version of the plan changes."""
    return _changes(request, get_owned(ImprovementPlan, request, pk=pk))
