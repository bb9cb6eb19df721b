"""Checks of result lists, plan, agreement, acquaintance and submission."""

from __future__ import annotations

from django.utils.translation import gettext as _

from attestation.models import Acquaintance, ImprovementPlan, ResultList, Submission, TradeUnion, UnionAgreement
from attestation.result_rows import rows_of
from attestation.selectors import (
    agreement_holds,
    approval_order,
    cards_without_measure,
    chair_of,
    current_cards,
    listed_groups,
    result_digests,
)
from attestation.states import AcquaintanceState, CardState, ResultState
from documents.problems import Problem, Severity
from documents.registry import Performance

MIN_EXTENT = 60
"""Points across and down, added up, below which nothing was drawn; the field has 600 × 200."""


def check_all_cards_signed(performance: Performance) -> list[Problem]:
    """RES-01: lists are composed when every listed workplace has its signed card (№ 253, п. 12)."""
    campaign = performance.document.campaign
    done = (CardState.SIGNED, CardState.IN_FORCE)
    signed = set(current_cards(campaign).filter(state__in=done).values_list("group_id", flat=True))
    return [
        Problem("RES-01", _("Нет подписанной карты: %s") % group, "№ 253, п. 11, 12", group, "card")
        for group in listed_groups(campaign)
        if group.pk not in signed
    ]


def check_rows_match_cards(performance: Performance) -> list[Problem]:
    """RES-02: the list still says what the signed cards say (№ 253, п. 12)."""
    result: ResultList = performance.document
    return stale_rows(result)


def stale_rows(result: ResultList) -> list[Problem]:
    """Return a problem when a list, composed anew from the cards of its campaign, would read otherwise."""
    stored = list(result.rows.values_list("card_id", "cells"))
    if stored == [(row.card.pk, row.cells) for row in rows_of(result.kind, result.campaign)]:
        return []
    message = _("%s: карты изменились после формирования, сформируйте перечень заново") % result
    return [Problem("RES-02", message, "№ 253, п. 12", result, "rows")]


def check_is_chair(performance: Performance) -> list[Problem]:
    """RES-03: the chair of the commission signs the lists and the plan (№ 35, приложения 9–13)."""
    campaign = performance.document.campaign
    chair = chair_of(campaign, performance.on)
    if chair is not None and chair.user_id == performance.actor.pk:
        return []
    return [
        Problem(
            "RES-03",
            _("Подписывает председатель аттестационной комиссии"),
            "№ 35, приложения 9–13",
            performance.document,
        )
    ]


def check_measures(performance: Performance) -> list[Problem]:
    """PLAN-01: each workplace of class 3 and 4 has a measure, each measure its term and person (№ 253, п. 12.8)."""
    plan: ImprovementPlan = performance.document
    problems = [
        Problem("PLAN-01", _("%s: нет мероприятия") % card.group, "№ 253, п. 12.8", plan, "measures")
        for card in cards_without_measure(plan)
    ]
    for measure in plan.measures.select_related("group__profession"):
        missing = [
            word
            for word, value in ((_("срок"), measure.due_on), (_("ответственный"), measure.responsible))
            if not value
        ]
        if missing:
            message = _("%(group)s: не указаны %(what)s") % {"group": measure.group, "what": ", ".join(missing)}
            problems.append(Problem("PLAN-01", message, "№ 35, приложение 13", plan, f"measures-{measure.pk}"))
    return problems


def check_results_ready(performance: Performance) -> list[Problem]:
    """AGR-01: the union is shown finished lists and a finished plan (№ 253, п. 13)."""
    agreement: UnionAgreement = performance.document
    campaign = agreement.campaign
    documents = [*campaign.result_lists.all(), *filter(None, [campaign.plan])]
    if not documents:
        return [Problem("AGR-01", _("Перечни ещё не сформированы"), "№ 253, п. 13", campaign, "results")]
    return [
        Problem("AGR-01", _("%s: не подписан председателем") % document, "№ 253, п. 13", document, "state")
        for document in documents
        if document.state not in (ResultState.READY, ResultState.APPROVED)
    ]


def check_not_agreed_already(performance: Performance) -> list[Problem]:
    """AGR-04: what the union has agreed to and what has not changed since is not sent again (№ 253, п. 13)."""
    agreement: UnionAgreement = performance.document
    if not agreement_holds(agreement):
        return []
    message = _("Профсоюз уже согласовал эти перечни и план: с тех пор они не изменились")
    return [Problem("AGR-04", message, "№ 253, п. 13", agreement, "state")]


def check_agrees_to_what_was_sent(performance: Performance) -> list[Problem]:
    """AGR-02: what the union agrees to is what it was sent (№ 253, п. 13)."""
    agreement: UnionAgreement = performance.document
    if result_digests(agreement.campaign) == agreement.agreed_digests:
        return []
    message = _("Перечни изменились после направления на согласование: направьте их заново")
    return [Problem("AGR-02", message, "№ 253, п. 13", agreement, "state")]


def check_represents_union(performance: Performance) -> list[Problem]:
    """AGR-03: a union speaks through its own representatives, not through those of another (№ 253, п. 13)."""
    agreement: UnionAgreement = performance.document
    named = set(agreement.union.representatives.values_list("pk", flat=True))
    if performance.actor.pk in named:
        return []
    others = TradeUnion.objects.filter(employer_id=agreement.employer_id, is_active=True).exclude(pk=agreement.union_id)
    if not named and not others.exists():
        return []
    message = _("Вы не указаны среди тех, кто согласует от имени «%s»") % agreement.union
    return [Problem("AGR-03", message, "№ 253, п. 13", agreement, "union")]


def check_order_issued(performance: Performance) -> list[Problem]:
    """FIN-01: workers are acquainted and documents submitted after the order of approval (№ 253, п. 13, 15)."""
    document = performance.document
    order = approval_order(document.campaign)
    if order is not None and order.is_issued(performance.on):
        return []
    return [
        Problem(
            "FIN-01", _("Приказ об утверждении результатов ещё не издан"), "№ 253, п. 13", order or document.campaign
        )
    ]


def check_drawn(performance: Performance) -> list[Problem]:
    """FIN-02: a signature drawn on the tablet is more than a dot or an empty field (№ 253, п. 13)."""
    drawing = performance.data.get("drawing")
    if drawing is None or drawing.extent >= MIN_EXTENT:
        return []
    return [Problem("FIN-02", _("Распишитесь в поле подписи"), "№ 253, п. 13", performance.document, "drawing")]


def check_everyone_acquainted(performance: Performance) -> list[Problem]:
    """SUB-01 (warning): every worker has been acquainted (№ 253, п. 13)."""
    submission: Submission = performance.document
    missing = Acquaintance.objects.filter(campaign=submission.campaign, state=AcquaintanceState.PENDING).count()
    if not missing:
        return []
    message = _("Не ознакомлено работников: %s") % missing
    return [Problem("SUB-01", message, "№ 253, п. 13", submission.campaign, "acquaintances", severity=Severity.WARNING)]


def check_submission_term(performance: Performance) -> list[Problem]:
    """SUB-02: handed over within the month; later needs a recorded reason (№ 253, п. 15)."""
    submission: Submission = performance.document
    if performance.on <= submission.due_on:
        return []
    message = _("Срок представления истёк %s") % f"{submission.due_on:%d.%m.%Y}"
    return [Problem("SUB-02", message, "№ 253, п. 15", submission, "due_on", is_waivable=True)]


def check_receipt(performance: Performance) -> list[Problem]:
    """SUB-03: the number of the receipt proves the handing over (№ 253, п. 15)."""
    if performance.reason.strip():
        return []
    return [Problem("SUB-03", _("Укажите № квитанции (регистрации)"), "№ 253, п. 15", performance.document, "reason")]
