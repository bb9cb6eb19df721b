"""Workplaces and people found by a few letters."""

from __future__ import annotations

import re

from django.db.models import Case, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from documents.closeness import closest, holds
from documents.pickers import Picker, register_pickers
from workplaces.models import AnalogousGroup, Department, Employee, Profession

MOST_LISTED = 100
"""Departments and people of a small plant are chosen from a list."""
_NUMBERED = re.compile(r"(\d[\w/-]*)\.?\s*(.*)")


def _groups(rows: QuerySet, text: str) -> QuerySet:
    """Groups by number, by number and profession, or by words of the profession."""
    name, _comma, _department = text.partition(", ")
    match, profession = _NUMBERED.fullmatch(name), "profession__search_name"
    numbered = Q(number=match[1]) & holds(profession, match[2]) if match else Q(pk=None)
    its_number_first = Case(When(numbered, then=0), default=Value(1))
    found = rows.filter(holds(profession, name) | numbered).select_related("profession", "department__parent")
    return found.order_by(its_number_first, *closest(profession, name), "by_number", "pk")


def _professions(rows: QuerySet, text: str) -> QuerySet:
    found = rows.filter(holds("search_name", text) | Q(code__startswith=text))
    return found.order_by(*closest("search_name", text), "pk")


def _employees(rows: QuerySet, text: str) -> QuerySet:
    """People by words of the name and by the personnel number."""
    found = rows.filter(holds("search_text", text)).select_related("group__profession")
    return found.order_by(*closest("by_name", text), "pk")


def _departments(rows: QuerySet, text: str) -> QuerySet:
    """Departments by words of their path: shop and section."""
    found = rows.filter(holds("search_text", text.replace(",", " "))).select_related("parent")
    return found.order_by(*closest("by_name", text), "pk")


register_pickers(
    Picker(
        AnalogousGroup,
        _groups,
        lambda group: str(group.department),
        called=lambda group: (group.number,),
        related=("profession",),
    ),
    Picker(Profession, _professions, lambda profession: str(profession.code)),
    Picker(
        Employee,
        _employees,
        lambda employee: _("таб. №\u00a0%s") % f"{employee.personnel_number}; {employee.group}",
        called=lambda employee: (employee.personnel_number, f"{employee}, {employee.personnel_number}"),
        short=MOST_LISTED,
    ),
    Picker(Department, _departments, short=MOST_LISTED, related=("parent",)),
)
