"""Structural subdivisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from workplaces.models.listed import Listed, sharing
from workplaces.search import folded, in_order


class Department(Listed):
    """«Структурное подразделение»: a shop, or a section within a shop."""

    name = models.CharField(_("наименование"), max_length=300)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sections", verbose_name=_("входит в")
    )
    place = models.PositiveIntegerField(_("порядок в штатном расписании"), default=0)
    by_name = models.CharField(max_length=400, default="", blank=True, editable=False)
    history = History(excluded_fields=["search_text", "by_name"])

    TABLE_FIELDS = ("search_text", "by_name")
    FOLD_RELATED = ("parent",)

    class Meta:
        verbose_name = _("подразделение")
        verbose_name_plural = _("подразделения")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "parent", "name"], name="department_once"),
            models.UniqueConstraint(
                fields=["employer", "name"], condition=models.Q(parent__isnull=True), name="department_shop_once"
            ),
        ]
        indexes = [models.Index(fields=["employer", "by_name"], name="department_by_name")]

    def __str__(self) -> str:
        return f"{self.parent.name}, {self.name}" if self.parent else self.name

    def clean(self) -> None:
        """A tree has no circles."""
        above, seen = self.parent, {self.pk}
        while above is not None:
            if above.pk in seen:
                raise ValidationError({"parent": _("Подразделение не может входить в само себя.")})
            seen.add(above.pk)
            above = above.parent

    def fold(self) -> None:
        """Search and sort by the path: shop, then section."""
        self.search_text = folded(self.name, self.parent.name if self.parent else "")
        self.by_name = in_order(self.parent.name, self.name) if self.parent else in_order(self.name)

    def below(self) -> Iterable[QuerySet[Any]]:
        """Sections first, then what stands in this department and in them."""
        yield Department.objects.filter(parent=self)
        for model, name in sharing(Department):
            yield model.objects.filter(models.Q(**{name: self}) | models.Q(**{f"{name}__parent": self}))

    @property
    def shop(self) -> str:
        """Name for «Цех (отдел)» of the forms."""
        return self.parent.name if self.parent else self.name

    @property
    def section(self) -> str:
        """Name for «Участок (бюро, сектор)» of the forms, empty for a shop itself."""
        return self.name if self.parent else ""
