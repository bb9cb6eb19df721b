"""Acquaintance: how far it is, the sheet of a workplace, the shared tablet, a scan of paper."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.confirmation import Confirmation, Level
from accounts.language import recorded
from accounts.requests import PersonRequest
from attestation.models import Acquaintance, Campaign
from attestation.selectors import acquaintance_cover, approval_order, newcomers, sheets_of
from attestation.services.acquaintances import (
    HEIGHT,
    WIDTH,
    Drawing,
    acquaintance_draw,
    acquaintances_from_paper,
    sheets_open_for_newcomers,
)
from attestation.states import AcquaintanceState
from documents.problems import UnableToPerform
from documents.services.files import file_content
from documents.views.access import get_owned, require

_ACT = "attestation.acknowledge_acquaintance"


def _campaign(request: PersonRequest, pk: int) -> Campaign:
    campaign = get_owned(Campaign, request, pk=pk)
    require(request, _ACT, campaign)
    return campaign


def _recorded(request: PersonRequest, source: str) -> Confirmation:
    """The worker's hand confirms, not the person at the keyboard: the record says so (ADR 0061)."""
    return Confirmation(
        Level.PAPER,
        timezone.now(),
        address=request.META.get("REMOTE_ADDR", ""),
        agent=request.headers.get("User-Agent", "")[:200],
        request_id=getattr(request, "request_id", ""),
        source=source,
    )


def overview(request: PersonRequest, pk: int) -> HttpResponse:
    """Per workplace: how many of how many, who is missing, who came after the order."""
    campaign = _campaign(request, pk)
    rows = acquaintance_cover(campaign)
    done, total = sum(row.done for row in rows), sum(row.total for row in rows)
    context = {
        "campaign": campaign,
        "rows": rows,
        "done": done,
        "total": total,
        "percent": 100 * done // total if total else 0,
        "newcomers": newcomers(campaign),
        "order": approval_order(campaign),
    }
    return render(request, "attestation/acquaintance.html", context)


@require_POST
def add_newcomers(request: PersonRequest, pk: int) -> HttpResponse:
    """Open sheets for those who came after the order."""
    made = sheets_open_for_newcomers(_campaign(request, pk), actor=request.user)
    messages.success(request, _("Открыто листов: %s") % len(made))
    return redirect("acquaintance", pk=pk)


@recorded()
def sheet(request: PersonRequest, pk: int, card: int) -> HttpResponse:
    """The sheet of a workplace, to be printed and signed by hand; its scan comes back here."""
    campaign = _campaign(request, pk)
    found = get_object_or_404(campaign.cards.select_related("group__profession", "group__department__parent"), pk=card)
    sheets = sheets_of(found)
    if request.method == "POST":
        return _scan(request, campaign, found.pk)
    waiting = any(each.state == AcquaintanceState.PENDING for each in sheets)
    context = {"campaign": campaign, "card": found, "sheets": sheets, "waiting": waiting}
    return render(request, "attestation/acquaintance_sheet.html", context | {"order": approval_order(campaign)})


def _scan(request: PersonRequest, campaign: Campaign, card: int) -> HttpResponse:
    chosen = [int(key) for key in request.POST.getlist("sheet") if key.isdigit()]
    sheets = list(campaign.acquaintances.filter(card=card, pk__in=chosen).select_related("employee__group__profession"))
    scan = request.FILES.get("scan")
    try:
        content = scan.read() if scan else b""
        name = scan.name if scan and scan.name else "scan"
        confirmation = _recorded(request, _("скан бумажного листа"))
        done = acquaintances_from_paper(
            sheets, name, content, actor=request.user, on=timezone.localdate(), confirmation=confirmation
        )
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    except UnableToPerform as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Ознакомлено работников: %s") % len(done))
    return redirect("acquaintance-sheet", pk=campaign.pk, card=card)


def kiosk(request: PersonRequest, pk: int) -> HttpResponse:
    """The shared tablet: find oneself in the list."""
    campaign = _campaign(request, pk)
    pending = (
        campaign.acquaintances.filter(state=AcquaintanceState.PENDING)
        .select_related("employee", "card__group__profession", "card__group__department__parent")
        .order_by("employee__full_name")
    )
    text = request.GET.get("q", "").strip().casefold()
    found = [row for row in pending if text in row.employee.full_name.casefold()]
    return render(request, "attestation/kiosk.html", {"campaign": campaign, "sheets": found, "q": text})


def kiosk_sign(request: PersonRequest, pk: int, sheet: int) -> HttpResponse:
    """The worker reads the own card in short and draws the signature."""
    campaign = _campaign(request, pk)
    found = get_object_or_404(campaign.acquaintances.select_related("employee", "card__group__profession"), pk=sheet)
    problems: list[Any] = []
    if request.method == "POST":
        try:
            drawing = Drawing.read(request.POST.get("drawing", ""))
            acquaintance_draw(
                found,
                drawing,
                actor=request.user,
                on=timezone.localdate(),
                confirmation=_recorded(request, _("подпись на планшете")),
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        except UnableToPerform as refusal:
            problems = refusal.problems
        else:
            messages.success(request, _("%s: ознакомление записано") % found.employee)
            return redirect("kiosk", pk=pk)
    context = {
        "campaign": campaign,
        "sheet": found,
        "rights": found.card.entitlements.all(),
        "order": approval_order(campaign),
        "width": WIDTH,
        "height": HEIGHT,
        "problems": problems,
    }
    return render(request, "attestation/kiosk_sign.html", context, status=422 if problems else 200)


def evidence(request: PersonRequest, pk: int) -> HttpResponse:
    """The drawn signature or the scan behind an acquaintance."""
    found = get_owned(Acquaintance, request, pk=pk)
    if found.evidence is None:
        raise Http404
    answer = HttpResponse(file_content(found.evidence), content_type=found.evidence.content_type)
    answer["Content-Disposition"] = "inline"
    return answer
