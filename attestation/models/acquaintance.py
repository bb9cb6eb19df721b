"""Acquaintance of workers with card and order."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.models.card import CertificationCard
from attestation.states import AcquaintanceState
from documents.models import Document, StoredFile, state_constraint
from workplaces.models import Employee


class Acquaintance(Document):
    """«Ознакомление под роспись» of one worker with the card and the order (№ 253, п. 13)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="acquaintances", verbose_name=_("аттестация"))
    card = models.ForeignKey(CertificationCard, models.PROTECT, related_name="acquaintances", verbose_name=_("карта"))
    employee = models.ForeignKey(Employee, models.PROTECT, related_name="acquaintances", verbose_name=_("работник"))
    way = models.CharField(_("способ"), max_length=200, blank=True, editable=False)
    evidence = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("подпись или скан"),
    )
    state = FSMField(_("состояние"), default=AcquaintanceState.PENDING, choices=AcquaintanceState, protected=True)

    SLUG = "acquaintances"
    EDITABLE_STATES = frozenset({AcquaintanceState.PENDING})
    STAMP_FIELDS = ("way", "evidence", "dated_on")

    class Meta:
        verbose_name = _("ознакомление работника")
        verbose_name_plural = _("ознакомления работников")
        ordering = ["card__group__place", "employee__full_name", "id"]
        constraints = [
            state_constraint(AcquaintanceState, "acquaintance"),
            models.UniqueConstraint(fields=["card", "employee"], name="acquaintance_once"),
        ]

    def __str__(self) -> str:
        return str(self.employee)

    @transition(
        "state",
        source=AcquaintanceState.PENDING,
        target=AcquaintanceState.ACQUAINTED,
        custom={"label": _("Отметить ознакомление")},
    )
    def acknowledge(self, performance: Any) -> None:
        """The worker has signed, here or on paper."""
        self.dated_on = performance.on
        self.way = performance.data.get("way") or performance.reason or "подпись на бумажном экземпляре"
        self.evidence = performance.data.get("evidence")
