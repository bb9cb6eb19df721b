"""Screens of the measurements room."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from documents.reference import ReferenceScreen, register_references
from documents.screens import Chore, DocumentScreen, PartScreen, register_screens
from measurements import contexts, forms
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
from measurements.services.assessments import load_protocol_copy, strain_assessment_copy, strain_assessment_fill
from measurements.services.protocols import protocol_copy, protocol_instruments_fill
from measurements.services.time_studies import time_study_copy

GROUP = ("group__profession", "group__department__parent")


def own_protocols(protocols: QuerySet, user: User) -> QuerySet:
    """A laboratory's guest sees the protocols of that laboratory."""
    return protocols.filter(laboratory__guests=user)


def fill_instruments(protocol: MeasurementProtocol, actor: User) -> int:
    """Attach the laboratory's instruments that measure the protocol's factors."""
    return protocol_instruments_fill(protocol, actor=actor)


def next_place(study: TimeStudyCard) -> dict[str, Any]:
    """A new line goes to the end."""
    last = study.rows.order_by("place").last()
    return {"place": last.place + 1 if last else 1}


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
                judge=contexts.result_judge,
                suggest=contexts.result_suggestions,
                awaited=("value",),
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
        many=("instruments", "issue"),
        chores=(Chore("instruments", _("Подобрать средства измерений"), fill_instruments),),
        sample_fields=("laboratory",),
        copy=protocol_copy,
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
                (
                    (_("№"), "place"),
                    (_("Что наблюдалось"), "observed"),
                    (_("Время"), "ends_at"),
                    (_("Вид"), "kind"),
                    (_("Факторы"), "factors"),
                ),
                forms.TimeStudyRowForm,
                judge=contexts.study_judge,
                suggest=contexts.study_suggestions,
                judged=_("Длится"),
                ripples=True,
                starts_with=next_place,
                awaited=("ends_at",),
            ),
        ),
        related=(*GROUP, "employee", "employer"),
        template="measurements/time_study.html",
        summary="measurements/time_study_summary.html",
        context=contexts.study_context,
        many=("complete", "approve"),
        sample_fields=("group", "starts_at", "shift_minutes"),
        copy=time_study_copy,
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
                judge=contexts.load_judge,
                awaited=("value",),
            ),
        ),
        related=(*GROUP, "employer"),
        template="measurements/load.html",
        summary="measurements/total.html",
        context=contexts.load_context,
        many=("approve",),
        sample_fields=("group", "sex", "work_description"),
        copy=load_protocol_copy,
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
                    (_("№"), "indicator"),
                    (_("Класс"), "conditions_class"),
                    (_("Характеристика"), "characteristic"),
                ),
                forms.StrainValueForm,
                judge=contexts.strain_judge,
                judged=_("Показатель по таблице 11"),
                names_rows=True,
                awaited=("conditions_class",),
            ),
        ),
        related=(*GROUP, "employer"),
        template="measurements/strain.html",
        summary="measurements/total.html",
        context=contexts.strain_context,
        opened=strain_assessment_fill,
        many=("approve",),
        sample_fields=("group",),
        copy=strain_assessment_copy,
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
