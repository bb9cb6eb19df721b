"""Checks of a time study before it is signed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.problems import Problem, Severity
from documents.registry import Performance
from measurements.models import TimeStudyCard
from measurements.selectors import study_lines

FORM = "№ 35, п. 13, приложение 4"


def check_times_rise(performance: Performance) -> list[Problem]:
    """TIME-01: each line ends later than the one before it (№ 35, п. 13)."""
    study: TimeStudyCard = performance.document
    return [
        Problem(
            "TIME-01",
            _("Строка %(place)s: текущее время %(ends)s не позже предыдущего")
            % {"place": line.row.place, "ends": f"{line.row.ends_at:%H:%M}"}
            if line.row.ends_at
            else _("Строка %s: не указано текущее время") % line.row.place,
            FORM,
            study,
            f"rows-{line.row.pk}-ends_at",
        )
        for line in study_lines(study)
        if line.minutes <= 0
    ]


def check_sums_to_shift(performance: Performance) -> list[Problem]:
    """TIME-02: the lines together make up the shift (№ 35, п. 12)."""
    study: TimeStudyCard = performance.document
    total = sum(line.minutes for line in study_lines(study))
    if total == study.shift_minutes:
        return []
    message = _("Строки в сумме дают %(total)s мин, а смена — %(shift)s мин") % {
        "total": total,
        "shift": study.shift_minutes,
    }
    return [Problem("TIME-02", message, FORM, study, "rows")]


def check_indicators_sorted(performance: Performance) -> list[Problem]:
    """TIME-03: every named indicator belongs to a factor, else its share would be lost (№ 35, п. 13)."""
    study: TimeStudyCard = performance.document
    unsorted = {i for line in study_lines(study) for i in line.indicators if not i.factor}
    return [
        Problem("TIME-03", _("Показатель «%s» не отнесён к фактору") % indicator, "№ 35, п. 13", study, "rows")
        for indicator in sorted(unsorted, key=str)
    ]


def check_shift_as_staffed(performance: Performance) -> list[Problem]:
    """TIME-04 (warning): the shift of the study is the shift of the staffing table (№ 35, п. 12)."""
    study: TimeStudyCard = performance.document
    if study.shift_minutes == study.group.shift_minutes:
        return []
    message = _("Смена в карте — %(study)s мин, по штатному расписанию — %(group)s мин") % {
        "study": study.shift_minutes,
        "group": study.group.shift_minutes,
    }
    return [Problem("TIME-04", message, "№ 35, п. 12", study, "shift_minutes", severity=Severity.WARNING)]
