"""Assessments of mental strain (оценка напряжённости трудового процесса, № 35, глава 13)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.states import AssessmentState
from norms.quantities import Exposure
from norms.workplace import SpecialWork
from workplaces.models import AnalogousGroup


class StrainClass(models.TextChoices):
    """Classes that table 11 gives."""

    OPTIMAL = "1", "1"
    PERMISSIBLE = "2", "2"
    HARMFUL_1 = "3.1", "3.1"
    HARMFUL_2 = "3.2", "3.2"


class SpecialWorkCode(models.TextChoices):
    """Work that is assessed by a class of its own, under the keys of the norm «strain.special_works» (№ 35, п. 83)."""

    PSYCHIATRIC_CARE = "psychiatric_care", _("обслуживание пациентов в психиатрических и наркологических организациях")
    SPECIAL_EDUCATION = "special_education", _("обслуживание обучающихся с особенностями развития")
    ABOVE_1000_VOLTS = "above_1000_volts", _("действующие электроустановки выше 1000 В")
    UNDERGROUND = "underground", _("подземные работы")
    ROPE_ACCESS = "rope_access", _("промышленный альпинизм")
    DIVING = "diving", _("водолазные работы")
    AMMUNITION = "ammunition", _("производство и утилизация боеприпасов")


class MentalStrainAssessment(Document):
    """All 19 indicators of table 11 for one group, or a work of п. 83 that has a class of its own.

    ``special_minutes`` of the shift pass in that work; below the threshold of п. 83 the indicators decide.
    """

    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="strain_assessments", verbose_name=_("рабочее место")
    )
    special_work = models.CharField(
        _("работа, оцениваемая без 19 показателей"),
        max_length=20,
        choices=SpecialWorkCode,
        blank=True,
        help_text=_("№\u00a035, п. 83, ч. 8–11"),
    )
    special_minutes = models.PositiveIntegerField(_("время этой работы за смену, мин"), null=True, blank=True)
    state = FSMField(_("состояние"), default=AssessmentState.DRAFT, choices=AssessmentState, protected=True)

    SLUG = "strain-assessments"
    PARTS = ("values",)
    LATER_FIELDS = frozenset({"special_work", "special_minutes"})

    class Meta:
        verbose_name = _("оценка напряжённости")
        verbose_name_plural = _("оценки напряжённости")
        ordering = ["dated_on", "id"]
        constraints = [state_constraint(AssessmentState, "strain")]

    @property
    def special(self) -> SpecialWork | None:
        """The work of п. 83 with its time in the law's words; raises ``BadInput`` for a time longer than the shift."""
        if not self.special_work:
            return None
        return SpecialWork(self.special_work, Exposure.of_minutes(self.special_minutes or 0, self.group.shift_minutes))

    @transition(
        "state", source=AssessmentState.DRAFT, target=AssessmentState.APPROVED, custom={"label": _("Подписать")}
    )
    def approve(self, performance: Any) -> None:
        """«Оценку проводил»: the specialist signs."""

    @transition(
        "state",
        source=AssessmentState.APPROVED,
        target=AssessmentState.VOID,
        custom={"label": _("Аннулировать"), "danger": True},
    )
    def void(self, performance: Any) -> None:
        """The assessment was wrong; a new one replaces it."""


class MentalStrainValue(DocumentPart):
    """One indicator: its class and what it is like, in the words of the criteria."""

    assessment = models.ForeignKey(
        MentalStrainAssessment, models.CASCADE, related_name="values", verbose_name=_("оценка")
    )
    indicator = models.CharField(_("показатель"), max_length=10)
    conditions_class = models.CharField(_("класс"), max_length=3, choices=StrainClass, blank=True)
    characteristic = models.CharField(_("характеристика"), max_length=500, blank=True)

    PARENT = "assessment"

    class Meta:
        verbose_name = _("показатель напряжённости")
        verbose_name_plural = _("показатели напряжённости")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "indicator"], name="strainvalue_once")]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.conditions_class}"
