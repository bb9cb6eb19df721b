"""What every page knows about the person looking at it."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from accounts.selectors import roles_of


def employer(request: HttpRequest) -> dict[str, Any]:
    """The chosen employer, all employers of the person, and the person's roles with the chosen one."""
    chosen = getattr(request, "employer", None)
    user = getattr(request, "user", None)
    roles = roles_of(user, chosen.pk, timezone.localdate()) if chosen and user else frozenset()
    return {"employer": chosen, "employers": getattr(request, "employers", []), "roles": roles}
