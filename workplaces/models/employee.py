"""People who work at the workplaces."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from workplaces.models.department import Department
from workplaces.models.group import AnalogousGroup
from workplaces.models.listed import Listed, index_of_order
from workplaces.models.profession import Profession
from workplaces.search import folded, in_order


class Sex(models.TextChoices):
    """Sex as the forms print it."""

    MALE = "м", _("мужской")
    FEMALE = "ж", _("женский")


class Employee(Listed):
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
    profession = models.ForeignKey(Profession, models.PROTECT, null=True, editable=False, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, editable=False, related_name="+")
    by_name = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_number = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_department = models.CharField(max_length=400, default="", blank=True, editable=False)
    history = History(
        excluded_fields=["search_text", "profession", "department", "by_name", "by_number", "by_department"]
    )

    TABLE_FIELDS = ("search_text", "profession_id", "department_id", "by_name", "by_number", "by_department")
    FOLD_RELATED = ("group__profession", "group__department__parent")
    SHARED = ("profession", "department")

    class Meta:
        verbose_name = _("работник")
        verbose_name_plural = _("работники")
        ordering = ["full_name", "personnel_number"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "personnel_number"], name="employee_number_once"),
            models.CheckConstraint(condition=models.Q(sex__in=Sex.values), name="employee_sex_known"),
        ]
        indexes = [
            index_of_order("employee", "by_name"),
            index_of_order("employee", "by_number"),
            index_of_order("employee", "by_department"),
            models.Index(fields=["employer", "department"], name="employee_of_department"),
        ]

    def __str__(self) -> str:
        return self.full_name

    def fold(self) -> None:
        """Its own words are the name and the number; sort by name, number, department."""
        group = self.group
        department = str(group.department)
        self.profession_id, self.department_id = group.profession_id, group.department_id
        self.search_text = folded(self.full_name, self.personnel_number)
        self.by_name = in_order(self.full_name, self.personnel_number)
        self.by_number = in_order(self.personnel_number)
        self.by_department = in_order(department, self.full_name)

    @property
    def short_name(self) -> str:
        """Initials and surname as the forms print them."""
        last, *rest = self.full_name.split()
        return "\u00a0".join([*(f"{part[0]}." for part in rest[:2]), last])
