"""What the pages of evidence say beside the stored rows: classes, lengths, sums."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from documents.closeness import closeness
from documents.pickers import Suggestion, picker_of
from documents.screens import Opinion
from documents.workbooks.values import normalized
from measurements.catalogue import limits_like, limits_of_substance, substances_like
from measurements.evidence import reading_of
from measurements.models import (
    Indicator,
    MeasurementProtocol,
    MeasurementResult,
    MentalStrainAssessment,
    MentalStrainValue,
    MethodCode,
    PhysicalLoadProtocol,
    PhysicalLoadValue,
    TimeStudyCard,
    TimeStudyRow,
)
from measurements.selectors import (
    GroupTime,
    exposure_minutes,
    full_day_of,
    kind_minutes,
    minutes_between,
    study_lines,
    times_of_groups,
)
from measurements.vocabulary import names_like
from norms.classes import ConditionsClass
from norms.errors import NormsError
from norms.mental_strain import classify_special_work, combine_strain, strain_indicators, unusual_strain_classes
from norms.physical_load import LoadIndicator, LoadVerdict, Sex, classify_load, combine_load
from norms.quantities import Exposure
from norms.trace import Verdict


def opinion_of(verdict: Verdict, words: str = "") -> Opinion:
    """A verdict for the page."""
    return Opinion(verdict.conditions_class.value, words, [step.as_json() for step in verdict.trace])


def result_judge(protocol: MeasurementProtocol) -> Callable[[MeasurementResult], Opinion]:
    """Class of each result with the time by the group's time study; without one, at full time."""
    on, settings = protocol.dated_on or timezone.localdate(), protocol.employer.readings
    groups = set(protocol.results.values_list("group_id", flat=True)) if protocol.pk else set()
    times: dict[int, GroupTime | None] = dict.fromkeys(groups) | dict(times_of_groups(groups))

    def time_of(group_id: int) -> GroupTime | None:
        if group_id not in times:
            times[group_id] = times_of_groups([group_id]).get(group_id)
        return times[group_id]

    def judge(result: MeasurementResult) -> Opinion:
        if not result.method or result.value is None:
            return Opinion(words=_("заполните величину") if result.pk else "")
        if MethodCode(result.method).method is None:
            return Opinion(words=_("класс — по всем строкам таблицы 7, в карте"))
        known = time_of(result.group_id) if result.group_id else None
        acting = known.minutes.get(result.indicator_id) if known else None
        words, exposure = _("без учёта времени"), Exposure.of_minutes(480, 480)
        if known is not None and acting:
            words, exposure = "", Exposure.of_minutes(min(acting, known.shift_minutes), known.shift_minutes)
        try:
            return opinion_of(reading_of(result, exposure).verdict(on, settings), words)
        except NormsError as error:
            return Opinion(words=_missing(result) or str(error))

    return judge


def _missing(result: MeasurementResult) -> str:
    return _("нужен норматив") if result.limit is None else ""


def result_suggestions(
    protocol: MeasurementProtocol, field: str, text: str, values: Mapping[str, str]
) -> list[Suggestion] | None:
    """Substances for the indicator, kinds of work for the limit, each with its act and clause."""
    on = protocol.dated_on or timezone.localdate()
    if field == "indicator":
        own = _own_indicators(protocol, text, on)
        found = [*own, *_not_yet(own, names_like(text)), *substances_like(text, on)]
        return sorted(found, key=lambda each: min(closeness(name, text) for name in (each.text, each.known_as) if name))
    return limits_like(values.get("method", ""), text, on) if field == "limit" else None


def study_suggestions(
    study: TimeStudyCard, field: str, text: str, values: Mapping[str, str]
) -> list[Suggestion] | None:
    """Indicators of the employer and names of the vocabulary for the factors that act."""
    picker = picker_of(Indicator)
    if field != "factors" or picker is None:
        return None
    own = picker.suggestions(Indicator.objects.filter(employer=study.employer), text)
    return [*own, *_not_yet(own, names_like(text))]


def _not_yet(own: Sequence[Suggestion], named: Sequence[Suggestion]) -> list[Suggestion]:
    """What is offered beside the employer's own indicators: one name is offered once."""
    taken = {normalized(each.text) for each in own}
    return [each for each in named if normalized(each.text) not in taken]


def _own_indicators(protocol: MeasurementProtocol, text: str, on: dt.date) -> list[Suggestion]:
    """Indicators of the employer; the limit comes with those that are substances of the norms."""
    picker = picker_of(Indicator)
    found = picker.suggestions(Indicator.objects.filter(employer=protocol.employer), text) if picker else []
    given = []
    for own in found:
        limits = limits_of_substance(own.text, on)
        fills = [(each.hint, {**own.fill, **each.fill}) for each in limits] or [(own.hint, dict(own.fill))]
        given += [Suggestion(own.text, hint, own.pk, fill) for hint, fill in fills]
    return given


def load_verdict(protocol: PhysicalLoadProtocol, row: PhysicalLoadValue, on: dt.date) -> LoadVerdict:
    """The verdict on one indicator of load; raises ``NormsError``."""
    return classify_load(
        LoadIndicator(row.indicator),
        Sex(protocol.sex),
        row.value or Decimal(0),
        on,
        shift_minutes=protocol.group.shift_minutes,
        settings=protocol.employer.readings,
    )


def load_judge(protocol: PhysicalLoadProtocol) -> Callable[[PhysicalLoadValue], Opinion]:
    """Class of each indicator of load by table 10."""
    on = protocol.dated_on or timezone.localdate()

    def judge(row: PhysicalLoadValue) -> Opinion:
        if not row.indicator or row.value is None:
            return Opinion(words=_("заполните значение") if row.pk else "")
        try:
            found = load_verdict(protocol, row, on)
        except NormsError as error:
            return Opinion(words=str(error))
        return opinion_of(found.verdict, _("норма %s") % found.printed_norm if found.printed_norm else "")

    return judge


def load_context(protocol: PhysicalLoadProtocol, request: HttpRequest) -> dict[str, Any]:
    """The class of physical load that the rows add up to (№ 35, п. 77)."""
    on = protocol.dated_on or timezone.localdate()
    rows = [row for row in protocol.values.all() if row.value is not None]
    try:
        total = combine_load([load_verdict(protocol, row, on) for row in rows], on, protocol.employer.readings)
    except (NormsError, ValueError):
        return {"total": None}
    return {"total": opinion_of(total)}


def strain_judge(assessment: MentalStrainAssessment) -> Callable[[MentalStrainValue], Opinion]:
    """The title of the indicator, and a word where table 11 has no such class for it."""
    on = assessment.dated_on or timezone.localdate()
    titles = strain_indicators(on)

    def judge(row: MentalStrainValue) -> Opinion:
        title = titles.get(row.indicator, "")
        if not row.conditions_class:
            return Opinion(words=_("%s: не оценён") % title)
        unusual = unusual_strain_classes({row.indicator: ConditionsClass(row.conditions_class)}, on) if title else ()
        words = _("%s: такого класса в таблице 11 нет") % title if unusual else title
        return Opinion(words=words)

    return judge


def strain_context(assessment: MentalStrainAssessment, request: HttpRequest) -> dict[str, Any]:
    """All 19 indicators with their titles, filled or not, and the class that they give (№ 35, п. 83)."""
    values = {row.indicator: row for row in assessment.values.all()}
    on = assessment.dated_on or timezone.localdate()
    rows = [(code, title, values.get(code)) for code, title in strain_indicators(on).items()]
    classes = {c: ConditionsClass(row.conditions_class) for c, row in values.items() if row.conditions_class}
    try:
        special = assessment.special
        by_work = classify_special_work(special.kind, special.exposure, on) if special else None
        total = opinion_of(by_work or combine_strain(classes, on))
    except NormsError as error:
        total = Opinion(words=str(error))
    return {"indicators": rows, "total": total}


def study_judge(study: TimeStudyCard) -> Callable[[TimeStudyRow], Opinion]:
    """How long each line is: from the end of the one before it."""
    rows = list(study.rows.order_by("place"))

    def judge(row: TimeStudyRow) -> Opinion:
        before = [each.ends_at for each in rows if each.place < (row.place or len(rows) + 1) and each.ends_at]
        previous = before[-1] if before else study.starts_at
        if not row.ends_at:
            return Opinion(words=_("время не указано"))
        minutes = minutes_between(previous, row.ends_at)
        return Opinion(words=_("%s мин") % minutes if minutes > 0 else _("не позже предыдущей строки"))

    return judge


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
            "percent": Exposure.of_minutes(max(0, min(acting, total)), total).percent,
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


def _full_day(study: TimeStudyCard, lines: Any) -> dict[str, Any] | None:
    """The verdict on the 80 %, while every line has a length above zero."""
    if not lines or any(line.minutes <= 0 for line in lines):
        return None
    found = full_day_of(lines, study.shift_minutes, study.employer, study.dated_on or timezone.localdate())
    missing = max(Decimal(0), found.required - found.minutes)
    return {"is_full": found.is_full, "minutes": found.minutes, "required": found.required, "missing": missing}
