"""Survey of a workplace before measuring (приложение 1-1)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.states import ApprovedState
from documents.models import Document, DocumentPart, state_constraint
from workplaces.models import AnalogousGroup

SURVEY_POINTS = {
    "1.1": _("соответствие оборудования требованиям нормативно-технической документации"),
    "1.2": _("наличие и использование средств коллективной защиты"),
    "1.3": _(
        "факторы производственной среды, генерируемые оборудованием, их соответствие нормативно-технической документации"
    ),
    "2.1": _("соответствие технологического процесса утвержденной технической документации"),
    "3.1": _("соответствие рабочего места нормам технологического проектирования"),
    "3.2": _("соответствие рабочего места требованиям охраны труда"),
    "4": _("наличие средств индивидуальной защиты работника"),
}


class SurveyProtocol(Document):
    """«Протокол результатов обследования рабочего места» (№ 253, п. 5.6.1; № 35, п. 7)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="surveys", verbose_name=_("аттестация"))
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="surveys", verbose_name=_("рабочее место"))
    measures = models.TextField(_("запланированные (принятые) меры"), blank=True)
    state = FSMField(_("состояние"), default=ApprovedState.DRAFT, choices=ApprovedState, protected=True)

    SLUG = "surveys"
    PARTS = ("points",)

    class Meta:
        verbose_name = _("протокол обследования рабочего места")
        verbose_name_plural = _("протоколы обследования рабочих мест")
        ordering = ["campaign", "group__place", "id"]
        constraints = [
            state_constraint(ApprovedState, "survey"),
            models.UniqueConstraint(fields=["campaign", "group", "revision"], name="survey_once"),
        ]

    @transition(
        "state", source=ApprovedState.DRAFT, target=ApprovedState.APPROVED, custom={"label": _("Подписать протокол")}
    )
    def approve(self, performance: Any) -> None:
        """Who surveyed signs."""
        self.dated_on = self.dated_on or performance.on


class SurveyPoint(DocumentPart):
    """One point of the survey: «+» when the requirements are met, «-» when not."""

    survey = models.ForeignKey(SurveyProtocol, models.CASCADE, related_name="points", verbose_name=_("протокол"))
    code = models.CharField(_("№ п/п"), max_length=5, choices=[(code, code) for code in SURVEY_POINTS])
    is_met = models.BooleanField(_("соответствует"), default=True)
    remark = models.CharField(_("замечание"), max_length=500, blank=True)

    PARENT = "survey"

    class Meta:
        verbose_name = _("показатель обследования")
        verbose_name_plural = _("показатели обследования")
        ordering = ["survey", "code"]
        constraints = [models.UniqueConstraint(fields=["survey", "code"], name="survey_point_once")]

    def __str__(self) -> str:
        return f"{self.code} {'+' if self.is_met else '−'}"

    @property
    def title(self) -> str:
        """Words of the form for this point."""
        return str(SURVEY_POINTS[self.code])
