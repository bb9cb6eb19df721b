"""How the lists of evidence begin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.beginnings import Beginning, Step, load, register_beginnings

RESULTS = load("laboratory", _("Загрузить результаты лаборатории"))
STUDIES = load("time_study", _("Загрузить фотографии рабочего времени"))
ASSESSMENTS = load("load_and_strain", _("Загрузить тяжесть и напряжённость"))
LABORATORIES = Step(_("Лаборатории"), "reference-list", ("laboratories",), permission="measurements.change_laboratory")
INSTRUMENTS = Step(
    _("Средства измерений"), "reference-list", ("instruments",), permission="measurements.change_instrument"
)

register_beginnings(
    {
        "protocols": Beginning(
            _("Загрузите книгу лаборатории или создайте протокол и впишите строки; перед этим нужна лаборатория."),
            (RESULTS, LABORATORIES),
        ),
        "time-studies": Beginning(
            _("Загрузите книгу или создайте карту: строки вписывают в таблицу или ведут секундомером на телефоне."),
            (STUDIES,),
        ),
        "load-protocols": Beginning(
            _("Загрузите книгу с показателями или создайте протокол: один на рабочее место и пол."), (ASSESSMENTS,)
        ),
        "strain-assessments": Beginning(
            _("Загрузите книгу с показателями или создайте оценку: одна на рабочее место."), (ASSESSMENTS,)
        ),
        "laboratories": Beginning(
            _("Добавьте лабораторию с её аттестатом аккредитации или загрузите её результаты: она назовётся из книги."),
            (RESULTS,),
        ),
        "laboratory-scope": Beginning(
            _("Укажите для каждой лаборатории факторы, которые она вправе измерять: без этого протокол не выдать."),
            (LABORATORIES,),
        ),
        "instruments": Beginning(
            _("Добавьте приборы лаборатории: протокол называет те, поверка которых действовала в день измерений."),
            (LABORATORIES,),
        ),
        "instrument-factors": Beginning(
            _("Укажите, что измеряет каждый прибор: тогда протокол подберёт приборы сам."), (INSTRUMENTS,)
        ),
        "verifications": Beginning(
            _("Добавьте поверку каждого прибора со сроком её действия: о конце срока напомнят «Сроки»."), (INSTRUMENTS,)
        ),
        "indicators": Beginning(
            _("Показатели появятся из результатов лаборатории; добавить можно и здесь."), (RESULTS,)
        ),
        "unmeasured": Beginning(
            _("Пусто, если всё измеряется. Добавьте рабочее место, класс которого ставится по п. 27 Инструкции № 35.")
        ),
    }
)
