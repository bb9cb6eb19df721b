"""Screens of the attestation room."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from attestation import forms
from attestation.contexts import (
    agreement_context,
    campaign_context,
    card_context,
    order_context,
    own_cards,
    own_sheets,
    plan_context,
    plan_judge,
    result_context,
    submission_context,
    survey_judge,
)
from attestation.models import (
    Acquaintance,
    Campaign,
    CertificationCard,
    FactorList,
    ImprovementPlan,
    LegalStanding,
    Order,
    OrderKind,
    ResultList,
    Submission,
    SurveyProtocol,
    TradeUnion,
    UnionAgreement,
    WorkplaceList,
)
from attestation.selectors import about_listed_groups, measured_at_listed_groups
from documents.reference import ReferenceScreen, register_references
from documents.screens import DocumentScreen, PartScreen, register_campaign_filter, register_screens
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard

GROUP = ("group__profession", "group__department__parent")
STATE = (_("Состояние"), "state")

register_campaign_filter(about_listed_groups, TimeStudyCard, PhysicalLoadProtocol, MentalStrainAssessment)
register_campaign_filter(measured_at_listed_groups, MeasurementProtocol)

register_screens(
    DocumentScreen(
        model=Campaign,
        columns=((_("Название"), "title"), (_("Вид"), "kind"), (_("Начата"), "dated_on"), STATE),
        facts=(
            (_("Вид"), "kind"),
            (_("Предыдущий приказ об утверждении"), "previous_order_on"),
            (_("№"), "previous_order_number"),
            (_("Завершена"), "completed_on"),
            (_("Результаты действуют по"), "valid_through"),
        ),
        form=forms.CampaignForm,
        related=("employer",),
        template="attestation/campaign.html",
        context=campaign_context,
        help=_("Аттестация проводится раз в пять лет; каждая начинается приказом."),
    ),
    DocumentScreen(
        model=Order,
        columns=(
            (_("Приказ"), "kind"),
            (_("№"), "number"),
            (_("Дата"), "dated_on"),
            (_("Аттестация"), "campaign"),
            STATE,
        ),
        facts=(
            (_("Вид"), "kind"),
            (_("Аттестация"), "campaign"),
            (_("Начало работ"), "starts_on"),
            (_("Окончание работ"), "ends_on"),
            (_("Полномочия комиссии"), "powers"),
            (_("Кворум"), "quorum"),
            (_("Основание изменений"), "change_ground"),
            (_("Документ-основание"), "change_basis"),
        ),
        form=forms.OrderForm,
        template="attestation/order.html",
        parts=(
            PartScreen(
                "members",
                _("Комиссия"),
                (
                    (_("Фамилия"), "printed_name"),
                    (_("Должность"), "position"),
                    (_("Место"), "seat"),
                    (_("Отвечает за документы"), "is_responsible"),
                    (_("Замещает"), "replaces"),
                    (_("с"), "serves_from"),
                    (_("по"), "serves_through"),
                ),
                forms.CommissionMemberForm,
                ("replaces",),
                belongs=lambda order: order.kind in (OrderKind.HOLD, OrderKind.COMMISSION),
            ),
            PartScreen(
                "stages",
                _("График работ"),
                ((_("Этап"), "title"), (_("с"), "starts_on"), (_("по"), "ends_on"), (_("Исполнитель"), "responsible")),
                forms.OrderStageForm,
                belongs=lambda order: order.kind == OrderKind.HOLD,
            ),
        ),
        context=order_context,
        related=("campaign", "employer"),
    ),
    DocumentScreen(
        model=WorkplaceList,
        columns=((_("Аттестация"), "campaign"), (_("Дата"), "dated_on"), STATE),
        facts=((_("Аттестация"), "campaign"),),
        form=forms.WorkplaceListForm,
        parts=(
            PartScreen(
                "items",
                _("Рабочие места"),
                (
                    (_("Рабочее место"), "group"),
                    (_("Подразделение"), "group.department"),
                    (_("Основание"), "ground"),
                    (_("Пояснение"), "note"),
                ),
                forms.WorkplaceListItemForm,
                GROUP,
            ),
        ),
        related=("campaign", "employer"),
    ),
    DocumentScreen(
        model=SurveyProtocol,
        columns=((_("№"), "number"), (_("Рабочее место"), "group"), (_("Дата"), "dated_on"), STATE),
        facts=((_("Рабочее место"), "group"), (_("Подразделение"), "group.department"), (_("Меры"), "measures")),
        form=forms.SurveyForm,
        parts=(
            PartScreen(
                "points",
                _("Показатели"),
                (
                    (_("№"), "code"),
                    (_("Соответствует"), "is_met"),
                    (_("Замечание"), "remark"),
                ),
                forms.SurveyPointForm,
                judge=survey_judge,
                judged=_("Показатель"),
                names_rows=True,
            ),
        ),
        many=("approve",),
        related=("campaign", "employer", *GROUP),
    ),
    DocumentScreen(
        model=FactorList,
        columns=((_("Аттестация"), "campaign"), (_("Дата"), "dated_on"), STATE),
        facts=((_("Аттестация"), "campaign"),),
        form=forms.FactorListForm,
        parts=(
            PartScreen(
                "items",
                _("Факторы"),
                (
                    (_("Рабочее место"), "group"),
                    (_("Показатель"), "indicator"),
                    (_("Фактор"), "indicator.factor"),
                    (_("Примечание"), "note"),
                ),
                forms.FactorListItemForm,
                ("group__profession", "indicator"),
            ),
        ),
        related=("campaign", "employer"),
    ),
    DocumentScreen(
        model=CertificationCard,
        columns=(
            (_("№"), "number"),
            (_("Рабочее место"), "group"),
            (_("Подразделение"), "group.department"),
            (_("Класс"), "overall_class"),
            STATE,
        ),
        form=forms.CardForm,
        related=("campaign", "employer", *GROUP, "time_study", "load_protocol", "strain_assessment"),
        template="attestation/card.html",
        many=("assess", "send_for_signature"),
        context=card_context,
        restrict=own_cards,
    ),
    DocumentScreen(
        model=ResultList,
        columns=((_("Перечень"), "kind"), (_("Сформирован"), "dated_on"), (_("Утверждён"), "approved_on"), STATE),
        facts=((_("Аттестация"), "campaign"), (_("Сформирован"), "dated_on"), (_("Утверждён"), "approved_on")),
        form=forms.ResultListForm,
        related=("campaign", "employer"),
        template="attestation/result_list.html",
        many=("compose", "sign_as_chair"),
        context=result_context,
    ),
    DocumentScreen(
        model=ImprovementPlan,
        columns=((_("Аттестация"), "campaign"), (_("Составлен"), "dated_on"), (_("Утверждён"), "approved_on"), STATE),
        facts=((_("Аттестация"), "campaign"), (_("Утверждён"), "approved_on")),
        form=forms.PlanForm,
        parts=(
            PartScreen(
                "measures",
                _("Мероприятия"),
                (
                    (_("Рабочее место"), "group"),
                    (_("Мероприятие"), "measure"),
                    (_("Ответственный"), "responsible"),
                    (_("Срок"), "due_on"),
                    (_("Стоимость, руб."), "planned_cost"),
                ),
                forms.PlanMeasureForm,
                ("group__profession",),
                judge=plan_judge,
                judged=_("Класс и вредные факторы"),
            ),
        ),
        related=("campaign", "employer", "supersedes"),
        template="attestation/plan.html",
        context=plan_context,
    ),
    DocumentScreen(
        model=UnionAgreement,
        columns=((_("Профсоюз"), "union"), (_("Аттестация"), "campaign"), (_("Дата"), "dated_on"), STATE),
        facts=((_("Профсоюз"), "union"), (_("Аттестация"), "campaign"), (_("Замечания"), "remarks")),
        form=forms.AgreementForm,
        related=("campaign", "union", "employer"),
        template="attestation/agreement.html",
        context=agreement_context,
    ),
    DocumentScreen(
        model=Acquaintance,
        columns=(
            (_("Работник"), "employee"),
            (_("Рабочее место"), "card.group"),
            (_("Ознакомлен"), "dated_on"),
            (_("Способ"), "way"),
            STATE,
        ),
        facts=(
            (_("Работник"), "employee"),
            (_("Карта"), "card"),
            (_("Рабочее место"), "card.group"),
            (_("Способ"), "way"),
        ),
        related=("employee", "card__group__profession", "campaign", "employer"),
        restrict=own_sheets,
    ),
    DocumentScreen(
        model=Submission,
        columns=((_("Приказ"), "order"), (_("Срок"), "due_on"), (_("Представлено"), "handed_over_on"), STATE),
        facts=(
            (_("Приказ"), "order"),
            (_("Куда"), "authority"),
            (_("Срок по закону"), "due_on"),
            (_("Рекомендуемый день"), "recommended_on"),
            (_("Представлено"), "handed_over_on"),
            (_("№ квитанции"), "receipt_number"),
            (_("Принято"), "accepted_on"),
            (_("Замечания"), "remarks"),
        ),
        form=forms.SubmissionForm,
        related=("order", "campaign", "employer"),
        template="attestation/submission.html",
        context=submission_context,
    ),
)
register_references(
    ReferenceScreen(
        "standings",
        LegalStanding,
        forms.StandingForm,
        (
            (_("Рабочее место"), "group"),
            (_("Список № 536"), "list_536"),
            (_("Строка списка"), "list_536_entry"),
            (_("Сокр. неделя, ч"), "short_hours_week"),
            (_("Прежний класс"), "previous_class"),
            (_("Прежний приказ"), "previous_order_on"),
        ),
        ("group__profession",),
        help=_("Особые показатели строки списка выбирает человек: система показывает их, но не решает за него."),
    ),
    ReferenceScreen(
        "unions", TradeUnion, forms.TradeUnionForm, ((_("Профсоюз"), "name"), (_("Председатель"), "chair_name"))
    ),
)
