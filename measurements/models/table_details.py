"""What the tables of приложение 2 ask for beside a value and its norm: nothing of it changes a class."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class GeneralVibrationKind(models.TextChoices):
    """Kind of general vibration."""

    TRANSPORT = "TRANSPORT", _("транспортная")
    TRANSPORT_TECHNOLOGICAL = "TRANSPORT_TECH", _("транспортно-технологическая")
    TECHNOLOGICAL = "TECHNOLOGICAL", _("технологическая")


class WorkCategory(models.TextChoices):
    """Category of work by the energy it takes."""

    IA = "Iа", "Iа"
    IB = "Iб", "Iб"
    IIA = "IIа", "IIа"
    IIB = "IIб", "IIб"
    III = "III", "III"


class Season(models.TextChoices):
    """Period of the year of a microclimate."""

    WARM = "WARM", _("тёплый")
    COLD = "COLD", _("холодный")


class TableDetails(models.Model):
    """Columns of the tables of приложение 2 (№ 35) that say how and where a value was measured."""

    distance = models.CharField(_("расстояние от источника, м"), max_length=50, blank=True)
    height = models.CharField(_("высота от пола, м"), max_length=50, blank=True)
    zone_time = models.CharField(_("время пребывания в зоне, работы с установкой"), max_length=50, blank=True)
    frequency = models.CharField(_("частота, МГц"), max_length=50, blank=True)
    vibration_kind = models.CharField(_("вид общей вибрации"), max_length=15, choices=GeneralVibrationKind, blank=True)
    is_combined_lighting = models.BooleanField(_("комбинированное освещение"), default=False)
    general_part = models.DecimalField(
        _("в том числе общее, лк"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    general_part_limit = models.DecimalField(
        _("норма общего в комбинированном, лк"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    work_category = models.CharField(
        _("категория работ по энергозатратам"), max_length=5, choices=WorkCategory, blank=True
    )
    season = models.CharField(_("период года"), max_length=5, choices=Season, blank=True)
    surface = models.CharField(_("облучаемая поверхность"), max_length=100, blank=True)
    air_temperature = models.CharField(_("температура воздуха на момент отбора, °C"), max_length=20, blank=True)
    method_act = models.CharField(_("ТНПА на метод исследования"), max_length=200, blank=True)

    class Meta:
        abstract = True


DETAILS = tuple(field.name for field in TableDetails._meta.local_fields)
"""Names of the fields, in the order in which an editor asks for them."""
PLACE_DETAILS = tuple(
    name for name in DETAILS if name not in ("zone_time", "general_part", "season", "air_temperature")
)
"""Those that belong to the place of measuring: a copy keeps them; what was so on one day only stays behind."""
