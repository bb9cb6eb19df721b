"""What allauth does with an account stands in our journal too."""

from __future__ import annotations

from typing import Any

from allauth.account.signals import password_changed
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
from django.dispatch import receiver
from django.http import HttpRequest

from accounts.models import User
from accounts.services.access import access_record


@receiver(authenticator_added)
def second_factor_added(sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kw: Any) -> None:
    """A second factor was set up."""
    access_record(user, "user.second_factor_added", actor=user, detail=str(authenticator.type))


@receiver(authenticator_removed)
def second_factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kw: Any
) -> None:
    """A second factor was removed."""
    access_record(user, "user.second_factor_removed", actor=user, detail=str(authenticator.type))


@receiver(authenticator_reset)
def second_factor_renewed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kw: Any
) -> None:
    """Recovery codes were made anew."""
    access_record(user, "user.second_factor_renewed", actor=user, detail=str(authenticator.type))


@receiver(password_changed)
def own_password_changed(sender: Any, request: HttpRequest, user: User, **kw: Any) -> None:
    """A person changed the own password."""
    access_record(user, "user.password_changed", actor=user)
