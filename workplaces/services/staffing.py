"""Puts the staffing table in: departments, professions, groups and their workplaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db import models, transaction

from accounts.models import Employer, User
from accounts.services.journal import journal_append, lock_employer
from workplaces.models import AnalogousGroup, Department, Employee, Profession, Workplace

M = TypeVar("M", bound=models.Model)


@dataclass(frozen=True)
class PositionRow:
    """A line of the staffing table; minutes for the shift, counts of people and places."""

    number: str
    place: int
    shop: str
    section: str
    profession: str
    code: str
    reference_issue: str
    grade: str
    workplace_count: int
    headcount: int
    women_count: int
    shifts: int
    shift_minutes: int


def _require_staffing(actor: User, employer: Employer) -> None:
    if not actor.has_perm("workplaces.change_analogousgroup", employer):
        raise PermissionDenied("Нет права изменять рабочие места")


def save_if_changed(row: M, values: dict[str, Any], actor: User) -> str:
    """Set values on a row and save it with history only when something differs.

    Returns ``CREATED``, ``CHANGED`` or ``UNCHANGED``; raises ``ValidationError``.
    """
    is_new = row.pk is None
    differs = is_new or any(getattr(row, name) != value for name, value in values.items())
    if not differs:
        return "UNCHANGED"
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean()
    row._history_user = actor  # type: ignore[attr-defined]
    row.save()
    return "CREATED" if is_new else "CHANGED"


@transaction.atomic
def department_put(*, employer: Employer, shop: str, section: str, place: int, actor: User) -> Department:
    """Return the shop or its section by name, creating what is missing."""
    _require_staffing(actor, employer)
    parent, _made = Department.objects.get_or_create(
        employer=employer, parent=None, name=shop, defaults={"place": place}
    )
    if not section:
        return parent
    child, _made = Department.objects.get_or_create(
        employer=employer, parent=parent, name=section, defaults={"place": place}
    )
    return child


@transaction.atomic
def position_put(row: PositionRow, *, employer: Employer, actor: User) -> str:
    """Put a line of the staffing table in; a second time the same line changes nothing.

    Returns ``CREATED``, ``CHANGED`` or ``UNCHANGED``; raises ``ValidationError``.
    """
    _require_staffing(actor, employer)
    lock_employer(employer.pk)
    department = department_put(employer=employer, shop=row.shop, section=row.section, place=row.place, actor=actor)
    profession = Profession.objects.filter(employer=employer, code=row.code, name=row.profession).first()
    profession = profession or Profession(employer=employer, code=row.code, name=row.profession)
    outcomes = [save_if_changed(profession, {"reference_issue": row.reference_issue}, actor)]
    group = AnalogousGroup.objects.filter(
        employer=employer, department=department, profession=profession, grade=row.grade, variant=""
    ).first()
    group = group or AnalogousGroup(employer=employer, department=department, profession=profession, grade=row.grade)
    values = {
        name: getattr(row, name) for name in ("number", "place", "headcount", "women_count", "shifts", "shift_minutes")
    }
    outcomes.append(save_if_changed(group, values, actor))
    outcomes.append(workplaces_set(group, row.workplace_count, actor=actor))
    result = "CREATED" if outcomes[1] == "CREATED" else "UNCHANGED" if set(outcomes) == {"UNCHANGED"} else "CHANGED"
    if result != "UNCHANGED":
        payload = {"number": row.number, "profession": row.profession, "workplaces": row.workplace_count}
        journal_append(employer_id=employer.pk, actor=actor, act="group.put", target=group, payload=payload)
    return result


def workplaces_set(group: AnalogousGroup, count: int, *, actor: User) -> str:
    """Give a group as many workplaces as the staffing table says, numbered «7.1», «7.2»…

    Never removes a workplace: fewer places are a matter for a person.
    """
    existing = group.workplaces.count()
    for index in range(existing + 1, count + 1):
        place = Workplace(employer_id=group.employer_id, group=group, number=f"{group.number}.{index}")
        place.full_clean()
        place._history_user = actor
        place.save()
    return "CHANGED" if count > existing else "UNCHANGED"


@dataclass(frozen=True)
class EmployeeRow:
    """A line of the list of employees."""

    personnel_number: str
    full_name: str
    sex: str
    born_on: Any
    hired_on: Any


@transaction.atomic
def employee_put(row: EmployeeRow, *, group: AnalogousGroup, employer: Employer, actor: User) -> str:
    """Put an employee in, or change what differs; raises ``ValidationError``."""
    _require_staffing(actor, employer)
    lock_employer(employer.pk)
    employee = Employee.objects.filter(employer=employer, personnel_number=row.personnel_number).first()
    employee = employee or Employee(employer=employer, personnel_number=row.personnel_number, group=group)
    values = {
        "full_name": row.full_name,
        "sex": row.sex,
        "born_on": row.born_on,
        "hired_on": row.hired_on,
        "group": group,
    }
    result = save_if_changed(employee, values, actor)
    if result != "UNCHANGED":
        payload = {"personnel_number": row.personnel_number, "group": group.pk}
        journal_append(employer_id=employer.pk, actor=actor, act="employee.put", target=employee, payload=payload)
    return result
