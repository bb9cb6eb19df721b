"""Two languages of the screens, one of the records (docs/adr/0076-language-of-record.md)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils import translation

if TYPE_CHECKING:
    from accounts.models import User

LANGUAGE_OF_RECORD = "ru"
"""The official forms of № 35 are Russian, and a journal in two languages could not be compared with itself."""


@contextmanager
def recorded() -> Iterator[None]:
    """Speak Russian inside, whatever the screen speaks: for everything that is stored, printed or handed out.

    A decorator too: ``@recorded()``. Not for generators, whose reader would go on in Russian.
    """
    with translation.override(LANGUAGE_OF_RECORD):
        yield


def is_screen_of_record() -> bool:
    """Whether the screen speaks the language of the records anyway."""
    return (translation.get_language() or LANGUAGE_OF_RECORD).startswith(LANGUAGE_OF_RECORD)


def spoken_to(person: User) -> AbstractContextManager[None]:
    """Speak the person's language inside: for letters, which no screen has a say in."""
    return translation.override(known(person.language) or LANGUAGE_OF_RECORD)


def known(language: str) -> str:
    """Return a language of ours, or empty text for any other."""
    return language if language in dict(settings.LANGUAGES) else ""
