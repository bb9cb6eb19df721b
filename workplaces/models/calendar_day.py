"""The employer's own working days."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned


class CalendarDay(EmployerOwned):
    """A day that this employer made a working or a free one, by its own order."""

    day = models.DateField(_("день"))
    is_working = models.BooleanField(_("рабочий"))
    ground = models.CharField(_("основание"), max_length=300)
    history = History()

    class Meta:
        verbose_name = _("день календаря нанимателя")
        verbose_name_plural = _("календарь нанимателя")
        ordering = ["day"]
        constraints = [models.UniqueConstraint(fields=["employer", "day"], name="calendarday_once")]

    def __str__(self) -> str:
        return f"{self.day:%d.%m.%Y}"
