"""What the two orders share: head of the paper, clauses, signature of the head, annexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from attestation.models import CommissionMember, Order
from attestation.states import OrderState
from documents.models import Meaning
from documents.selectors import signatures_of
from reports.forms.catalogue import FormEdition
from reports.forms.lines import Signatory, signatory_of, signed_note
from reports.forms.words import NBSP, capitalised, footer_of, glued, long_day, numbered

TEMPLATE = "order.html"
FREE = "____________________"


@dataclass(frozen=True)
class Clause:
    """A numbered clause, with what it lists."""

    text: str
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnnexColumn:
    """A column of an annex: caption, and width in mm."""

    caption: str
    width: int


@dataclass(frozen=True)
class Annex:
    """A table that the order approves."""

    title: str
    subtitle: str
    columns: tuple[AnnexColumn, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class OrderForm:
    """All that is printed of an order, ready to be set."""

    title: str
    file: str
    day: dt.date | None
    organisation: str
    footer: str
    place: str
    number: str
    long_day: str
    reference: str
    subject: str
    preamble: str
    clauses: tuple[Clause, ...]
    head: Signatory
    note: str
    annexes: tuple[Annex, ...] = ()


def order_form(
    document: Order, edition: FormEdition, clauses: Iterable[Clause], annexes: Iterable[Annex] = ()
) -> OrderForm:
    """Put an order together; without number and day their places stay free."""
    kind, employer, body = document.campaign.kind, document.employer, edition.body
    signature = signatures_of(document).filter(meaning=Meaning.APPROVED).first()
    head = signatory_of(signature, name=employer.head_name, position=employer.head_position)
    reference = numbered(document.number or "____", document.dated_on)
    return OrderForm(
        title=f"{edition.title} {reference}",
        file=edition.file,
        day=document.dated_on,
        organisation=employer.name,
        footer=footer_of(f"Приказ {reference}", is_draft=document.state == OrderState.DRAFT),
        place=glued(employer.place),
        number=f"№{NBSP}{document.number or '________'}",
        long_day=long_day(document.dated_on),
        reference=reference,
        subject=body["subject"][kind],
        preamble=body["preamble"][kind],
        clauses=tuple(clauses),
        head=Signatory(head.name, capitalised(head.position), head.signed_on),
        note=signed_note([head]),
        annexes=tuple(annexes),
    )


def clause(body: Mapping[str, Any], name: str, values: Mapping[str, str], items: Iterable[str] = ()) -> Clause:
    """Return a clause of the data filled in."""
    return Clause(glued(body["clauses"][name].format_map(values)), tuple(map(glued, items)))


def annex(body: Mapping[str, Any], rows: Iterable[Iterable[str]]) -> Annex:
    """Return a table of the data filled in; its rows are numbered here."""
    columns = tuple(AnnexColumn(caption, int(width)) for caption, width in body["columns"])
    numbered_rows = ((str(place), *map(glued, row)) for place, row in enumerate(rows, start=1))
    return Annex(body["title"], body["subtitle"], columns, tuple(numbered_rows))


def person(member: CommissionMember | None) -> str:
    """«главный инженер О. И. Дашкевич», or a free place while nobody is named."""
    return f"{member.position} {member.printed_name}" if member else FREE
