"""The order to hold a certification (№ 253, п. 3), with commission and schedule as its annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from attestation.models import CommissionMember, Order, OrderStage, Seat
from reports.forms.catalogue import form_on
from reports.forms.order import FREE, TEMPLATE, Annex, OrderForm, annex, clause, order_form, person
from reports.forms.words import DASH, day_text

__all__ = ["TEMPLATE", "context"]


def context(document: Order, on: dt.date) -> OrderForm:
    """Return all that is printed of the order; ``on`` is the day of the print, for what has no day yet."""
    edition = form_on("order-hold", document.dated_on or on)
    body, members, stages = edition.body, list(document.members.all()), list(document.stages.all())
    values = {
        "work": body["work"][document.campaign.kind],
        "starts_on": day_text(document.starts_on) or FREE,
        "ends_on": day_text(document.ends_on) or FREE,
        "chair": person(next((m for m in members if m.seat == Seat.CHAIR), None)),
        "responsible": person(next((m for m in members if m.is_responsible), None)),
        "powers": document.powers,
    }
    names = ["hold", "commission", "powers" if document.powers else "own_powers", "responsible", "schedule"]
    names += ["guidance", "conditions", "control"]
    annexes = (_commission(body["commission"], members), _schedule(body["schedule"], stages))
    return order_form(document, edition, (clause(body, name, values) for name in names), annexes)


def _commission(body: Mapping[str, Any], members: list[CommissionMember]) -> Annex:
    """The chair first, then the members as the order names them."""
    ordered = sorted(members, key=lambda member: member.seat != Seat.CHAIR)
    return annex(body, ((member.printed_name, member.position, _seat(body, member)) for member in ordered))


def _seat(body: Mapping[str, Any], member: CommissionMember) -> str:
    seat = "председатель" if member.seat == Seat.CHAIR else "член комиссии"
    days = " ".join(
        f"{word} {day_text(day)}" for word, day in (("с", member.serves_from), ("по", member.serves_through)) if day
    )
    return ", ".join(part for part in (seat, body["responsible"] if member.is_responsible else "", days) if part)


def _schedule(body: Mapping[str, Any], stages: list[OrderStage]) -> Annex:
    return annex(
        body,
        (
            (stage.title, f"{day_text(stage.starts_on)} {DASH} {day_text(stage.ends_on)}", stage.responsible)
            for stage in stages
        ),
    )
