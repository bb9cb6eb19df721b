"""With what a signature is confirmed: who proved to be the signer, how, and from where."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

FIRST_FACTOR = "password"
SECOND_FACTORS = frozenset({"totp", "webauthn", "recovery_codes"})
FACTOR_WORDS = {
    "password": _("пароль"),
    "totp": _("код приложения"),
    "webauthn": _("ключ безопасности"),
    "recovery_codes": _("резервный код"),
}


class Level(models.TextChoices):
    """What kind of signature it is. Only the uploaded file of level EDS can be an ЭЦП."""

    PAPER = "PAPER", _("подпись на бумаге, запись внесена в систему")
    CLICK = "CLICK", _("подпись в системе, не является ЭЦП")
    SEAL = "SEAL", _("печать системы, не является ЭЦП")
    EDS = "EDS", _("загруженный файл ЭЦП")
    SYSTEM = "SYSTEM", _("системная запись, без подтверждения личности")


@dataclass(frozen=True)
class Confirmation:
    """Proof behind a signature.

    ``factors`` were presented for this act, ``session_factors`` in this session of signing up to it
    (the first act of a session needs both factors, a later one within 15 minutes any one).
    """

    level: str
    at: dt.datetime
    factors: tuple[str, ...] = ()
    session_factors: tuple[str, ...] = ()
    address: str = ""
    agent: str = ""
    request_id: str = ""
    session_digest: str = ""
    source: str = ""

    @property
    def has_second_factor(self) -> bool:
        """Whether the session of signing was opened with a second factor."""
        return not SECOND_FACTORS.isdisjoint(self.session_factors)


_CURRENT: ContextVar[Confirmation | None] = ContextVar("confirmation", default=None)


def current_confirmation() -> Confirmation | None:
    """The confirmation that a command or a test has named for everything it does; never one of a request."""
    return _CURRENT.get()


@contextmanager
def confirming(confirmation: Confirmation | None) -> Iterator[None]:
    """Let acts inside the block be signed with ``confirmation``; ``None`` takes an outer one away."""
    token = _CURRENT.set(confirmation)
    try:
        yield
    finally:
        _CURRENT.reset(token)


@contextmanager
def acting_as_system(source: str) -> Iterator[None]:
    """Let a command act for people: its signatures bear the level «системная запись» and this source."""
    with confirming(Confirmation(Level.SYSTEM, timezone.now(), source=source)):
        yield
