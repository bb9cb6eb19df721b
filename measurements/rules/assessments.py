"""Checks of load protocols and strain assessments before they are signed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.problems import Problem, Severity
from documents.registry import Performance
from measurements.models import MentalStrainAssessment, PhysicalLoadProtocol
from norms.classes import ConditionsClass
from norms.errors import BadInput, NoClassDefined
from norms.mental_strain import check_strain, classify_special_work, unusual_strain_classes
from norms.physical_load import LoadIndicator, Sex, classify_load


def check_load_values(performance: Performance) -> list[Problem]:
    """LOAD-01: there are values, and each has a class in table 10 (№ 35, п. 75–77)."""
    protocol: PhysicalLoadProtocol = performance.document
    values = list(protocol.values.all())
    if not values:
        return [Problem("LOAD-01", _("В протоколе нет показателей"), "№ 35, п. 76", protocol, "values")]
    problems = []
    for row in values:
        if row.value is None:
            message = _("%s: не указано фактическое значение") % row.get_indicator_display()
            problems.append(Problem("LOAD-01", message, "№ 35, приложение 3", protocol, f"values-{row.pk}-value"))
            continue
        try:
            classify_load(
                LoadIndicator(row.indicator),
                Sex(protocol.sex),
                row.value,
                performance.on,
                shift_minutes=protocol.group.shift_minutes,
                settings=protocol.employer.readings,
            )
        except (BadInput, NoClassDefined) as error:
            problems.append(
                Problem(
                    "LOAD-01",
                    f"{row.get_indicator_display()}: {error}",
                    "№ 35, таблица 10",
                    protocol,
                    f"values-{row.pk}-value",
                )
            )
    return problems


def check_load_sexes(performance: Performance) -> list[Problem]:
    """LOAD-02 (warning): men and women work here, and women have other limits (№ 35, таблица 10)."""
    protocol: PhysicalLoadProtocol = performance.document
    if not protocol.group.is_mixed:
        return []
    message = _(
        "На рабочем месте заняты мужчины и женщины, а нормы тяжести для них разные: проверьте, нужен ли второй протокол"
    )
    return [Problem("LOAD-02", message, "№ 35, таблица 10, приложение 3", protocol, "sex", severity=Severity.WARNING)]


def check_strain_complete(performance: Performance) -> list[Problem]:
    """STRAIN-01, STRAIN-02 (warning): all 19 indicators are assessed with classes that table 11 gives (№ 35, п. 80).

    A work of п. 83 with its own class needs none of them while it takes its share of the shift.
    """
    assessment: MentalStrainAssessment = performance.document
    try:
        special = assessment.special
        if special and classify_special_work(special.kind, special.exposure, performance.on):
            return []
    except BadInput as error:
        return [Problem("STRAIN-01", error.reason, "№ 35, п. 83", assessment, "special_minutes")]
    rows = [row for row in assessment.values.all() if row.conditions_class]
    classes = {row.indicator: ConditionsClass(row.conditions_class) for row in rows}
    places = {row.indicator: f"values-{row.pk}-conditions_class" for row in rows}
    try:
        check_strain(classes, performance.on)
    except BadInput as error:
        return [Problem("STRAIN-01", error.reason, "№ 35, п. 80, таблица 11", assessment, "values")]
    return [
        Problem(
            "STRAIN-02",
            _("Показатель %(code)s: класса %(class)s в таблице 11 нет, проверьте оценку")
            % {"code": code, "class": classes[code]},
            "№ 35, таблица 11",
            assessment,
            places[code],
            severity=Severity.WARNING,
        )
        for code in unusual_strain_classes(classes, performance.on)
    ]
