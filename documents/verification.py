"""What a print needs to be verified: its code, the address, the QR. Reads only (docs/adr/0054-verification.md)."""

from __future__ import annotations

import functools

from django.conf import settings
from django.urls import reverse

from accounts.qr import qr_svg
from documents.models import Document
from documents.selectors import verification_code


def code_of(document: Document) -> str:
    """Return the public code of 80 bits (16 letters and digits), or empty text for a draft that was never issued."""
    return verification_code(document)


def shown_code(code: str) -> str:
    """Return a code in groups of four, as it is printed and typed: «abcd-efgh-ijkl-mnop»."""
    return "-".join(code[place : place + 4] for place in range(0, len(code), 4))


def address_of(code: str) -> str:
    """Return the full address that the QR leads to (``PUBLIC_URL`` names the server)."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('verify', args=[code])}"


def form_address() -> str:
    """Return the full address of the page where a code is typed by hand."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{reverse('verify-form')}"


def qr_of(code: str) -> str:
    """Return the QR of the address as SVG, for the footer of a print."""
    return _picture(address_of(code))


@functools.lru_cache(maxsize=256)  # the form of a document and the papers beside it are printed one after another
def _picture(address: str) -> str:
    return qr_svg(address, scale=2)
