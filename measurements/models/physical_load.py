"""Protocols of physical load (протокол показателей тяжести, № 35, приложение 3)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.states import AssessmentState
from norms.physical_load import LoadIndicator
from workplaces.models import AnalogousGroup, Sex


class LoadCode(models.TextChoices):
    """Rows of table 10, under the codes of ``norms.physical_load.LoadIndicator``."""

    REGIONAL_TO_1_M = "3.1.1", _("3.1.1. Региональная нагрузка до 1 м, кгм")
    GENERAL_1_TO_5_M = "3.1.2-near", _("3.1.2. Общая нагрузка от 1 до 5 м, кгм")
    GENERAL_OVER_5_M = "3.1.2-far", _("3.1.2. Общая нагрузка более 5 м, кгм")
    LIFT_ALTERNATING = "3.2.1", _("3.2.1. Подъем и перемещение тяжести при чередовании, кг")
    LIFT_CONSTANT = "3.2.2", _("3.2.2. Подъем и перемещение тяжести постоянно, кг")
    HOURLY_FROM_SURFACE = "3.2.3-surface", _("3.2.3. Масса грузов за час с рабочей поверхности, кг")
    HOURLY_FROM_FLOOR = "3.2.3-floor", _("3.2.3. Масса грузов за час с пола, кг")
    LOCAL_MOVES = "3.3.1", _("3.3.1. Локальные движения за смену")
    LOCAL_MOVES_KEYBOARD = "3.3.1-keyboard", _("3.3.1. Локальные движения за смену при работе с ПЭВМ")
    REGIONAL_MOVES = "3.3.2", _("3.3.2. Региональные движения за смену")
    STATIC_ONE_HAND = "3.4.1", _("3.4.1. Статическая нагрузка одной рукой, кгс")
    STATIC_TWO_HANDS = "3.4.2", _("3.4.2. Статическая нагрузка двумя руками, кгс")
    STATIC_BODY = "3.4.3", _("3.4.3. Статическая нагрузка с участием мышц корпуса, ног, кгс")
    POSE_STANDING = "3.5-standing", _("3.5. Поза стоя, % смены")
    POSE_AWKWARD = "3.5-awkward", _("3.5. Неудобная, фиксированная поза, % смены")
    POSE_FORCED = "3.5-forced", _("3.5. Вынужденная поза, % смены")
    BENDS = "3.6", _("3.6. Наклоны корпуса за смену")
    WALK_HORIZONTAL = "3.7.1", _("3.7.1. Перемещение по горизонтали, км")
    WALK_VERTICAL = "3.7.2", _("3.7.2. Перемещение по вертикали, км")

    @property
    def indicator(self) -> LoadIndicator:
        """The same row in the law's own words."""
        return LoadIndicator(self.value)


class PhysicalLoadProtocol(Document):
    """«Протокол количественных измерений и расчетов показателей тяжести трудового процесса»."""

    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="load_protocols", verbose_name=_("рабочее место")
    )
    sex = models.CharField(_("пол работника"), max_length=1, choices=Sex)
    work_description = models.TextField(_("описание выполняемой работы"), blank=True)
    state = FSMField(_("состояние"), default=AssessmentState.DRAFT, choices=AssessmentState, protected=True)

    SLUG = "load-protocols"
    PARTS = ("values",)

    class Meta:
        verbose_name = _("протокол показателей тяжести")
        verbose_name_plural = _("протоколы показателей тяжести")
        ordering = ["dated_on", "id"]
        constraints = [
            state_constraint(AssessmentState, "loadprotocol"),
            models.UniqueConstraint(
                fields=["employer", "number", "dated_on", "revision"], name="loadprotocol_number_once"
            ),
        ]

    @transition(
        "state", source=AssessmentState.DRAFT, target=AssessmentState.APPROVED, custom={"label": _("Подписать")}
    )
    def approve(self, performance: Any) -> None:
        """«Измерения проводил»: the specialist signs."""

    @transition(
        "state",
        source=AssessmentState.APPROVED,
        target=AssessmentState.VOID,
        custom={"label": _("Аннулировать"), "danger": True},
    )
    def void(self, performance: Any) -> None:
        """The protocol was wrong; a new one replaces it."""


class PhysicalLoadValue(DocumentPart):
    """One indicator of physical load with its calculation."""

    protocol = models.ForeignKey(
        PhysicalLoadProtocol, models.CASCADE, related_name="values", verbose_name=_("протокол")
    )
    indicator = models.CharField(_("показатель"), max_length=20, choices=LoadCode)
    calculation = models.TextField(_("исходные данные и расчёты"), blank=True)
    value = models.DecimalField(_("фактическое значение"), max_digits=14, decimal_places=3, null=True, blank=True)

    PARENT = "protocol"

    class Meta:
        verbose_name = _("показатель тяжести")
        verbose_name_plural = _("показатели тяжести")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["protocol", "indicator"], name="loadvalue_once")]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()}: {'—' if self.value is None else f'{self.value.normalize():f}'}"
