"""The abstract document and its parts."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.canonical import digest_of
from accounts.history import History
from accounts.models import EmployerOwned


class SafeRefresh(models.Model):
    """Reloads a protected state without switching the protection off.

    django_fsm's own mixin lifts the protection on the field object of the whole process while it
    reloads, and leaves it off when the row is gone.
    """

    class Meta:
        abstract = True

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Reload the row; protected fields are put back when the reload fails."""
        protected = {f.attname for f in self._meta.concrete_fields if getattr(f, "protected", False)}
        wanted = list(fields) if fields is not None else [f.attname for f in self._meta.concrete_fields]
        saved = {name: self.__dict__.pop(name) for name in protected & set(wanted) if name in self.__dict__}
        try:
            super().refresh_from_db(using=using, fields=wanted, from_queryset=from_queryset)
        except BaseException:
            for name, value in saved.items():
                self.__dict__.setdefault(name, value)
            raise


class Document(SafeRefresh, EmployerOwned):
    """«Документ»: something with a number, a date and a state that only ``perform`` changes.

    A concrete document declares its ``state`` field, the states in which its content may be
    edited, and the fields that a transition may stamp on a locked row. ``LATER_FIELDS`` came after the
    first release: in what is signed they are left out while empty (docs/adr/0111-later-fields.md).
    """

    number = models.CharField(_("номер"), max_length=50, blank=True)
    dated_on = models.DateField(_("дата"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    revision = models.PositiveIntegerField(_("редакция"), default=1, editable=False)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="superseded_by",
        verbose_name=_("заменяет"),
    )
    history: Any = History(inherit=True)

    SLUG: ClassVar[str]
    EDITABLE_STATES: ClassVar[frozenset[str]] = frozenset({"DRAFT"})
    STAMP_FIELDS: ClassVar[tuple[str, ...]] = ()
    PARTS: ClassVar[tuple[str, ...]] = ()
    LATER_FIELDS: ClassVar[frozenset[str]] = frozenset()
    state: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        name = str(self._meta.verbose_name)
        text = f"{name} №\u00a0{self.number}" if self.number else name
        if not self.dated_on:
            return text
        return str(_("%(document)s от %(day)s") % {"document": text, "day": f"{self.dated_on:%d.%m.%Y}"})

    def get_absolute_url(self) -> str:
        """Page of this document."""
        return reverse("document", args=[self.SLUG, self.pk])

    def clean_fields(self, exclude: Any = None) -> None:
        """Validate all fields but the state, which a protected field does not let validate."""
        super().clean_fields(exclude={*(exclude or ()), "state"})

    @property
    def is_editable(self) -> bool:
        """Whether the content may still be changed."""
        return self.state in self.EDITABLE_STATES

    @classmethod
    def state_field(cls) -> Any:
        """The protected field of the state, which knows all transitions."""
        return cast(Any, cls._meta).get_field("state")

    @classmethod
    def part_model(cls, related_name: str) -> type[DocumentPart]:
        """The model of the rows under a name of ``PARTS``."""
        return cast(type[DocumentPart], cls._meta.get_field(related_name).related_model)

    @classmethod
    def content_fields(cls) -> list[models.Field]:
        """Fields that make up what is signed and locked: all but keys, state, versions and stamps."""
        outside = {"id", "state", "version", "revision", *cls.STAMP_FIELDS}
        return [field for field in cls._meta.concrete_fields if field.name not in outside]


class DocumentPart(EmployerOwned):
    """A row of a document: lives, locks and dies with it. ``PARENT`` names the foreign key."""

    history: Any = History(inherit=True)
    PARENT: ClassVar[str]
    LATER_FIELDS: ClassVar[frozenset[str]] = frozenset()

    class Meta:
        abstract = True

    @property
    def parent(self) -> Document:
        """The document this row belongs to."""
        document: Document = getattr(self, self.PARENT)
        return document

    def row_content(self) -> dict[str, Any]:
        """What of this row an editor shows and saves: stored values by attribute."""
        return {field.attname: getattr(self, field.attname) for field in self._meta.concrete_fields}

    @property
    def row_version(self) -> str:
        """A short digest of the stored content: two tabs see by it that one of them is late."""
        return digest_of(self.row_content())[:16]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Take the owner of the document over, then save."""
        self.employer_id = self.parent.employer_id
        super().save(*args, **kwargs)


def state_constraint(states: type[models.TextChoices], name: str) -> models.CheckConstraint:
    """The database's own knowledge of a document's states."""
    return models.CheckConstraint(condition=models.Q(state__in=states.values), name=f"{name}_state_known")
