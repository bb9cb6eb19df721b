"""«Что изменилось?»: from a fact to its path, its point of law and its clock."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from attestation.facts import PATHS
from attestation.forms import EventForm
from attestation.models import Campaign, ChangeEvent, FactCode
from attestation.services.events import event_campaign_open, event_close, event_order_open, event_record
from attestation.states import CampaignState
from documents.views.access import get_owned, require, require_employer


def events(request: PersonRequest) -> HttpResponse:
    """Choose a fact, see its path, record it; below are the clocks that run."""
    employer = require_employer(request)
    require(request, "attestation.view_changeevent", employer)
    may_change = request.user.has_perm("attestation.change_changeevent", employer)
    fact = request.POST.get("fact") or request.GET.get("fact", "")
    form = EventForm(request.POST or None, employer=employer) if fact in FactCode.values and may_change else None
    if request.method == "POST":
        require(request, "attestation.change_changeevent", employer)
        if form is not None and form.is_valid():
            try:
                event_record(employer=employer, fact=fact, actor=request.user, **form.cleaned_data)
            except ValidationError as error:
                form.add_error(None, error)
            else:
                messages.success(request, _("Записано, срок отсчитывается"))
                return redirect("events")
    found = ChangeEvent.objects.filter(employer=employer).select_related("campaign", "order")
    if request.GET.get("open"):
        found = found.filter(closed_on__isnull=True)
    context = {
        "facts": [(FactCode(code), path) for code, path in PATHS.items()],
        "fact": FactCode(fact) if fact in FactCode.values else None,
        "path": PATHS.get(fact),
        "form": form,
        "events": [(event, PATHS[event.fact]) for event in found.prefetch_related("groups__profession")],
        "today": timezone.localdate(),
        "may_change": may_change,
        "only_open": bool(request.GET.get("open")),
        "completed": Campaign.objects.filter(employer=employer, state=CampaignState.COMPLETED),
    }
    return render(request, "attestation/events.html", context)


@require_POST
def event_act(request: PersonRequest, pk: int, what: str) -> HttpResponse:
    """Open what the fact asks for, or close it with a reason."""
    event = get_owned(ChangeEvent, request, pk=pk)
    require(request, "attestation.change_changeevent", event)
    try:
        made = _act(request, event, what)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("events")
    return redirect(made) if made else redirect("events")


def _act(request: PersonRequest, event: ChangeEvent, what: str) -> Any:
    today = timezone.localdate()
    if what == "campaign":
        return event_campaign_open(event, actor=request.user, on=today)
    if what == "order":
        key = request.POST.get("campaign", "")
        campaign = get_owned(Campaign, request, pk=int(key) if key.isdigit() else 0)
        return event_order_open(event, campaign, number=request.POST.get("number", "")[:50], actor=request.user)
    if what == "close":
        event_close(event, actor=request.user, on=today, reason=request.POST.get("reason", ""))
        messages.success(request, _("Закрыто"))
        return None
    raise Http404
