"""The request as the views of this application see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpRequest

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails

    from accounts.models import Employer, Membership, User


class PersonRequest(HttpRequest):
    """A request of a logged-in person, as the middlewares have completed it.

    ``employer`` is the one chosen, ``employers`` all of the person's; ``htmx`` is true for a
    request of a part of a page; ``request_id`` stands in the records of its acts. Nothing makes objects of this class: it is the shape views rely on.
    """

    user: User
    employer: Employer | None
    employers: list[Employer]
    htmx: HtmxDetails
    request_id: str
    memberships: list[Membership]
