"""What proves a paper outside the system: its public code, the prints given out, files of ЭЦП."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from documents.models.signature import AboutDocument
from documents.models.stored_file import StoredFile


class VerificationCode(AboutDocument):
    """80 random bits that lead whoever holds a print to what became of the document."""

    code = models.CharField(_("код проверки"), max_length=16, unique=True)

    class Meta:
        verbose_name = _("код проверки")
        verbose_name_plural = _("коды проверки")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["document_type", "document_id"], name="verification_code_once")]

    def __str__(self) -> str:
        return self.code


class ShownPrint(AboutDocument):
    """A PDF that was given out: its bytes' hash, and the content it shows.

    ``paper`` tells the document's own form from a paper beside it and from a file that joins many
    documents: only the form itself is what a signer was shown. A command gives out to nobody.
    """

    FORM, RUN = "pdf", "run"
    sha256 = models.CharField(_("хэш файла"), max_length=64)
    content_digest = models.CharField(_("хэш содержания"), max_length=64)
    paper = models.CharField(_("что"), max_length=20, default=FORM)
    shown_to = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("кому")
    )
    shown_at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("показанный PDF")
        verbose_name_plural = _("показанные PDF")
        ordering = ["id"]
        indexes = [models.Index(fields=["document_type", "document_id"], name="shown_print_by_document")]

    def __str__(self) -> str:
        return self.sha256[:16]


class Verdict(models.TextChoices):
    """What a configured verifier said of a file of ЭЦП."""

    UNVERIFIED = "UNVERIFIED", _("не проверено системой")
    VALID = "VALID", _("подпись верна")
    INVALID = "INVALID", _("подпись не верна")


class SignatureFile(AboutDocument):
    """A detached ЭЦП (``.p7s``) made outside and kept with the document; its hash and the content are bound."""

    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("файл"))
    content_digest = models.CharField(_("хэш содержания"), max_length=64)
    pdf_digest = models.CharField(_("хэш подписанного PDF"), max_length=64, blank=True)
    verdict = models.CharField(_("проверка"), max_length=10, choices=Verdict, default=Verdict.UNVERIFIED)
    verdict_words = models.CharField(_("ответ проверяющего"), max_length=500, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто"))
    uploaded_at = models.DateTimeField(_("когда"))
    journal_sequence = models.PositiveBigIntegerField(_("№ записи журнала"))

    class Meta:
        verbose_name = _("файл ЭЦП")
        verbose_name_plural = _("файлы ЭЦП")
        ordering = ["id"]
        indexes = [models.Index(fields=["document_type", "document_id"], name="signature_file_by_document")]
        constraints = [
            models.CheckConstraint(condition=models.Q(verdict__in=Verdict.values), name="signature_file_verdict_known")
        ]

    def __str__(self) -> str:
        return self.file.name
