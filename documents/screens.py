"""What a kind of document looks like on a screen: each room describes its own, one view shows all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Employer, User
from accounts.requests import PersonRequest
from documents.forms import OwnedForm
from documents.models import Document, DocumentPart
from documents.pickers import Suggestion
from documents.problems import Problem
from documents.selectors import permission_name

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
"""Text for people, perhaps not translated yet."""
Column = tuple["Words", str]
"""Heading and dotted path of a column."""


@dataclass(frozen=True)
class GridColumn:
    """A column of a table of editors: the field of the form and its heading."""

    name: str
    label: Words
    is_awaited: bool = False


@dataclass(frozen=True)
class Opinion:
    """What the norms say of one row: a class with its trace, or words."""

    conditions_class: str = ""
    words: str = ""
    trace: Sequence[Mapping[str, Any]] = ()


Judge = Callable[[Any], Callable[[Any], Opinion]]
"""Given a document, the function that judges its rows, saved or not; made once for a page."""


@dataclass(frozen=True)
class PartScreen:
    """A table of rows of a document: its columns, and the form for one row where people fill it in.

    ``judge`` speaks in a column ``judged``. ``suggest(document, field, text, values)`` offers more
    than the picker of a field does. ``ripples``: a row changes what is said of the row after it.
    ``starts_with`` gives a new row its first values. ``awaited`` names the fields that a copy leaves
    empty and a person has to fill: they are marked until they are. ``names_rows``: what is judged is what
    the number in the first column means, and stands beside it. ``belongs`` says whether a document has such
    a table at all: an order of approval names no commission.
    """

    name: str
    title: Words
    columns: tuple[Column, ...]
    form: type[OwnedForm] | None = None
    related: tuple[str, ...] = ()
    judge: Judge | None = None
    judged: Words = ""
    suggest: Callable[[Any, str, str, Mapping[str, str]], list[Suggestion] | None] | None = None
    ripples: bool = False
    starts_with: Callable[[Any], dict[str, Any]] = lambda document: {}
    awaited: tuple[str, ...] = ()
    names_rows: bool = False
    belongs: Callable[[Any], bool] = lambda document: True

    @property
    def is_filled_in(self) -> bool:
        """Whether people fill the rows in (templates would call the form's class instead of looking)."""
        return self.form is not None

    @cached_property
    def fields(self) -> list[GridColumn]:
        """The columns of the table of editors: the fields of the form, those of ``EXTRA`` apart."""
        return [column for column in self._all_fields() if column.name not in self._extra]

    @cached_property
    def extra_fields(self) -> list[GridColumn]:
        """The fields that share the last column."""
        return [column for column in self._all_fields() if column.name in self._extra]

    @property
    def _extra(self) -> tuple[str, ...]:
        return self.form.EXTRA if self.form else ()

    def _all_fields(self) -> list[GridColumn]:
        return (
            [GridColumn(name, each.label or name, name in self.awaited) for name, each in self.form.base_fields.items()]
            if self.form
            else []
        )

    def model(self, document: Document) -> type[DocumentPart]:
        """The model of the rows."""
        return document.part_model(self.name)


@dataclass(frozen=True)
class Chore:
    """Something that is done to a document beside its transitions, and may be done to many at once."""

    name: str
    label: Words
    run: Callable[[Any, User], Any]


CampaignFilter = Callable[[QuerySet, int], QuerySet]
_campaign_filters: dict[type[Document], CampaignFilter] = {}


def register_campaign_filter(narrow: CampaignFilter, *models: type[Document]) -> None:
    """Let a room above say which papers of a kind belong to a campaign though they do not name it."""
    _campaign_filters.update(dict.fromkeys(models, narrow))


def of_campaign(found: QuerySet, campaign: str) -> QuerySet:
    """What of a list belongs to a campaign; an id that means nothing finds nothing."""
    if not campaign.isdecimal() or len(campaign) > 18:
        return found.none()
    if narrow := _campaign_filters.get(found.model):
        return narrow(found, int(campaign))
    return found.filter(campaign_id=campaign) if hasattr(found.model, "campaign") else found.none()


def _no_context(document: Any, request: PersonRequest) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class DocumentScreen:
    """A kind of document: list columns, facts of its page, form, tables of rows, own template.

    ``summary`` is a template that says what the rows add up to; it is asked for anew after each saved row.
    ``restrict`` narrows what a person without the right to all may see; ``opened`` fills a new
    document with the rows that the form of the act already prints.
    ``copy(sample, created, actor)`` takes the structure of another document over, ``sample_fields`` are the
    fields of its head that a copy keeps; values, numbers, dates and signatures stay behind.
    ``is_long(document, act)`` says whether an act takes so long that a worker does it, with progress to look at.
    ``many`` names the transitions and chores that may be done to many documents of a list at once.
    ``is_paper``: it is printed, so a print of it can be verified and a file of ЭЦП attached.
    """

    model: type[Document]
    columns: tuple[Column, ...]
    facts: tuple[Column, ...] = ()
    form: type[OwnedForm] | None = None
    parts: tuple[PartScreen, ...] = ()
    related: tuple[str, ...] = ()
    template: str = "documents/document.html"
    summary: str = ""
    context: Callable[[Any, PersonRequest], dict[str, Any]] = field(default=_no_context)
    restrict: Callable[[QuerySet, User], QuerySet] | None = None
    opened: Callable[[Any, User], None] | None = None
    sample_fields: tuple[str, ...] = ()
    copy: Callable[[Any, Any, User], None] | None = None
    help: Words = ""
    is_paper: bool = True
    is_long: Callable[[Any, str], bool] = lambda document, act: False
    many: tuple[str, ...] = ()
    chores: tuple[Chore, ...] = ()

    @property
    def slug(self) -> str:
        """Name in addresses."""
        return self.model.SLUG

    def chore(self, name: str) -> Chore | None:
        """The chore under a name."""
        return next((chore for chore in self.chores if chore.name == name), None)

    def part(self, name: str) -> PartScreen | None:
        """The table of rows under a name."""
        return next((part for part in self.parts if part.name == name), None)

    def may_create(self, user: User, employer: Employer) -> bool:
        """Whether the person may open a new document of this kind."""
        return self.form is not None and user.has_perm(permission_name(self.model, "change"), employer)

    def visible_to(self, user: User, employer: Employer) -> QuerySet:
        """Documents of an employer that the person may read: all, or those of the person's own."""
        found = self.model.objects.filter(employer=employer).select_related(*self.related)
        if user.has_perm(permission_name(self.model, "view"), employer) and not self._is_restricted(user, employer):
            return found
        return self.restrict(found, user) if self.restrict else found.none()

    def _is_restricted(self, user: User, employer: Employer) -> bool:
        return self.restrict is not None and not user.has_perm("accounts.view_employer", employer)


_SCREENS: dict[str, DocumentScreen] = {}


def register_screens(*screens: DocumentScreen) -> None:
    """Make screens known under the addresses of their documents."""
    for screen in screens:
        _SCREENS[screen.slug] = screen


def screen_of(slug: str) -> DocumentScreen | None:
    """The screen of a kind of document by its address."""
    return _SCREENS.get(slug)


def all_screens() -> list[DocumentScreen]:
    """All screens, in the order of registration."""
    return list(_SCREENS.values())


def repair_address(problem: Problem) -> str:
    """Address of the very field: the field of the form for the head of a draft, else the place on the page."""
    document = problem.target
    if isinstance(document, Document) and document.is_editable and problem.anchor:
        screen = screen_of(document.SLUG)
        if screen is not None and screen.form is not None and problem.anchor in screen.form.base_fields:
            return f"{reverse('document-change', args=[document.SLUG, document.pk])}#id_{problem.anchor}"
    return problem.link
