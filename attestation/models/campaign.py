"""A certification as a piece of work."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.states import CampaignState, ResultState
from documents.models import Document, state_constraint

PLAN_SIGNED = (ResultState.READY, ResultState.APPROVED, ResultState.SUPERSEDED)


class CampaignKind(models.TextChoices):
    """Why the certification is held."""

    REGULAR = "REGULAR", _("очередная аттестация")
    EXTRAORDINARY = "EXTRAORDINARY", _("внеочередная аттестация (переаттестация)")
    NEW_WORKPLACES = "NEW_WORKPLACES", _("аттестация вновь созданных рабочих мест")
    SUCCESSION = "SUCCESSION", _("аттестация у правопреемника")


class Campaign(Document):
    """«Аттестация» as it is carried out, from the order to hold it to the order of approval."""

    title = models.CharField(_("название"), max_length=200)
    kind = models.CharField(_("вид"), max_length=15, choices=CampaignKind, default=CampaignKind.REGULAR)
    previous_order_on = models.DateField(_("дата приказа об утверждении предыдущей аттестации"), null=True, blank=True)
    previous_order_number = models.CharField(_("№ того приказа"), max_length=50, blank=True)
    completed_on = models.DateField(_("завершена"), null=True, blank=True, editable=False)
    valid_through = models.DateField(_("результаты действуют по"), null=True, blank=True, editable=False)
    state = FSMField(_("состояние"), default=CampaignState.PREPARATION, choices=CampaignState, protected=True)

    SLUG = "campaigns"
    EDITABLE_STATES = frozenset({CampaignState.PREPARATION, CampaignState.OPEN})
    STAMP_FIELDS = ("completed_on", "valid_through")

    class Meta:
        verbose_name = _("аттестация")
        verbose_name_plural = _("аттестации")
        ordering = ["-dated_on", "-id"]
        constraints = [state_constraint(CampaignState, "campaign")]

    def __str__(self) -> str:
        return self.title

    @property
    def plan(self) -> Any:
        """The plan of measures in its latest version that the chair has signed; ``None`` before there is any."""
        found = None
        for version in self.plans.order_by("id"):
            if version.supersedes_id is None or version.state in PLAN_SIGNED:
                found = version
        return found

    @transition(
        "state",
        source=CampaignState.PREPARATION,
        target=CampaignState.OPEN,
        custom={"label": _("Начать"), "internal": True},
    )
    def begin(self, performance: Any) -> None:
        """The order to hold it is issued."""

    @transition(
        "state",
        source=CampaignState.OPEN,
        target=CampaignState.COMPLETED,
        custom={"label": _("Завершить"), "internal": True},
    )
    def complete(self, performance: Any) -> None:
        """The order of approval is issued: results apply from its day (№ 253, п. 13)."""
        self.completed_on = performance.on
        self.valid_through = performance.data["valid_through"]
