"""Professions and positions as the classifier names them."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import EmployerOwned
from documents.workbooks.values import normalized


class Profession(EmployerOwned):
    """«Профессия рабочего, должность служащего» by ОКРБ 014-2017 «Занятия»."""

    code = models.CharField(_("код по ОКРБ 014-2017"), max_length=20, blank=True)
    name = models.CharField(_("наименование"), max_length=300)
    reference_issue = models.CharField(_("выпуск ЕТКС, ЕКСД"), max_length=50, blank=True)
    search_name = models.CharField(max_length=300, editable=False, db_index=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("профессия (должность)")
        verbose_name_plural = _("профессии и должности")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["employer", "code", "name"], name="profession_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def code_and_name(self) -> str:
        """As the forms print it: «8121-008 Плавильщик металла и сплавов»."""
        return f"{self.code} {self.name}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name that both databases can search."""
        self.search_name = normalized(self.name)
        super().save(*args, **kwargs)
