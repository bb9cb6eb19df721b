"""The one door to the norms: ``norm(key, on)``."""

from __future__ import annotations

import datetime as dt
import functools
import hashlib

from norms.errors import NormNotFound
from norms.loader import DATA, load_norms
from norms.model import NormValue


@functools.cache
def norm(key: str, on: dt.date) -> NormValue:
    """Return the norm ``key`` as in force on the day ``on``.

    Raises ``NormNotFound`` naming the norm and the day: never a default, never the newest value.
    """
    known = load_norms().get(key)
    if known is None:
        raise NormNotFound(key, on, "такой нормы нет")
    return known.on(on)


def norm_if_any(key: str, on: dt.date) -> NormValue | None:
    """Return the norm ``key`` on the day ``on``, or ``None`` outside its life: for rules that one
    edition has and another has not. A key that no edition knows still raises ``NormNotFound``."""
    try:
        return norm(key, on)
    except NormNotFound:
        if key in load_norms():
            return None
        raise


@functools.cache
def fingerprint() -> str:
    """Return the SHA-256 of all data files: a card stores it with its result."""
    digest = hashlib.sha256()
    for path in sorted(DATA.rglob("*")):
        if path.is_file():
            digest.update(path.relative_to(DATA).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()
