"""The employer (наниматель): the owner of every other row."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from norms.errors import BadInput
from norms.settings import Interpretations


class WorkWeek(models.TextChoices):
    """Days off of the employer's working week."""

    FIVE_DAYS = "FIVE_DAYS", _("пятидневная")
    SIX_DAYS = "SIX_DAYS", _("шестидневная")


class Employer(models.Model):
    """«Наниматель»: a legal person that certifies its workplaces and issues the orders."""

    name = models.CharField(_("наименование организации"), max_length=300, unique=True)
    head_position = models.CharField(_("должность руководителя"), max_length=200, default="Директор")
    head_name = models.CharField(_("инициалы, фамилия руководителя"), max_length=200, blank=True)
    place = models.CharField(_("место издания приказов"), max_length=200, blank=True)
    work_week = models.CharField(_("рабочая неделя"), max_length=12, choices=WorkWeek, default=WorkWeek.FIVE_DAYS)
    interpretations = models.JSONField(_("прочтения неясных мест закона"), default=dict, blank=True)
    is_budget_funded = models.BooleanField(
        _("бюджетная организация"),
        default=False,
        help_text=_("Доплата считается от базовой ставки, а не от тарифной ставки первого разряда."),
    )
    is_demo = models.BooleanField(_("демонстрационное предприятие"), default=False, editable=False)
    history = History()

    class Meta:
        verbose_name = _("наниматель")
        verbose_name_plural = _("наниматели")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def readings(self) -> Interpretations:
        """How this employer reads the unclear points of the act; the rest as we do by default."""
        return Interpretations.of_names(self.interpretations)

    def clean(self) -> None:
        """Refuse a reading that the law's core does not know."""
        try:
            _known = self.readings
        except BadInput as error:
            raise ValidationError({"interpretations": str(error)}) from error
