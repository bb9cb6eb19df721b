"""What is kept of a round of signing: contents, openings, manifests, voices, the last day, reminders."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.history import History
from accounts.models import EmployerOwned
from attestation.models.campaign import Campaign
from attestation.models.card import CertificationCard


class SignedContent(EmployerOwned):
    """The canonical JSON behind a hash that somebody signed: kept once, never changed (ADR 0058)."""

    digest = models.CharField(_("хэш содержания"), max_length=64)
    content = models.TextField(_("содержание"), help_text=_("канонический JSON"))

    class Meta:
        verbose_name = _("подписанное содержание")
        verbose_name_plural = _("подписанные содержания")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["employer", "digest"], name="signedcontent_once")]

    def __str__(self) -> str:
        return self.digest


class CardOpening(EmployerOwned):
    """A person has opened a card that differs, and was shown the difference (per revision)."""

    card = models.ForeignKey(CertificationCard, models.PROTECT, related_name="openings", verbose_name=_("карта"))
    revision = models.PositiveIntegerField(_("редакция"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто"))
    opened_at = models.DateTimeField(_("когда"))

    class Meta:
        verbose_name = _("просмотр отличий карты")
        verbose_name_plural = _("просмотры отличий карт")
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["card", "revision", "person"], name="cardopening_once")]

    def __str__(self) -> str:
        return f"{self.person}: {self.card}"


class SigningManifest(EmployerOwned):
    """«Опись»: the cards that one person signed in one act, each with the hash that was shown (ADR 0057)."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="manifests", verbose_name=_("аттестация"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто"))
    transition = models.CharField(_("действие"), max_length=50)
    entries = models.JSONField(_("документы"))
    digest = models.CharField(_("хэш описи"), max_length=64)
    signed_on = models.DateField(_("дата"))
    signed_at = models.DateTimeField(_("время сервера"))

    class Meta:
        verbose_name = _("опись подписанных карт")
        verbose_name_plural = _("описи подписанных карт")
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"опись {self.digest[:12]}, документов: {len(self.entries)}"


class SigningRound(EmployerOwned):
    """The last day of the signing of a campaign's cards; after it nobody signs until it is moved."""

    campaign = models.OneToOneField(
        Campaign, models.PROTECT, related_name="signing_round", verbose_name=_("аттестация"), editable=False
    )
    due_on = models.DateField(_("подписать не позднее"), null=True, blank=True)
    history = History()

    class Meta:
        verbose_name = _("раунд подписания")
        verbose_name_plural = _("раунды подписания")
        ordering = ["id"]

    def __str__(self) -> str:
        return str(self.campaign)


class VoiceKind(models.TextChoices):
    """How a member speaks instead of simply agreeing."""

    DECLINED = "DECLINED", _("отказ от подписи")
    DISSENT = "DISSENT", _("особое мнение")


class MemberVoice(EmployerOwned):
    """A refusal or a separate opinion of a member under one revision of a card: stays with it for ever."""

    card = models.ForeignKey(CertificationCard, models.PROTECT, related_name="voices", verbose_name=_("карта"))
    revision = models.PositiveIntegerField(_("редакция"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто"))
    printed_name = models.CharField(_("инициалы, фамилия"), max_length=300)
    position = models.CharField(_("должность"), max_length=300, blank=True)
    kind = models.CharField(_("вид"), max_length=10, choices=VoiceKind)
    text = models.TextField(_("содержание"))
    said_on = models.DateField(_("дата"))

    class Meta:
        verbose_name = _("мнение члена комиссии")
        verbose_name_plural = _("мнения членов комиссии")
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=models.Q(kind__in=VoiceKind.values), name="voice_kind_known")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.printed_name}"


class Reminder(EmployerOwned):
    """A letter that was sent to a person about a round on a day: the second run of a day sends none."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="+", verbose_name=_("аттестация"))
    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кому"))
    sent_on = models.DateField(_("когда"))

    class Meta:
        verbose_name = _("напоминание")
        verbose_name_plural = _("напоминания")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["campaign", "person", "sent_on"], name="reminder_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person}, {self.sent_on:%d.%m.%Y}"


class Digest(EmployerOwned):
    """A letter with the days that concern a person, sent on a day: the second run of a day sends none."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кому"))
    sent_on = models.DateField(_("когда"))

    class Meta:
        verbose_name = _("сводка сроков")
        verbose_name_plural = _("сводки сроков")
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["employer", "person", "sent_on"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"{self.person}, {self.sent_on:%d.%m.%Y}"
