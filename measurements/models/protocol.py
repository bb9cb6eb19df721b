"""Protocols of measurements (№ 35, п. 88, приложение 2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.models.indicator import Indicator, MethodCode
from measurements.models.laboratory import Instrument, Laboratory
from measurements.states import ProtocolState
from workplaces.models import AnalogousGroup


class MeasurementProtocol(Document):
    """«Протокол измерений и исследований». ``dated_on`` is the day of the protocol."""

    laboratory = models.ForeignKey(Laboratory, models.PROTECT, related_name="protocols", verbose_name=_("лаборатория"))
    measured_on = models.DateField(_("дата измерений"))
    representative = models.CharField(_("представитель аттестационной комиссии"), max_length=300, blank=True)
    state = FSMField(_("состояние"), default=ProtocolState.DRAFT, choices=ProtocolState, protected=True)

    SLUG = "protocols"
    PARTS = ("results", "instruments")

    class Meta:
        verbose_name = _("протокол измерений")
        verbose_name_plural = _("протоколы измерений")
        ordering = ["dated_on", "number"]
        constraints = [
            state_constraint(ProtocolState, "protocol"),
            models.UniqueConstraint(
                fields=["employer", "laboratory", "number", "revision"], name="protocol_number_once"
            ),
        ]

    @transition(
        "state", source=ProtocolState.DRAFT, target=ProtocolState.ISSUED, custom={"label": _("Выдать протокол")}
    )
    def issue(self, performance: Any) -> None:
        """The laboratory stands for the results."""

    @transition(
        "state",
        source=ProtocolState.ISSUED,
        target=ProtocolState.VOID,
        custom={"label": _("Аннулировать"), "danger": True},
    )
    def void(self, performance: Any) -> None:
        """The protocol was wrong; cards that used it must be reopened."""


class Effect(models.TextChoices):
    """Action of a substance, under the names of ``norms.factors.chemical.Effect``."""

    GENERAL = "GENERAL", _("общее")
    ACUTE = "ACUTE", _("остронаправленное")
    IRRITANT = "IRRITANT", _("раздражающее")
    CARCINOGEN = "CARCINOGEN", _("канцероген")
    ALLERGEN = "ALLERGEN", _("аллерген")


class Averaging(models.TextChoices):
    """Kind of the limit, under the names of ``norms.factors.chemical.Averaging``."""

    MAX_SINGLE = "MAX_SINGLE", _("ПДКмр")
    SHIFT_AVERAGE = "SHIFT_AVERAGE", _("ПДКсс")


class MeasurementResult(DocumentPart):
    """One value of one indicator at one group, with its limit, in the unit of the protocol.

    ``value`` is empty only while a copy waits to be filled: such a protocol is not issued (PROT-06).
    """

    protocol = models.ForeignKey(
        MeasurementProtocol, models.CASCADE, related_name="results", verbose_name=_("протокол")
    )
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="results", verbose_name=_("рабочее место"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results", verbose_name=_("показатель"))
    method = models.CharField(_("как оценивается"), max_length=24, choices=MethodCode)
    value = models.DecimalField(_("фактическая величина"), max_digits=18, decimal_places=6, null=True, blank=True)
    limit = models.DecimalField(_("норматив"), max_digits=18, decimal_places=6, null=True, blank=True)
    limit_low = models.DecimalField(
        _("нижняя граница норматива"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    unit = models.CharField(_("единица"), max_length=30, blank=True)
    effect = models.CharField(_("особенность действия"), max_length=12, choices=Effect, blank=True)
    second_effect = models.CharField(_("второй эффект"), max_length=12, choices=Effect, blank=True)
    averaging = models.CharField(_("вид ПДК"), max_length=15, choices=Averaging, default=Averaging.MAX_SINGLE)
    includes_time = models.BooleanField(_("величина уже приведена ко времени смены"), default=False)
    conditions = models.CharField(_("условия измерения"), max_length=300, blank=True)

    PARENT = "protocol"

    class Meta:
        verbose_name = _("результат измерения")
        verbose_name_plural = _("результаты измерений")
        ordering = ["id"]

    def __str__(self) -> str:
        if self.value is None:
            return f"{self.indicator}: —"
        return f"{self.indicator}: {self.value.normalize():f}".replace(".", ",")


class ProtocolInstrument(DocumentPart):
    """An instrument used for a protocol."""

    protocol = models.ForeignKey(
        MeasurementProtocol, models.CASCADE, related_name="instruments", verbose_name=_("протокол")
    )
    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="+", verbose_name=_("средство измерений"))

    PARENT = "protocol"

    class Meta:
        verbose_name = _("средство измерений протокола")
        verbose_name_plural = _("средства измерений протокола")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["protocol", "instrument"], name="protocol_instrument_once")]

    def __str__(self) -> str:
        return str(self.instrument)
