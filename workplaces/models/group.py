"""Workplaces and groups of analogous workplaces: what one card certifies."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import EmployerOwned
from workplaces.models.department import Department
from workplaces.models.profession import Profession


class Origin(models.TextChoices):
    """From when results apply to a workplace (№ 253, п. 18)."""

    REGULAR = "REGULAR", _("действующее")
    NEW_WORKPLACE = "NEW_WORKPLACE", _("вновь созданное")


class AnalogousGroup(EmployerOwned):
    """«Аналогичные рабочие места»: workplaces of one profession under one card (№ 35, п. 8, 14).

    A workplace without fellows is a group of one.
    """

    number = models.CharField(_("№ по штатному расписанию"), max_length=20)
    place = models.PositiveIntegerField(_("порядок"), default=0)
    department = models.ForeignKey(Department, models.PROTECT, related_name="groups", verbose_name=_("подразделение"))
    profession = models.ForeignKey(
        Profession, models.PROTECT, related_name="groups", verbose_name=_("профессия (должность)")
    )
    grade = models.CharField(_("разряд"), max_length=20, blank=True)
    headcount = models.PositiveIntegerField(_("численность работающих"), default=1)
    women_count = models.PositiveIntegerField(_("из них женщин"), default=0)
    shifts = models.PositiveSmallIntegerField(
        _("число смен"), default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    shift_minutes = models.PositiveIntegerField(
        _("продолжительность смены, мин"), default=480, validators=[MinValueValidator(60), MaxValueValidator(24 * 60)]
    )
    work_description = models.TextField(_("характеристика работы, технологический процесс, операция"), blank=True)
    equipment = models.TextField(_("обслуживаемое оборудование, количество единиц"), blank=True)
    tools = models.TextField(_("инструменты и приспособления"), blank=True)
    materials = models.TextField(_("сырьё, материалы"), blank=True)
    similarity = models.TextField(_("по каким признакам аналогичны"), blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("группа аналогичных рабочих мест")
        verbose_name_plural = _("группы аналогичных рабочих мест")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "number"], name="group_number_once"),
            models.UniqueConstraint(fields=["employer", "department", "profession", "grade"], name="group_once"),
            models.CheckConstraint(
                condition=models.Q(women_count__lte=models.F("headcount")), name="group_women_within_headcount"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.profession.name}"

    def clean(self) -> None:
        """Women are among the heads counted."""
        if self.women_count > self.headcount:
            raise ValidationError({"women_count": _("Женщин не может быть больше, чем работающих.")})

    def get_absolute_url(self) -> str:
        """Page of the group."""
        return reverse("group", args=[self.pk])

    @property
    def is_mixed(self) -> bool:
        """Whether both men and women work here."""
        return 0 < self.women_count < self.headcount


class Workplace(EmployerOwned):
    """«Рабочее место»: one place in the plant."""

    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="workplaces", verbose_name=_("группа"))
    number = models.CharField(_("номер рабочего места"), max_length=30)
    origin = models.CharField(_("вид"), max_length=15, choices=Origin, default=Origin.REGULAR)
    created_on = models.DateField(_("дата создания"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("рабочее место")
        verbose_name_plural = _("рабочие места")
        ordering = ["group", "id"]
        constraints = [models.UniqueConstraint(fields=["employer", "number"], name="workplace_number_once")]

    def __str__(self) -> str:
        return f"№\u00a0{self.number}"
