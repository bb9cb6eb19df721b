"""What people have said about their workbooks, kept for the next file of the same source."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned


class SourceLayout(EmployerOwned):
    """Columns and masks of days that a person chose for sheets with one header."""

    kind = models.CharField(_("что загружается"), max_length=30)
    fingerprint = models.CharField(max_length=40)
    layout = models.JSONField(_("столбцы"))

    class Meta:
        verbose_name = _("столбцы источника")
        verbose_name_plural = _("столбцы источников")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["employer", "kind", "fingerprint"], name="sourcelayout_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fingerprint}"


class NameChoice(models.TextChoices):
    """What a person said of a name that nobody knew."""

    SAME = "SAME", _("это")
    NEW = "NEW", _("новое название")
    LEFT_OUT = "LEFT_OUT", _("не загружать")


class NameDecision(EmployerOwned):
    """«Токарь-расточ.» is «Токарь-расточник»: said once, used for every row and every later file."""

    vocabulary = models.CharField(_("что называет"), max_length=20)
    key = models.CharField(max_length=300)
    name = models.CharField(_("как в файле"), max_length=300)
    choice = models.CharField(_("решение"), max_length=10, choices=NameChoice)
    target = models.CharField(_("как в системе"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("решение о названии")
        verbose_name_plural = _("решения о названиях")
        ordering = ["vocabulary", "name"]
        constraints = [
            models.UniqueConstraint(fields=["employer", "vocabulary", "key"], name="namedecision_once"),
            models.CheckConstraint(condition=models.Q(choice__in=NameChoice.values), name="namedecision_known"),
        ]

    def __str__(self) -> str:
        return f"{self.name} — {self.get_choice_display()} {self.target}".strip()
