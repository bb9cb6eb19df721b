"""Submission of the documents to the state expertise."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.models.order import Order
from attestation.states import SubmissionState
from documents.models import Document, state_constraint


class Submission(Document):
    """Record of handing the documents over through the state's information system (№ 253, п. 15)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="submissions", verbose_name=_("аттестация"))
    order = models.ForeignKey(Order, models.PROTECT, related_name="submissions", verbose_name=_("приказ"))
    authority = models.CharField(_("куда представляется"), max_length=300, blank=True)
    due_on = models.DateField(_("срок по закону"))
    recommended_on = models.DateField(_("рекомендуемый день"), null=True, blank=True)
    handed_over_on = models.DateField(_("представлено"), null=True, blank=True, editable=False)
    receipt_number = models.CharField(_("№ квитанции"), max_length=100, blank=True, editable=False)
    remarks = models.TextField(_("замечания экспертизы"), blank=True, editable=False)
    accepted_on = models.DateField(_("принято"), null=True, blank=True, editable=False)
    way = models.CharField(_("способ представления"), max_length=30, blank=True, editable=False)
    state = FSMField(_("состояние"), default=SubmissionState.PREPARED, choices=SubmissionState, protected=True)

    SLUG = "submissions"
    EDITABLE_STATES = frozenset({SubmissionState.PREPARED})
    STAMP_FIELDS = ("handed_over_on", "receipt_number", "remarks", "accepted_on", "way")

    class Meta:
        verbose_name = _("представление в госэкспертизу условий труда")
        verbose_name_plural = _("представления в госэкспертизу условий труда")
        ordering = ["-id"]
        constraints = [state_constraint(SubmissionState, "submission")]

    @transition(
        "state",
        source=[SubmissionState.PREPARED, SubmissionState.RETURNED],
        target=SubmissionState.HANDED_OVER,
        custom={"label": _("Отметить представление"), "reason": _("№ квитанции (регистрации)")},
    )
    def hand_over(self, performance: Any) -> None:
        """The documents were formed and sent in the state's system; the reason holds the receipt."""
        self.handed_over_on = performance.on
        self.receipt_number = performance.reason.strip()[:100]
        self.way = performance.data["way"]
        self.remarks = ""

    @transition(
        "state", source=SubmissionState.HANDED_OVER, target=SubmissionState.ACCEPTED, custom={"label": _("Приняты")}
    )
    def accept(self, performance: Any) -> None:
        """The expertise has accepted them."""
        self.accepted_on = performance.on

    @transition(
        "state",
        source=SubmissionState.HANDED_OVER,
        target=SubmissionState.RETURNED,
        custom={"label": _("Возвращены с замечаниями")},
    )
    def send_back(self, performance: Any) -> None:
        """The expertise has remarks; the documents are handed over again."""
        self.remarks = performance.reason
