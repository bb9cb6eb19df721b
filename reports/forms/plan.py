"""Plan 12.8 (№ 35, приложение 13)."""

from __future__ import annotations

import datetime as dt

from attestation.models import ImprovementPlan, PlanMeasure
from attestation.states import ResultState
from reports.forms.campaign_stamps import stamps_of
from reports.forms.catalogue import FormEdition, form_on
from reports.forms.table import TableForm, Value, columns_of, table_form

TEMPLATE = "table_form.html"


def edition_of(document: ImprovementPlan, on: dt.date) -> FormEdition:
    """The form in force on the day of the plan: of its approval, of its composing, or of the print of a draft."""
    return form_on("plan", document.approved_on or document.dated_on or on)


def context(document: ImprovementPlan, on: dt.date) -> TableForm:
    """Return all that is printed of a plan; ``on`` is the day of the print, for what has no day yet."""
    edition = edition_of(document, on)
    columns = columns_of(edition)
    measures = document.measures.select_related("group__department__parent", "group__profession")
    stamps = stamps_of(document, edition, document.dated_on or on)
    return table_form(
        edition,
        day=document.approved_on or document.dated_on,
        organisation=document.employer.name,
        is_draft=document.state == ResultState.DRAFT,
        rows=tuple(tuple(_value(measure, column.key) for column in columns) for measure in measures),
        agreed=stamps.agreed,
        approved=stamps.approved,
        signature=stamps.signature,
        note=stamps.note,
    )


def _value(measure: PlanMeasure, key: str) -> Value:
    """A column is a field of the measure, but for the first one."""
    if key == "workplace":
        return f"{measure.group.department}, {measure.group.profession.code_and_name}"
    value: Value = getattr(measure, key)
    return value
