"""Papers that are made outside of the system and belong to the documents of a campaign."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned
from attestation.models.campaign import Campaign
from attestation.models.submission import Submission
from documents.models import StoredFile
from measurements.models import Laboratory


class PaperKind(models.TextChoices):
    """What an attached paper is (№ 253, п. 15, 16; № 35, п. 104)."""

    MINUTES = "MINUTES", _("протокол аттестационной комиссии о завершении работы")
    ACCREDITATION = "ACCREDITATION", _("копия аттестата аккредитации с областью аккредитации")
    RECEIPT = "RECEIPT", _("квитанция (подтверждение приёма) госэкспертизы")
    REMARKS = "REMARKS", _("замечания госэкспертизы")
    OTHER = "OTHER", _("другой документ")


class AttachedPaper(EmployerOwned):
    """A file among the documents of a campaign. It is added and never changed or removed."""

    campaign = models.ForeignKey(Campaign, models.PROTECT, related_name="papers", verbose_name=_("аттестация"))
    kind = models.CharField(_("что это"), max_length=15, choices=PaperKind)
    title = models.CharField(_("название"), max_length=300, blank=True)
    number = models.CharField(_("номер"), max_length=50, blank=True)
    dated_on = models.DateField(_("дата"), null=True, blank=True)
    laboratory = models.ForeignKey(
        Laboratory, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("чей аттестат")
    )
    submission = models.ForeignKey(
        Submission, models.PROTECT, null=True, blank=True, related_name="papers", verbose_name=_("представление")
    )
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=_("файл"))

    class Meta:
        verbose_name = _("приложенный документ")
        verbose_name_plural = _("приложенные документы")
        ordering = ["campaign", "kind", "id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(kind=PaperKind.ACCREDITATION) | models.Q(laboratory__isnull=False),
                name="paper_accreditation_of_laboratory",
            ),
        ]

    def __str__(self) -> str:
        name = self.title or str(self.get_kind_display())
        return f"{name} №\u00a0{self.number}" if self.number else name


class SubmissionEvent(EmployerOwned):
    """One step of a submission: who did what when, with which receipt or remarks. Only added to."""

    submission = models.ForeignKey(Submission, models.PROTECT, related_name="events", verbose_name=_("представление"))
    round = models.PositiveSmallIntegerField(_("который раз"))
    transition = models.CharField(_("действие"), max_length=20)
    on = models.DateField(_("дата"))
    way = models.CharField(_("способ"), max_length=30, blank=True)
    receipt_number = models.CharField(_("№ квитанции"), max_length=100, blank=True)
    words = models.TextField(_("замечания"), blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("кто"))

    class Meta:
        verbose_name = _("шаг представления")
        verbose_name_plural = _("шаги представления")
        ordering = ["submission", "id"]

    def __str__(self) -> str:
        return f"{self.on:%d.%m.%Y}: {self.transition}"
