"""Every printed document, explicitly: which form prints which document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from attestation.models import CertificationCard, ImprovementPlan, Order, OrderKind, ResultList
from documents.models import Document
from reports.forms import card, order_approve, order_hold, plan, result_list


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
    (CertificationCard, ""): Printer(card.TEMPLATE, card.context, is_quick=True),
    (ResultList, ""): Printer(result_list.TEMPLATE, result_list.context, has_sheet=True),
    (ImprovementPlan, ""): Printer(plan.TEMPLATE, plan.context, has_sheet=True),
}


def printer_of(document: Document) -> Printer | None:
    """Return how a document is printed, or ``None`` where it has no printed form."""
    kind = document.kind if isinstance(document, Order) else ""
    return REGISTER.get((type(document), kind))
