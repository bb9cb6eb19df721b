"""What every page knows about the person looking at it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.selectors import locked_signers, roles_of


def employer(request: HttpRequest) -> dict[str, Any]:
    """The chosen employer, all employers of the person, the person's roles with the chosen one,
    whether its papers may be read beside one's own and whether its own data may be changed."""
    chosen = getattr(request, "employer", None)
    user = getattr(request, "user", None)
    roles = roles_of(user, chosen.pk, timezone.localdate()) if chosen and user else frozenset()
    return {
        "employer": chosen,
        "employers": getattr(request, "employers", []),
        "roles": roles,
        "reads_all": bool(chosen and user and user.has_perm("accounts.view_employer", chosen)),
        "administers": bool(chosen and user and user.has_perm("accounts.change_employer", chosen)),
        "locked_signers": _locked(request, chosen),
    }


def _locked(request: HttpRequest, chosen: Any) -> Any:
    """On the home page of whoever administers: people whose signing is locked. Asked only there."""
    match = request.resolver_match
    at_home = match is not None and match.url_name == "home"
    if not at_home or chosen is None or not request.user.has_perm("accounts.change_employer", chosen):
        return ()
    return locked_signers(chosen)
