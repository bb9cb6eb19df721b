"""Rows of a certification card: points 2 to 6 of the form."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from attestation.models.card import CertificationCard
from attestation.models.standing import ClassCode
from documents.models import DocumentPart
from measurements.models import FactorCode, MeasurementProtocol
from measurements.models.physical_load import LoadCode


class CardPart(DocumentPart):
    """A row of a card: written when the card is assessed, never by hand."""

    place = models.PositiveSmallIntegerField(default=0)
    history = None

    PARENT = "card"

    class Meta:
        abstract = True


class CardLine(CardPart):
    """A line of point 2: one indicator with its class without and with time (графы 5, 7)."""

    card = models.ForeignKey(CertificationCard, models.CASCADE, related_name="lines")
    factor = models.CharField(_("фактор"), max_length=20, choices=FactorCode)
    method = models.CharField(max_length=25, blank=True)
    title = models.CharField(_("показатель"), max_length=400)
    protocol = models.ForeignKey(
        MeasurementProtocol, models.PROTECT, null=True, related_name="card_lines", verbose_name=_("протокол")
    )
    unit = models.CharField(_("единица измерения"), max_length=30, blank=True)
    limit_text = models.CharField(_("норматив"), max_length=100, blank=True)
    value_text = models.CharField(_("фактическая величина"), max_length=100, blank=True)
    base_class = models.CharField(_("класс"), max_length=3, choices=ClassCode)
    exposure_minutes = models.DecimalField(_("время воздействия, мин"), max_digits=8, decimal_places=2, null=True)
    exposure_percent = models.CharField(_("доля времени, %"), max_length=10, blank=True)
    conditions_class = models.CharField(_("класс с учётом времени"), max_length=3, choices=ClassCode)
    trace = models.JSONField(default=list)

    class Meta:
        verbose_name = _("строка пункта 2")
        verbose_name_plural = _("строки пункта 2")
        ordering = ["card", "place", "id"]

    def __str__(self) -> str:
        return f"{self.title}: {self.conditions_class}"


class CardFactor(CardPart):
    """A line of point 5: the class of one factor."""

    card = models.ForeignKey(CertificationCard, models.CASCADE, related_name="factors")
    factor = models.CharField(_("фактор"), max_length=20, choices=FactorCode)
    conditions_class = models.CharField(_("класс"), max_length=3, choices=ClassCode)
    trace = models.JSONField(default=list)

    class Meta:
        verbose_name = _("строка пункта 5")
        verbose_name_plural = _("строки пункта 5")
        ordering = ["card", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["card", "factor"], name="cardfactor_once")]

    def __str__(self) -> str:
        return f"{self.get_factor_display()}: {self.conditions_class}"


class CardLoadLine(CardPart):
    """A line of point 3: one indicator of physical load."""

    card = models.ForeignKey(CertificationCard, models.CASCADE, related_name="load_lines")
    indicator = models.CharField(_("показатель"), max_length=20, choices=LoadCode)
    limit_text = models.CharField(_("нормативное значение"), max_length=100, blank=True)
    value_text = models.CharField(_("фактическое значение"), max_length=100, blank=True)
    conditions_class = models.CharField(_("класс"), max_length=3, choices=ClassCode)
    trace = models.JSONField(default=list)

    class Meta:
        verbose_name = _("строка пункта 3")
        verbose_name_plural = _("строки пункта 3")
        ordering = ["card", "place", "id"]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()}: {self.conditions_class}"


class CardStrainLine(CardPart):
    """A line of point 4: one indicator of mental strain."""

    card = models.ForeignKey(CertificationCard, models.CASCADE, related_name="strain_lines")
    indicator = models.CharField(_("показатель"), max_length=10)
    characteristic = models.CharField(_("характеристика"), max_length=500, blank=True)
    conditions_class = models.CharField(_("класс"), max_length=3, choices=ClassCode)

    class Meta:
        verbose_name = _("строка пункта 4")
        verbose_name_plural = _("строки пункта 4")
        ordering = ["card", "place", "id"]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.conditions_class}"


class RightCode(models.TextChoices):
    """Rights under the names of ``norms.entitlements.Right``."""

    PENSION = "PENSION", _("профессиональное пенсионное страхование, Списки № 1 и № 2")
    TEXTILE = "TEXTILE", _("профессиональное пенсионное страхование, текстильные профессии")
    MEDICAL = "MEDICAL", _("профессиональное пенсионное страхование, медицинские работники")
    SHORT_HOURS = "SHORT_HOURS", _("сокращённая продолжительность рабочего времени")
    LEAVE = "LEAVE", _("дополнительный отпуск")
    SURCHARGE = "SURCHARGE", _("доплата")


class OutcomeCode(models.TextChoices):
    """Outcomes under the names of ``norms.entitlements.Outcome``."""

    CONFIRMED = "CONFIRMED", _("подтверждено")
    NOT_CONFIRMED = "NOT_CONFIRMED", _("не подтверждено")
    NOT_APPLICABLE = "NOT_APPLICABLE", _("не предусмотрено")


class Entitlement(CardPart):
    """One right of the workplace: confirmed, not confirmed with the reason, or not concerned (point 6.2)."""

    card = models.ForeignKey(CertificationCard, models.CASCADE, related_name="entitlements")
    right = models.CharField(_("право"), max_length=12, choices=RightCode)
    outcome = models.CharField(_("результат"), max_length=15, choices=OutcomeCode)
    value = models.CharField(_("размер"), max_length=20, blank=True)
    reason = models.CharField(_("причина"), max_length=500, blank=True)
    trace = models.JSONField(default=list)

    class Meta:
        verbose_name = _("право")
        verbose_name_plural = _("права")
        ordering = ["card", "place", "id"]
        constraints = [models.UniqueConstraint(fields=["card", "right"], name="entitlement_once")]

    def __str__(self) -> str:
        return f"{self.get_right_display()}: {self.get_outcome_display()}"
