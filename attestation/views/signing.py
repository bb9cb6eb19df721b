"""The meeting of the commission: cards that differ are opened one by one, the rest signed in one act."""

from __future__ import annotations

import datetime as dt

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.requests import PersonRequest
from accounts.services.confirming import UnableToConfirm, asked_of, confirm_signer
from attestation.comparison import Compared, compared
from attestation.models import Campaign, CardOpening, CertificationCard, Seat, SigningManifest, SigningRound
from attestation.selectors import cards_to_sign, commission_on, seat_of, signed_digests_of
from attestation.services.rounds import SIGNS, card_open, cards_sign, round_set
from documents.problems import UnableToPerform
from documents.statements import statement_before
from documents.views.access import get_owned, require


def _campaign(request: PersonRequest, pk: int) -> Campaign:
    return get_owned(Campaign, request, pk=pk)


def _split(request: PersonRequest, campaign: Campaign) -> tuple[list[Compared], list[Compared], set[int]]:
    """Cards that differ, cards that are as before, and those of the first that the person has opened."""
    today = timezone.localdate()
    found = compared(cards_to_sign(campaign, request.user, today))
    revisions = {item.card.pk: item.card.revision for item in found}
    opened = {
        card
        for card, revision in CardOpening.objects.filter(card__in=list(revisions), person=request.user).values_list(
            "card_id", "revision"
        )
        if revisions[card] == revision
    }
    return [item for item in found if item.differs], [item for item in found if not item.differs], opened


def signing(request: PersonRequest, pk: int) -> HttpResponse:
    """One page for the meeting: what differs, what is as before, who has not signed, until when."""
    campaign = _campaign(request, pk)
    differing, alike, opened = _split(request, campaign)
    today = timezone.localdate()
    context = {
        "campaign": campaign,
        "differing": [(item, item.card.pk in opened) for item in differing],
        "alike": alike,
        "ready": len(alike) + len(opened & {item.card.pk for item in differing}),
        "unopened": [item for item in differing if item.card.pk not in opened],
        "seat": seat_of(request.user.pk, campaign, today),
        "commission": commission_on(campaign, today),
        "round": SigningRound.objects.filter(campaign=campaign).first(),
        "today": today,
        "manifests": SigningManifest.objects.filter(campaign=campaign).select_related("person"),
        "may_change": request.user.has_perm("attestation.change_campaign", campaign),
    }
    return render(request, "attestation/signing.html", context)


@require_POST
def opening(request: PersonRequest, pk: int, card: int) -> HttpResponse:
    """Open the difference of one card: recorded, then shown in its place."""
    campaign = _campaign(request, pk)
    found = get_object_or_404(campaign.cards.select_related("group__profession", "group__department__parent"), pk=card)
    require(request, "attestation.view_certificationcard", found)
    card_open(found, actor=request.user)
    if not request.htmx:
        return redirect("signing", pk=pk)
    (item,) = compared([found])
    _differing, alike, opened = _split(request, campaign)
    waiting = len(_differing) - len(opened & {other.card.pk for other in _differing})
    context = {
        "campaign": campaign,
        "item": item,
        "is_opened": True,
        "waiting": waiting,
        "ready": len(alike) + len(_differing) - waiting,
        "is_answer": True,
    }
    return render(request, "attestation/signing_row.html", context)


def manifest(request: PersonRequest, pk: int) -> HttpResponse:
    """The list of what would be signed now, each card with its hash; the same address signs it."""
    campaign = _campaign(request, pk)
    if request.method == "POST":
        return _sign(request, campaign)
    return _show(request, campaign, [])


def _show(
    request: PersonRequest, campaign: Campaign, problems: list, status: int = 200, unconfirmed: str = ""
) -> HttpResponse:
    differing, alike, opened = _split(request, campaign)
    ready = [item for item in [*differing, *alike] if not item.differs or item.card.pk in opened]
    digests = signed_digests_of([item.card for item in ready])
    seat = seat_of(request.user.pk, campaign, timezone.localdate())
    context = {
        "campaign": campaign,
        "entries": [(item, digests[item.card.pk]) for item in ready if item.card.pk in digests],
        "left_out": len(differing) + len(alike) - len(ready),
        "seat": seat,
        "problems": problems,
        "asked": asked_of(request),
        "unconfirmed": unconfirmed,
        "statement": statement_before(CertificationCard, SIGNS[Seat(seat.seat)]) if seat else None,
    }
    return render(request, "attestation/manifest.html", context, status=status)


def _sign(request: PersonRequest, campaign: Campaign) -> HttpResponse:
    shown = {}
    for line in request.POST.getlist("card"):
        card, revision, digest = ([*line.split(":"), "", ""])[:3]
        if card.isdigit() and revision.isdigit():
            shown[int(card)] = (int(revision), digest)
    try:
        confirmation = confirm_signer(request)
        signed = cards_sign(campaign, shown, actor=request.user, on=timezone.localdate(), confirmation=confirmation)
    except UnableToConfirm as unsure:
        return _show(request, campaign, [], status=422, unconfirmed=str(unsure))
    except UnableToPerform as refusal:
        return _show(request, campaign, refusal.problems, status=422)
    messages.success(request, _("Подписано карт: %s") % len(signed.entries))
    return redirect("signing", pk=campaign.pk)


def manifest_kept(request: PersonRequest, pk: int, manifest: int) -> HttpResponse:
    """A list that was signed, as it was signed."""
    campaign = _campaign(request, pk)
    found = get_object_or_404(SigningManifest.objects.select_related("person"), campaign=campaign, pk=manifest)
    return render(request, "attestation/manifest_kept.html", {"campaign": campaign, "manifest": found})


@require_POST
def round_due(request: PersonRequest, pk: int) -> HttpResponse:
    """Set or move the last day of signing."""
    campaign = _campaign(request, pk)
    require(request, "attestation.change_campaign", campaign)
    text = request.POST.get("due_on", "")
    try:
        round_set(campaign, dt.date.fromisoformat(text) if text else None, actor=request.user)
    except (ValueError, ValidationError):
        messages.error(request, _("Укажите день в виде ГГГГ-ММ-ДД"))
    else:
        messages.success(request, _("Срок подписания записан"))
    return redirect("signing", pk=pk)
