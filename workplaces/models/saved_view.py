"""Tables as a person has set them up and named them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned


class SavedView(EmployerOwned):
    """«Вид» of a table: search, filters and order, kept under a name for one person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    table = models.CharField(max_length=30)
    name = models.CharField(_("название вида"), max_length=80)
    query = models.CharField(max_length=1000, blank=True)

    class Meta:
        verbose_name = _("вид таблицы")
        verbose_name_plural = _("виды таблиц")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "user", "table", "name"], name="saved_view_name_once")
        ]

    def __str__(self) -> str:
        return self.name
