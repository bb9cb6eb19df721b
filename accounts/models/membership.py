"""Who may do what for which employer, and since when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models.employer import Employer


class Role(models.TextChoices):
    """Roles of people with an employer. A seat in a commission comes from its order, not from here."""

    SAFETY_OFFICER = "SAFETY_OFFICER", _("инженер по охране труда")
    HEAD = "HEAD", _("руководитель организации")
    COMMISSION_MEMBER = "COMMISSION_MEMBER", _("член аттестационной комиссии")
    DEPARTMENT_HEAD = "DEPARTMENT_HEAD", _("руководитель структурного подразделения")
    HR = "HR", _("кадровая служба")
    UNION = "UNION", _("представитель профсоюза")
    LABORATORY = "LABORATORY", _("испытательная лаборатория")
    SPECIALIST = "SPECIALIST", _("специалист аккредитованного лица")
    WORKER = "WORKER", _("работник")
    AUDITOR = "AUDITOR", _("проверяющий")
    ADMINISTRATOR = "ADMINISTRATOR", _("администратор нанимателя")


class Membership(models.Model):
    """One role of one person with one employer, both days inclusive, open without ``valid_to``."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="memberships", verbose_name=_("пользователь")
    )
    employer = models.ForeignKey(Employer, models.PROTECT, related_name="memberships", verbose_name=_("наниматель"))
    role = models.CharField(_("роль"), max_length=20, choices=Role)
    position = models.CharField(_("должность"), max_length=200, blank=True)
    valid_from = models.DateField(_("действует с"))
    valid_to = models.DateField(_("действует по"), null=True, blank=True)
    history = History()

    class Meta:
        verbose_name = _("участие")
        verbose_name_plural = _("участия")
        ordering = ["employer", "user", "role"]
        constraints = [
            models.CheckConstraint(condition=models.Q(role__in=Role.values), name="membership_role_known"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="membership_days_in_order",
            ),
            models.UniqueConstraint(fields=["user", "employer", "role", "valid_from"], name="membership_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
