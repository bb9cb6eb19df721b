"""Gap-free numbers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned


class NumberSeries(EmployerOwned):
    """Last number given out for one kind of document in one year."""

    kind = models.CharField(_("вид документа"), max_length=50)
    year = models.PositiveSmallIntegerField(_("год"))
    last = models.PositiveIntegerField(_("последний номер"), default=0)

    class Meta:
        verbose_name = _("ряд номеров")
        verbose_name_plural = _("ряды номеров")
        constraints = [models.UniqueConstraint(fields=["employer", "kind", "year"], name="number_series_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
