"""Checks of orders before they are issued."""

from __future__ import annotations

from django.utils.translation import gettext as _

from attestation.facts import CAMPAIGN_TERMS
from attestation.models import Order, OrderKind, ResultKind, Seat, TradeUnion
from attestation.rules.results import stale_rows
from attestation.selectors import approval_due, cards_of, commission_on, hold_order, listed_groups, result_digests
from attestation.states import AgreementState, CardState, ResultState
from documents.problems import Problem, Severity
from documents.registry import Performance


def check_number(performance: Performance) -> list[Problem]:
    """ORDER-01: an order has a number, and its date is the day of issue (№ 253, п. 3)."""
    order: Order = performance.document
    problems = []
    if not order.number.strip():
        problems.append(Problem("ORDER-01", _("Не указан номер приказа"), "№ 253, п. 3", order, "number"))
    if order.dated_on is not None and order.dated_on != performance.on:
        message = _("Дата приказа %(dated)s, а издаётся он %(on)s") % {
            "dated": f"{order.dated_on:%d.%m.%Y}",
            "on": f"{performance.on:%d.%m.%Y}",
        }
        problems.append(Problem("ORDER-01", message, "№ 253, п. 3", order, "dated_on"))
    return problems


def check_commission(performance: Performance) -> list[Problem]:
    """ORDER-02: the commission has one chair, members, and a person responsible for the papers (№ 253, п. 3)."""
    order: Order = performance.document
    if order.kind != OrderKind.HOLD:
        return []
    members = list(order.members.all())
    chairs = [member for member in members if member.seat == Seat.CHAIR]
    problems = []
    if len(chairs) != 1:
        message = (
            _("Не назначен председатель комиссии") if not chairs else _("Председатель комиссии может быть только один")
        )
        problems.append(Problem("ORDER-02", message, "№ 253, п. 3", order, "members"))
    if len(members) <= len(chairs):
        problems.append(Problem("ORDER-02", _("В комиссии нет членов"), "№ 253, п. 3, 4", order, "members"))
    if not any(member.is_responsible for member in members):
        message = _("Не назначено лицо, ответственное за ведение и хранение документов")
        problems.append(Problem("ORDER-02", message, "№ 253, п. 3", order, "members"))
    return problems


def check_terms(performance: Performance) -> list[Problem]:
    """ORDER-03: the order sets terms and a schedule of works (№ 253, п. 3)."""
    order: Order = performance.document
    if order.kind != OrderKind.HOLD:
        return []
    problems = []
    if order.starts_on is None or order.ends_on is None:
        problems.append(
            Problem("ORDER-03", _("Не указаны сроки работ по аттестации"), "№ 253, п. 3", order, "starts_on")
        )
    elif order.starts_on > order.ends_on:
        problems.append(Problem("ORDER-03", _("Окончание работ раньше начала"), "№ 253, п. 3", order, "ends_on"))
    if not order.stages.exists():
        problems.append(Problem("ORDER-03", _("Нет графика работ"), "№ 253, п. 3", order, "stages"))
    return problems


def check_substitutes(performance: Performance) -> list[Problem]:
    """ORDER-04: an order on the commission names people, and for whom and when each substitute sits (№ 253, п. 3)."""
    order: Order = performance.document
    if order.kind != OrderKind.COMMISSION:
        return []
    members = list(order.members.all())
    if not members:
        return [Problem("ORDER-04", _("Не указано, кто входит в комиссию"), "№ 253, п. 3", order, "members")]
    sitting = {member.user_id for member in commission_on(order.campaign, performance.on)}
    problems = []
    for member in members:
        if member.replaces_id is None:
            continue
        if member.replaces_id not in sitting:
            message = _("%s: замещаемый не входит в комиссию") % member
            problems.append(Problem("ORDER-04", message, "№ 253, п. 3", order, f"members-{member.pk}"))
        if member.serves_from is None or member.serves_through is None:
            message = _("%s: укажите первый и последний день замещения") % member
            problems.append(Problem("ORDER-04", message, "№ 253, п. 3", order, f"members-{member.pk}"))
    return problems


def check_cards_signed(performance: Performance) -> list[Problem]:
    """ORDER-11: every workplace on the list has a card, and every card is signed (№ 253, п. 11, 13)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE:
        return []
    cards = {card.group_id: card for card in cards_of(order.campaign)}
    problems = []
    for group in listed_groups(order.campaign):
        card = cards.get(group.pk)
        if card is None:
            problems.append(Problem("ORDER-11", _("Нет карты аттестации: %s") % group, "№ 253, п. 11", group, "card"))
        elif card.state != CardState.SIGNED:
            message = _("Карта не подписана комиссией: %(group)s — %(state)s") % {
                "group": group,
                "state": card.get_state_display(),
            }
            problems.append(Problem("ORDER-11", message, "№ 253, п. 11", card, "signatures"))
    return problems


def check_lists_ready(performance: Performance) -> list[Problem]:
    """ORDER-12: lists 12.1–12.7 and plan 12.8 are composed and signed by the chair (№ 253, п. 12)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE:
        return []
    found = {result.kind: result for result in order.campaign.result_lists.all()}
    problems = [
        Problem("ORDER-12", _("Перечень %s не сформирован") % kind.label, "№ 253, п. 12", order.campaign, "results")
        for kind in ResultKind
        if kind not in found
    ]
    plan = order.campaign.plan
    if plan is None:
        problems.append(
            Problem("ORDER-12", _("План мероприятий 12.8 не составлен"), "№ 253, п. 12.8", order.campaign, "plan")
        )
    for document in [*found.values(), *([plan] if plan else [])]:
        if document.state != ResultState.READY:
            message = _("%(document)s — %(state)s, а нужна подпись председателя") % {
                "document": document,
                "state": document.get_state_display(),
            }
            problems.append(Problem("ORDER-12", message, "№ 35, приложения 9–13", document, "state"))
    return [*problems, *(problem for result in found.values() for problem in stale_rows(result))]


def check_union_agreed(performance: Performance) -> list[Problem]:
    """ORDER-13: lists and plan are agreed with every union, as they are now (№ 253, п. 13)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE:
        return []
    unions = TradeUnion.objects.filter(employer_id=order.employer_id, is_active=True)
    if not unions:
        message = _("Профсоюз не указан: если его в организации нет, согласование не требуется")
        return [Problem("ORDER-13", message, "№ 253, п. 13", order.campaign, "agreements", severity=Severity.WARNING)]
    digests = result_digests(order.campaign)
    agreements = {agreement.union_id: agreement for agreement in order.campaign.agreements.all()}
    problems = []
    for union in unions:
        agreement = agreements.get(union.pk)
        if agreement is None or agreement.state != AgreementState.AGREED:
            message = _("Перечни и план не согласованы: %s") % union
            problems.append(Problem("ORDER-13", message, "№ 253, п. 13", agreement or order.campaign, "agreements"))
        elif agreement.agreed_digests != digests:
            message = _("После согласования с «%s» перечни изменились: согласуйте их заново") % union
            problems.append(Problem("ORDER-13", message, "№ 253, п. 13", agreement, "agreements"))
    return problems


def check_day_of_approval(performance: Performance) -> list[Problem]:
    """ORDER-14: issued on the very day that п. 19 demands; another day needs a recorded reason (№ 253, п. 19)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE or order.campaign.kind in CAMPAIGN_TERMS:
        return []
    due = approval_due(order.campaign)
    if due is None or due.day == performance.on:
        return []
    late = performance.on > due.day
    message = _("Приказ должен быть издан %(due)s, а издаётся %(on)s — %(word)s на %(days)s дн.") % {
        "due": f"{due.day:%d.%m.%Y}",
        "on": f"{performance.on:%d.%m.%Y}",
        "word": _("позже") if late else _("раньше"),
        "days": abs((performance.on - due.day).days),
    }
    return [Problem("ORDER-14", message, "№ 253, п. 19", order, "dated_on", is_waivable=True)]


def check_term_of_event(performance: Performance) -> list[Problem]:
    """ORDER-18: out of turn the order is issued within six months of the event; later needs a reason (№ 253, п. 17, 18, 21)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE or order.campaign.kind not in CAMPAIGN_TERMS:
        return []
    due = approval_due(order.campaign)
    if due is None or performance.on <= due.day:
        return []
    message = _("Шестимесячный срок истёк %s") % f"{due.day:%d.%m.%Y}"
    return [Problem("ORDER-18", message, "№ 253, п. 17, 18, 21", order, "dated_on", is_waivable=True)]


def check_held_by_order(performance: Performance) -> list[Problem]:
    """ORDER-15: only a certification that was ordered can be approved (№ 253, п. 3)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE:
        return []
    held = hold_order(order.campaign)
    if held is not None and held.is_issued(performance.on):
        return []
    return [Problem("ORDER-15", _("Не издан приказ о проведении аттестации"), "№ 253, п. 3", held or order.campaign)]


ORDER_RULES = (
    check_number,
    check_commission,
    check_terms,
    check_substitutes,
    check_held_by_order,
    check_cards_signed,
    check_lists_ready,
    check_union_agreed,
    check_day_of_approval,
    check_term_of_event,
)
