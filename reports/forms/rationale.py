"""«Обоснование» to a card: every step of its trace in words, with the point of law. Not a form of the act."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attestation.models import CertificationCard
from norms.explain import explain_all
from reports.forms.catalogue import form_on
from reports.forms.sheets import TEMPLATE, Cell, SheetsForm, section, sheets_form
from reports.forms.words import latin

__all__ = ["TEMPLATE", "context"]


def context(document: CertificationCard, on: dt.date) -> SheetsForm:
    """Return the steps that led to each class and right of a card; ``on`` is the day of the print of a draft."""
    edition = form_on("rationale", document.dated_on or on)
    values = {"number": document.number or str(document.pk), "profession": document.profession}
    rows = [row for title, trace in _traces(document, edition.body) for row in _rows(title, trace)]
    return sheets_form(
        edition,
        title=f"{edition.title} к карте №\u00a0{values['number']}",
        file=f"card-{latin(document.number) or document.pk}-{edition.file}",
        day=document.dated_on,
        organisation=document.employer.name,
        is_draft=document.is_editable,
        sections=[section(edition.body["main"], values, rows)],
    )


def _traces(card: CertificationCard, body: Mapping[str, Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """What was judged, with its trace, from the indicators up to the rights."""
    for line in card.lines.all():
        yield f"{line.title}: {line.conditions_class}", line.trace
    for load in card.load_lines.all():
        yield f"{load.get_indicator_display()}: {load.conditions_class}", load.trace
    for factor in card.factors.all():
        yield f"{factor.get_factor_display()}: {factor.conditions_class}", factor.trace
    yield f"{body['overall']}: {card.overall_class}", card.overall_trace
    yield f"{body['surcharge']}: {card.surcharge_class}", card.surcharge_trace
    yield body["full_day"], card.full_day_trace
    for right in card.entitlements.all():
        yield f"{right.get_right_display()}: {right.get_outcome_display()}", right.trace


def _rows(title: str, trace: Iterable[Mapping[str, Any]]) -> Iterator[list[str | Cell]]:
    for place, step in enumerate(explain_all(trace or [])):
        yield [Cell("strong", title) if place == 0 else "", step["text"], step.get("source", "")]
