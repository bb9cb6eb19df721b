"""How the lists of the procedure begin: nearly all on the page of a campaign."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from documents.beginnings import Beginning, Step, load, register_beginnings
from measurements.beginnings import LABORATORIES

CAMPAIGNS = Step(_("Аттестации"), "document-list", ("campaigns",), permission="attestation.view_campaign")
NEW_CAMPAIGN = Step(_("Открыть аттестацию"), "document-new", ("campaigns",), permission="attestation.change_campaign")
UNIONS = Step(_("Профсоюзы"), "reference-list", ("unions",), permission="attestation.change_tradeunion")

FIRST_STEPS = (
    (
        Step(_("Организация"), "organisation", permission="accounts.change_employer"),
        _("Руководитель, рабочая неделя, прочтения неясных мест закона: с ними печатаются приказы и считаются сроки."),
    ),
    (
        load("staffing", _("Загрузить штатное расписание")),
        _("Книга Excel как есть, с просмотром до записи: из неё появятся цехи, профессии, группы и рабочие места."),
    ),
    (
        Step(_("Люди и роли"), "people", permission="accounts.change_employer"),
        _("Члены комиссии, профсоюз, лаборатория: каждый входит под своим именем и видит своё."),
    ),
    (LABORATORIES, _("Кто измеряет, по какому аттестату и до какого дня; лаборатория назовётся и из своей книги.")),
    (NEW_CAMPAIGN, _("Её страница ведёт по этапам: от приказа до госэкспертизы.")),
)
"""What a new employer begins with, in the order in which it is done, each with why."""


register_beginnings(
    {
        "campaigns": Beginning(
            _("Сначала штатное расписание, затем аттестация: её страница ведёт по этапам от приказа до госэкспертизы."),
            (load("staffing", _("Загрузить штатное расписание")), NEW_CAMPAIGN),
        ),
        "orders": Beginning(
            _("Аттестация начинается приказом о проведении: он создаётся на странице аттестации, на первом её этапе."),
            (CAMPAIGNS,),
        ),
        "workplace-lists": Beginning(
            _("Перечень составляется на странице аттестации по положению рабочих мест в списках и прежним классам."),
            (CAMPAIGNS,),
        ),
        "surveys": Beginning(
            _("Протоколы открываются на странице аттестации сразу для всех рабочих мест утверждённого перечня."),
            (CAMPAIGNS,),
        ),
        "factor-lists": Beginning(
            _("Перечень факторов составляется на странице аттестации по тому, что уже известно о рабочих местах."),
            (CAMPAIGNS,),
        ),
        "cards": Beginning(
            _("Карты открываются на странице аттестации сразу на все рабочие места перечня; классы считает программа."),
            (CAMPAIGNS,),
        ),
        "result-lists": Beginning(
            _("Перечни 12.1–12.7 открываются на странице аттестации и заполняются по подписанным картам."), (CAMPAIGNS,)
        ),
        "plans": Beginning(
            _("План 12.8 составляется на странице аттестации по рабочим местам классов 3 и 4."), (CAMPAIGNS,)
        ),
        "agreements": Beginning(
            _("Согласование открывается на странице аттестации, когда перечни подписаны; профсоюз — в справочнике."),
            (CAMPAIGNS, UNIONS),
        ),
        "acquaintances": Beginning(
            _("Листы откроет приказ об утверждении результатов, по одному на каждого работника."), (CAMPAIGNS,)
        ),
        "submissions": Beginning(
            _("Представление откроет приказ об утверждении результатов; на него даётся месяц."), (CAMPAIGNS,)
        ),
        "standings": Beginning(
            _("Загрузите книгу «Списки и прежние результаты»: по ней составляется перечень рабочих мест."),
            (load("lists_and_previous", _("Загрузить списки и прежние результаты")),),
        ),
        "unions": Beginning(
            _("Добавьте каждый профсоюз организации. Если профсоюза нет, перечни и план ни с кем не согласуются.")
        ),
    }
)
