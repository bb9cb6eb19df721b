"""Every caption of the official forms, word for word as № 35 has it: held against quotations of the act.

``captions.yaml`` was made on 21.11.2026 from the text of the act: ``literal`` occur in it letter for letter (spaces,
line breaks, dashes, quotation marks, raised figures and «N» for «№» apart); ``by_eye`` do not, each for the reason
that stands beside it, and were read beside the act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from reports.forms.catalogue import DATA

QUOTED = yaml.safe_load((Path(__file__).parent / "captions.yaml").read_text("utf-8"))
_NOT_WORDS = {"width", "kind", "key", "look", "methods", "absent", "code", "factor_width", "merges", "numbered"}
_NOT_WORDS |= {"landscape", "elsewhere", "source", "empty", "fits", "others", "purpose", "not_confirmed", "indicators"}
_NOT_WORDS |= {"units", "counter", "copies"}
MARKED = {"survey", "factor-list", "pension", "medical", "surcharge", "not-confirmed", "plan"}
"""Annexes below whose number the act has the line «Форма»; приложение 2 has «Форма титульного листа», others nothing."""
_PLACE = re.compile(r"\{[a-z_]+\}|_{2,}")


def texts(node: Any) -> Iterator[str]:
    """Words of a form for people: not keys, widths and what we say ourselves."""
    if isinstance(node, str):
        for part in _PLACE.split(node):
            text = part.strip(" .,;:()\u00a0").replace("\u00ad", "").replace("\u00a0", " ")  # what keeps words together
            if re.search("[а-яА-ЯёЁ]", text):
                yield text
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "blanks":
                yield from texts([caption for _name, caption in value])
            elif key not in _NOT_WORDS:
                yield from texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from texts(value)


def captions_of(form: str) -> list[str]:
    """Captions of every edition of a form that is held, each once."""
    data = yaml.safe_load((DATA / f"{form}.yaml").read_text("utf-8"))
    return list(dict.fromkeys(text for edition in data["editions"].values() for text in texts(edition.get("body", {}))))


@pytest.mark.parametrize("form", sorted(QUOTED))
def test_every_caption_is_quoted_from_the_act(form: str) -> None:
    assert sorted(captions_of(form)) == sorted([*QUOTED[form]["literal"], *QUOTED[form].get("by_eye", {})])


@pytest.mark.parametrize("form", sorted(QUOTED))
def test_what_is_not_literal_says_why(form: str) -> None:
    reasons = QUOTED[form].get("by_eye", {})
    assert all(len(reason) > 20 for reason in reasons.values())
    assert not set(reasons) & set(QUOTED[form]["literal"])


@pytest.mark.parametrize("form", sorted(QUOTED))
def test_the_word_form_stands_where_the_act_has_it(form: str) -> None:
    data = yaml.safe_load((DATA / f"{form}.yaml").read_text("utf-8"))
    for edition in data["editions"].values():
        found = [line for line in edition.get("source", ["Форма"] * (form in MARKED)) if line.startswith("Форма")]
        protocol = ["Форма титульного листа"] if form == "measurement-protocol" else []
        assert found == (["Форма"] if form in MARKED else protocol), form


def test_every_official_form_is_held_against_the_act() -> None:
    from tests.reports.test_catalogue import ANNEXES

    assert set(QUOTED) == set(ANNEXES)
