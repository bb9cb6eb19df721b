"""Second factors and passwords: given, taken away, and written down."""

from __future__ import annotations

import datetime as dt
import secrets
import time

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.selectors import employers_of
from accounts.services.journal import journal_append

LETTERS = "abcdefghkmnprstuvwxyz23456789"
"""Letters of given passwords: none that are mistaken for one another when read aloud or written down."""
PERIOD = 30


def password_make() -> str:
    """Return a password that nobody has seen yet: four groups of four letters, 77 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _place in range(4)) for _group in range(4))


def totp_give(user: User) -> str:
    """Give a person a second factor without a telephone, for demonstrations and tests; return the secret."""
    secret: str = generate_totp_secret()
    with transaction.atomic():
        TOTP.activate(user, secret)
        access_record(user, "user.second_factor_added", actor=None, detail="totp")
    return secret


def totp_code(user: User, at: float | None = None) -> str:
    """Return the code that a person's application shows at a moment (now by default).

    Raises ``Authenticator.DoesNotExist`` without such a second factor.
    """
    authenticator = Authenticator.objects.get(user=user, type=Authenticator.Type.TOTP)
    counter = int(time.time() if at is None else at) // PERIOD
    code: str = format_hotp_value(hotp_value(decrypt(authenticator.data["secret"]), counter))
    return code


@transaction.atomic
def access_reset(user: User, *, actor: User) -> str:
    """Take all second factors away and return a new password, shown once: for whoever lost the telephone.

    Open sessions end, because they are bound to the old password.
    """
    password = password_make()
    Authenticator.objects.filter(user=user).delete()
    user.set_password(password)
    user.save(update_fields=["password"])
    access_record(user, "user.access_reset", actor=actor)
    return password


def access_record(user: User, act: str, *, actor: User | None, detail: str = "", on: dt.date | None = None) -> None:
    """Write an act on an account into the journal of every employer of the person."""
    payload = {"user": user.get_username(), "detail": detail}
    for employer_id in employers_of(user, on or timezone.localdate()):
        journal_append(employer_id=employer_id, actor=actor, act=act, target=user, payload=payload)


def language_set(user: User, language: str) -> None:
    """Write the person's language of screens and letters down."""
    user.language = language
    user.save(update_fields=["language"])
