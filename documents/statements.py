"""The words that a signer puts a signature to: data with versions (``data/statements.yaml``)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from documents.models import Document

DATA = Path(__file__).parent / "data" / "statements.yaml"


@dataclass(frozen=True)
class Statement:
    """What one meaning says, and since which version of its wording."""

    meaning: str
    version: int
    text: str


def statement_of(meaning: str) -> Statement:
    """Return the newest wording of a meaning; raises ``KeyError`` for a meaning without words."""
    newest = max(_data()["statements"][meaning], key=lambda line: int(line["version"]))
    return Statement(meaning, int(newest["version"]), str(newest["text"]))


def statement_before(model: type[Document], transition: str) -> Statement | None:
    """Return what the signer of an act is about to state; ``None`` where the act names no one meaning."""
    acts = _data()["acts"]
    meaning = acts.get(f"{model._meta.model_name}.{transition}") or acts.get(transition)
    return statement_of(meaning) if meaning else None


@functools.cache
def _data() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))
    return found
