"""Every printed document, explicitly: which form prints which document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from attestation.models import (
    Campaign,
    CertificationCard,
    FactorList,
    ImprovementPlan,
    Order,
    OrderKind,
    ResultList,
    SurveyProtocol,
    WorkplaceList,
)
from documents.models import Document
from documents.selectors import all_signatures_of
from measurements.models import MeasurementProtocol, MentalStrainAssessment, PhysicalLoadProtocol, TimeStudyCard
from reports.forms import (
    acquaintance_sheet,
    averages,
    card,
    dossier_inventory,
    factor_list,
    load_protocol,
    measurement_protocol,
    minutes,
    order_approve,
    order_change,
    order_hold,
    plan,
    rationale,
    result_list,
    signatures,
    strain_assessment,
    survey,
    time_study,
    workplace_list,
)


@dataclass(frozen=True)
class Printer:
    """How a kind of document is printed: its template, its context on a day, whether a sheet exists.

    ``is_quick``: it is printed in runs, so it always goes through the fast engine.
    """

    template: str
    context: Callable[[Any, dt.date], Any]
    has_sheet: bool = False
    is_quick: bool = False


REGISTER: dict[tuple[type[Document], str], Printer] = {
    (Order, OrderKind.HOLD): Printer(order_hold.TEMPLATE, order_hold.context),
    (Order, OrderKind.APPROVE): Printer(order_approve.TEMPLATE, order_approve.context),
    (Order, OrderKind.CHANGE): Printer(order_change.TEMPLATE, order_change.context),
    (CertificationCard, ""): Printer(card.TEMPLATE, card.context, is_quick=True),
    (ResultList, ""): Printer(result_list.TEMPLATE, result_list.context, has_sheet=True),
    (ImprovementPlan, ""): Printer(plan.TEMPLATE, plan.context, has_sheet=True),
    (SurveyProtocol, ""): Printer(survey.TEMPLATE, survey.context),
    (FactorList, ""): Printer(factor_list.TEMPLATE, factor_list.context),
    (WorkplaceList, ""): Printer(workplace_list.TEMPLATE, workplace_list.context),
    (MeasurementProtocol, ""): Printer(measurement_protocol.TEMPLATE, measurement_protocol.context),
    (PhysicalLoadProtocol, ""): Printer(load_protocol.TEMPLATE, load_protocol.context),
    (MentalStrainAssessment, ""): Printer(strain_assessment.TEMPLATE, strain_assessment.context),
    (TimeStudyCard, ""): Printer(time_study.TEMPLATE, time_study.context),
}

RATIONALE, SIGNATURES = "rationale", "signatures"
PAPERS: dict[tuple[type[Document], str], Printer] = {
    (CertificationCard, RATIONALE): Printer(rationale.TEMPLATE, rationale.context),
    (Campaign, "minutes"): Printer(minutes.TEMPLATE, minutes.context),
    (Campaign, "acquaintance"): Printer(acquaintance_sheet.TEMPLATE, acquaintance_sheet.context),
    (Campaign, "averages"): Printer(averages.TEMPLATE, averages.context),
    (Campaign, "inventory"): Printer(dossier_inventory.TEMPLATE, dossier_inventory.context),
}
"""Papers beside the form of a document, by kind and code."""
PAPER_NAMES = {
    RATIONALE: _("Обоснование"),
    "minutes": _("Протокол комиссии"),
    "acquaintance": _("Лист ознакомления"),
    "averages": _("Таблица средних величин"),
    "inventory": _("Опись дела"),
    SIGNATURES: _("Подписи"),
}
"""What people call a paper: its button, its bookmark, its line in the inventory."""
EVERY_SIGNED: dict[str, Printer] = {SIGNATURES: Printer(signatures.TEMPLATE, signatures.context, is_quick=True)}
"""Papers of whatever document anybody has signed, by code."""


def papers_of(document: Document) -> dict[str, Printer]:
    """Return what else is printed of a document, by code; its signatures where anybody has signed."""
    found = {code: printer for (kind, code), printer in PAPERS.items() if kind is type(document)}
    return {**found, **EVERY_SIGNED} if all_signatures_of(document).exists() else found


def printer_of(document: Document) -> Printer | None:
    """Return how a document is printed, or ``None`` where it has no printed form."""
    kind = document.kind if isinstance(document, Order) else ""
    return REGISTER.get((type(document), kind))
