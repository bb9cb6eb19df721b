"""Workplaces and groups of analogous workplaces: what one card certifies."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from workplaces.models.department import Department
from workplaces.models.listed import Listed, index_of_order
from workplaces.models.profession import Profession
from workplaces.models.signs import ASKED
from workplaces.search import folded, in_order


class Origin(models.TextChoices):
    """From when results apply to a workplace (№ 253, п. 18)."""

    REGULAR = "REGULAR", _("действующее")
    NEW_WORKPLACE = "NEW_WORKPLACE", _("вновь созданное")


class IonisingWork(models.TextChoices):
    """How people meet sources of ionising radiation (№ 35, п. 44, 62)."""

    SOURCES = "SOURCES", _("непосредственно с источниками")
    SOURCES_AND_ZONE = "SOURCES_AND_ZONE", _("с источниками, остальное время смены — в условиях воздействия")
    ZONE = "ZONE", _("только в зоне воздействия")


class AnalogousGroup(Listed):
    """«Аналогичные рабочие места»: workplaces of one profession under one card (№ 35, п. 8, 14).

    A workplace without fellows is a group of one. ``variant`` is empty for the group that a line of
    the staffing table means; a group moved out of it, or copied from it, bears its own number there.
    """

    number = models.CharField(_("№ по штатному расписанию"), max_length=20)
    place = models.PositiveIntegerField(_("порядок"), default=0)
    department = models.ForeignKey(Department, models.PROTECT, related_name="groups", verbose_name=_("подразделение"))
    profession = models.ForeignKey(
        Profession, models.PROTECT, related_name="groups", verbose_name=_("профессия (должность)")
    )
    grade = models.CharField(_("разряд"), max_length=20, blank=True)
    variant = models.CharField(
        _("отличие от строки штатного расписания"), max_length=20, blank=True, default="", editable=False
    )
    headcount = models.PositiveIntegerField(_("численность работающих"), default=1)
    women_count = models.PositiveIntegerField(_("из них женщин"), default=0)
    shifts = models.PositiveSmallIntegerField(
        _("число смен"), default=1, validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    shift_minutes = models.PositiveIntegerField(
        _("продолжительность смены, мин"), default=480, validators=[MinValueValidator(60), MaxValueValidator(24 * 60)]
    )
    in_zones = models.BooleanField(
        _("работа в различных рабочих зонах"),
        default=False,
        help_text=_("слесарь-сантехник, электромонтёр: время считается по трём и более фотографиям (№\u00a035, п. 15)"),
    )
    ionising_work = models.CharField(
        _("работа с источниками ионизирующего излучения"), max_length=20, choices=IonisingWork, blank=True
    )
    work_description = models.TextField(_("характеристика работы, технологический процесс, операция"), blank=True)
    equipment = models.TextField(_("обслуживаемое оборудование, количество единиц"), blank=True)
    tools = models.TextField(_("инструменты и приспособления"), blank=True)
    materials = models.TextField(_("сырьё, материалы"), blank=True)
    similarity = models.TextField(_("по каким признакам аналогичны"), blank=True)
    by_number = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_profession = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_department = models.CharField(max_length=400, default="", blank=True, editable=False)
    history = History(excluded_fields=["search_text", "by_number", "by_profession", "by_department"])

    TABLE_FIELDS = ("search_text", "by_number", "by_profession", "by_department")
    FOLD_RELATED = ("profession", "department__parent")
    SHARED = ("profession", "department")
    SEEN_BELOW = ("profession", "department")

    class Meta:
        verbose_name = _("группа аналогичных рабочих мест")
        verbose_name_plural = _("группы аналогичных рабочих мест")
        ordering = ["place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "number"], name="group_number_once"),
            models.UniqueConstraint(
                fields=["employer", "department", "profession", "grade", "variant"], name="group_once"
            ),
            models.CheckConstraint(
                condition=models.Q(women_count__lte=models.F("headcount")), name="group_women_within_headcount"
            ),
        ]
        indexes = [
            index_of_order("group", "by_number"),
            index_of_order("group", "by_profession"),
            index_of_order("group", "by_department"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.profession.name}"

    def fold(self) -> None:
        """Its own word is the number; sort by number, profession, department."""
        department = str(self.department)
        self.search_text = folded(self.number)
        self.by_number = in_order(self.number)
        self.by_profession = in_order(self.profession.name, self.number)
        self.by_department = in_order(department, self.number)

    def below(self) -> Iterable[QuerySet[Any]]:
        """Workplaces and people of the group."""
        return [self.workplaces.all(), self.employees.all()]

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


class Workplace(Listed):
    """«Рабочее место»: one place in the plant.

    ``signs`` holds what was found when the workplace was compared with its group: a sign that was
    looked at is there; an empty text says «the same», any other text says in what it differs.
    """

    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="workplaces", verbose_name=_("группа"))
    number = models.CharField(_("номер рабочего места"), max_length=30)
    room = models.CharField(_("помещение"), max_length=200, blank=True)
    origin = models.CharField(_("вид"), max_length=15, choices=Origin, default=Origin.REGULAR)
    created_on = models.DateField(_("дата создания"), null=True, blank=True)
    signs = models.JSONField(_("признаки аналогичности"), default=dict, blank=True, editable=False)
    moved_from = models.ForeignKey(
        AnalogousGroup,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="moved_out",
        verbose_name=_("выведено из группы"),
    )
    moved_on = models.DateField(_("дата вывода из группы"), null=True, blank=True, editable=False)
    profession = models.ForeignKey(Profession, models.PROTECT, null=True, editable=False, related_name="+")
    department = models.ForeignKey(Department, models.PROTECT, null=True, editable=False, related_name="+")
    by_number = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_profession = models.CharField(max_length=400, default="", blank=True, editable=False)
    by_department = models.CharField(max_length=400, default="", blank=True, editable=False)
    history = History(
        excluded_fields=["search_text", "profession", "department", "by_number", "by_profession", "by_department"]
    )

    TABLE_FIELDS = ("search_text", "profession_id", "department_id", "by_number", "by_profession", "by_department")
    FOLD_RELATED = ("group__profession", "group__department__parent")
    SHARED = ("profession", "department")

    class Meta:
        verbose_name = _("рабочее место")
        verbose_name_plural = _("рабочие места")
        ordering = ["group", "id"]
        constraints = [models.UniqueConstraint(fields=["employer", "number"], name="workplace_number_once")]
        indexes = [
            index_of_order("workplace", "by_number"),
            index_of_order("workplace", "by_profession"),
            index_of_order("workplace", "by_department"),
            models.Index(fields=["employer", "department"], name="workplace_of_department"),
        ]

    def __str__(self) -> str:
        return f"№\u00a0{self.number}"

    @property
    def moved_words(self) -> str:
        """What a table says of a workplace that has been moved out of its group."""
        return gettext("выведено из группы") if self.moved_from_id else ""

    def fold(self) -> None:
        """Its own word is the number; sort by number, profession, department."""
        group = self.group
        department = str(group.department)
        self.profession_id, self.department_id = group.profession_id, group.department_id
        self.search_text = folded(self.number)
        self.by_number = in_order(self.number)
        self.by_profession = in_order(group.profession.name, self.number)
        self.by_department = in_order(department, self.number)

    def clean(self) -> None:
        """Only signs of the act are compared."""
        if not isinstance(self.signs, dict) or set(self.signs) - set(ASKED):
            raise ValidationError(_("Неизвестный признак аналогичности."))

    def get_absolute_url(self) -> str:
        """Its line in the table of workplaces."""
        return f"{reverse('workplaces')}?group={self.group_id}"
