"""Assessments of mental strain (оценка напряжённости трудового процесса, № 35, глава 13)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.states import AssessmentState
from workplaces.models import AnalogousGroup


class StrainClass(models.TextChoices):
    """Classes that table 11 gives."""

    OPTIMAL = "1", "1"
    PERMISSIBLE = "2", "2"
    HARMFUL_1 = "3.1", "3.1"
    HARMFUL_2 = "3.2", "3.2"


class MentalStrainAssessment(Document):
    """All 19 indicators of table 11 for one group."""

    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="strain_assessments", verbose_name=_("рабочее место")
    )
    state = FSMField(_("состояние"), default=AssessmentState.DRAFT, choices=AssessmentState, protected=True)

    SLUG = "strain-assessments"
    PARTS = ("values",)

    class Meta:
        verbose_name = _("оценка напряжённости")
        verbose_name_plural = _("оценки напряжённости")
        ordering = ["dated_on", "id"]
        constraints = [state_constraint(AssessmentState, "strain")]

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
