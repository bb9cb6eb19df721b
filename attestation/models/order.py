"""Orders of the employer, and the commission that an order appoints."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.states import OrderState
from documents.models import Document, DocumentPart, state_constraint


class OrderKind(models.TextChoices):
    """What an order does."""

    HOLD = "HOLD", _("об организации и проведении аттестации")
    APPROVE = "APPROVE", _("об утверждении результатов аттестации")
    COMMISSION = "COMMISSION", _("об изменении состава комиссии")
    CHANGE = "CHANGE", _("о внесении изменений в документы по результатам аттестации")


class ChangeGround(models.TextChoices):
    """The three grounds on which documents of a certification are changed (№ 253, п. 13)."""

    EXPERTISE = "EXPERTISE", _("заключение или предписание госэкспертизы условий труда")
    NAMES = "NAMES", _("решение комиссии: наименования по штатному расписанию (структуре)")
    LAW = "LAW", _("нормы законодательства о компенсациях и ППС")


class Order(Document):
    """«Приказ» (№ 253, п. 3, 13). Only the employer issues it: the head signs."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="orders", verbose_name=_("аттестация"))
    kind = models.CharField(_("вид"), max_length=10, choices=OrderKind)
    starts_on = models.DateField(_("начало работ"), null=True, blank=True)
    ends_on = models.DateField(_("окончание работ"), null=True, blank=True)
    powers = models.TextField(_("полномочия комиссии"), blank=True)
    quorum = models.PositiveSmallIntegerField(
        _("кворум: сколько членов комиссии подписывают карту"),
        null=True,
        blank=True,
        help_text=_("Пусто — подписывают все, как в п. 11 Положения."),
    )
    change_ground = models.CharField(_("основание изменений"), max_length=10, choices=ChangeGround, blank=True)
    change_basis = models.CharField(_("документ-основание: вид, №, дата"), max_length=500, blank=True)
    state = FSMField(_("состояние"), default=OrderState.DRAFT, choices=OrderState, protected=True)

    SLUG = "orders"
    PARTS = ("members", "stages")

    class Meta:
        verbose_name = _("приказ")
        verbose_name_plural = _("приказы")
        ordering = ["dated_on", "id"]
        constraints = [
            state_constraint(OrderState, "order"),
            models.UniqueConstraint(
                fields=["campaign", "kind", "revision"],
                condition=models.Q(kind__in=["HOLD", "APPROVE"]),
                name="order_once_per_campaign",
            ),
        ]

    @transition("state", source=OrderState.DRAFT, target=OrderState.ISSUED, custom={"label": _("Издать приказ")})
    def issue(self, performance: Any) -> None:
        """The head signs; what the order approves comes into force with it."""
        self.dated_on = self.dated_on or performance.on

    def is_issued(self, on: dt.date) -> bool:
        """Whether the order was issued not after a day."""
        return self.state == OrderState.ISSUED and self.dated_on is not None and self.dated_on <= on


class Seat(models.TextChoices):
    """Seat in the commission."""

    CHAIR = "CHAIR", _("председатель аттестационной комиссии")
    MEMBER = "MEMBER", _("член аттестационной комиссии")


class CommissionMember(DocumentPart):
    """A seat in the commission that the order appoints, with the name and position as printed.

    The right to sign comes from here, with its dates, not from an account's role.
    """

    order = models.ForeignKey(Order, models.CASCADE, related_name="members", verbose_name=_("приказ"))
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="seats", verbose_name=_("кто"))
    printed_name = models.CharField(_("инициалы, фамилия"), max_length=200)
    position = models.CharField(_("должность"), max_length=300)
    seat = models.CharField(_("в составе комиссии"), max_length=10, choices=Seat, default=Seat.MEMBER)
    replaces = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("замещает"),
        help_text=_("В дни замещения подписывает этот человек, а не замещаемый."),
    )
    is_responsible = models.BooleanField(_("отвечает за ведение и хранение документов"), default=False)
    serves_from = models.DateField(_("с"), null=True, blank=True)
    serves_through = models.DateField(_("по"), null=True, blank=True)

    PARENT = "order"

    class Meta:
        verbose_name = _("член комиссии")
        verbose_name_plural = _("состав комиссии")
        ordering = ["order", "seat", "id"]
        constraints = [
            models.UniqueConstraint(fields=["order", "user"], name="commission_member_once"),
            models.CheckConstraint(condition=models.Q(seat__in=Seat.values), name="commission_seat_known"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.position}"


class OrderStage(DocumentPart):
    """A line of the schedule of works (№ 253, п. 3)."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="stages", verbose_name=_("приказ"))
    title = models.CharField(_("этап работ"), max_length=300)
    starts_on = models.DateField(_("с"))
    ends_on = models.DateField(_("по"))
    responsible = models.CharField(_("исполнитель"), max_length=300, blank=True)

    PARENT = "order"

    class Meta:
        verbose_name = _("этап графика")
        verbose_name_plural = _("график работ")
        ordering = ["order", "starts_on", "id"]

    def __str__(self) -> str:
        return self.title
