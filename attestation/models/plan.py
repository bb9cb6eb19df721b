"""The plan of measures, 12.8."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.states import ResultState
from documents.models import Document, DocumentPart, state_constraint
from workplaces.models import AnalogousGroup


class ImprovementPlan(Document):
    """«План мероприятий по улучшению условий труда» (приложение 13)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="plans", verbose_name=_("аттестация"))
    change_order = models.ForeignKey(
        "attestation.Order",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="changed_plans",
        verbose_name=_("приказ об изменениях"),
    )
    approved_on = models.DateField(_("утверждён"), null=True, blank=True, editable=False)
    state = FSMField(_("состояние"), default=ResultState.DRAFT, choices=ResultState, protected=True)

    SLUG = "plans"
    STAMP_FIELDS = (
        "approved_on",
        "change_order",
    )  # a content field more would change what older plans were signed with
    PARTS = ("measures",)

    class Meta:
        verbose_name = _("план мероприятий по улучшению условий труда")
        verbose_name_plural = _("планы мероприятий по улучшению условий труда")
        ordering = ["-id"]
        constraints = [
            state_constraint(ResultState, "plan"),
            models.UniqueConstraint(fields=["campaign"], condition=models.Q(supersedes__isnull=True), name="plan_once"),
        ]

    @transition("state", source=ResultState.DRAFT, target=ResultState.COMPOSED, custom={"label": _("План составлен")})
    def compose(self, performance: Any) -> None:
        """Every workplace of class 3 and 4 has a measure with its term and person."""
        self.dated_on = performance.on

    @transition(
        "state",
        source=ResultState.COMPOSED,
        target=ResultState.READY,
        custom={"label": _("Подписать как председатель")},
    )
    def sign_as_chair(self, performance: Any) -> None:
        """The chair of the commission signs under the plan."""

    @transition(
        "state",
        source=[ResultState.COMPOSED, ResultState.READY],
        target=ResultState.DRAFT,
        custom={"label": _("Вернуть в работу")},
    )
    def reopen(self, performance: Any) -> None:
        """The union has remarks, or a measure changes."""
        self.revision += 1

    @transition(
        "state",
        source=ResultState.READY,
        target=ResultState.APPROVED,
        custom={"label": _("Утвердить"), "internal": True},
    )
    def approve(self, performance: Any) -> None:
        """The order of approval is issued."""
        self.approved_on = performance.on

    @transition(
        "state",
        source=ResultState.APPROVED,
        target=ResultState.SUPERSEDED,
        custom={"label": _("Заменить"), "internal": True},
    )
    def supersede(self, performance: Any) -> None:
        """An order on changes put a new version in its place (№ 253, п. 13)."""


class PlanMeasure(DocumentPart):
    """A measure at a group: what, who, until when, at what cost, with what effect."""

    plan = models.ForeignKey(ImprovementPlan, models.CASCADE, related_name="measures", verbose_name=_("план"))
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="+", verbose_name=_("рабочее место"))
    measure = models.TextField(_("мероприятие"))
    planned_cost = models.DecimalField(
        _("стоимость планируемая, руб."), max_digits=14, decimal_places=2, null=True, blank=True
    )
    actual_cost = models.DecimalField(
        _("стоимость фактическая, руб."), max_digits=14, decimal_places=2, null=True, blank=True
    )
    responsible = models.CharField(_("ответственный"), max_length=300, blank=True)
    due_on = models.DateField(_("срок выполнения"), null=True, blank=True)
    improved_places = models.PositiveIntegerField(_("улучшены условия на рабочих местах"), null=True, blank=True)
    compliant_places = models.PositiveIntegerField(_("приведены в соответствие с нормативами"), null=True, blank=True)
    done_note = models.CharField(_("отметка о выполнении"), max_length=300, blank=True)

    PARENT = "plan"

    class Meta:
        verbose_name = _("мероприятие")
        verbose_name_plural = _("мероприятия")
        ordering = ["plan", "group__place", "id"]

    def __str__(self) -> str:
        return self.measure
