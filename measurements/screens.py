"""Screens of the measurements room."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.reference import ReferenceScreen, register_references
from documents.screens import DocumentScreen, PartScreen, register_screens
from measurements import forms
from measurements.models import (
    Indicator,
    Instrument,
    InstrumentFactor,
    Laboratory,
    LaboratoryScope,
    MeasurementProtocol,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
    UnmeasuredCondition,
    Verification,
)
from measurements.selectors import exposure_minutes, full_day_of, kind_minutes, study_lines
from measurements.services.assessments import strain_assessment_fill
from norms.mental_strain import strain_indicators
from norms.quantities import Exposure

GROUP = ("group__profession", "group__department__parent")


def own_protocols(protocols: QuerySet, user: User) -> QuerySet:
    """A laboratory's guest sees the protocols of that laboratory."""
    return protocols.filter(laboratory__guests=user)


def study_context(study: TimeStudyCard, request: HttpRequest) -> dict[str, Any]:
    """Lines with their lengths, totals of the form, shares of the factors, the full working day."""
    lines = study_lines(study)
    minutes = exposure_minutes(lines)
    indicators = {indicator.pk: indicator for line in lines for indicator in line.indicators}
    total = study.shift_minutes
    shares = [
        {
            "indicator": indicators[pk],
            "minutes": acting,
            "percent": Exposure.of_minutes(min(acting, total), total).percent,
        }
        for pk, acting in minutes.items()
    ]
    return {
        "lines": lines,
        "line_sum": sum(line.minutes for line in lines),
        "totals": kind_minutes(lines),
        "shares": shares,
        "full_day": _full_day(study, lines),
    }


def _full_day(study: TimeStudyCard, lines: Any) -> Any:
    """The verdict on the 80 %, while every line has a length above zero."""
    if not lines or any(line.minutes <= 0 for line in lines):
        return None
    return full_day_of(study, lines, study.employer, study.dated_on or timezone.localdate())


def strain_context(assessment: MentalStrainAssessment, request: HttpRequest) -> dict[str, Any]:
    """All 19 indicators with their titles, filled or not."""
    values = {row.indicator: row for row in assessment.values.all()}
    on = assessment.dated_on or timezone.localdate()
    return {"indicators": [(code, title, values.get(code)) for code, title in strain_indicators(on).items()]}


register_screens(
    DocumentScreen(
        model=MeasurementProtocol,
        columns=(
            (_("№"), "number"),
            (_("Дата"), "dated_on"),
            (_("Лаборатория"), "laboratory"),
            (_("Состояние"), "state"),
        ),
        facts=(
            (_("Лаборатория"), "laboratory"),
            (_("Аттестат аккредитации"), "laboratory.accreditation_number"),
            (_("Действует по"), "laboratory.accredited_through"),
            (_("Дата измерений"), "measured_on"),
            (_("Представитель комиссии"), "representative"),
        ),
        form=forms.ProtocolForm,
        parts=(
            PartScreen(
                "results",
                _("Результаты"),
                (
                    (_("Рабочее место"), "group"),
                    (_("Показатель"), "indicator"),
                    (_("Норматив"), "limit"),
                    (_("от"), "limit_low"),
                    (_("Факт"), "value"),
                    (_("Единица"), "unit"),
                    (_("Действие"), "effect"),
                    (_("Условия"), "conditions"),
                ),
                forms.ResultForm,
                ("group__profession", "indicator"),
            ),
            PartScreen(
                "instruments",
                _("Средства измерений"),
                ((_("Средство измерений"), "instrument"),),
                forms.ProtocolInstrumentForm,
                ("instrument",),
            ),
        ),
        related=("laboratory", "employer"),
        template="measurements/protocol.html",
        restrict=own_protocols,
    ),
    DocumentScreen(
        model=TimeStudyCard,
        columns=((_("№"), "number"), (_("Дата"), "dated_on"), (_("Рабочее место"), "group"), (_("Состояние"), "state")),
        facts=(
            (_("Рабочее место"), "group"),
            (_("Подразделение"), "group.department"),
            (_("Дата наблюдения"), "dated_on"),
            (_("Работник"), "employee"),
            (_("Начало смены"), "starts_at"),
            (_("Смена, мин"), "shift_minutes"),
        ),
        form=forms.TimeStudyForm,
        parts=(
            PartScreen(
                "rows",
                _("Строки фотографии"),
                ((_("№"), "place"), (_("Что наблюдалось"), "observed"), (_("Время"), "ends_at"), (_("Вид"), "kind")),
                forms.TimeStudyRowForm,
            ),
            PartScreen(
                "exposures",
                _("Действующие факторы"),
                ((_("Строка"), "row"), (_("Показатель"), "indicator")),
                forms.TimeStudyExposureForm,
                ("row", "indicator"),
            ),
        ),
        related=(*GROUP, "employee", "employer"),
        template="measurements/time_study.html",
        context=study_context,
    ),
    DocumentScreen(
        model=PhysicalLoadProtocol,
        columns=((_("№"), "number"), (_("Дата"), "dated_on"), (_("Рабочее место"), "group"), (_("Состояние"), "state")),
        facts=((_("Рабочее место"), "group"), (_("Подразделение"), "group.department"), (_("Пол"), "sex")),
        form=forms.LoadProtocolForm,
        parts=(
            PartScreen(
                "values",
                _("Показатели тяжести"),
                ((_("Показатель"), "indicator"), (_("Фактическое значение"), "value"), (_("Расчёт"), "calculation")),
                forms.LoadValueForm,
            ),
        ),
        related=(*GROUP, "employer"),
    ),
    DocumentScreen(
        model=MentalStrainAssessment,
        columns=((_("№"), "number"), (_("Дата"), "dated_on"), (_("Рабочее место"), "group"), (_("Состояние"), "state")),
        facts=((_("Рабочее место"), "group"), (_("Подразделение"), "group.department"), (_("Дата"), "dated_on")),
        form=forms.StrainForm,
        parts=(
            PartScreen(
                "values",
                _("Показатели напряжённости"),
                (
                    (_("Показатель"), "indicator"),
                    (_("Класс"), "conditions_class"),
                    (_("Характеристика"), "characteristic"),
                ),
                forms.StrainValueForm,
            ),
        ),
        related=(*GROUP, "employer"),
        template="measurements/strain.html",
        context=strain_context,
        opened=strain_assessment_fill,
    ),
)
register_references(
    ReferenceScreen(
        "laboratories",
        Laboratory,
        forms.LaboratoryForm,
        (
            (_("Наименование"), "name"),
            (_("Аттестат"), "accreditation_number"),
            (_("Действует по"), "accredited_through"),
        ),
    ),
    ReferenceScreen(
        "laboratory-scope",
        LaboratoryScope,
        forms.LaboratoryScopeForm,
        ((_("Лаборатория"), "laboratory"), (_("Фактор"), "factor")),
        ("laboratory",),
    ),
    ReferenceScreen(
        "instruments",
        Instrument,
        forms.InstrumentForm,
        ((_("Средство измерений"), "name"), (_("Зав. №"), "serial_number"), (_("Лаборатория"), "laboratory")),
        ("laboratory",),
    ),
    ReferenceScreen(
        "instrument-factors",
        InstrumentFactor,
        forms.InstrumentFactorForm,
        ((_("Средство измерений"), "instrument"), (_("Фактор"), "factor")),
        ("instrument",),
    ),
    ReferenceScreen(
        "verifications",
        Verification,
        forms.VerificationForm,
        (
            (_("Средство измерений"), "instrument"),
            (_("Свидетельство"), "certificate"),
            (_("Поверено"), "verified_on"),
            (_("Действует по"), "valid_through"),
        ),
        ("instrument",),
    ),
    ReferenceScreen(
        "indicators",
        Indicator,
        forms.IndicatorForm,
        ((_("Показатель"), "name"), (_("Фактор"), "factor"), (_("Как оценивается"), "method"), (_("Единица"), "unit")),
        help=_("Показатель без фактора пришёл из книги под неизвестным именем: отнесите его к фактору."),
    ),
    ReferenceScreen(
        "unmeasured",
        UnmeasuredCondition,
        forms.UnmeasuredConditionForm,
        ((_("Рабочее место"), "group"), (_("Подпункт"), "clause"), (_("Чем подтверждено"), "ground")),
        ("group__profession",),
    ),
)
