"""The list of workplaces to be certified (перечень рабочих мест, подлежащих аттестации)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.states import ApprovedState
from documents.models import Document, DocumentPart, state_constraint
from workplaces.models import AnalogousGroup


class WorkplaceList(Document):
    """Which workplaces are certified in a campaign, and on what ground (№ 253, п. 5.3, 5¹)."""

    campaign = models.OneToOneField(
        Campaign, models.PROTECT, related_name="workplace_list", verbose_name=_("аттестация")
    )
    state = FSMField(_("состояние"), default=ApprovedState.DRAFT, choices=ApprovedState, protected=True)

    SLUG = "workplace-lists"
    PARTS = ("items",)

    class Meta:
        verbose_name = _("перечень рабочих мест, подлежащих аттестации")
        verbose_name_plural = _("перечни рабочих мест, подлежащих аттестации")
        ordering = ["-id"]
        constraints = [state_constraint(ApprovedState, "workplacelist")]

    @transition(
        "state", source=ApprovedState.DRAFT, target=ApprovedState.APPROVED, custom={"label": _("Утвердить перечень")}
    )
    def approve(self, performance: Any) -> None:
        """The chair of the commission approves."""
        self.dated_on = self.dated_on or performance.on

    @transition(
        "state", source=ApprovedState.APPROVED, target=ApprovedState.DRAFT, custom={"label": _("Открыть для изменений")}
    )
    def reopen(self, performance: Any) -> None:
        """The commission changes the list; the approval under the old one is void."""
        self.revision += 1


class Ground(models.TextChoices):
    """Ground of inclusion (№ 253, п. 5¹)."""

    LIST_536 = "LIST_536", _("Списки № 1, № 2 (постановление № 536)")
    TEXTILE = "TEXTILE", _("перечень текстильных производств (№ 1490)")
    MEDICAL = "MEDICAL", _("раздел I перечня медицинских работников (№ 1490)")
    SHORT_HOURS = "SHORT_HOURS", _("список сокращённой продолжительности рабочего времени (№ 57)")
    PREVIOUS = "PREVIOUS", _("решение комиссии: вредные условия подтверждены предыдущей аттестацией")
    EXCEEDED = "EXCEEDED", _("решение комиссии: превышение ПДК, ПДУ подтверждено протоколами")
    OTHER = "OTHER", _("решение комиссии: иное, с указанием причины")


class WorkplaceListItem(DocumentPart):
    """A group on the list with its ground."""

    list = models.ForeignKey(WorkplaceList, models.CASCADE, related_name="items", verbose_name=_("перечень"))
    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="list_items", verbose_name=_("рабочее место")
    )
    ground = models.CharField(_("основание включения"), max_length=12, choices=Ground)
    note = models.CharField(_("пояснение"), max_length=500, blank=True)

    PARENT = "list"

    class Meta:
        verbose_name = _("рабочее место перечня")
        verbose_name_plural = _("рабочие места перечня")
        ordering = ["list", "group__place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["list", "group"], name="workplacelist_group_once"),
            models.CheckConstraint(condition=models.Q(ground__in=Ground.values), name="workplacelist_ground_known"),
        ]

    def __str__(self) -> str:
        return str(self.group)
