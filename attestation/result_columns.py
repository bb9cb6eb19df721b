"""Columns of lists 12.1–12.7 on the screen: keys of the cells with short headings.

The printed forms have the full headings of № 35 (reports/forms).
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from attestation.models import ResultKind

_DEPARTMENT = ("department", _("Подразделение"))
_PROFESSION = ("profession", _("Код и наименование профессии (должности)"))
_ISSUE = ("issue", _("Выпуск ЕТКС, ЕКСД"))
_CLASS = ("class", _("Класс"))
_HEADCOUNT = ("headcount", _("Работников"))

_COLUMNS = {
    ResultKind.PENSION: (
        _DEPARTMENT,
        _PROFESSION,
        _ISSUE,
        ("list", _("Список, раздел, пункт")),
        ("special", _("Особые показатели")),
        _CLASS,
        _HEADCOUNT,
    ),
    ResultKind.TEXTILE: (
        _PROFESSION,
        _ISSUE,
        ("special", _("Особые показатели")),
        _CLASS,
        ("headcount", _("Работниц")),
    ),
    ResultKind.MEDICAL: (_PROFESSION, _DEPARTMENT, _CLASS, _HEADCOUNT),
    ResultKind.SHORT_HOURS: (
        ("code", _("Код")),
        ("name", _("Наименование профессии (должности)")),
        _DEPARTMENT,
        ("entry", _("Глава и пункт списка")),
        _CLASS,
        ("hours", _("Неделя, ч")),
    ),
    ResultKind.LEAVE: (_PROFESSION, _ISSUE, _DEPARTMENT, _CLASS, ("days", _("Дней отпуска"))),
    ResultKind.SURCHARGE: (
        _PROFESSION,
        _ISSUE,
        _DEPARTMENT,
        _CLASS,
        ("percent_tariff", _("% тарифной ставки")),
        ("percent_base", _("% базовой ставки")),
        _HEADCOUNT,
    ),
    ResultKind.NOT_CONFIRMED: (
        _PROFESSION,
        _DEPARTMENT,
        ("compensations", _("Компенсации")),
        ("insurance", _("ППС")),
        ("reason", _("Причины неподтверждения")),
    ),
}


def columns_of(kind: str) -> tuple[tuple[str, object], ...]:
    """Return (key, heading) of each column of a list."""
    return _COLUMNS[ResultKind(kind)]
