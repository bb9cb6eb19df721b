"""The certification card (карта аттестации рабочего места, приложение 5)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from attestation.models.campaign import Campaign
from attestation.models.standing import ClassCode
from attestation.states import CardState
from documents.models import Document, state_constraint
from measurements.models import MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from workplaces.models import AnalogousGroup


class CertificationCard(Document):
    """The judgement of a group: a snapshot of evidence, classes and rights under the norms of one day."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="cards", verbose_name=_("аттестация"))
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="cards", verbose_name=_("рабочее место"))
    organisation = models.CharField(_("организация"), max_length=300, blank=True)
    shop = models.CharField(_("цех (отдел)"), max_length=300, blank=True)
    section = models.CharField(_("участок"), max_length=300, blank=True)
    profession = models.CharField(_("код и наименование профессии"), max_length=400, blank=True)
    shifts = models.PositiveSmallIntegerField(_("число смен"), default=1)
    shift_minutes = models.PositiveIntegerField(_("продолжительность смены, мин"), default=480)
    workplace_count = models.PositiveIntegerField(_("количество аналогичных рабочих мест"), default=1)
    headcount = models.PositiveIntegerField(_("численность на всех аналогичных"), default=1)
    women_count = models.PositiveIntegerField(_("из них женщин"), default=0)
    reference_issue = models.CharField(_("выпуск ЕТКС, ЕКСД"), max_length=50, blank=True)
    work_description = models.TextField(_("характеристика работы"), blank=True)
    equipment = models.TextField(_("оборудование"), blank=True)
    tools = models.TextField(_("инструменты и приспособления"), blank=True)
    materials = models.TextField(_("сырьё, материалы"), blank=True)
    time_study = models.ForeignKey(
        TimeStudyCard, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("карта фотографии")
    )
    time_studies = models.JSONField(_("фотографии, по которым найдено время"), default=list, blank=True)
    load_protocol = models.ForeignKey(
        PhysicalLoadProtocol,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("протокол тяжести"),
    )
    strain_assessment = models.ForeignKey(
        MentalStrainAssessment,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("оценка напряжённости"),
    )
    full_day_minutes = models.DecimalField(_("занятость, мин"), max_digits=8, decimal_places=2, null=True, blank=True)
    is_full_day = models.BooleanField(_("полный рабочий день"), null=True, blank=True)
    full_day_trace = models.JSONField(default=list, blank=True)
    overall_class = models.CharField(_("общая оценка"), max_length=3, choices=ClassCode, blank=True)
    overall_trace = models.JSONField(default=list, blank=True)
    surcharge_class = models.CharField(_("класс для доплат"), max_length=3, choices=ClassCode, blank=True)
    surcharge_trace = models.JSONField(default=list, blank=True)
    norms_on = models.DateField(_("нормы на дату"), null=True, blank=True)
    norms_fingerprint = models.CharField(max_length=64, blank=True)
    interpretations = models.JSONField(default=dict, blank=True)
    change_order = models.ForeignKey(
        "attestation.Order",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="changed_cards",
        verbose_name=_("приказ об изменениях"),
    )
    in_force_on = models.DateField(_("применяется с"), null=True, blank=True, editable=False)
    valid_through = models.DateField(_("действует по"), null=True, blank=True, editable=False)
    state = FSMField(_("состояние"), default=CardState.DRAFT, choices=CardState, protected=True)

    SLUG = "cards"
    STAMP_FIELDS = ("in_force_on", "valid_through")
    LATER_FIELDS = frozenset({"time_studies"})
    PARTS = ("lines", "factors", "load_lines", "strain_lines", "entitlements")

    class Meta:
        verbose_name = _("карта аттестации рабочего места")
        verbose_name_plural = _("карты аттестации рабочих мест")
        ordering = ["campaign", "group__place", "id"]
        constraints = [
            state_constraint(CardState, "card"),
            models.UniqueConstraint(
                fields=["campaign", "group"], condition=models.Q(supersedes__isnull=True), name="card_once"
            ),
        ]

    @property
    def keeps_classes(self) -> bool:
        """A version by an order on names or on the law: its classes are not found anew (№ 253, п. 13)."""
        return self.change_order is not None and self.change_order.change_ground in ("NAMES", "LAW")

    @transition(
        "state",
        source=CardState.DRAFT,
        target=CardState.ASSESSED,
        custom={"label": _("Оценить и подписать пункты 2–4")},
    )
    def assess(self, performance: Any) -> None:
        """«Оценку проводил»: the classes are computed and the specialist signs (№ 35, п. 98)."""
        self.dated_on = performance.on

    @transition(
        "state",
        source=CardState.ASSESSED,
        target=CardState.SIGNING,
        custom={"label": _("Направить на подпись комиссии")},
    )
    def send_for_signature(self, performance: Any) -> None:
        """The members see it among what they have to sign."""

    @transition(
        "state", source=CardState.SIGNING, target=CardState.SIGNING, custom={"label": _("Подписать как член комиссии")}
    )
    def sign_as_member(self, performance: Any) -> None:
        """A member signs point 6.4; the state stays until the chair signs."""

    @transition(
        "state", source=CardState.SIGNING, target=CardState.SIGNED, custom={"label": _("Подписать как председатель")}
    )
    def sign_as_chair(self, performance: Any) -> None:
        """The chair signs last (№ 253, п. 11)."""

    @transition(
        "state",
        source=CardState.SIGNING,
        target=CardState.SIGNING,
        custom={"label": _("Подписать с особым мнением"), "reason": _("Особое мнение")},
    )
    def dissent(self, performance: Any) -> None:
        """A member signs and attaches a separate opinion, which stays with the card."""

    @transition(
        "state",
        source=CardState.SIGNING,
        target=CardState.SIGNING,
        custom={"label": _("Отказаться от подписи"), "danger": True},
    )
    def decline(self, performance: Any) -> None:
        """A member does not sign and says why: the chair cannot sign over it."""

    @transition(
        "state",
        source=CardState.SIGNING,
        target=CardState.ASSESSED,
        custom={"label": _("Отозвать с подписи"), "danger": True},
    )
    def recall(self, performance: Any) -> None:
        """The officer takes the card back; the content is the same, so what was signed stays signed."""

    @transition(
        "state",
        source=CardState.DRAFT,
        target=CardState.ASSESSED,
        custom={"label": _("Внести изменения и подписать пункты 2–4")},
    )
    def amend(self, performance: Any) -> None:
        """A new version by an order on changes: the classes stay, names or rights change (№ 253, п. 13)."""
        self.dated_on = performance.on

    @transition(
        "state",
        source=[CardState.ASSESSED, CardState.SIGNING, CardState.SIGNED],
        target=CardState.DRAFT,
        custom={"label": _("Вернуть в работу"), "danger": True},
    )
    def reopen(self, performance: Any) -> None:
        """The content changes: a new revision, the signatures under the old one are void."""
        self.revision += 1

    @transition(
        "state",
        source=CardState.SIGNED,
        target=CardState.IN_FORCE,
        custom={"label": _("Ввести в действие"), "internal": True},
    )
    def put_in_force(self, performance: Any) -> None:
        """The order of approval is issued."""
        self.in_force_on = performance.on
        self.valid_through = performance.data["valid_through"]

    @transition(
        "state",
        source=CardState.IN_FORCE,
        target=CardState.SUPERSEDED,
        custom={"label": _("Заменить"), "internal": True},
    )
    def supersede(self, performance: Any) -> None:
        """A later order of approval put another card in its place."""
