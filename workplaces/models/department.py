"""Structural subdivisions."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import EmployerOwned


class Department(EmployerOwned):
    """«Структурное подразделение»: a shop, or a section within a shop."""

    name = models.CharField(_("наименование"), max_length=300)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="sections", verbose_name=_("входит в")
    )
    place = models.PositiveIntegerField(_("порядок в штатном расписании"), default=0)
    history = HistoricalRecords()

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

    def __str__(self) -> str:
        return f"{self.parent.name}, {self.name}" if self.parent else self.name

    @property
    def shop(self) -> str:
        """Name for «Цех (отдел)» of the forms."""
        return self.parent.name if self.parent else self.name

    @property
    def section(self) -> str:
        """Name for «Участок (бюро, сектор)» of the forms, empty for a shop itself."""
        return self.name if self.parent else ""
