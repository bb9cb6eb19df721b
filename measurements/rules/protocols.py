"""Checks of a laboratory protocol before it is issued."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.problems import Problem
from documents.registry import Performance
from measurements.models import FactorCode, MeasurementProtocol, Verification

NO_LIMIT_METHODS = frozenset({"RADIATION_OPEN", "AIR_IONS", "RADIATION_SOURCE"})  # their norms stand in the act itself


def check_accreditation_term(performance: Performance) -> list[Problem]:
    """PROT-01: measured while the certificate of accreditation was in force (№ 35, п. 88; № 253, п. 8)."""
    protocol: MeasurementProtocol = performance.document
    laboratory, day = protocol.laboratory, protocol.measured_on
    starts_late = laboratory.accredited_from is not None and day < laboratory.accredited_from
    if not starts_late and day <= laboratory.accredited_through:
        return []
    message = _("Аттестат аккредитации %(number)s действует %(term)s, измерения — %(day)s") % {
        "number": laboratory.accreditation_number,
        "term": _term(laboratory.accredited_from, laboratory.accredited_through),
        "day": f"{day:%d.%m.%Y}",
    }
    return [Problem("PROT-01", message, "№ 35, п. 88; № 253, п. 8", protocol, "measured_on")]


def check_accreditation_scope(performance: Performance) -> list[Problem]:
    """PROT-02: every factor lies within the scope of accreditation (№ 35, п. 88)."""
    protocol: MeasurementProtocol = performance.document
    covered = set(protocol.laboratory.scope.values_list("factor", flat=True))
    measured = set(protocol.results.values_list("indicator__factor", flat=True))
    return [
        Problem(
            "PROT-02",
            _("«%s» не входит в область аккредитации лаборатории")
            % (FactorCode(factor).label if factor else _("не определён")),
            "№ 35, п. 88",
            protocol,
            "results",
        )
        for factor in sorted(measured - covered)
    ]


def check_instruments(performance: Performance) -> list[Problem]:
    """PROT-03: instruments are named and each was verified on the day of measuring (№ 35, приложение 2)."""
    protocol: MeasurementProtocol = performance.document
    used = list(protocol.instruments.select_related("instrument"))
    if not used:
        return [Problem("PROT-03", _("Не указаны средства измерений"), "№ 35, приложение 2", protocol, "instruments")]
    verified = set(
        Verification.objects.filter(
            instrument__in=[row.instrument_id for row in used],
            verified_on__lte=protocol.measured_on,
            valid_through__gte=protocol.measured_on,
        ).values_list("instrument_id", flat=True)
    )
    return [
        Problem(
            "PROT-03",
            _("%(instrument)s: нет действующей поверки на %(day)s")
            % {"instrument": row.instrument, "day": f"{protocol.measured_on:%d.%m.%Y}"},
            "№ 35, приложение 2",
            protocol,
            "instruments",
        )
        for row in used
        if row.instrument_id not in verified
    ]


def check_representative(performance: Performance) -> list[Problem]:
    """PROT-04: a representative of the commission was present (№ 253, п. 9)."""
    protocol: MeasurementProtocol = performance.document
    if protocol.representative.strip():
        return []
    return [
        Problem(
            "PROT-04", _("Не указан представитель аттестационной комиссии"), "№ 253, п. 9", protocol, "representative"
        )
    ]


def check_results(performance: Performance) -> list[Problem]:
    """PROT-05: there are results, each with a limit to compare it with (№ 35, п. 7)."""
    protocol: MeasurementProtocol = performance.document
    results = list(protocol.results.select_related("indicator"))
    if not results:
        return [Problem("PROT-05", _("В протоколе нет результатов"), "№ 35, п. 8", protocol, "results")]
    return [
        Problem(
            "PROT-05",
            _("%s: не указан норматив") % result.indicator,
            "№ 35, п. 7",
            protocol,
            f"results-{result.pk}-limit",
        )
        for result in results
        if result.limit is None and result.method not in NO_LIMIT_METHODS
    ]


def check_values_filled(performance: Performance) -> list[Problem]:
    """PROT-06: each result has its value: a copy leaves them to be measured (№ 35, п. 8, приложение 2)."""
    protocol: MeasurementProtocol = performance.document
    return [
        Problem(
            "PROT-06",
            _("%s: не указана фактическая величина") % result.indicator,
            "№ 35, приложение 2",
            protocol,
            f"results-{result.pk}-value",
        )
        for result in protocol.results.filter(value__isnull=True).select_related("indicator")
    ]


def _term(first: object, last: object) -> str:
    parts = [f"с {first:%d.%m.%Y}"] if first else []
    return " ".join([*parts, f"по {last:%d.%m.%Y}"])
