"""A staged import: file → rows → columns, names, problems per cell → apply → perhaps undo."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models.document import Document, DocumentPart, state_constraint
from documents.models.stored_file import StoredFile
from documents.states import ImportState


class ImportBatch(Document):
    """One uploaded workbook on its way into the system.

    ``layout`` says for each sheet where its table stands (``documents.workbooks.layout.Layout``).
    """

    kind = models.CharField(_("что загружается"), max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("файл"))
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто загрузил")
    )
    layout = models.JSONField(_("столбцы"), default=list, blank=True)
    refusal = models.TextField(_("почему отклонён"), blank=True)
    created_count = models.PositiveIntegerField(_("создано"), default=0)
    changed_count = models.PositiveIntegerField(_("изменено"), default=0)
    unchanged_count = models.PositiveIntegerField(_("без изменений"), default=0)
    state = FSMField(_("состояние"), default=ImportState.UPLOADED, choices=ImportState, protected=True)

    SLUG = "imports"
    EDITABLE_STATES = frozenset({ImportState.UPLOADED, ImportState.READ})
    STAMP_FIELDS = ("refusal", "created_count", "changed_count", "unchanged_count")

    class Meta:
        verbose_name = _("загрузка")
        verbose_name_plural = _("загрузки")
        ordering = ["-id"]
        constraints = [state_constraint(ImportState, "importbatch")]

    @transition(
        "state",
        source=ImportState.UPLOADED,
        target=ImportState.READ,
        custom={"label": _("Прочитать"), "internal": True},
    )
    def read(self, performance: Any) -> None:
        """The rows of the file are in the database."""

    @transition(
        "state",
        source=ImportState.UPLOADED,
        target=ImportState.REFUSED,
        custom={"label": _("Отклонить"), "internal": True},
    )
    def refuse(self, performance: Any) -> None:
        """The file cannot be read at all."""
        self.refusal = performance.reason

    @transition("state", source=ImportState.READ, target=ImportState.APPLIED, custom={"label": _("Применить")})
    def apply(self, performance: Any) -> None:
        """Everything that could be understood has gone in."""
        counts = performance.data["counts"]
        self.created_count, self.changed_count = counts["created"], counts["changed"]
        self.unchanged_count = counts["unchanged"]

    @transition(
        "state",
        source=ImportState.APPLIED,
        target=ImportState.UNDONE,
        custom={"label": _("Отменить загрузку"), "danger": True, "reason": _("Почему отменяете")},
    )
    def undo(self, performance: Any) -> None:
        """What the batch made is gone, what it changed is as before."""


class RowRole(models.TextChoices):
    """What a row of a sheet is."""

    DATA = "DATA", _("данные")
    REPEAT = "REPEAT", _("повтор")
    GROUP = "GROUP", _("заголовок группы")
    SUBTOTAL = "SUBTOTAL", _("итог")
    TITLE = "TITLE", _("заголовок")
    OTHER = "OTHER", _("прочее")
    UNREAD = "UNREAD", _("лист не читается")


class RowMark(models.TextChoices):
    """How a row stands before it is applied."""

    CLEAN = "CLEAN", _("без замечаний")
    REMARK = "REMARK", _("с замечанием")
    REFUSED = "REFUSED", _("не войдёт")


class RowOutcome(models.TextChoices):
    """What became of a row when the batch was applied."""

    WAITING = "WAITING", _("ждёт")
    CREATED = "CREATED", _("создано")
    CHANGED = "CHANGED", _("изменено")
    UNCHANGED = "UNCHANGED", _("без изменений")
    SKIPPED = "SKIPPED", _("не загружено")


class ImportRow(DocumentPart):
    """One row of a sheet: as it was, as it was understood, and what stands in the way.

    ``kinds`` holds a letter a cell (``documents.workbooks.reader.RawCell``); ``corrections`` what a
    person wrote instead, by column index. ``raw`` itself never changes.
    """

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="rows", verbose_name=_("загрузка"))
    sheet = models.CharField(_("лист"), max_length=100)
    sheet_place = models.PositiveSmallIntegerField(default=0)
    row_number = models.PositiveIntegerField(_("строка"))
    role = models.CharField(_("вид строки"), max_length=10, choices=RowRole)
    mark = models.CharField(_("отметка"), max_length=10, choices=RowMark, default=RowMark.CLEAN)
    raw = models.JSONField(_("как в файле"), default=list)
    kinds = models.CharField(max_length=200, blank=True)
    corrections = models.JSONField(_("исправлено"), default=dict, blank=True)
    clean = models.JSONField(_("как понято"), default=dict)
    problems = models.JSONField(_("замечания"), default=list)
    outcome = models.CharField(_("итог"), max_length=10, choices=RowOutcome, default=RowOutcome.WAITING)
    history = None

    PARENT = "batch"

    class Meta:
        verbose_name = _("строка загрузки")
        verbose_name_plural = _("строки загрузки")
        ordering = ["batch", "sheet_place", "row_number"]
        constraints = [models.UniqueConstraint(fields=["batch", "sheet", "row_number"], name="importrow_once")]
        indexes = [
            models.Index(fields=["batch", "role", "mark"], name="importrow_by_mark"),
            models.Index(fields=["batch", "sheet_place", "row_number"], name="importrow_in_order"),
        ]

    def __str__(self) -> str:
        return f"{self.sheet}, строка {self.row_number}"

    @property
    def can_apply(self) -> bool:
        """Whether this row holds data without a problem that blocks it."""
        return self.role == RowRole.DATA and self.mark != RowMark.REFUSED


class ImportEffect(DocumentPart):
    """An object that a batch made or changed, with its values before: what undo goes by."""

    batch = models.ForeignKey(ImportBatch, models.CASCADE, related_name="effects", verbose_name=_("загрузка"))
    target_type = models.CharField(max_length=100)
    target_id = models.PositiveBigIntegerField()
    before = models.JSONField(_("было"), null=True, blank=True, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("стало"), default=dict, blank=True, encoder=DjangoJSONEncoder)
    history = None

    PARENT = "batch"

    class Meta:
        verbose_name = _("след загрузки")
        verbose_name_plural = _("следы загрузки")
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.target_type} {self.target_id}"
