"""How allauth behaves here: accounts are opened by administrators, secrets are kept encrypted."""

from __future__ import annotations

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest

from accounts.qr import qr_svg

QUIET = {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}


class AccountAdapter(DefaultAccountAdapter):
    """Nobody signs up; coming and going is not announced."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts come from the employer's administrator only."""
        return False

    def add_message(self, request: HttpRequest, level: int, message_template: str = "", *args: Any, **kw: Any) -> None:
        """Pass messages on, but for the greeting."""
        if message_template not in QUIET:
            super().add_message(request, level, message_template, *args, **kw)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets of second factors lie in the database under a key made of SECRET_KEY."""

    def encrypt(self, text: str) -> str:
        """Return the text as a Fernet token."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the text of a token; raises ``InvalidToken`` after SECRET_KEY has changed."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def build_totp_svg(self, url: str) -> str:
        """Return the QR code of a secret as SVG."""
        return qr_svg(url)


def _fernet() -> Fernet:
    key = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))
