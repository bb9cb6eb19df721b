"""Signatures and recorded deviations: both belong to a document of any kind."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned


class Meaning(models.TextChoices):
    """What a signature says."""

    ASSESSED = "ASSESSED", _("оценку проводил")
    AGREED = "AGREED", _("согласен")
    APPROVED = "APPROVED", _("утверждаю")
    CONCURRED = "CONCURRED", _("согласовано")
    PERFORMED = "PERFORMED", _("исполнил")
    ACQUAINTED = "ACQUAINTED", _("ознакомлен")
    DISSENTED = "DISSENTED", _("особое мнение")


class AboutDocument(EmployerOwned):
    """A row about one revision of a document of any kind."""

    document_type = models.CharField(_("вид документа"), max_length=100)
    document_id = models.PositiveBigIntegerField(_("документ"))
    document_revision = models.PositiveIntegerField(_("редакция"))

    class Meta:
        abstract = True


class Signature(AboutDocument):
    """A click-signature: who signed what content, as what, when. Never called an ЭЦП."""

    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures", verbose_name=_("кто")
    )
    printed_name = models.CharField(_("инициалы, фамилия"), max_length=300)
    position = models.CharField(_("должность"), max_length=300, blank=True)
    seat = models.CharField(_("в качестве"), max_length=100, blank=True)
    basis = models.CharField(_("основание"), max_length=300, blank=True)
    meaning = models.CharField(_("значение"), max_length=12, choices=Meaning)
    content_digest = models.CharField(_("хэш содержания"), max_length=64)
    signed_on = models.DateField(_("дата"))
    signed_at = models.DateTimeField(_("время сервера"))
    journal_sequence = models.PositiveBigIntegerField(_("№ записи журнала"))
    voided_at = models.DateTimeField(_("аннулирована"), null=True, blank=True)
    void_reason = models.CharField(_("причина аннулирования"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("подпись")
        verbose_name_plural = _("подписи")
        ordering = ["journal_sequence"]
        indexes = [models.Index(fields=["document_type", "document_id"], name="signature_by_document")]
        constraints = [
            models.UniqueConstraint(
                fields=["document_type", "document_id", "document_revision", "signer", "meaning"],
                condition=models.Q(voided_at__isnull=True),
                name="signature_once",
            ),
            models.CheckConstraint(condition=models.Q(meaning__in=Meaning.values), name="signature_meaning_known"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.signed_on:%d.%m.%Y}"


class Deviation(AboutDocument):
    """A deviation from a rule that the law leaves to the employer: taken by a person, with a reason."""

    transition = models.CharField(_("действие"), max_length=50)
    code = models.CharField(_("правило"), max_length=20)
    message = models.TextField(_("что нарушено"))
    reason = models.TextField(_("причина отступления"))
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто решил"))
    decided_on = models.DateField(_("дата"))

    class Meta:
        verbose_name = _("отступление")
        verbose_name_plural = _("отступления")
        ordering = ["id"]
        indexes = [models.Index(fields=["document_type", "document_id"], name="deviation_by_document")]

    def __str__(self) -> str:
        return f"{self.code}: {self.reason}"
