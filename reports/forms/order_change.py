"""The order on changes (№ 253, п. 13): ground, documents in their new wording, and what differs in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from attestation.differences import Change, content_now, differences
from attestation.models import CertificationCard, Order, ResultList
from attestation.selectors import approval_order
from norms.terms import TermKind, months_after
from reports.forms.catalogue import form_on
from reports.forms.order import FREE, TEMPLATE, Annex, OrderForm, annex, clause, order_form
from reports.forms.words import day_text, numbered
from workplaces.selectors import working_calendar

__all__ = ["TEMPLATE", "context"]

Changed = CertificationCard | ResultList


def context(document: Order, on: dt.date) -> OrderForm:
    """Return all that is printed of the order; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("order-change", document.dated_on or on)
    body, values = edition.body, _values(document, edition.body)
    changed = list(_changed(document))
    found = _differences(body["differences"], changed)
    names = ["force", "acquaint", "submit", "control"]
    if found.rows:
        names.insert(0, "difference")
    clauses = [clause(body, "change", values, _items(body, changed))]
    clauses += [clause(body, name, values) for name in names]
    return order_form(document, edition, clauses, [found] if found.rows else [])


def _values(document: Order, body: Mapping[str, Any]) -> dict[str, str]:
    campaign, approved = document.campaign, approval_order(document.campaign)
    submission = document.submissions.first()
    due = submission.due_on if submission else None
    if due is None and document.dated_on:
        due = months_after(TermKind.SUBMISSION, document.dated_on, working_calendar(document.employer)).day
    return {
        "ground": body["grounds"].get(document.change_ground, FREE),
        "basis": document.change_basis or FREE,
        "approval_order": numbered(approved.number, approved.dated_on) if approved else FREE,
        "valid_through": day_text(campaign.valid_through) or FREE,
        "due_on": day_text(due) or FREE,
        "authority": (submission.authority if submission else "") or body["authority"],
    }


def _changed(document: Order) -> Iterator[Changed]:
    """Cards in the order of the staffing table, then lists."""
    cards = document.changed_cards.select_related("supersedes", "group__profession", "group__department__parent")
    yield from cards.order_by("group__place", "id")
    yield from document.changed_lists.select_related("supersedes").order_by("kind", "id")


def _items(body: Mapping[str, Any], changed: list[Changed]) -> Iterator[str]:
    for place, one in enumerate(changed, start=1):
        yield f"{_item(body, one)}{'.' if place == len(changed) else ';'}"


def _item(body: Mapping[str, Any], changed: Changed) -> str:
    if isinstance(changed, CertificationCard):
        name = changed.profession or changed.group.profession.code_and_name
        return str(body["card"].format(number=changed.number, name=name))
    return str(body["list"].format(kind=changed.kind))


def _differences(body: Mapping[str, Any], changed: list[Changed]) -> Annex:
    rows = []
    for one in changed:
        if one.supersedes is not None and one.state != "DRAFT":
            before, after = content_now(one.supersedes), content_now(one)
            rows += [_row(one, change) for change in differences(one, before, after)]
    return annex(body, rows)


def _row(changed: Changed, change: Change) -> list[str]:
    name = f"карта № {changed.number}" if isinstance(changed, CertificationCard) else f"перечень {changed.kind}"
    what = ": ".join(filter(None, (change.where, change.what)))
    return [name, what, change.before, change.after]
