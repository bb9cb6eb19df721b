"""Checks of what is made before and while measuring: list of workplaces, survey, list of factors, evidence."""

from __future__ import annotations

from django.utils.translation import gettext as _

from attestation.models import CertificationCard, FactorList, Ground, SurveyProtocol, WorkplaceList
from attestation.models.survey import SURVEY_POINTS
from attestation.selectors import affected_groups, any_order_in_force, issued_hold_order, list_item_of, listed_groups
from attestation.states import CardState
from documents.problems import Problem, Severity
from documents.registry import Performance
from workplaces.models import AnalogousGroup


def check_order_in_force(performance: Performance) -> list[Problem]:
    """PREP-01: nothing of a campaign is approved before its order (№ 253, п. 3)."""
    document = performance.document
    if issued_hold_order(document.campaign, performance.on):
        return []
    message = _("На %s нет действующего приказа о проведении аттестации") % f"{performance.on:%d.%m.%Y}"
    return [Problem("PREP-01", message, "№ 253, п. 3", document.campaign, "order")]


def check_evidence_after_order(performance: Performance) -> list[Problem]:
    """PREP-02: nothing is measured or observed before an order to hold a certification (№ 253, п. 3, 5.5, 5.6).

    The commission that decides who measures exists from its order on; a protocol of an earlier
    campaign falls under that campaign's order (docs/interpretations/0015-measured-before-the-order.md).
    """
    document = performance.document
    day = getattr(document, "measured_on", None) or document.dated_on
    if day is None:
        return [Problem("PREP-02", _("Не указана дата"), "№ 35, п. 8", document, "dated_on")]
    if any_order_in_force(document.employer, day):
        return []
    message = _("%(day)s приказ о проведении аттестации ещё не был издан") % {"day": f"{day:%d.%m.%Y}"}
    return [Problem("PREP-02", message, "№ 253, п. 3, 5", document, "dated_on")]


def check_not_behind_a_card(performance: Performance) -> list[Problem]:
    """PREP-04: a paper behind a card that is being signed, is signed or in force is not voided (№ 253, п. 13).

    The card is returned to work first; one in force changes only by an order on changes.
    """
    document = performance.document
    field = _CARD_FIELDS[document._meta.model_name]
    behind = CertificationCard.objects.filter(**{field: document}).exclude(state=CardState.DRAFT).distinct()
    return [
        Problem("PREP-04", _("На документе стоит карта: %s") % card.group, "№ 253, п. 11, 13", card, "evidence")
        for card in behind.select_related("group__profession")
    ]


_CARD_FIELDS = {
    "measurementprotocol": "lines__protocol",
    "timestudycard": "time_study",
    "physicalloadprotocol": "load_protocol",
    "mentalstrainassessment": "strain_assessment",
}


def check_listed_by_law(performance: Performance) -> list[Problem]:
    """LIST-01: everyone named in the legal lists is on the list (№ 253, п. 5¹, ч. 1).

    Out of turn the list is about the workplaces that the fact names (№ 253, п. 17, 18, 21).
    """
    workplace_list: WorkplaceList = performance.document
    affected = affected_groups(workplace_list.campaign)
    included = set(workplace_list.items.values_list("group_id", flat=True))
    named = AnalogousGroup.objects.filter(
        employer_id=workplace_list.employer_id, standing__isnull=False
    ).select_related("standing")
    return [
        Problem(
            "LIST-01",
            _("%s: профессия предусмотрена списками и должна быть в перечне") % group,
            "№ 253, п. 5¹, ч. 1",
            workplace_list,
            "items",
        )
        for group in named
        if group.pk not in included and is_listed_by_law(group) and (affected is None or group.pk in affected)
    ]


def is_listed_by_law(group: AnalogousGroup) -> bool:
    """Whether a legal list names the profession of a group (№ 253, п. 5¹, ч. 1)."""
    standing = group.standing
    return bool(
        standing.list_536 or standing.is_textile or standing.is_medical or standing.short_hours_week is not None
    )


def check_grounds(performance: Performance) -> list[Problem]:
    """LIST-02: each inclusion by decision of the commission stands on its ground (№ 253, п. 5¹, ч. 2).

    A ground that is neither of the two of the act is the commission's own responsibility: it needs
    a written reason and stays visible (docs/interpretations/0012-ground-of-inclusion.md).
    """
    workplace_list: WorkplaceList = performance.document
    items = list(workplace_list.items.select_related("group__standing", "group__profession"))
    if not items:
        return [Problem("LIST-02", _("В перечне нет рабочих мест"), "№ 253, п. 5.3", workplace_list, "items")]
    problems = []
    for item in items:
        anchor = f"items-{item.pk}"
        if item.ground == Ground.OTHER and not item.note.strip():
            message = _("%s: укажите причину включения") % item.group
            problems.append(Problem("LIST-02", message, "№ 253, п. 5¹, ч. 2", workplace_list, anchor))
        elif item.ground == Ground.OTHER:
            message = _("%s: ни одно из условий п. 5¹ не указано, включено по иному решению комиссии") % item.group
            warning = Problem(
                "LIST-03", message, "№ 253, п. 5¹, ч. 2", workplace_list, anchor, severity=Severity.WARNING
            )
            problems.append(warning)
    return problems


def check_group_listed(performance: Performance) -> list[Problem]:
    """PREP-03: a workplace is surveyed and certified only from the approved list (№ 253, п. 5.3)."""
    document = performance.document
    if list_item_of(document.campaign, document.group):
        return []
    target = getattr(document.campaign, "workplace_list", None) or document.campaign
    message = _("%s: нет в утверждённом перечне рабочих мест, подлежащих аттестации") % document.group
    return [Problem("PREP-03", message, "№ 253, п. 5.3", target, "items")]


def check_survey_points(performance: Performance) -> list[Problem]:
    """SURV-01: every point is marked, and a «−» has its measures (№ 35, приложение 1-1, сноски 1 и 2)."""
    survey: SurveyProtocol = performance.document
    points = {point.code: point for point in survey.points.all()}
    problems = [
        Problem("SURV-01", _("Не оценён показатель %s") % code, "№ 35, приложение 1-1", survey, "points")
        for code in SURVEY_POINTS
        if code not in points
    ]
    if any(not point.is_met for point in points.values()) and not survey.measures.strip():
        message = _("Есть несоответствия: укажите запланированные (принятые) меры")
        problems.append(Problem("SURV-01", message, "№ 35, приложение 1-1, сноска 2", survey, "measures"))
    return problems


def check_factors_listed(performance: Performance) -> list[Problem]:
    """FACT-01: every listed workplace has its factors, or a note that there are none to study (№ 35, п. 7)."""
    factor_list: FactorList = performance.document
    with_factors = set(factor_list.items.values_list("group_id", flat=True))
    return [
        Problem(
            "FACT-01",
            _("%s: не указано ни одного фактора") % group,
            "№ 35, п. 7",
            factor_list,
            "items",
            severity=Severity.WARNING,
        )
        for group in listed_groups(factor_list.campaign)
        if group.pk not in with_factors
    ]
