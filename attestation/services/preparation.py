"""Opens a campaign and its papers; proposes what can be proposed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from accounts.language import recorded
from accounts.models import Employer, User
from attestation.models import (
    Campaign,
    CampaignKind,
    FactorList,
    Ground,
    LegalStanding,
    Order,
    OrderKind,
    SurveyProtocol,
    WorkplaceList,
)
from attestation.models.survey import SURVEY_POINTS
from attestation.selectors import affected_groups, listed_groups
from documents.services.editing import document_create, editing
from documents.services.putting import rows_write
from measurements.models import Indicator
from measurements.selectors import study_lines
from norms.classes import ConditionsClass
from workplaces.models import AnalogousGroup
from workplaces.selectors import group_list


def campaign_create(
    *, employer: Employer, title: str, dated_on: dt.date, actor: User, kind: str = CampaignKind.REGULAR
) -> Campaign:
    """Open a campaign; the previous order of approval is taken from the groups' previous results."""
    previous = (
        LegalStanding.objects.filter(employer=employer, previous_order_on__isnull=False)
        .order_by("-previous_order_on")
        .first()
    )
    campaign = Campaign(
        employer=employer,
        title=title,
        kind=kind,
        dated_on=dated_on,
        previous_order_on=previous.previous_order_on if previous else None,
        previous_order_number=previous.previous_order_number if previous else "",
    )
    return document_create(campaign, actor=actor)


@transaction.atomic
def order_create(
    campaign: Campaign,
    *,
    kind: str,
    number: str,
    actor: User,
    dated_on: dt.date | None = None,
    starts_on: dt.date | None = None,
    ends_on: dt.date | None = None,
    powers: str = "",
    members: Sequence[Mapping[str, Any]] = (),
    stages: Sequence[Mapping[str, Any]] = (),
) -> Order:
    """Draw up an order with its commission and schedule (fields of the parts by name)."""
    order = Order(
        employer_id=campaign.employer_id,
        campaign=campaign,
        kind=OrderKind(kind),
        number=number,
        dated_on=dated_on,
        starts_on=starts_on,
        ends_on=ends_on,
        powers=powers,
    )
    document_create(order, actor=actor)
    rows_write(order, "members", members, actor=actor)
    rows_write(order, "stages", stages, actor=actor)
    return order


@recorded()
def proposed_ground(group: AnalogousGroup) -> tuple[str, str]:
    """Return the ground of inclusion that the group's standing gives, and a note (№ 253, п. 5¹).

    Lists come first; then harmful conditions confirmed by the previous certification. Where neither
    holds, the ground is «иное» with an empty reason: the commission must write it.
    """
    standing: LegalStanding | None = getattr(group, "standing", None)
    if standing is None:
        return Ground.OTHER, ""
    if standing.list_536:
        return Ground.LIST_536, standing.get_list_536_display()
    if standing.is_textile:
        return Ground.TEXTILE, ""
    if standing.is_medical:
        return Ground.MEDICAL, ""
    if standing.short_hours_week is not None:
        return Ground.SHORT_HOURS, ""
    if standing.previous_class and ConditionsClass(standing.previous_class).is_harmful:
        order = f", приказ от {standing.previous_order_on:%d.%m.%Y}" if standing.previous_order_on else ""
        return Ground.PREVIOUS, f"класс {standing.previous_class}{order}"
    return Ground.OTHER, ""


@transaction.atomic
def workplace_list_compose(campaign: Campaign, *, actor: User, other_reason: str = "") -> WorkplaceList:
    """Draw up the list of workplaces to be certified: every group with the ground that its standing
    gives; out of turn those that the facts name (№ 253, п. 17, 18, 21). ``other_reason`` is the commission's reason for those without one of the act's grounds."""
    workplace_list = WorkplaceList.objects.filter(campaign=campaign).first()
    if workplace_list is None:
        workplace_list = WorkplaceList(employer_id=campaign.employer_id, campaign=campaign)
        document_create(workplace_list, actor=actor)
    with editing(workplace_list, actor=actor, act="compose") as fresh:
        present = set(fresh.items.values_list("group_id", flat=True))
        rows, affected = [], affected_groups(campaign)
        for group in group_list(campaign.employer).select_related("standing"):
            if group.pk not in present and (affected is None or group.pk in affected):
                ground, note = proposed_ground(group)
                rows.append(
                    {"group": group, "ground": ground, "note": note or (other_reason if ground == Ground.OTHER else "")}
                )
        rows_write(fresh, "items", rows, actor=actor)
    return fresh


@transaction.atomic
def surveys_create(campaign: Campaign, *, actor: User) -> list[SurveyProtocol]:
    """Open a survey protocol for each listed group that has none: all points «+», to be looked at."""
    surveyed = set(campaign.surveys.values_list("group_id", flat=True))
    made = []
    for group in listed_groups(campaign):
        if group.pk not in surveyed:
            survey = SurveyProtocol(
                employer_id=campaign.employer_id, campaign=campaign, group=group, number=group.number
            )
            document_create(survey, actor=actor)
            rows_write(survey, "points", [{"code": code} for code in SURVEY_POINTS], actor=actor)
            made.append(survey)
    return made


@transaction.atomic
def factor_list_compose(campaign: Campaign, *, actor: User) -> FactorList:
    """Draw up the list of factors to be studied from what is known of each group: its time studies
    and the results that are already in, drafts included."""
    factor_list = FactorList.objects.filter(campaign=campaign).first()
    if factor_list is None:
        factor_list = FactorList(employer_id=campaign.employer_id, campaign=campaign)
        document_create(factor_list, actor=actor)
    with editing(factor_list, actor=actor, act="compose") as fresh:
        present = set(fresh.items.values_list("group_id", "indicator_id"))
        rows = [
            {"group": group, "indicator": indicator}
            for group in listed_groups(campaign)
            for indicator in _known_indicators(group)
            if (group.pk, indicator.pk) not in present
        ]
        rows_write(fresh, "items", rows, actor=actor)
    return fresh


def _known_indicators(group: AnalogousGroup) -> list[Indicator]:
    found = {
        result.indicator.pk: result.indicator for result in group.results.select_related("indicator").order_by("id")
    }
    for study in group.time_studies.exclude(state="VOID"):
        for line in study_lines(study):
            found.update({indicator.pk: indicator for indicator in line.indicators})
    return list(found.values())
