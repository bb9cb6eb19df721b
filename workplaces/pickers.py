"""Workplaces and people found by a few letters."""

from __future__ import annotations

import re

from django.db.models import Q, QuerySet

from documents.pickers import Picker, register_pickers
from workplaces.models import AnalogousGroup, Profession

_NUMBERED = re.compile(r"(\d[\w/-]*)\.?\s*(.*)")


def _groups(rows: QuerySet, text: str) -> QuerySet:
    """Groups by number, by number and profession, or by words of the profession."""
    name, _comma, _department = text.partition(", ")
    match = _NUMBERED.fullmatch(name)
    wanted = Q(profession__search_name__contains=name)
    if match:
        wanted |= Q(number=match[1], profession__search_name__contains=match[2])
    return rows.filter(wanted).select_related("profession", "department__parent")


def _professions(rows: QuerySet, text: str) -> QuerySet:
    return rows.filter(Q(search_name__contains=text) | Q(code__startswith=text))


register_pickers(
    Picker(AnalogousGroup, _groups, lambda group: str(group.department)),
    Picker(Profession, _professions, lambda profession: str(profession.code)),
)
