"""The order of approval (№ 253, п. 12, 13, 15, 16, 19)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import Sum

from attestation.models import Campaign, CampaignKind, Order
from attestation.selectors import cards_of, hold_order
from attestation.states import AgreementState
from norms.terms import TermKind, months_after, valid_through
from reports.forms.catalogue import form_on
from reports.forms.order import FREE, TEMPLATE, OrderForm, clause, order_form, person
from reports.forms.words import day_text, numbered
from workplaces.selectors import working_calendar

__all__ = ["TEMPLATE", "context"]


def context(document: Order, on: dt.date) -> OrderForm:
    """Return all that is printed of the order; ``on`` is the day of the print, for what has no day yet."""
    edition, campaign = form_on("order-approve", document.dated_on or on), document.campaign
    body, values = edition.body, {**_facts(campaign), **_terms(document)}
    values |= {"work": body["work"][campaign.kind], "agreed": _agreed(campaign, body)}
    values["authority"] = values["authority"] or body["authority"]
    force = "new_force" if campaign.kind == CampaignKind.NEW_WORKPLACES else "force"
    items = [*_documents(campaign, body)]
    clauses = [clause(body, "results", values), clause(body, "documents", values, items)]
    clauses += [clause(body, name, values) for name in (force, "acquaint", "submit", "plan", "keep", "control")]
    return order_form(document, edition, clauses)


def _facts(campaign: Campaign) -> dict[str, str]:
    """What was certified, under which order, and who keeps the papers."""
    cards = cards_of(campaign).filter(supersedes=None)  # what this order approved, not what was changed later
    totals = cards.aggregate(workplaces=Sum("workplace_count"), heads=Sum("headcount"))
    order = hold_order(campaign)
    responsible = order.members.filter(is_responsible=True).first() if order else None
    return {
        "card_count": str(cards.count()),
        "workplace_count": str(totals["workplaces"] or 0),
        "headcount": str(totals["heads"] or 0),
        "hold_order": numbered(order.number, order.dated_on) if order else FREE,
        "responsible": person(responsible),
    }


def _terms(document: Order) -> dict[str, str]:
    """Last day of validity and the day of the submission: as stored, else as the day of the order gives them."""
    submission = document.submissions.first()
    authority = submission.authority if submission else ""
    if document.dated_on is None:
        return {"valid_through": FREE, "due_on": FREE, "authority": authority}
    last = document.campaign.valid_through or valid_through(document.dated_on)[0]
    calendar = working_calendar(document.employer)
    due = submission.due_on if submission else months_after(TermKind.SUBMISSION, document.dated_on, calendar).day
    return {"valid_through": day_text(last), "due_on": day_text(due), "authority": authority}


def _agreed(campaign: Campaign, body: Mapping[str, Any]) -> str:
    """The unions, once all of them have agreed (№ 253, п. 13)."""
    agreements = list(campaign.agreements.select_related("union"))
    if not agreements or any(agreement.state != AgreementState.AGREED for agreement in agreements):
        return ""
    return str(body["agreed"].format(unions="; ".join(agreement.union.name for agreement in agreements)))


def _documents(campaign: Campaign, body: Mapping[str, Any]) -> Iterator[str]:
    """Lists 12.1–12.7 and plan 12.8, each with the number of its annex and what it holds."""
    first = campaign.result_lists.filter(supersedes=None).order_by("kind")
    counts = {result.kind: ("row_count", result.rows.count()) for result in first}
    plan = campaign.plans.filter(supersedes=None).first()
    if plan is not None:
        counts["12.8"] = ("measure_count", plan.measures.count())
    for place, (kind, (words, count)) in enumerate(counts.items(), start=1):
        content = body[words].format(count=count) if count else body["nothing"]
        item = body["last_item" if place == len(counts) else "item"]
        yield item.format(name=body["documents"][kind], place=place, content=content)
