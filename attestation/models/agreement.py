"""Unions and their agreement."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from accounts.history import History
from accounts.models import EmployerOwned
from attestation.models.campaign import Campaign
from attestation.states import AgreementState
from documents.models import Document, state_constraint


class TradeUnion(EmployerOwned):
    """«Профсоюз» with which lists and plan are agreed; an employer has none, one or several."""

    name = models.CharField(_("наименование"), max_length=300)
    chair_name = models.CharField(_("председатель: инициалы, фамилия"), max_length=200, blank=True)
    representatives = models.ManyToManyField(
        settings.AUTH_USER_MODEL,
        blank=True,
        related_name="+",
        verbose_name=_("кто согласует от его имени"),
        help_text=_("Если профсоюзов несколько, каждый согласует только свой экземпляр."),
    )
    is_active = models.BooleanField(_("действует"), default=True)
    history = History()

    class Meta:
        verbose_name = _("профсоюз")
        verbose_name_plural = _("профсоюзы")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["employer", "name"], name="tradeunion_once")]

    def __str__(self) -> str:
        return self.name


class UnionAgreement(Document):
    """Agreement of lists 12.1–12.7 and plan 12.8 of a campaign with one union (№ 253, п. 13).

    ``agreed_digests`` holds the hash of each list as the union saw it: a list that changed
    afterwards is not agreed.
    """

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="agreements", verbose_name=_("аттестация"))
    union = models.ForeignKey(TradeUnion, models.PROTECT, related_name="agreements", verbose_name=_("профсоюз"))
    agreed_digests = models.JSONField(default=dict, editable=False, blank=True)
    remarks = models.TextField(_("замечания"), blank=True, editable=False)
    state = FSMField(_("состояние"), default=AgreementState.DRAFT, choices=AgreementState, protected=True)

    SLUG = "agreements"
    STAMP_FIELDS = ("agreed_digests", "remarks", "dated_on", "number")

    class Meta:
        verbose_name = _("согласование с профсоюзом")
        verbose_name_plural = _("согласования с профсоюзом")
        ordering = ["campaign", "id"]
        constraints = [
            state_constraint(AgreementState, "agreement"),
            models.UniqueConstraint(fields=["campaign", "union", "revision"], name="agreement_once"),
        ]

    @transition(
        "state",
        source=[AgreementState.DRAFT, AgreementState.REMARKS, AgreementState.AGREED],
        target=AgreementState.SENT,
        custom={"label": _("Направить на согласование")},
    )
    def send(self, performance: Any) -> None:
        """The union sees the lists and the plan as they are now; anew when they changed after it agreed."""
        self.agreed_digests = performance.data["digests"]

    @transition("state", source=AgreementState.SENT, target=AgreementState.AGREED, custom={"label": _("Согласовать")})
    def agree(self, performance: Any) -> None:
        """The chair of the union agrees."""
        self.dated_on = performance.on

    @transition(
        "state", source=AgreementState.SENT, target=AgreementState.REMARKS, custom={"label": _("Вернуть с замечаниями")}
    )
    def refuse(self, performance: Any) -> None:
        """The union does not agree and says why."""
        self.remarks = performance.reason
