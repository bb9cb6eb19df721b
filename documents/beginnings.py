"""How to begin where a list is still empty: each room says it for its own lists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.screens import Words


@dataclass(frozen=True)
class Step:
    """A link that begins something, for those who have the right on the employer."""

    words: Words
    route: str
    arguments: tuple[str, ...] = ()
    query: str = ""
    permission: str = ""

    @property
    def address(self) -> str:
        """Where it leads."""
        return reverse(self.route, args=self.arguments) + (f"?{self.query}" if self.query else "")


@dataclass(frozen=True)
class Beginning:
    """What an empty list says: where its rows come from, and the steps towards the first."""

    words: Words
    steps: tuple[Step, ...] = ()


def load(kind: str, words: Words) -> Step:
    """The step of loading a workbook of a kind."""
    return Step(words, "import-new", query=f"kind={kind}", permission="documents.change_importbatch")


_BEGINNINGS: dict[str, Beginning] = {}


def register_beginnings(beginnings: Mapping[str, Beginning]) -> None:
    """Say how the lists under these addresses begin."""
    _BEGINNINGS.update(beginnings)


def beginning_of(slug: str) -> Beginning | None:
    """How a list begins."""
    return _BEGINNINGS.get(slug)


register_beginnings(
    {
        "imports": Beginning(
            _("Книги Excel загружаются как есть, с просмотром до записи. Первым — штатное расписание."),
            (load("staffing", _("Загрузить штатное расписание")),),
        ),
        "jobs": Beginning(
            _("Долгая печать и комплект документов ставятся в очередь на странице аттестации."),
            (Step(_("Аттестации"), "document-list", ("campaigns",), permission="attestation.view_campaign"),),
        ),
    }
)
