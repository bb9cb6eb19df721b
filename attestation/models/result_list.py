"""Result lists 12.1 to 12.7."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.models.card import CertificationCard
from attestation.states import ResultState
from documents.models import Document, DocumentPart, state_constraint


class ResultKind(models.TextChoices):
    """The lists of № 253, п. 12."""

    PENSION = "12.1", _("12.1. Списки № 1 и № 2")
    TEXTILE = "12.2", _("12.2. Работницы текстильных профессий")
    MEDICAL = "12.3", _("12.3. Медицинские работники")
    SHORT_HOURS = "12.4", _("12.4. Сокращённая продолжительность рабочего времени")
    LEAVE = "12.5", _("12.5. Дополнительный отпуск")
    SURCHARGE = "12.6", _("12.6. Доплаты")
    NOT_CONFIRMED = "12.7", _("12.7. Не подтверждены компенсации и обязанности по ППС")


class ResultList(Document):
    """«Перечень рабочих мест…»: composed from the signed cards, agreed with the union, approved by order."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="result_lists", verbose_name=_("аттестация"))
    kind = models.CharField(_("перечень"), max_length=4, choices=ResultKind)
    change_order = models.ForeignKey(
        "attestation.Order",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="changed_lists",
        verbose_name=_("приказ об изменениях"),
    )
    approved_on = models.DateField(_("утверждён"), null=True, blank=True, editable=False)
    state = FSMField(_("состояние"), default=ResultState.DRAFT, choices=ResultState, protected=True)

    SLUG = "result-lists"
    STAMP_FIELDS = ("approved_on",)
    PARTS = ("rows",)

    class Meta:
        verbose_name = _("итоговый перечень")
        verbose_name_plural = _("итоговые перечни")
        ordering = ["campaign", "kind"]
        constraints = [
            state_constraint(ResultState, "resultlist"),
            models.UniqueConstraint(fields=["campaign", "kind", "revision"], name="resultlist_once"),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @transition(
        "state",
        source=ResultState.DRAFT,
        target=ResultState.COMPOSED,
        custom={"label": _("Сформировать по подписанным картам")},
    )
    def compose(self, performance: Any) -> None:
        """The rows are taken from the signed cards."""
        self.dated_on = performance.on

    @transition(
        "state",
        source=ResultState.COMPOSED,
        target=ResultState.READY,
        custom={"label": _("Подписать как председатель")},
    )
    def sign_as_chair(self, performance: Any) -> None:
        """The chair of the commission signs under the list."""

    @transition(
        "state",
        source=[ResultState.COMPOSED, ResultState.READY],
        target=ResultState.DRAFT,
        custom={"label": _("Вернуть в работу")},
    )
    def reopen(self, performance: Any) -> None:
        """A card changed or the union has remarks: the list is composed anew."""
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


class ResultListRow(DocumentPart):
    """A row of a result list: its cells as they are printed, by column key, and the card behind it."""

    list = models.ForeignKey(ResultList, models.CASCADE, related_name="rows", verbose_name=_("перечень"))
    card = models.ForeignKey(CertificationCard, models.PROTECT, related_name="+", verbose_name=_("карта"))
    place = models.PositiveIntegerField(_("№ п/п"))
    cells = models.JSONField(_("графы"), default=dict)
    history = None

    PARENT = "list"

    class Meta:
        verbose_name = _("строка перечня")
        verbose_name_plural = _("строки перечня")
        ordering = ["list", "place"]
        constraints = [models.UniqueConstraint(fields=["list", "place"], name="resultrow_place_once")]

    def __str__(self) -> str:
        return f"{self.place}. {self.card.group}"
