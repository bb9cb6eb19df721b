"""The words of the official forms, by edition: what was in force on the day of the document is printed.

The data files repeat the captions of the act exactly; code knows their shape, never their text.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from norms.loader import load_acts, read_yaml
from reports.forms.words import glued

DATA = Path(__file__).parent / "data"
_FORM_KEYS = {"title", "file", "editions"}
_EDITION_KEYS = {"source", "approximate", "body", "elsewhere"}


class FormNotFound(LookupError):
    """No text of a form is held for a day; the message is for people."""


@dataclass(frozen=True)
class FormEdition:
    """A form as one edition of the act prints it.

    ``source`` is the caption «Приложение … к Инструкции …»; ``body`` holds the captions, shaped as
    the form's own module expects.
    """

    key: str
    title: str
    file: str
    valid_from: dt.date
    source: tuple[str, ...]
    body: Mapping[str, Any]


@functools.cache
def _form(key: str) -> tuple[str, str, Mapping[dt.date, Mapping[str, Any]]]:
    raw = _glued(read_yaml((DATA / f"{key}.yaml").read_text("utf-8")))
    _check(f"{key}", raw, _FORM_KEYS)
    editions = {dt.date.fromisoformat(day): edition for day, edition in raw["editions"].items()}
    if list(editions) != sorted(editions):
        raise ValueError(f"{key}: editions must stand in order of their first days")
    for day, edition in editions.items():
        _check(f"{key} from {day}", edition, _EDITION_KEYS)
        if ("elsewhere" in edition) == ("body" in edition):
            raise ValueError(f"{key} from {day}: either the text of the form or the act that holds it")
    return raw["title"], raw["file"], editions


def _check(where: str, given: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(given) - known:
        raise ValueError(f"{where}: unknown keys {sorted(unknown)}")


def _glued(raw: Any) -> Any:
    if isinstance(raw, dict):
        return {key: _glued(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [_glued(value) for value in raw]
    return glued(raw) if isinstance(raw, str) else raw


def form_on(key: str, day: dt.date) -> FormEdition:
    """Return a form as in force on a day; raises ``FormNotFound`` where its text is not held."""
    title, file, editions = _form(key)
    started = [first for first in editions if first <= day]
    if not started:
        raise FormNotFound(f"{title}: форма известна системе с {min(editions):%d.%m.%Y}, документ — от {day:%d.%m.%Y}")
    edition = editions[started[-1]]
    if "elsewhere" in edition:
        act = load_acts()[edition["elsewhere"]].short
        raise FormNotFound(f"{title}: на {day:%d.%m.%Y} форму устанавливало {act}; её текста в системе нет")
    return FormEdition(key, title, file, started[-1], tuple(edition.get("source", ())), edition["body"])


def known_forms() -> tuple[str, ...]:
    """Keys of all forms."""
    return tuple(sorted(path.stem for path in DATA.glob("*.yaml")))
