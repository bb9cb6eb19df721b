"""«Кто что теряет»: the page that a union asks for, and the same as a workbook."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.language import recorded
from accounts.requests import PersonRequest
from attestation.losses import loss_rows, losses_of
from attestation.models import Campaign
from documents.views.access import get_owned
from documents.workbooks.plain import CONTENT_TYPE, plain_workbook


def losses(request: PersonRequest, pk: int) -> HttpResponse:
    """Rights of every workplace before and after, those who lose first; printed as it stands."""
    campaign = get_owned(Campaign, request, pk=pk)
    found = losses_of(campaign)
    losing, gaining = [loss for loss in found if loss.loses], [loss for loss in found if loss.gains]
    context = {
        "campaign": campaign,
        "losses": found,
        "losing": len(losing),
        "losing_people": sum(loss.compared.card.headcount for loss in losing),
        "gaining": len(gaining),
        "gaining_people": sum(loss.compared.card.headcount for loss in gaining),
    }
    return render(request, "attestation/losses.html", context)


@recorded()
def losses_xlsx(request: PersonRequest, pk: int) -> HttpResponse:
    """One row for each worker and right that changes."""
    campaign = get_owned(Campaign, request, pk=pk)
    heading, *rows = loss_rows(losses_of(campaign))
    content = plain_workbook(_("Кто что теряет"), heading, rows, (30, 40, 12, 35, 35, 20, 20, 12))
    answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="losses.xlsx"'
    return answer
