"""A piece of long work: asked for by a person, carried out by a worker process."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import EmployerOwned
from documents.models.stored_file import StoredFile


class JobStatus(models.TextChoices):
    """Life of a job. It is no document: nobody signs it, and a worker moves it, not ``perform``."""

    QUEUED = "QUEUED", _("ждёт очереди")
    RUNNING = "RUNNING", _("выполняется")
    DONE = "DONE", _("готово")
    FAILED = "FAILED", _("не выполнено")
    CANCELLED = "CANCELLED", _("отменено")


LIVE = (JobStatus.QUEUED, JobStatus.RUNNING)


class Job(EmployerOwned):
    """«Задание»: what to do, how far it is, and the file that came out.

    ``run`` names the attempt that owns the row: whoever writes without it has lost the job
    (docs/adr/0035-jobs.md). ``key`` is the same for the same work asked for by the same person.
    What came out is a file, or stands on the page ``place`` (docs/adr/0115-long-acts-are-jobs.md).
    """

    kind = models.CharField(_("вид задания"), max_length=40)
    title = models.CharField(_("что делается"), max_length=300)
    arguments = models.JSONField(_("для чего"), default=dict, blank=True)
    key = models.CharField(max_length=64, editable=False)
    status = models.CharField(_("состояние"), max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField(_("сделано"), default=0)
    total = models.PositiveIntegerField(_("всего"), default=0)
    words = models.CharField(_("что сейчас"), max_length=300, blank=True)
    is_cancel_asked = models.BooleanField(_("просят отменить"), default=False)
    attempts = models.PositiveSmallIntegerField(_("попыток"), default=0)
    run = models.CharField(max_length=100, blank=True, editable=False)
    heartbeat_at = models.DateTimeField(null=True, blank=True, editable=False)
    result = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("файл")
    )
    place = models.CharField(_("где результат"), max_length=300, blank=True)
    problem = models.TextField(_("почему не выполнено"), blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="jobs", verbose_name=_("кто просил")
    )
    asked_at = models.DateTimeField(_("когда"), auto_now_add=True)
    ended_at = models.DateTimeField(_("закончено"), null=True, blank=True)

    class Meta:
        verbose_name = _("задание")
        verbose_name_plural = _("задания")
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "id"], name="job_queue")]
        constraints = [
            models.CheckConstraint(condition=models.Q(status__in=JobStatus.values), name="job_status_known"),
            models.CheckConstraint(
                condition=~models.Q(status=JobStatus.DONE) | models.Q(result__isnull=False) | ~models.Q(place=""),
                name="job_done_has_result",
            ),
            models.UniqueConstraint(
                fields=["employer", "key"], condition=models.Q(status__in=LIVE), name="job_asked_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Page of this job."""
        return reverse("job", args=[self.pk])

    @property
    def is_live(self) -> bool:
        """Whether the job still waits or runs."""
        return self.status in LIVE


class LineOutcome(models.TextChoices):
    """What became of one document of a job."""

    WAITING = "WAITING", _("не тронуто")
    DONE = "DONE", _("сделано")
    REFUSED = "REFUSED", _("не прошло")


class JobLine(EmployerOwned):
    """«Строка задания»: a document on which a job carries an act out, and what became of it.

    The lines are written with the order, so they are the selection that the person saw; each is settled
    in the transaction of its act, so what is done is never done again (docs/adr/0115-long-acts-are-jobs.md).
    """

    job = models.ForeignKey(Job, models.CASCADE, related_name="lines", verbose_name=_("задание"))
    target_id = models.PositiveBigIntegerField(_("документ"))
    outcome = models.CharField(_("итог"), max_length=10, choices=LineOutcome, default=LineOutcome.WAITING)
    problems = models.JSONField(_("замечания"), default=list, blank=True)

    class Meta:
        verbose_name = _("строка задания")
        verbose_name_plural = _("строки задания")
        ordering = ["id"]
        indexes = [models.Index(fields=["job", "outcome", "id"], name="jobline_outcome")]
        constraints = [
            models.UniqueConstraint(fields=["job", "target_id"], name="jobline_once"),
            models.CheckConstraint(condition=models.Q(outcome__in=LineOutcome.values), name="jobline_outcome_known"),
        ]

    def __str__(self) -> str:
        return f"{self.job_id}: {self.target_id}"
