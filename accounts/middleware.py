"""Puts every request into the scope of its person's employers."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone
from django_scopes import scope

from accounts.models import Employer
from accounts.requests import PersonRequest
from accounts.selectors import memberships_on

SESSION_KEY = "employer"


class EmployerScopeMiddleware:
    """Sets ``request.employer`` (the one chosen) and ``request.employers`` (all of the person's).

    Rows of other employers do not exist for the request: reading one by its id gives 404.
    """

    def __init__(self, get_response: Callable[[PersonRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: PersonRequest) -> HttpResponse:
        employers = self._employers(request)
        chosen = request.session.get(SESSION_KEY, 0) if employers else 0
        request.employers = list(employers.values())
        request.employer = employers.get(chosen) or next(iter(employers.values()), None)
        with scope(employer=list(employers)):
            return self.get_response(request)

    def _employers(self, request: PersonRequest) -> dict[int, Employer]:
        if not request.user.is_authenticated:
            return {}
        found = memberships_on(request.user, timezone.localdate())
        return {membership.employer_id: membership.employer for membership in found}
