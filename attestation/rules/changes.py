"""Checks of an order on changes (№ 253, п. 13) and of the versions of cards and lists that it brings."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from attestation.models import CertificationCard, ChangeGround, ImprovementPlan, Order, OrderKind, ResultList
from attestation.states import CardState, OrderState, ResultState
from documents.problems import Problem
from documents.registry import Performance

_LAW = "№ 253, п. 13"


def check_change_ground(performance: Performance) -> list[Problem]:
    """ORDER-16: changes stand on one of the three grounds, with the paper that gives it (№ 253, п. 13)."""
    order: Order = performance.document
    if order.kind != OrderKind.CHANGE:
        return []
    problems = []
    if order.change_ground not in ChangeGround.values:
        problems.append(Problem("ORDER-16", _("Не указано основание изменений"), _LAW, order, "change_ground"))
    if not order.change_basis.strip():
        message = _("Не указан документ-основание: заключение, предписание, решение комиссии или правовой акт")
        problems.append(Problem("ORDER-16", message, _LAW, order, "change_basis"))
    return problems


def check_changed_documents(performance: Performance) -> list[Problem]:
    """ORDER-17: the order changes something; every new version is signed, every old one still applies (№ 253, п. 13, 19)."""
    order: Order = performance.document
    if order.kind != OrderKind.CHANGE:
        return []
    cards = list(order.changed_cards.select_related("supersedes", "group__profession"))
    lists = [*order.changed_lists.select_related("supersedes"), *order.changed_plans.select_related("supersedes")]
    if not cards and not lists:
        return [
            Problem("ORDER-17", _("В приказе нет ни одной изменяемой карты, перечня или плана"), _LAW, order, "changes")
        ]
    problems = []
    for card in cards:
        old = cast(CertificationCard, card.supersedes)
        if card.state != CardState.SIGNED:
            message = _("%s: новая редакция карты не подписана комиссией") % card.group
            problems.append(Problem("ORDER-17", message, _LAW, card, "signatures"))
        if old.state != CardState.IN_FORCE or old.valid_through is None or old.valid_through < performance.on:
            message = _("%s: прежняя карта уже не действует, изменять нечего") % card.group
            problems.append(Problem("ORDER-17", message, "№ 253, п. 13, 19", old, "state"))
    for changed in lists:
        if changed.state != ResultState.READY:
            message = _("%s: новая редакция не подписана председателем") % changed
            problems.append(Problem("ORDER-17", message, _LAW, changed, "state"))
    return problems


def check_amends_by_order(performance: Performance) -> list[Problem]:
    """CARD-12: a card in force is changed only as a new version under an order on changes (№ 253, п. 13)."""
    card: CertificationCard = performance.document
    order = card.change_order
    if card.supersedes_id and order is not None and order.state == OrderState.DRAFT and order.change_ground:
        return []
    message = _("Изменения вносятся новой редакцией карты по проекту приказа об изменениях с указанным основанием")
    return [Problem("CARD-12", message, _LAW, order or card, "change_ground")]


def check_not_judged_anew(performance: Performance) -> list[Problem]:
    """CARD-13: by names or by law classes stay: only the expertise can demand a new assessment (№ 253, п. 13, 17)."""
    card: CertificationCard = performance.document
    order = card.change_order
    if order is None or order.change_ground == ChangeGround.EXPERTISE:
        return []
    message = _("По основанию «%s» классы не пересматриваются: если условия изменились, нужна внеочередная аттестация")
    ground = str(order.get_change_ground_display())
    return [Problem("CARD-13", message % ground, "№ 253, п. 13, 17", card, "state")]


def check_list_changes_by_order(performance: Performance) -> list[Problem]:
    """RES-04: an approved list or plan is changed only as a new version under an order on changes (№ 253, п. 13)."""
    changed: ResultList | ImprovementPlan = performance.document
    order = changed.change_order
    if not changed.supersedes_id or (order is not None and order.state == OrderState.DRAFT):
        return []
    return [Problem("RES-04", _("Приказ об изменениях уже издан"), _LAW, order or changed, "state")]
