"""Page of a group of workplaces: its evidence, its card, what is still missing."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.requests import PersonRequest
from attestation.models import CertificationCard, LegalStanding
from attestation.services.preliminary import foreseen
from documents.views.access import get_owned
from measurements.models import MeasurementProtocol
from measurements.selectors import results_in_force
from workplaces.models import AnalogousGroup
from workplaces.selectors import employees_of


def _unfilled(group: AnalogousGroup) -> list[tuple[str, str]]:
    """What a copy of a group leaves to be filled, and where: headcount and workplaces."""
    change = reverse("reference-change", args=["groups", group.pk])
    found = []
    if not group.headcount:
        found.append((_("Численность работающих"), f"{change}#id_headcount"))
    if not group.workplaces.exists():
        found.append((_("Рабочие места"), f"{reverse('reference-new', args=['workplaces'])}?group={group.pk}"))
    return found


def group_page(request: PersonRequest, pk: int) -> HttpResponse:
    """Everything known of a group, with the buttons that add to it."""
    group = get_owned(AnalogousGroup, request, pk=pk)
    today = timezone.localdate()
    context = {
        "group": group,
        "preliminary": foreseen([group], group.employer, today)[group.pk],
        "standing": LegalStanding.objects.filter(group=group).first(),
        "workplaces": group.workplaces.all(),
        "employees": employees_of(group),
        "studies": group.time_studies.all(),
        "results": results_in_force(group, today),
        "protocols": MeasurementProtocol.objects.filter(results__group=group).select_related("laboratory").distinct(),
        "loads": group.load_protocols.all(),
        "strains": group.strain_assessments.all(),
        "unmeasured": group.unmeasured_conditions.all(),
        "cards": CertificationCard.objects.filter(group=group).select_related("campaign").order_by("-id"),
        "unfilled": _unfilled(group),
        "may_change": request.user.has_perm("workplaces.change_analogousgroup", group),
    }
    return render(request, "attestation/group.html", context)
