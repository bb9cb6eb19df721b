"""Workplaces and people found by a few letters."""

from __future__ import annotations

import re

from django.db.models import Case, Q, QuerySet, Value, When

from documents.closeness import closest, holds
from documents.pickers import Picker, register_pickers
from workplaces.models import AnalogousGroup, Profession

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


register_pickers(
    Picker(AnalogousGroup, _groups, lambda group: str(group.department)),
    Picker(Profession, _professions, lambda profession: str(profession.code)),
)
