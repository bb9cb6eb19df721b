"""«Сроки»: one page, and the same days as a feed for a calendar program."""

from __future__ import annotations

from collections import Counter

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.signing import BadSignature, Signer
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django_scopes import scope

from accounts.language import spoken_to
from accounts.models import Employer, User
from accounts.requests import PersonRequest
from attestation.calendar_feed import feed_of
from attestation.deadlines import Urgency, deadlines_of
from attestation.models import Campaign
from documents.selectors import permission_name
from documents.views.access import require_employer

SIGNER = Signer(salt="attestation.deadlines")


def deadlines(request: PersonRequest) -> HttpResponse:
    """All days that fall due, the nearest first; ``?urgency=`` narrows to the overdue, the near, the far."""
    employer, today = _readable(request), timezone.localdate()
    rows = [(deadline, deadline.urgency(today)) for deadline in deadlines_of(employer)]
    counts, chosen = Counter(urgency for _deadline, urgency in rows), request.GET.get("urgency", "")
    context = {
        "rows": [(deadline, urgency) for deadline, urgency in rows if chosen in ("", urgency.value)],
        "today": today,
        "counts": [(urgency.value, counts[urgency]) for urgency in Urgency],
        "total": len(rows),
        "chosen": chosen,
        "feed": request.build_absolute_uri(reverse("deadlines-feed", args=[feed_token(request.user, employer)])),
    }
    return render(request, "attestation/deadlines.html", context)


def feed_token(user: User, employer: Employer) -> str:
    """Return the secret end of a feed's address; a change of password makes the old one void."""
    return SIGNER.sign(f"{user.pk}-{employer.pk}-{user.get_session_auth_hash()[:24]}")


@login_not_required
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The days as iCalendar: a calendar program cannot log in, so the address itself is the key. It only shows days."""
    user, employer = _owner(token)
    with scope(employer=[employer.pk]), spoken_to(user):
        if not user.has_perm(permission_name(Campaign, "view"), employer):
            raise Http404
        body = feed_of(employer, deadlines_of(employer), request.build_absolute_uri("/"), timezone.now())
    return HttpResponse(body, content_type="text/calendar; charset=utf-8")


def _owner(token: str) -> tuple[User, Employer]:
    """The person and the employer of a feed, or 404 whatever is wrong with the address."""
    try:
        user_id, employer_id, proof = SIGNER.unsign(token).split("-")
        user = User.objects.get(pk=user_id, is_active=True)
        employer = Employer.objects.get(pk=employer_id)
    except (BadSignature, ValueError, User.DoesNotExist, Employer.DoesNotExist) as error:
        raise Http404 from error
    if not constant_time_compare(proof, user.get_session_auth_hash()[:24]):
        raise Http404
    return user, employer


def _readable(request: PersonRequest) -> Employer:
    employer: Employer = require_employer(request)
    if not request.user.has_perm(permission_name(Campaign, "view"), employer):
        raise PermissionDenied
    return employer
