"""Laboratories, what they are accredited for, and their instruments."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from measurements.models.indicator import FactorCode


class Laboratory(EmployerOwned):
    """«Испытательная лаборатория» with its certificate of accreditation (№ 253, п. 8; № 35, п. 88)."""

    name = models.CharField(_("наименование"), max_length=300)
    address = models.CharField(_("местонахождение"), max_length=300, blank=True)
    accreditation_number = models.CharField(_("аттестат аккредитации №"), max_length=50)
    accredited_from = models.DateField(_("действует с"), null=True, blank=True)
    accredited_through = models.DateField(_("действует по"))
    head_name = models.CharField(_("начальник лаборатории"), max_length=200, blank=True)
    guests = models.ManyToManyField(
        settings.AUTH_USER_MODEL, blank=True, related_name="laboratories", verbose_name=_("сотрудники с доступом")
    )
    history = History()

    class Meta:
        verbose_name = _("лаборатория")
        verbose_name_plural = _("лаборатории")
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["employer", "accreditation_number"], name="laboratory_once")]

    def __str__(self) -> str:
        return self.name


class LaboratoryScope(EmployerOwned):
    """«Область аккредитации»: a factor that the laboratory may measure."""

    laboratory = models.ForeignKey(Laboratory, models.PROTECT, related_name="scope", verbose_name=_("лаборатория"))
    factor = models.CharField(_("фактор"), max_length=20, choices=FactorCode)
    history = History()

    class Meta:
        verbose_name = _("область аккредитации")
        verbose_name_plural = _("область аккредитации")
        ordering = ["laboratory", "factor"]
        constraints = [models.UniqueConstraint(fields=["laboratory", "factor"], name="laboratory_scope_once")]

    def __str__(self) -> str:
        return self.get_factor_display()


class Instrument(EmployerOwned):
    """«Средство измерений»."""

    laboratory = models.ForeignKey(
        Laboratory, models.PROTECT, related_name="instruments", verbose_name=_("лаборатория")
    )
    name = models.CharField(_("наименование, тип"), max_length=300)
    serial_number = models.CharField(_("заводской номер"), max_length=50)
    history = History()

    class Meta:
        verbose_name = _("средство измерений")
        verbose_name_plural = _("средства измерений")
        ordering = ["name", "serial_number"]
        constraints = [models.UniqueConstraint(fields=["laboratory", "name", "serial_number"], name="instrument_once")]

    def __str__(self) -> str:
        return f"{self.name}, зав. №\u00a0{self.serial_number}"


class InstrumentFactor(EmployerOwned):
    """A factor that an instrument measures: proposes instruments for a protocol."""

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="factors", verbose_name=_("средство измерений")
    )
    factor = models.CharField(_("фактор"), max_length=20, choices=FactorCode)

    class Meta:
        verbose_name = _("что измеряет")
        verbose_name_plural = _("что измеряет")
        ordering = ["instrument", "factor"]
        constraints = [models.UniqueConstraint(fields=["instrument", "factor"], name="instrument_factor_once")]

    def __str__(self) -> str:
        return self.get_factor_display()


class Verification(EmployerOwned):
    """«Поверка» of an instrument; both days inclusive."""

    instrument = models.ForeignKey(
        Instrument, models.PROTECT, related_name="verifications", verbose_name=_("средство измерений")
    )
    certificate = models.CharField(_("свидетельство №"), max_length=50)
    verified_on = models.DateField(_("поверено"))
    valid_through = models.DateField(_("действует по"))
    history = History()

    class Meta:
        verbose_name = _("поверка")
        verbose_name_plural = _("поверки")
        ordering = ["-verified_on"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "certificate"], name="verification_once"),
            models.CheckConstraint(
                condition=models.Q(valid_through__gte=models.F("verified_on")), name="verification_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"№\u00a0{self.certificate} до {self.valid_through:%d.%m.%Y}"
