"""Puts whole staffing tables and lists of employees in: thousands of lines in a few statements.

The same meaning as ``position_put`` and ``employee_put`` line by line, told to the journal line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Employer, User
from accounts.services.journal import journal_append_many, lock_employer
from documents.progress import counted
from documents.services.shelf import PutResult, Shelf, Touched
from documents.workbooks.values import normalized
from workplaces.models import AnalogousGroup, Department, Employee, Profession, Workplace
from workplaces.services.staffing import EmployeeRow, PositionRow


def _begin(employer: Employer, actor: User) -> None:
    if not actor.has_perm("workplaces.change_analogousgroup", employer):
        raise PermissionDenied("Нет права изменять рабочие места")
    lock_employer(employer.pk)


@transaction.atomic
def employees_put(
    lines: Sequence[tuple[EmployeeRow, AnalogousGroup]], *, employer: Employer, actor: User, touched: Touched
) -> list[PutResult]:
    """Put employees in at their groups; returns a result for each line, adds the rows written to ``touched``."""
    _begin(employer, actor)
    known = {e.personnel_number: e for e in Employee.objects.filter(employer=employer).select_related("group")}
    shelf, results, acts = Shelf(actor, touched), [], []
    for line, group in counted(lines, _("записываем работников")):
        number = line.personnel_number
        employee = known.setdefault(number, Employee(employer=employer, personnel_number=number))
        values = {
            "full_name": line.full_name,
            "sex": line.sex,
            "born_on": line.born_on,
            "hired_on": line.hired_on,
            "group": group,
        }
        try:
            outcome = shelf.put(employee, values)
        except ValidationError as error:
            results.append(PutResult(error="; ".join(error.messages)))
            continue
        results.append(PutResult(outcome))
        if outcome != "UNCHANGED":
            acts.append(("employee.put", employee, {"personnel_number": number, "group": group.pk}))
    shelf.flush()
    journal_append_many(employer_id=employer.pk, actor=actor, acts=acts)
    return results


@transaction.atomic
def positions_put(
    lines: Sequence[PositionRow], *, employer: Employer, actor: User, touched: Touched
) -> list[PutResult]:
    """Put lines of the staffing table in; returns a result for each line, adds the rows written to ``touched``."""
    _begin(employer, actor)
    plant = _Plant(employer, actor, touched)
    plant.departments_put(lines)
    professions = plant.professions_put(lines)
    results = plant.groups_put(lines, professions)
    acts = [
        (
            "group.put",
            group,
            {"number": line.number, "profession": line.profession, "workplaces": line.workplace_count},
        )
        for line, group, result in zip(lines, plant.placed, results, strict=True)
        if group is not None and result.outcome != "UNCHANGED"
    ]
    journal_append_many(employer_id=employer.pk, actor=actor, acts=acts)
    return results


@dataclass
class _Plant:
    """The rows of a plant by the names that a staffing table uses."""

    employer: Employer
    actor: User
    touched: Touched
    departments: dict[tuple[str, str], Department] = field(default_factory=dict)
    placed: list[AnalogousGroup | None] = field(default_factory=list)

    def departments_put(self, lines: Sequence[PositionRow]) -> None:
        """Make the shops that are missing, then the sections."""
        found = Department.objects.filter(employer=self.employer).select_related("parent")
        self.departments = {(d.shop, d.section): d for d in found}
        for is_section in (False, True):
            shelf = Shelf(self.actor, self.touched)
            for line in lines:
                key = (line.shop, line.section if is_section else "")
                if key in self.departments:
                    continue
                parent = self.departments[line.shop, ""] if is_section else None
                made = Department(employer=self.employer)
                name = line.section if is_section else line.shop
                shelf.put(made, {"name": name, "parent": parent, "place": line.place})
                self.departments[key] = made
            shelf.flush()

    def professions_put(self, lines: Sequence[PositionRow]) -> dict[tuple[str, str], tuple[Profession, str]]:
        """Make the professions that are missing; returns each with its outcome."""
        found = {(p.code, p.name): p for p in Profession.objects.filter(employer=self.employer)}
        shelf, outcomes = Shelf(self.actor, self.touched), {}
        for line in lines:
            key = (line.code, line.profession)
            made = found.setdefault(key, Profession(employer=self.employer, code=line.code, name=line.profession))
            if key not in outcomes:
                made.search_name = normalized(made.name)
                outcomes[key] = (made, shelf.put(made, {"reference_issue": line.reference_issue}))
        shelf.flush()
        return outcomes

    def groups_put(
        self, lines: Sequence[PositionRow], professions: dict[tuple[str, str], tuple[Profession, str]]
    ) -> list[PutResult]:
        """Put the groups and their workplaces; a number that another group bears keeps its line out."""
        stored = list(AnalogousGroup.objects.filter(employer=self.employer))
        found = {(g.department_id, g.profession_id, g.grade): g for g in stored}
        numbers = {g.number: g for g in stored}
        shelf, results = Shelf(self.actor, self.touched), []
        for line in counted(lines, _("записываем позиции")):
            profession, outcome = professions[line.code, line.profession]
            department = self.departments[line.shop, line.section]
            key = (department.pk, profession.pk, line.grade)
            group = found.get(key) or AnalogousGroup(
                employer=self.employer, department=department, profession=profession, grade=line.grade
            )
            try:
                self._refuse_foreign_number(line, group, numbers)
                own = shelf.put(group, _group_values(line))
            except ValidationError as error:
                results.append(PutResult(error="; ".join(error.messages)))
                self.placed.append(None)
                continue
            found[key] = numbers[line.number] = group
            self.placed.append(group)
            results.append(PutResult(own if own != "UNCHANGED" or outcome == "UNCHANGED" else "CHANGED"))
        shelf.flush()
        return self._workplaces_put(lines, results)

    def _refuse_foreign_number(
        self, line: PositionRow, group: AnalogousGroup, numbers: dict[str, AnalogousGroup]
    ) -> None:
        bearer = numbers.get(line.number)
        if bearer is not None and bearer is not group:
            text = _("номер %(number)s уже у позиции «%(other)s»") % {"number": line.number, "other": bearer.profession}
            raise ValidationError(text)

    def _workplaces_put(self, lines: Sequence[PositionRow], results: list[PutResult]) -> list[PutResult]:
        """Give each group as many workplaces as its line says; never takes one away."""
        have: dict[int, int] = {}
        for group_id in Workplace.objects.filter(employer=self.employer).values_list("group_id", flat=True):
            have[group_id] = have.get(group_id, 0) + 1
        shelf, grown = Shelf(self.actor, self.touched), []
        for line, group, result in zip(lines, self.placed, results, strict=True):
            existing = have.get(group.pk, 0) if group else 0
            if group is None or line.workplace_count <= existing:
                grown.append(result)
                continue
            for index in range(existing + 1, line.workplace_count + 1):
                place = Workplace(employer=self.employer, group=group)
                shelf.put(place, {"number": f"{group.number}.{index}"})
            have[group.pk] = line.workplace_count
            grown.append(PutResult("CREATED" if result.outcome == "CREATED" else "CHANGED"))
        shelf.flush()
        return grown


def _group_values(line: PositionRow) -> dict[str, object]:
    names = ("number", "place", "headcount", "women_count", "shifts", "shift_minutes")
    return {name: getattr(line, name) for name in names}
