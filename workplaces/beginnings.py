"""How the lists of the plant begin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.beginnings import Beginning, load, register_beginnings

STAFFING = load("staffing", _("Загрузить штатное расписание"))
FROM_STAFFING = Beginning(
    _("Подразделения, профессии, группы и рабочие места появятся из штатного расписания: загрузите его книгой Excel."),
    (STAFFING,),
)

register_beginnings(
    {
        "departments": FROM_STAFFING,
        "professions": FROM_STAFFING,
        "groups": FROM_STAFFING,
        "workplaces": FROM_STAFFING,
        "employees": Beginning(
            _("Загрузите список работников после штатного расписания: каждый встанет на своё рабочее место."),
            (STAFFING, load("employees", _("Загрузить список работников"))),
        ),
        "calendar": Beginning(
            _("Пусто — действует государственный календарь. Добавьте день, если наниматель перенёс его приказом.")
        ),
    }
)
