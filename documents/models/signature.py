"""Signatures and recorded deviations: both belong to a document of any kind."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.confirmation import FACTOR_WORDS, Level
from accounts.models import EmployerOwned


class Meaning(models.TextChoices):
    """What a signature says; its sentence stands in ``data/statements.yaml``."""

    ASSESSED = "ASSESSED", _("оценку проводил")
    AGREED = "AGREED", _("согласен")
    DISSENTED = "DISSENTED", _("особое мнение")
    APPROVED = "APPROVED", _("утверждаю")
    CONCURRED = "CONCURRED", _("согласовано")
    PERFORMED = "PERFORMED", _("исполнил")
    ACQUAINTED = "ACQUAINTED", _("ознакомлен")


class AboutDocument(EmployerOwned):
    """A row about one revision of a document of any kind."""

    document_type = models.CharField(_("вид документа"), max_length=100)
    document_id = models.PositiveBigIntegerField(_("документ"))
    document_revision = models.PositiveIntegerField(_("редакция"))

    class Meta:
        abstract = True


class Signature(AboutDocument):
    """Who signed what content, as what, when, and how it was confirmed: a snapshot that never changes.

    ``record_digest`` is the hash of all of it and stands in the journal's entry ``journal_sequence``,
    so that neither can be changed without the other. A signature is only ever voided.
    """

    signer = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="signatures", verbose_name=_("кто")
    )
    printed_name = models.CharField(_("инициалы, фамилия"), max_length=300)
    position = models.CharField(_("должность"), max_length=300, blank=True)
    seat = models.CharField(_("в качестве"), max_length=100, blank=True)
    basis = models.CharField(_("основание"), max_length=300, blank=True)
    employer_name = models.CharField(_("наниматель"), max_length=300, blank=True)
    document_number = models.CharField(_("номер документа"), max_length=50, blank=True)
    document_version = models.PositiveIntegerField(_("версия документа"), default=0)
    meaning = models.CharField(_("значение"), max_length=12, choices=Meaning)
    statement_version = models.PositiveSmallIntegerField(_("версия текста"), default=1)
    statement = models.TextField(_("текст, под которым поставлена подпись"), blank=True)
    remark = models.TextField(_("особое мнение"), blank=True)
    algorithm = models.CharField(_("алгоритм хэша"), max_length=20, default="sha256")
    content_digest = models.CharField(_("хэш содержания"), max_length=64)
    pdf_digest = models.CharField(_("хэш показанного PDF"), max_length=64, blank=True)
    signed_on = models.DateField(_("дата"))
    signed_at = models.DateTimeField(_("время сервера"))
    level = models.CharField(_("уровень"), max_length=6, choices=Level, default=Level.SYSTEM)
    factors = models.CharField(_("чем подтверждена"), max_length=100, blank=True)
    session_factors = models.CharField(_("чем открыт сеанс подписания"), max_length=100, blank=True)
    confirmed_at = models.DateTimeField(_("подтверждена"), null=True, blank=True)
    session_digest = models.CharField(_("сеанс"), max_length=16, blank=True)
    address = models.CharField(_("адрес"), max_length=45, blank=True)
    agent = models.CharField(_("программа"), max_length=300, blank=True)
    request_id = models.CharField(_("номер запроса"), max_length=16, blank=True)
    source = models.CharField(_("чем записана"), max_length=100, blank=True)
    record_digest = models.CharField(_("хэш записи"), max_length=64, blank=True)
    journal_sequence = models.PositiveBigIntegerField(_("№ записи журнала"))
    journal_digest = models.CharField(_("хэш записи журнала"), max_length=64, blank=True)
    voided_at = models.DateTimeField(_("аннулирована"), null=True, blank=True)
    void_reason = models.CharField(_("причина аннулирования"), max_length=500, blank=True)

    AFTERWARDS = frozenset({"id", "record_digest", "journal_sequence", "journal_digest", "voided_at", "void_reason"})
    """Fields outside ``record_digest``: known, or changed, only after it."""

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
            models.CheckConstraint(condition=models.Q(level__in=Level.values), name="signature_level_known"),
        ]

    def __str__(self) -> str:
        return f"{self.printed_name}, {self.signed_on:%d.%m.%Y}"

    def get_absolute_url(self) -> str:
        """Page of this signature."""
        return reverse("signature", args=[self.pk])

    @property
    def factor_words(self) -> str:
        """What confirmed the signature, in words: «пароль, код приложения»."""
        return ", ".join(str(FACTOR_WORDS.get(name, name)) for name in self.factors.split(",") if name)


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
