"""Page of a group of workplaces: its evidence, its card, what is still missing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.requests import PersonRequest
from attestation.models import CertificationCard, LegalStanding
from documents.views.access import get_owned, require_employer
from documents.workbooks.values import normalized
from measurements.models import MeasurementProtocol
from measurements.selectors import results_in_force
from workplaces.models import AnalogousGroup
from workplaces.selectors import employees_of, group_list

PAGE_SIZE = 100


def group_page(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything known of a group, with the buttons that add to it."""
    group = get_owned(AnalogousGroup, request, pk=pk)
    context = {
        "group": group,
        "standing": LegalStanding.objects.filter(group=group).first(),
        "workplaces": group.workplaces.all(),
        "employees": employees_of(group),
        "studies": group.time_studies.all(),
        "results": results_in_force(group, timezone.localdate()),
        "protocols": MeasurementProtocol.objects.filter(results__group=group).select_related("laboratory").distinct(),
        "loads": group.load_protocols.all(),
        "strains": group.strain_assessments.all(),
        "unmeasured": group.unmeasured_conditions.all(),
        "cards": CertificationCard.objects.filter(group=group).select_related("campaign").order_by("-id"),
        "may_change": request.user.has_perm("workplaces.change_analogousgroup", group),
    }
    return render(request, "attestation/group.html", context)


def workplace_table(request: PersonRequest) -> HttpResponse:
    """All groups with the class of their latest card; filtered while typing."""
    employer = require_employer(request)
    groups = (
        group_list(employer)
        if request.user.has_perm("workplaces.view_analogousgroup", employer)
        else group_list(employer).none()
    )
    text = request.GET.get("q", "").strip()
    if text:
        groups = groups.filter(profession__search_name__contains=normalized(text))
    cards = (
        CertificationCard.objects.filter(employer=employer)
        .order_by("id")
        .values_list("group_id", "pk", "overall_class", "state")
    )
    latest = {group_id: {"pk": card, "class": found, "state": state} for group_id, card, found, state in cards}
    context = {"rows": [(group, latest.get(group.pk)) for group in groups], "q": text}
    template = "attestation/workplace_rows.html" if request.htmx else "attestation/workplaces.html"
    return render(request, template, context)
