"""The list of factors to be studied at each workplace (приложение 1-2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.states import ApprovedState
from documents.models import Document, DocumentPart, state_constraint
from measurements.models import Indicator
from workplaces.models import AnalogousGroup


class FactorList(Document):
    """«Перечень вредных и опасных производственных факторов, подлежащих исследованию» (№ 253, п. 5.6.3)."""

    campaign = models.OneToOneField(Campaign, models.PROTECT, related_name="factor_list", verbose_name=_("аттестация"))
    state = FSMField(_("состояние"), default=ApprovedState.DRAFT, choices=ApprovedState, protected=True)

    SLUG = "factor-lists"
    PARTS = ("items",)

    class Meta:
        verbose_name = _("перечень факторов, подлежащих исследованию")
        verbose_name_plural = _("перечни факторов, подлежащих исследованию")
        ordering = ["-id"]
        constraints = [state_constraint(ApprovedState, "factorlist")]

    @transition(
        "state", source=ApprovedState.DRAFT, target=ApprovedState.APPROVED, custom={"label": _("Утвердить перечень")}
    )
    def approve(self, performance: Any) -> None:
        """Who made the list signs."""
        self.dated_on = self.dated_on or performance.on

    @transition(
        "state", source=ApprovedState.APPROVED, target=ApprovedState.DRAFT, custom={"label": _("Открыть для изменений")}
    )
    def reopen(self, performance: Any) -> None:
        """A factor was forgotten; the list is signed anew."""
        self.revision += 1


class FactorListItem(DocumentPart):
    """An indicator to be studied at a group."""

    list = models.ForeignKey(FactorList, models.CASCADE, related_name="items", verbose_name=_("перечень"))
    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="factor_items", verbose_name=_("рабочее место")
    )
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("показатель фактора"))
    note = models.CharField(_("примечание"), max_length=300, blank=True)

    PARENT = "list"

    class Meta:
        verbose_name = _("фактор перечня")
        verbose_name_plural = _("факторы перечня")
        ordering = ["list", "group__place", "id"]
        constraints = [models.UniqueConstraint(fields=["list", "group", "indicator"], name="factorlist_item_once")]

    def __str__(self) -> str:
        return f"{self.group}: {self.indicator}"
