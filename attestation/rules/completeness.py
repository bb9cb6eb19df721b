"""Is every document of № 253, п. 16 and № 35, п. 104 there, for every workplace?"""

from __future__ import annotations

from collections.abc import Collection

from django.utils.translation import gettext as _

from attestation.models import CertificationCard, PaperKind, ResultKind
from attestation.papers import CampaignPapers
from attestation.states import ApprovedState, CardState, OrderState, ResultState
from documents.problems import Problem
from measurements.models import Indicator
from workplaces.models import AnalogousGroup

ALL = "№ 253, п. 16; № 35, п. 104"
_SIGNED = (CardState.SIGNED, CardState.IN_FORCE, CardState.SUPERSEDED)
_READY = (ResultState.READY, ResultState.APPROVED)


def check_hold_order(papers: CampaignPapers) -> list[Problem]:
    """FULL-01: the order to hold the certification is issued (№ 253, п. 3, 16)."""
    if papers.hold is not None and papers.hold.state == OrderState.ISSUED:
        return []
    message = _("Нет изданного приказа об организации и проведении аттестации")
    return [Problem("FULL-01", message, ALL, papers.hold or papers.campaign, "order")]


def check_approval_order(papers: CampaignPapers) -> list[Problem]:
    """FULL-02: the order of approval is issued (№ 253, п. 13, 16)."""
    if papers.approval is not None and papers.approval.state == OrderState.ISSUED:
        return []
    message = _("Нет изданного приказа об утверждении аттестации")
    return [Problem("FULL-02", message, ALL, papers.approval or papers.campaign, "order")]


def check_workplace_list(papers: CampaignPapers) -> list[Problem]:
    """FULL-03: the list of workplaces to be certified is approved (№ 35, п. 104)."""
    found = papers.workplace_list
    if found is not None and found.state == ApprovedState.APPROVED:
        return []
    message = _("Не утверждён перечень рабочих мест, подлежащих аттестации")
    return [Problem("FULL-03", message, "№ 253, п. 5.3; № 35, п. 104", found or papers.campaign, "items")]


def check_factor_list(papers: CampaignPapers) -> list[Problem]:
    """FULL-04: the list of factors to be studied is approved (№ 35, п. 104)."""
    found = papers.factor_list
    if found is not None and found.state == ApprovedState.APPROVED:
        return []
    message = _("Не утверждён перечень факторов, подлежащих исследованию")
    return [Problem("FULL-04", message, "№ 253, п. 5.6.3; № 35, п. 104", found or papers.campaign, "items")]


def check_result_lists(papers: CampaignPapers) -> list[Problem]:
    """FULL-05: lists 12.1 to 12.7 are signed by the chair (№ 253, п. 12, 16)."""
    found = {result.kind: result for result in papers.results}
    return [
        Problem("FULL-05", _("Не готов перечень %s") % kind.label, ALL, found.get(kind, papers.campaign), "state")
        for kind in ResultKind
        if kind not in found or found[kind].state not in _READY
    ]


def check_plan(papers: CampaignPapers) -> list[Problem]:
    """FULL-06: the plan of measures 12.8 is signed by the chair (№ 253, п. 12.8, 16)."""
    if papers.plan is not None and papers.plan.state in _READY:
        return []
    message = _("Не готов план мероприятий по улучшению условий труда")
    return [Problem("FULL-06", message, ALL, papers.plan or papers.campaign, "state")]


def check_minutes(papers: CampaignPapers) -> list[Problem]:
    """FULL-07: the commission's minutes on completion are attached (№ 35, п. 104); on paper only: a reason."""
    if any(paper.kind == PaperKind.MINUTES for paper in papers.attached):
        return []
    message = _("Не приложен протокол аттестационной комиссии о завершении работы по аттестации")
    return [Problem("FULL-07", message, "№ 35, п. 104", papers.campaign, "papers", is_waivable=True)]


def check_surveys(papers: CampaignPapers) -> list[Problem]:
    """FULL-08: every workplace was surveyed before measuring (№ 253, п. 5.6.1; № 35, п. 104)."""
    return [
        Problem(
            "FULL-08",
            _("%s: нет утверждённого протокола обследования") % group,
            "№ 253, п. 5.6.1; № 35, п. 104",
            group,
            "survey",
        )
        for group in _without(papers, papers.surveyed)
    ]


def check_time_studies(papers: CampaignPapers) -> list[Problem]:
    """FULL-09: every workplace has its approved time study (№ 253, п. 11, 16)."""
    return [
        Problem(
            "FULL-09", _("%s: нет утверждённой карты фотографии рабочего времени") % group, ALL, group, "time-study"
        )
        for group in _without(papers, papers.evidence.studies)
    ]


def check_cards(papers: CampaignPapers) -> list[Problem]:
    """FULL-10: every workplace has its card, signed by the commission (№ 253, п. 11, 16)."""
    signed = {pk for pk, card in papers.cards.items() if card.state in _SIGNED}
    return [
        Problem("FULL-10", _("%s: нет подписанной карты аттестации") % group, ALL, papers.cards.get(group.pk, group))
        for group in _without(papers, signed)
    ]


def check_load_protocols(papers: CampaignPapers) -> list[Problem]:
    """FULL-11: every workplace has its protocol of physical load (№ 253, п. 11, 16)."""
    return [
        Problem("FULL-11", _("%s: нет подписанного протокола показателей тяжести") % group, ALL, group, "load")
        for group in _without(papers, papers.evidence.loaded)
    ]


def check_strain(papers: CampaignPapers) -> list[Problem]:
    """FULL-12: every workplace has its assessment of mental strain (№ 253, п. 7; № 35, п. 80)."""
    return [
        Problem(
            "FULL-12",
            _("%s: нет подписанной оценки напряжённости") % group,
            "№ 253, п. 7; № 35, п. 80",
            group,
            "strain",
        )
        for group in _without(papers, papers.evidence.strained)
    ]


def check_measured(papers: CampaignPapers) -> list[Problem]:
    """FULL-13: each factor planned or acting by the time study has a protocol (№ 253, п. 7, 16).

    Not asked for: work that is assessed without measuring, and what the commission has left out
    when the card was assessed, with its recorded reason (CARD-03).
    """
    return [
        Problem(
            "FULL-13",
            _("%(group)s: «%(indicator)s» — нет протокола измерений") % {"group": group, "indicator": indicator},
            "№ 253, п. 7, 16; № 35, п. 104",
            group,
            "protocols",
        )
        for group in papers.groups
        if not _is_left_out(papers, group)
        for indicator in _unmeasured(papers, group)
    ]


def check_accreditation(papers: CampaignPapers) -> list[Problem]:
    """FULL-14: a copy of each laboratory's certificate with its scope is attached (№ 253, п. 16); on paper: a reason."""
    attached = {paper.laboratory_id for paper in papers.attached if paper.kind == PaperKind.ACCREDITATION}
    used = {
        protocol.laboratory_id: protocol.laboratory
        for protocol in papers.evidence.protocols
        if protocol.pk in papers.evidence.groups_of
    }
    return [
        Problem(
            "FULL-14",
            _("%s: не приложена копия аттестата аккредитации с областью аккредитации") % laboratory,
            ALL,
            papers.campaign,
            "papers",
            is_waivable=True,
        )
        for pk, laboratory in sorted(used.items())
        if pk not in attached
    ]


def _without(papers: CampaignPapers, present: Collection[int]) -> list[AnalogousGroup]:
    return [group for group in papers.groups if group.pk not in present]


def _is_left_out(papers: CampaignPapers, group: AnalogousGroup) -> bool:
    card = papers.cards.get(group.pk)
    key = (CertificationCard._meta.label_lower, card.pk if card else 0, "CARD-03")
    return key in papers.deviations


def _unmeasured(papers: CampaignPapers, group: AnalogousGroup) -> list[Indicator]:
    wanted = {i.pk: i for i in (*papers.planned.get(group.pk, ()), *papers.evidence.acting.get(group.pk, ()))}
    measured = papers.evidence.measured.get(group.pk, frozenset())
    return [indicator for pk, indicator in sorted(wanted.items()) if pk not in measured and indicator.needs_measurement]
