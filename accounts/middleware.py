"""Gives every request its number, its employers, and a second factor to those who need one."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone, translation
from django_scopes import scope

from accounts.confirmation import confirming
from accounts.language import known
from accounts.models import Membership
from accounts.requests import PersonRequest
from accounts.selectors import memberships_on, needs_second_factor, remember_roles

SESSION_KEY = "employer"
GetResponse = Callable[[PersonRequest], HttpResponse]


class RequestIdMiddleware:
    """Numbers the request, and takes away any confirmation that is not the request's own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        request.request_id = uuid.uuid4().hex[:16]
        with confirming(None):
            response = self.get_response(request)
        response.headers["X-Request-Id"] = request.request_id
        return response


class EmployerScopeMiddleware:
    """Sets ``request.employer`` (the one chosen) and ``request.employers`` (all of the person's).

    Rows of other employers do not exist for the request: reading one by its id gives 404.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        request.memberships = self._memberships(request)
        employers = {membership.employer_id: membership.employer for membership in request.memberships}
        chosen = request.session.get(SESSION_KEY, 0) if employers else 0
        request.employers = list(employers.values())
        request.employer = employers.get(chosen) or next(iter(employers.values()), None)
        with scope(employer=list(employers)):
            return self.get_response(request)

    def _memberships(self, request: PersonRequest) -> list[Membership]:
        if not request.user.is_authenticated:
            return []
        today = timezone.localdate()
        found = list(memberships_on(request.user, today))
        remember_roles(request.user, today, found)
        return found


class LanguageMiddleware:
    """Speaks the language that the person has chosen, on any machine; before log-in the cookie or browser decides."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        chosen = known(request.user.language) if request.user.is_authenticated else ""
        if chosen:
            translation.activate(chosen)
            request.LANGUAGE_CODE = chosen
        return self.get_response(request)


class SecondFactorMiddleware:
    """Sends whoever signs, approves or administers, but has no second factor yet, to set one up.

    No setting switches it off. Log-in itself asks for the factor once there is one.
    """

    OPEN = ("mfa_", "account_", "login", "logout", "password", "verify", "language")

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: PersonRequest, *_args: object) -> HttpResponse | None:
        """Let through, or lead to the page that sets a second factor up."""
        match = request.resolver_match
        name = (match.url_name or "") if match else ""
        if not request.user.is_authenticated or name.startswith(self.OPEN):
            return None
        if not needs_second_factor(request.memberships) or is_mfa_enabled(request.user):
            return None
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": reverse("mfa_index")})
        return redirect("mfa_index")
