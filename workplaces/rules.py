"""Checks of the plant."""

from __future__ import annotations

from django.utils.translation import gettext as _

from documents.problems import Problem, Severity
from workplaces.matrix import DIFFERS, UNKNOWN, of_group
from workplaces.models import AnalogousGroup


def check_group_is_analogous(group: AnalogousGroup) -> list[Problem]:
    """GROUP-01, GROUP-02: workplaces of one card share every sign of № 35, п. 8 and 14."""
    matrix = of_group(group)
    if len(matrix.rows) < 2:
        return []
    problems = []
    for workplace, cells in matrix.rows:
        for cell in cells:
            if cell.verdict == DIFFERS:
                message = _("Рабочее место %(number)s отличается: %(sign)s — %(words)s. Выведите его из группы.")
                values = {"number": workplace.number, "sign": cell.sign.label, "words": cell.words}
                problems.append(
                    Problem("GROUP-01", message % values, cell.sign.clause, matrix, f"workplace-{workplace.pk}")
                )
        unknown = [cell for cell in cells if cell.verdict == UNKNOWN]
        if unknown:
            message = _("Рабочее место %(number)s: не сравнено признаков %(count)s.")
            counted = {"number": workplace.number, "count": str(len(unknown))}
            problems.append(
                Problem(
                    "GROUP-02",
                    message % counted,
                    unknown[0].sign.clause,
                    matrix,
                    f"workplace-{workplace.pk}",
                    severity=Severity.WARNING,
                )
            )
    return problems
