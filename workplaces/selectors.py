"""Reads of the workplaces room."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accounts.models import Employer
from documents.workbooks.values import normalized
from norms.calendar import WorkingCalendar, WorkWeek
from workplaces.models import AnalogousGroup, CalendarDay, Department, Employee


def group_list(employer: Employer) -> QuerySet[AnalogousGroup]:
    """Groups of an employer with all that a table of them shows, in the order of the staffing table."""
    return (
        AnalogousGroup.objects.filter(employer=employer)
        .select_related("department__parent", "profession")
        .annotate(workplace_count=Count("workplaces"))
    )


def employees_of(group: AnalogousGroup) -> QuerySet[Employee]:
    """People who work at a group's workplaces now."""
    return group.employees.filter(dismissed_on__isnull=True)


def subtree(employer: Employer, department_id: int) -> set[int]:
    """Ids of a department and of everything below it; empty for a department of nobody's."""
    below: dict[int | None, list[int]] = {}
    for pk, parent in Department.objects.filter(employer=employer).order_by().values_list("pk", "parent"):
        below.setdefault(parent, []).append(pk)
    known = {pk for children in below.values() for pk in children}
    found, waiting = set(), [department_id] if department_id in known else []
    while waiting:
        found.add(pk := waiting.pop())
        waiting += [child for child in below.get(pk, ()) if child not in found]
    return found


def working_calendar(employer: Employer) -> WorkingCalendar:
    """The employer's working-day calendar: national days and its own."""
    days = CalendarDay.objects.filter(employer=employer)
    return WorkingCalendar(WorkWeek(employer.work_week), {d.day: (d.is_working, d.ground) for d in days})


@dataclass(frozen=True)
class Position:
    """How a workbook names a position: shop, section and grade (may be missing), profession."""

    shop: str
    section: str
    profession: str
    grade: str = ""


class PositionFinder:
    """Finds groups by the names that workbooks use, tolerant of a missing section only.

    «Мастер участка» stands under a section in one book and under the shop in another: found when
    shop and profession name exactly one group, with a remark for the person.
    """

    def __init__(self, groups: Iterable[AnalogousGroup]) -> None:
        self._exact: dict[tuple[str, str, str], list[AnalogousGroup]] = {}
        self._by_shop: dict[tuple[str, str], list[AnalogousGroup]] = {}
        for group in groups:
            if group.variant:
                continue  # workbooks name the line of the staffing table
            shop, section = normalized(group.department.shop), normalized(group.department.section)
            name = group.profession.search_name
            self._exact.setdefault((shop, section, name), []).append(group)
            self._by_shop.setdefault((shop, name), []).append(group)

    def find(self, position: Position) -> tuple[AnalogousGroup | None, str]:
        """Return the group and a remark; no group and the reason when there is none or several."""
        shop, section, name = (normalized(t) for t in (position.shop, position.section, position.profession))
        exact = _of_grade(self._exact.get((shop, section, name), []), position.grade)
        if len(exact) > 1:
            return None, "таких позиций несколько, с разными разрядами: уточните разряд"
        if exact:
            return exact[0], ""
        candidates = _of_grade(self._by_shop.get((shop, name), []), position.grade)
        if len(candidates) == 1 and not section:
            return candidates[0], f"участок не указан, в штатном расписании — «{candidates[0].department.section}»"
        if candidates:
            return None, "в подразделении несколько таких профессий или другой участок: уточните участок"
        return None, "такой профессии в этом подразделении нет в штатном расписании"


def _of_grade(groups: list[AnalogousGroup], grade: str) -> list[AnalogousGroup]:
    """Of several groups the one of a grade; all of them where the grade decides nothing."""
    graded = [group for group in groups if normalized(group.grade) == normalized(grade)]
    return graded if len(groups) > 1 and len(graded) == 1 else groups
