"""Who agreed to, approved and signed a list or the plan of a campaign, as the stamps of its form say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from attestation.models import Campaign, ImprovementPlan, Order, ResultList, TradeUnion, UnionAgreement
from attestation.selectors import approval_order, chair_of
from attestation.states import OrderState
from documents.models import Meaning, Signature
from documents.selectors import signatures_of
from reports.forms.catalogue import FormEdition
from reports.forms.contents import content_sha256
from reports.forms.lines import Line, Signatory, blank_values, filled, signatory_of, signed_note
from reports.forms.words import NBSP, capitalised

_FREE_NUMBER = "_________"


@dataclass(frozen=True)
class Stamps:
    """The filled-in lines around a table."""

    agreed: tuple[tuple[Line, ...], ...]
    approved: tuple[Line, ...]
    signature: tuple[Line, ...]
    note: str


def stamps_of(document: ResultList | ImprovementPlan, edition: FormEdition, on: dt.date) -> Stamps:
    """Return the stamps of a list or the plan; what has not happened yet stays free to be filled in by hand."""
    unions = _unions(document)
    order = approval_order(document.campaign)
    issued = order if order is not None and order.state == OrderState.ISSUED else None
    head, chair = _head(issued, document.campaign), _chair(document, on)
    return Stamps(
        agreed=tuple(_agreed(edition, *union, is_one_of_several=len(unions) > 1) for union in unions),
        approved=filled(edition.body["approved"], _approval_values(issued, head)),
        signature=filled(edition.body["signature"], blank_values(chair, chair.signed_on)),
        note=signed_note(
            [chair, *(who for _name, _number, who in unions), *([head] if _asks_for_head(edition) else [])]
        ),
    )


def _asks_for_head(edition: FormEdition) -> bool:
    """Whether the head signs on this very form, not only under the order that it names."""
    return any(
        name == "sign" for line in edition.body["approved"] if not isinstance(line, str) for name, _ in line["blanks"]
    )


def _unions(document: ResultList | ImprovementPlan) -> list[tuple[str, str, Signatory]]:
    """Each union with the number of its agreement and its chair, who has signed or is still to sign."""
    agreements = list(document.campaign.agreements.select_related("union").order_by("id"))
    if agreements:
        return [(item.union.name, item.number, _union_chair(item, document)) for item in agreements]
    waiting = TradeUnion.objects.filter(employer_id=document.employer_id, is_active=True)
    return [(union.name, "", Signatory(union.chair_name)) for union in waiting] or [("", "", Signatory())]


def _union_chair(agreement: UnionAgreement, document: ResultList | ImprovementPlan) -> Signatory:
    """An agreement speaks for the content that the union saw: a list changed since is not agreed."""
    key = document.kind if isinstance(document, ResultList) else "12.8"
    agreed = agreement.agreed_digests.get(key)
    is_same = agreed is not None and agreed == content_sha256(document)
    signature = _signature(agreement, Meaning.CONCURRED) if is_same else None
    return signatory_of(signature, name=agreement.union.chair_name)


def _agreed(
    edition: FormEdition, name: str, number: str, chair: Signatory, *, is_one_of_several: bool
) -> tuple[Line, ...]:
    values = blank_values(chair, chair.signed_on, number=number or _FREE_NUMBER)
    title, *rest = filled(edition.body["agreed"], values)
    return (title, *([Line(name)] if is_one_of_several else []), *rest)


def _approval_values(order: Order | None, head: Signatory) -> dict[str, str]:
    if order is None:
        return blank_values(head, None, number=_FREE_NUMBER, document="")
    return blank_values(head, order.dated_on, number=order.number, document=f"Приказ №{NBSP}{order.number}")


def _head(order: Order | None, campaign: Campaign) -> Signatory:
    employer = campaign.employer
    signature = _signature(order, Meaning.APPROVED) if order is not None else None
    return signatory_of(signature, name=employer.head_name, position=employer.head_position)


def _chair(document: ResultList | ImprovementPlan, on: dt.date) -> Signatory:
    """The chair of the commission, with the seat before the position as forms 9-2 and 12-1 leave room for it."""
    seat = chair_of(document.campaign, on)
    name, position = (seat.printed_name, seat.position) if seat else ("", "")
    found = signatory_of(_signature(document, Meaning.APPROVED), name=name, position=position)
    title = capitalised(f"председатель аттестационной комиссии, {found.position}".strip(", "))
    return Signatory(found.name, title, found.signed_on)


def _signature(document: UnionAgreement | Order | ResultList | ImprovementPlan, meaning: Meaning) -> Signature | None:
    return signatures_of(document).filter(meaning=meaning).first()
