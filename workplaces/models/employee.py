"""People who work at the workplaces."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import EmployerOwned
from workplaces.models.group import AnalogousGroup


class Sex(models.TextChoices):
    """Sex as the forms print it."""

    MALE = "м", _("мужской")
    FEMALE = "ж", _("женский")


class Employee(EmployerOwned):
    """«Работник» of the employer."""

    personnel_number = models.CharField(_("табельный номер"), max_length=30)
    full_name = models.CharField(_("фамилия, имя, отчество"), max_length=300)
    sex = models.CharField(_("пол"), max_length=1, choices=Sex)
    born_on = models.DateField(_("дата рождения"), null=True, blank=True)
    hired_on = models.DateField(_("дата приёма"), null=True, blank=True)
    dismissed_on = models.DateField(_("дата увольнения"), null=True, blank=True)
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="employees", verbose_name=_("рабочее место"))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="employee",
        verbose_name=_("учётная запись"),
    )
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("работник")
        verbose_name_plural = _("работники")
        ordering = ["full_name", "personnel_number"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "personnel_number"], name="employee_number_once"),
            models.CheckConstraint(condition=models.Q(sex__in=Sex.values), name="employee_sex_known"),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def short_name(self) -> str:
        """Initials and surname as the forms print them."""
        last, *rest = self.full_name.split()
        return "\u00a0".join([*(f"{part[0]}." for part in rest[:2]), last])
