"""Time-study cards (карта фотографии рабочего времени, № 35, приложение 4)."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django_fsm import FSMField, transition

from documents.models import Document, DocumentPart, state_constraint
from measurements.models.indicator import Indicator
from measurements.states import TimeStudyState
from workplaces.models import AnalogousGroup, Employee


class TimeStudyCard(Document):
    """What a worker did during one shift, minute by minute. ``dated_on`` is the day of observation."""

    group = models.ForeignKey(
        AnalogousGroup, models.PROTECT, related_name="time_studies", verbose_name=_("рабочее место")
    )
    employee = models.ForeignKey(
        Employee, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("работник")
    )
    diploma_speciality = models.CharField(_("специальность по диплому"), max_length=200, blank=True)
    starts_at = models.TimeField(_("начало смены"))
    shift_minutes = models.PositiveIntegerField(_("продолжительность смены, мин"))
    state = FSMField(_("состояние"), default=TimeStudyState.DRAFT, choices=TimeStudyState, protected=True)

    SLUG = "time-studies"
    PARTS = ("rows", "exposures")

    class Meta:
        verbose_name = _("карта фотографии рабочего времени")
        verbose_name_plural = _("карты фотографии рабочего времени")
        ordering = ["dated_on", "id"]
        constraints = [
            state_constraint(TimeStudyState, "timestudy"),
            models.UniqueConstraint(
                fields=["employer", "number", "dated_on", "revision"], name="timestudy_number_once"
            ),
        ]

    @transition(
        "state",
        source=TimeStudyState.DRAFT,
        target=TimeStudyState.COMPLETED,
        custom={"label": _("Подписать как исполнитель")},
    )
    def complete(self, performance: Any) -> None:
        """The observer stands for what was seen."""

    @transition(
        "state", source=TimeStudyState.COMPLETED, target=TimeStudyState.APPROVED, custom={"label": _("Утвердить")}
    )
    def approve(self, performance: Any) -> None:
        """The head of the department signs."""

    @transition(
        "state",
        source=TimeStudyState.COMPLETED,
        target=TimeStudyState.DRAFT,
        custom={"label": _("Вернуть на доработку")},
    )
    def reopen(self, performance: Any) -> None:
        """Back to the observer; the content changes, so the signature under it is void."""
        self.revision += 1

    @transition(
        "state",
        source=TimeStudyState.APPROVED,
        target=TimeStudyState.VOID,
        custom={"label": _("Аннулировать"), "danger": True},
    )
    def void(self, performance: Any) -> None:
        """The study was wrong; a new one replaces it."""


class TimeKind(models.TextChoices):
    """Kinds of time of the form, under the codes of ``norms.exposure.TimeKind``."""

    PREPARATORY = "ПЗ", _("подготовительно-заключительное")
    OPERATIVE = "ОП", _("оперативное")
    SERVICING = "ОБ", _("обслуживание рабочего места")
    REGULATED_BREAK = "РП", _("регламентированный перерыв")
    UNREGULATED_BREAK = "НП", _("нерегламентированный перерыв")


class TimeStudyRow(DocumentPart):
    """One line: what was observed and the clock time at its end. Its length is a matter of its neighbours.

    ``ends_at`` is empty in a copy of another study until the line is observed. ``client_id`` is made
    by the phone that observed it: the same line sent twice is stored once.
    """

    study = models.ForeignKey(TimeStudyCard, models.CASCADE, related_name="rows", verbose_name=_("карта"))
    place = models.PositiveSmallIntegerField(_("№ п/п"))
    observed = models.CharField(_("что наблюдалось"), max_length=500)
    ends_at = models.TimeField(_("текущее время"), null=True, blank=True)
    kind = models.CharField(_("вид времени"), max_length=2, choices=TimeKind)
    belongs = models.BooleanField(_("работа по профессии"), default=True)
    client_id = models.UUIDField(null=True, blank=True, editable=False)

    PARENT = "study"

    class Meta:
        verbose_name = _("строка фотографии")
        verbose_name_plural = _("строки фотографии")
        ordering = ["study", "place"]
        constraints = [
            models.UniqueConstraint(fields=["study", "place"], name="timestudyrow_place_once"),
            models.UniqueConstraint(fields=["study", "client_id"], name="timestudyrow_sent_once"),
            models.CheckConstraint(condition=models.Q(kind__in=TimeKind.values), name="timestudyrow_kind_known"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.observed}"

    @property
    def factors(self) -> str:
        """Names of the indicators that act during this line, as one types them."""
        return "; ".join(str(exposure.indicator) for exposure in self.exposures.all()) if self.pk else ""

    def row_content(self) -> dict[str, Any]:
        """The line with its indicators: they are edited together."""
        acting = self.exposures.values_list("indicator_id", flat=True) if self.pk else ()
        return {**super().row_content(), "factors": sorted(acting)}


class TimeStudyExposure(DocumentPart):
    """An indicator that acts during a line."""

    study = models.ForeignKey(TimeStudyCard, models.CASCADE, related_name="exposures", verbose_name=_("карта"))
    row = models.ForeignKey(TimeStudyRow, models.CASCADE, related_name="exposures", verbose_name=_("строка"))
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+", verbose_name=_("показатель"))
    history = None

    PARENT = "study"

    class Meta:
        verbose_name = _("действующий фактор")
        verbose_name_plural = _("действующие факторы")
        ordering = ["row", "id"]
        constraints = [models.UniqueConstraint(fields=["row", "indicator"], name="timestudyexposure_once")]

    def __str__(self) -> str:
        return str(self.indicator)
