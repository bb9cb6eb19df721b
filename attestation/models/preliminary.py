"""What the class of a group would be by the papers as they lie now: for planning, signed by nobody."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from attestation.models.standing import ClassCode
from workplaces.models import AnalogousGroup


class PreliminaryClass(EmployerOwned):
    """The class beforehand, or what hinders it. A card never takes it over: it is judged again when signed."""

    group = models.OneToOneField(
        AnalogousGroup, models.CASCADE, related_name="preliminary", verbose_name=_("рабочее место")
    )
    overall_class = models.CharField(_("предварительный класс"), max_length=3, choices=ClassCode, blank=True)
    surcharge_class = models.CharField(_("класс для доплат"), max_length=3, choices=ClassCode, blank=True)
    hindrance = models.CharField(_("чего не хватает"), max_length=500, blank=True)
    worked_out_on = models.DateField(_("нормы на дату"))
    norms_fingerprint = models.CharField(max_length=64, blank=True)
    history = History()

    class Meta:
        verbose_name = _("предварительный класс")
        verbose_name_plural = _("предварительные классы")
        ordering = ["group"]
        indexes = [models.Index(fields=["employer", "overall_class"], name="preliminary_by_class")]

    def __str__(self) -> str:
        return f"{self.group}: {self.words}"

    @property
    def words(self) -> str:
        """«3.1»; «не ниже 3.1», while something that can only make it worse is missing; or a dash."""
        if self.overall_class and self.hindrance:
            return str(_("не ниже %s") % self.overall_class)
        return self.overall_class or "—"
