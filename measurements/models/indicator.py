"""Indicators of factors: what is measured, and what a time study says acts."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from documents.workbooks.values import normalized
from norms.overall import Factor
from norms.readings import Method
from workplaces.models import AnalogousGroup


class FactorCode(models.TextChoices):
    """The factors of point 5 of the card, under the names of ``norms.overall.Factor``."""

    CHEMICAL = "CHEMICAL", _("Химический")
    BIOLOGICAL = "BIOLOGICAL", _("Биологический")
    DUST = "DUST", _("Пыли, аэрозоли")
    NOISE = "NOISE", _("Шум")
    INFRASOUND = "INFRASOUND", _("Инфразвук")
    ULTRASOUND = "ULTRASOUND", _("Ультразвук")
    GENERAL_VIBRATION = "GENERAL_VIBRATION", _("Вибрация общая")
    LOCAL_VIBRATION = "LOCAL_VIBRATION", _("Вибрация локальная")
    FIELDS = "FIELDS", _("Электромагнитные поля и неионизирующее излучение")
    IONISING = "IONISING", _("Ионизирующее излучение")
    MICROCLIMATE = "MICROCLIMATE", _("Микроклимат")
    LIGHTING = "LIGHTING", _("Освещение")
    AIR_IONS = "AIR_IONS", _("Аэроионизация")
    PHYSICAL_LOAD = "PHYSICAL_LOAD", _("Тяжесть труда")
    MENTAL_STRAIN = "MENTAL_STRAIN", _("Напряженность труда")

    @property
    def factor(self) -> Factor:
        """The same factor in the law's own words."""
        return Factor[self.value]


class MethodCode(models.TextChoices):
    """How a result is assessed, under the names of ``norms.readings.Method``."""

    SUBSTANCE = "SUBSTANCE", _("вещество, мг/м³")
    SKIN = "SKIN", _("вещество на коже, мг/см²")
    UNREGULATED = "UNREGULATED", _("вещество без норматива, по классу опасности")
    DRUG = "DRUG", _("противоопухолевые, гормональные, наркотические средства без измерений")
    DUST = "DUST", _("пыль, аэрозоль, мг/м³")
    PRODUCER = "PRODUCER", _("микроорганизм-продуцент, кл/м³")
    ACTIVITY = "ACTIVITY", _("работы п. 27 без измерений")
    NOISE = "NOISE", _("шум, дБА")
    INFRASOUND = "INFRASOUND", _("инфразвук, дБ Лин")
    AIR_ULTRASOUND = "AIR_ULTRASOUND", _("ультразвук воздушный, дБ")
    CONTACT_ULTRASOUND = "CONTACT_ULTRASOUND", _("ультразвук контактный, дБ")
    GENERAL_VIBRATION = "GENERAL_VIBRATION", _("вибрация общая, дБ")
    LOCAL_VIBRATION = "LOCAL_VIBRATION", _("вибрация локальная, дБ")
    ELECTROSTATIC = "ELECTROSTATIC", _("электростатическое поле, кВ/м")
    STATIC_MAGNETIC = "STATIC_MAGNETIC", _("постоянное магнитное поле")
    ELECTRIC_50_HZ = "ELECTRIC_50_HZ", _("электрическое поле 50 Гц")
    MAGNETIC_50_HZ = "MAGNETIC_50_HZ", _("магнитное поле 50 Гц")
    DISPLAY_TERMINAL = "DISPLAY_TERMINAL", _("ЭМИ от ВДТ и ПЭВМ")
    RADIO_10_30_KHZ = "RADIO_10_30_KHZ", _("ЭМП 10–30 кГц")
    RADIO_30_KHZ_3_MHZ = "RADIO_30_KHZ_3_MHZ", _("ЭМП 0,03–3 МГц")
    RADIO_3_30_MHZ = "RADIO_3_30_MHZ", _("ЭМП 3–30 МГц")
    RADIO_30_300_MHZ = "RADIO_30_300_MHZ", _("ЭМП 30–300 МГц")
    RADIO_300_MHZ_300_GHZ = "RADIO_300_MHZ_300_GHZ", _("ЭМП 300 МГц–300 ГГц")
    LASER_CHRONIC = "LASER_CHRONIC", _("лазерное излучение, хроническое облучение")
    LASER_SINGLE = "LASER_SINGLE", _("лазерное излучение, однократное облучение")
    ULTRAVIOLET = "ULTRAVIOLET", _("ультрафиолетовое излучение, Вт/м²")
    TEMPERATURE = "TEMPERATURE", _("температура воздуха, °C")
    HUMIDITY = "HUMIDITY", _("относительная влажность, %")
    AIR_SPEED = "AIR_SPEED", _("скорость движения воздуха, м/с")
    RADIATION_OPEN = "RADIATION_OPEN", _("тепловое излучение открытых источников, Вт/м²")
    RADIATION_HEATED = "RADIATION_HEATED", _("тепловое излучение нагретых поверхностей, Вт/м²")
    OPEN_AIR = "OPEN_AIR", _("работа на открытом воздухе, в неотапливаемом помещении, холодильной камере")
    DEEP_COLD = "DEEP_COLD", _("работа в холодильной камере ниже −18 °C")
    ILLUMINANCE = "ILLUMINANCE", _("освещённость, лк")
    PULSATION = "PULSATION", _("пульсация освещённости, %")
    GLARE = "GLARE", _("показатель ослеплённости")
    LUMINANCE = "LUMINANCE", _("яркость, кд/м²")
    UNEVENNESS = "UNEVENNESS", _("неравномерность распределения яркости")
    AIR_IONS = "AIR_IONS", _("аэроионы, см⁻³")
    RADIATION_SOURCE = "RADIATION_SOURCE", _("характеристика источника ионизирующего излучения")
    DOSE_RATE = "DOSE_RATE", _("мощность дозы ионизирующего излучения")
    CONTAMINATION = "CONTAMINATION", _("радиоактивное загрязнение, част./(см²·мин)")
    VOLUME_ACTIVITY = "VOLUME_ACTIVITY", _("объёмная активность радионуклидов, Бк/м³")

    @property
    def method(self) -> Method | None:
        """The same method in the law's own words; none for rows of table 7, which are judged together (п. 53)."""
        return Method.__members__.get(self.value)

    @property
    def factor(self) -> Factor:
        """The factor it belongs to."""
        return self.method.factor if self.method else Factor.IONISING


class DrugWork(models.TextChoices):
    """Work with drugs that is assessed without measuring, under the keys of the norm «chemical.drug_works»."""

    TREATMENT = "treatment", _("лечение: приготовление растворов, введение, утилизация")
    PRODUCTION = "production", _("производство: взвешивание, растворение, дозирование")
    RESEARCH = "research", _("лабораторные работы, контроль качества")


class Indicator(EmployerOwned):
    """«Показатель фактора»: a substance, noise, the open air… One name is one indicator.

    ``method`` is set where the name alone decides it. Without measuring (№ 35, п. 21, 22, 27) ``clause``
    names the class of danger, the kind of drug or the sub-point of п. 27; ``work`` what is done with the
    drug, ``is_care`` the care of infectious patients. An indicator without a factor came from a
    workbook under a name nobody has sorted yet.
    """

    name = models.CharField(_("наименование"), max_length=300)
    search_name = models.CharField(max_length=300, editable=False)
    factor = models.CharField(_("фактор"), max_length=20, choices=FactorCode, blank=True)
    method = models.CharField(_("как оценивается"), max_length=25, choices=MethodCode, blank=True)
    unit = models.CharField(_("единица"), max_length=30, blank=True)
    clause = models.CharField(
        _("без измерений"),
        max_length=10,
        blank=True,
        help_text=_("подпункт п. 27 (27.1.3), класс опасности 1–4 (п. 21) или cytostatic, oestrogen, narcotic (п. 22)"),
    )
    work = models.CharField(_("работа с лекарственным средством"), max_length=20, choices=DrugWork, blank=True)
    is_care = models.BooleanField(_("уход за инфекционными больными"), default=False)
    history = History()

    class Meta:
        verbose_name = _("показатель фактора")
        verbose_name_plural = _("показатели факторов")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["employer", "search_name"], name="indicator_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def ground(self) -> str:
        """The point of № 35 under which a commission lets it be assessed without measuring; empty where none is needed."""
        return {"ACTIVITY": self.clause, "UNREGULATED": "21", "DRUG": "22"}.get(self.method, "")

    @property
    def needs_measurement(self) -> bool:
        """Whether the act asks for a measured value; of an indicator nobody has sorted yet it is not known."""
        method = MethodCode(self.method).method if self.method in MethodCode else None
        return method is None or method.needs_measurement

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the folded name by which workbooks find it."""
        self.search_name = normalized(self.name)
        super().save(*args, **kwargs)


class UnmeasuredCondition(EmployerOwned):
    """The commission's ground for assessing work without measuring (№ 35, п. 27) at a group."""

    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="unmeasured_conditions", verbose_name=_("рабочее место")
    )
    clause = models.CharField(_("подпункт Инструкции № 35"), max_length=10)
    ground = models.CharField(_("чем подтверждено"), max_length=500, blank=True)
    history = History()

    class Meta:
        verbose_name = _("оценка без измерений")
        verbose_name_plural = _("оценки без измерений")
        ordering = ["group", "clause"]
        constraints = [models.UniqueConstraint(fields=["group", "clause"], name="unmeasured_once")]

    def __str__(self) -> str:
        return f"пп.\u00a0{self.clause}"
