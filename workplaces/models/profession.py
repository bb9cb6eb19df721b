"""Professions and positions as the classifier names them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from documents.workbooks.values import normalized
from workplaces.models.listed import Listed, sharing
from workplaces.search import folded


class Profession(Listed):
    """«Профессия рабочего, должность служащего» by ОКРБ 014-2017 «Занятия»."""

    code = models.CharField(_("код по ОКРБ 014-2017"), max_length=20, blank=True)
    name = models.CharField(_("наименование"), max_length=300)
    reference_issue = models.CharField(_("выпуск ЕТКС, ЕКСД"), max_length=50, blank=True)
    search_name = models.CharField(max_length=300, editable=False, db_index=True)
    history = History(excluded_fields=["search_text"])

    TABLE_FIELDS = ("search_text", "search_name")

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

    def fold(self) -> None:
        """Keep the folded name by which workbooks find it, and the words that people type."""
        self.search_name = normalized(self.name)
        self.search_text = folded(self.name, self.code)

    def below(self) -> Iterable[QuerySet[Any]]:
        """Groups, workplaces and people of the profession."""
        return [model.objects.filter(**{name: self}) for model, name in sharing(Profession)]
