"""Fresh proof that the person at the keyboard is the signer (docs/adr/0051-confirmation.md).

The first signature of a session asks for password and second factor; each further one within
15 minutes of the last for one of them. Five failures in a row close signing for the person.
"""

from __future__ import annotations

import datetime as dt
import functools
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import validate_totp_code
from allauth.mfa.utils import decrypt, is_mfa_enabled
from allauth.mfa.webauthn.forms import AuthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.confirmation import FIRST_FACTOR, Confirmation, Level
from accounts.language import spoken_to
from accounts.models import User
from accounts.requests import PersonRequest
from accounts.selectors import administrators_of, employers_of
from accounts.services.journal import journal_append

SERIES = dt.timedelta(minutes=15)
MAX_FAILURES = 5
SESSION_KEY = "signing"
FIELDS = ("password", "code", "credential")


class UnableToConfirm(Exception):
    """The signer is not confirmed; the message says what to do. ``is_failure``: something wrong was given."""

    def __init__(self, message: str, *, is_failure: bool = False) -> None:
        super().__init__(message)
        self.is_failure = is_failure


@dataclass(frozen=True)
class Asked:
    """What a screen has to ask for before the next signature."""

    needs_both: bool
    has_second_factor: bool
    is_locked: bool
    key_options: dict[str, Any] | None = None


def asked_of(request: PersonRequest) -> Asked:
    """Return what the person has to give to sign now."""
    has_second = is_mfa_enabled(request.user)
    has_key = is_mfa_enabled(request.user, [Authenticator.Type.WEBAUTHN])
    return Asked(
        needs_both=has_second and not _series(request),
        has_second_factor=has_second,
        is_locked=request.user.signing_locked_at is not None,
        key_options=begin_authentication(request.user) if has_key else None,
    )


def confirm_signer(request: PersonRequest, given: Mapping[str, str] | None = None) -> Confirmation:
    """Check what the signer gave (``password``, ``code``, ``credential``; the POST by default).

    Returns the confirmation for one act, or for one batch shown as a list. Raises
    ``UnableToConfirm``; a wrong answer is counted even though the act is refused.
    """
    given = request.POST if given is None else given
    user = User.objects.get(pk=request.user.pk)
    if user.signing_locked_at is not None:
        raise UnableToConfirm(
            _("Подписание для вас закрыто после пяти неудачных попыток: обратитесь к администратору.")
        )
    presented = {name: given.get(name, "").strip() for name in FIELDS}
    series, has_second = _series(request), is_mfa_enabled(user)
    _require(presented, needs_both=has_second and not series, has_second=has_second)
    try:
        factors = _verified(request, user, presented, in_series=bool(series))
    except UnableToConfirm as refusal:
        if refusal.is_failure:
            _count_failure(user)
        raise
    User.objects.filter(pk=user.pk).exclude(signing_failures=0).update(signing_failures=0)
    return _confirmation(request, factors, series)


def signing_unlock(user: User, *, employer_id: int, actor: User) -> None:
    """Open signing again; only by an administrator, never by the person; stands in the journal."""
    with transaction.atomic():
        User.objects.filter(pk=user.pk).update(signing_failures=0, signing_locked_at=None)
        _record(user, employer_id, "user.signing_unlock", actor)


def _require(presented: Mapping[str, str], *, needs_both: bool, has_second: bool) -> None:
    second = presented["code"] or presented["credential"]
    if needs_both and not (presented["password"] and second):
        raise UnableToConfirm(_("Первая подпись за сеанс: введите пароль и код (или приложите ключ безопасности)."))
    if not has_second and not presented["password"]:
        raise UnableToConfirm(_("Подтвердите подпись паролем."))
    if not (presented["password"] or second):
        raise UnableToConfirm(_("Подтвердите подпись паролем или кодом."))


def _verified(request: PersonRequest, user: User, presented: Mapping[str, str], *, in_series: bool) -> tuple[str, ...]:
    """Every factor given must be right; the second one is looked at only after the first.

    A double click brings the same code twice: the second time the password carries it.
    """
    factors: list[str] = []
    try:
        if presented["password"]:
            found = get_adapter(request).authenticate(
                request, username=user.get_username(), password=presented["password"]
            )
            if found is None or found.pk != user.pk:
                raise UnableToConfirm(_("Пароль неверен."), is_failure=True)
            factors.append(FIRST_FACTOR)
        if presented["code"]:
            kind = _code_type(user, presented["code"])
            if kind:
                factors.append(kind)
            elif not (in_series and factors):
                raise UnableToConfirm(_("Этот код уже использован: дождитесь следующего (не более 30 с)."))
        if presented["credential"]:
            factors.append(_key_type(user, presented["credential"]))
    except ValidationError as error:
        raise UnableToConfirm(" ".join(error.messages), is_failure=True) from error
    return tuple(factors)


def _code_type(user: User, code: str) -> str:
    """Which second factor a code is of; empty text for a right code that was used before."""
    for authenticator in Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.WEBAUTHN):
        if authenticator.wrap().validate_code(code):
            authenticator.record_usage()
            return str(authenticator.type)
        if authenticator.type == Authenticator.Type.TOTP and validate_totp_code(
            decrypt(authenticator.data["secret"]), code
        ):
            return ""
    raise UnableToConfirm(_("Код неверен."), is_failure=True)


def _key_type(user: User, credential: str) -> str:
    form = AuthenticateWebAuthnForm(user=user, data={"credential": credential})
    try:
        json.loads(credential)
        is_valid = form.is_valid()
    except (ValueError, KeyError, TypeError) as error:
        raise UnableToConfirm(_("Ключ безопасности не подтверждён."), is_failure=True) from error
    if not is_valid:
        raise UnableToConfirm(_("Ключ безопасности не подтверждён."), is_failure=True)
    form.cleaned_data["credential"].record_usage()
    return str(Authenticator.Type.WEBAUTHN)


def _series(request: PersonRequest) -> list[str]:
    """Factors already given in this unbroken series of signings; none when the next one begins it."""
    state = request.session.get(SESSION_KEY)
    if not state or state["user"] != request.user.pk:
        return []
    last = dt.datetime.fromisoformat(state["at"])
    fresh = dt.timedelta(0) <= timezone.now() - last <= SERIES
    return list(state["factors"]) if fresh else []


def _confirmation(request: PersonRequest, factors: tuple[str, ...], series: list[str]) -> Confirmation:
    now, all_factors = timezone.now(), tuple(dict.fromkeys((*series, *factors)))
    request.session[SESSION_KEY] = {"user": request.user.pk, "at": now.isoformat(), "factors": all_factors}
    return Confirmation(
        level=Level.CLICK,
        at=now,
        factors=factors,
        session_factors=all_factors,
        address=get_adapter(request).get_client_ip(request) or "",
        agent=request.headers.get("User-Agent", "")[:300],
        request_id=request.request_id,
        session_digest=hashlib.sha256((request.session.session_key or "").encode()).hexdigest()[:16],
    )


@transaction.atomic
def _count_failure(user: User) -> None:
    fresh = User.objects.select_for_update().get(pk=user.pk)
    fresh.signing_failures += 1
    if fresh.signing_failures >= MAX_FAILURES and fresh.signing_locked_at is None:
        fresh.signing_locked_at = timezone.now()
        for employer_id in employers_of(fresh, timezone.localdate()):
            _record(fresh, employer_id, "user.signing_lock", None)
            _tell_administrators(fresh, employer_id)
    fresh.save(update_fields=["signing_failures", "signing_locked_at"])


def _record(user: User, employer_id: int, act: str, actor: User | None) -> None:
    payload = {"user": user.get_username()}
    journal_append(employer_id=employer_id, actor=actor, act=act, target=user, payload=payload)


def _tell_administrators(user: User, employer_id: int) -> None:
    for person in administrators_of(employer_id, timezone.localdate()).exclude(email=""):
        with spoken_to(person):
            subject = _("Подписание закрыто: %s") % user
            text = _("Пять неудачных подтверждений подряд: %s. Открыть снова можно на странице «Люди и роли».") % user
        letter = (subject, text, settings.DEFAULT_FROM_EMAIL, [person.email])
        transaction.on_commit(functools.partial(send_mail, *letter, fail_silently=True))
