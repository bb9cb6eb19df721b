"""The journal of acts: append-only, hash-chained per employer."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.employer import Employer
from accounts.models.owned import EmployerOwned


class JournalHead(models.Model):
    """End of an employer's chain. Its row is also the one lock of every writing transaction."""

    employer = models.OneToOneField(Employer, models.PROTECT, primary_key=True, related_name="journal_head")
    sequence = models.PositiveBigIntegerField(default=0)
    digest = models.CharField(max_length=64, default="")

    def __str__(self) -> str:
        return f"{self.employer}: {self.sequence}"


class JournalEntry(EmployerOwned):
    """One act: who did what to which object, when, chained to the act before it."""

    sequence = models.PositiveBigIntegerField(_("№ записи"))
    at = models.DateTimeField(_("когда"))
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("кто")
    )
    actor_name = models.CharField(_("имя"), max_length=300, blank=True)
    act = models.CharField(_("действие"), max_length=100)
    target_type = models.CharField(_("вид объекта"), max_length=100)
    target_id = models.CharField(_("объект"), max_length=40)
    payload = models.TextField(_("содержание"), help_text=_("канонический JSON"))
    previous_digest = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    algorithm = models.CharField(max_length=20, default="sha256")

    class Meta:
        verbose_name = _("запись журнала")
        verbose_name_plural = _("журнал")
        ordering = ["employer", "sequence"]
        constraints = [models.UniqueConstraint(fields=["employer", "sequence"], name="journal_sequence_once")]
        indexes = [models.Index(fields=["target_type", "target_id"], name="journal_by_target")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.act}"
