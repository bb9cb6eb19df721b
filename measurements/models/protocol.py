"""Protocols of measurements (№ 35, п. 88, приложение 2)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.models.indicator import Indicator, MethodCode
from measurements.models.laboratory import Instrument, Laboratory
from measurements.models.table_details import DETAILS, TableDetails
from measurements.states import ProtocolState
from norms.factors.chemical_sums import ChemicalGroup
from workplaces.models import AnalogousGroup


class MeasurementProtocol(Document):
    """«Протокол измерений и исследований». ``dated_on`` is the day of the protocol."""

    laboratory = models.ForeignKey(Laboratory, models.PROTECT, related_name="protocols", verbose_name=_("лаборатория"))
    measured_on = models.DateField(_("дата измерений"))
    representative = models.CharField(_("представитель аттестационной комиссии"), max_length=300, blank=True)
    kind_acts = models.CharField(_("ТНПА на вид измерений (исследований)"), max_length=500, blank=True)
    method_acts = models.CharField(_("ТНПА на отбор проб, методы измерений"), max_length=500, blank=True)
    sampled_by = models.CharField(_("кто проводил отбор проб"), max_length=300, blank=True)
    voltage_before = models.CharField(_("напряжение в сети в начале измерения освещённости"), max_length=30, blank=True)
    voltage_after = models.CharField(_("напряжение в сети в конце измерения"), max_length=30, blank=True)
    state = FSMField(_("состояние"), default=ProtocolState.DRAFT, choices=ProtocolState, protected=True)

    SLUG = "protocols"
    PARTS = ("results", "instruments")
    LATER_FIELDS = frozenset({"kind_acts", "method_acts", "sampled_by", "voltage_before", "voltage_after"})

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


class Family(models.TextChoices):
    """Families that sums and complexes name instead of single substances (№ 35, приложение 7; № 211, приложение 3)."""

    NARCOTIC = ChemicalGroup.NARCOTIC.name, _("наркотического действия")
    REPRODUCTIVE = ChemicalGroup.REPRODUCTIVE.name, _("действующие на репродуктивную функцию")
    AMINO = ChemicalGroup.AMINO.name, _("аминосоединения")
    NITRO = ChemicalGroup.NITRO.name, _("нитросоединения")
    CHLORINATED = ChemicalGroup.CHLORINATED.name, _("хлорированные углеводороды")
    BROMINATED = ChemicalGroup.BROMINATED.name, _("бромированные углеводороды")
    ALCOHOL = ChemicalGroup.ALCOHOL.name, _("спирты")
    ALKALI = ChemicalGroup.ALKALI.name, _("щёлочи")
    AROMATIC = ChemicalGroup.AROMATIC.name, _("ароматические углеводороды")
    SATURATED_HYDROCARBON = ChemicalGroup.SATURATED_HYDROCARBON.name, _("предельные углеводороды")


class NoiseKind(models.TextChoices):
    """Character of noise in time: the columns of the table of noise (№ 35, приложение 2)."""

    STEADY = "STEADY", _("постоянный")
    INTERMITTENT = "INTERMITTENT", _("прерывистый")
    IMPULSE = "IMPULSE", _("импульсный")
    FLUCTUATING = "FLUCTUATING", _("колеблющийся")


class RadiationRow(models.TextChoices):
    """Rows of приложение 1, таблица 7: characteristics of sources, and what radiation control measures."""

    OPEN_DOSE = "1.1", _("1.1. мощность дозы, открытые источники")
    OPEN_ACTIVITY = "1.2", _("1.2. активность радионуклида на рабочем месте")
    OPEN_CONTAMINATION = "1.3", _("1.3. загрязнение, открытые источники")
    OPEN_AIR_ACTIVITY = "1.4", _("1.4. объёмная активность, открытые источники")
    SEALED_DOSE = "2.1", _("2.1. мощность дозы, закрытые источники")
    STATIONARY = "2.2-stationary", _("2.2. стационарная гамма-установка")
    PORTABLE = "2.2-portable", _("2.2. переносной гамма-дефектоскоп")
    NEUTRONS = "2.3", _("2.3. радионуклидный источник нейтронов")
    X_RAY_DOSE = "3.1", _("3.1. мощность дозы рентгеновского излучения")
    ACCELERATOR = "3.2", _("3.2. мощность пучка ускорителя")
    X_RAY_ANODE = "3.3", _("3.3. мощность на аноде рентгеновской установки")
    GENERATOR = "3.4", _("3.4. выход генератора нейтронов")
    PACKAGE = "4.1.1", _("4.1.1. категория транспортной упаковки")
    TRANSPORT_DOSE = "4.1.2", _("4.1.2. мощность дозы при транспортировке")
    NUCLEAR_DOSE = "4.2.1", _("4.2.1. мощность дозы на объектах атомной энергетики")
    NUCLEAR_WORK = "4.2.2", _("4.2.2. класс работ на объектах атомной энергетики")
    NUCLEAR_CONTAMINATION = "4.2.3", _("4.2.3. загрязнение на объектах атомной энергетики")
    NUCLEAR_AIR_ACTIVITY = "4.2.4", _("4.2.4. объёмная активность на объектах атомной энергетики")


class MeasurementResult(TableDetails, DocumentPart):
    """One value of one indicator at one group, with its limit, in the unit of the protocol.

    ``value`` is empty only while a copy waits to be filled: such a protocol is not issued (PROT-06).
    """

    protocol = models.ForeignKey(
        MeasurementProtocol, models.CASCADE, related_name="results", verbose_name=_("протокол")
    )
    group = models.ForeignKey(AnalogousGroup, models.PROTECT, related_name="results", verbose_name=_("рабочее место"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="results", verbose_name=_("показатель"))
    method = models.CharField(_("как оценивается"), max_length=25, choices=MethodCode)
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

    zone = models.CharField(
        _("рабочая зона"),
        max_length=100,
        blank=True,
        help_text=_("шум и вибрация нескольких зон дают эквивалентный уровень, вещества одной зоны суммируются"),
    )
    sample = models.CharField(
        _("значения выборки"),
        max_length=500,
        blank=True,
        help_text=_("аналогичные места через «;»: оценивается среднее (п. 8)"),
    )
    bands = models.CharField(
        _("октавные полосы"), max_length=500, blank=True, help_text=_("постоянный шум: «63 Гц: 95/91; 125 Гц: 87/83»")
    )
    noise_kind = models.CharField(_("характер шума"), max_length=15, choices=NoiseKind, blank=True)
    level_a = models.DecimalField(_("уровень по «А», дБ"), max_digits=8, decimal_places=2, null=True, blank=True)
    background = models.DecimalField(_("естественный фон"), max_digits=18, decimal_places=6, null=True, blank=True)
    limit_short = models.DecimalField(
        _("максимальный ПДУ кратковременно"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    negative = models.DecimalField(
        _("отрицательные аэроионы, см⁻³"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    near_static_fields = models.BooleanField(_("у источников электростатического поля"), default=False)
    row = models.CharField(_("строка таблицы 7"), max_length=15, choices=RadiationRow, blank=True)
    family = models.CharField(_("семейство веществ"), max_length=25, choices=Family, blank=True)

    PARENT = "protocol"
    LATER_FIELDS = frozenset(
        {
            "zone",
            "sample",
            "bands",
            "noise_kind",
            "level_a",
            "background",
            "limit_short",
            "negative",
            "near_static_fields",
            "row",
            "family",
            *DETAILS,
        }
    )

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
