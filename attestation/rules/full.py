"""All checks of completeness in the order of the page, and as rules of approval and submission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from attestation.models import Campaign, Order, OrderKind, Submission
from attestation.papers import CampaignPapers, papers_of
from attestation.rules import completeness, findings
from documents.problems import Problem, Severity
from documents.registry import Performance

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Needed(Enum):
    """Before which act something must be there."""

    APPROVAL = "APPROVAL"
    SUBMISSION = "SUBMISSION"


@dataclass(frozen=True)
class Check:
    """One kind of thing that may be missing."""

    code: str
    title: str | _StrPromise
    rule: Callable[[CampaignPapers], list[Problem]]
    needed: Needed = Needed.APPROVAL
    is_rule_of_order: bool = False
    """Whether the order of approval is refused for the same thing by a rule of its own."""


CHECKS = (
    Check(
        "FULL-01", gettext_lazy("Приказ о проведении аттестации"), completeness.check_hold_order, is_rule_of_order=True
    ),
    Check("FULL-03", gettext_lazy("Перечень рабочих мест, подлежащих аттестации"), completeness.check_workplace_list),
    Check("FULL-21", gettext_lazy("Рабочие места, предусмотренные списками"), findings.check_named_in_lists),
    Check("FULL-27", gettext_lazy("Наименования профессий по классификатору"), findings.check_profession_code),
    Check("FULL-08", gettext_lazy("Протоколы обследования"), completeness.check_surveys),
    Check("FULL-04", gettext_lazy("Перечень факторов, подлежащих исследованию"), completeness.check_factor_list),
    Check("FULL-09", gettext_lazy("Карты фотографии рабочего времени"), completeness.check_time_studies),
    Check("FULL-22", gettext_lazy("Фотография рабочего времени: сумма строк равна смене"), findings.check_study_sums),
    Check("FULL-23", gettext_lazy("Фотография рабочего времени: не списана с другой"), findings.check_study_copied),
    Check("FULL-13", gettext_lazy("Протоколы измерений всех факторов процесса"), completeness.check_measured),
    Check("FULL-24", gettext_lazy("Присутствие представителя комиссии при измерениях"), findings.check_representative),
    Check("FULL-25", gettext_lazy("Срок и область аккредитации лаборатории"), findings.check_laboratory),
    Check("FULL-26", gettext_lazy("Измерения не старше года"), findings.check_protocol_year),
    Check(
        "FULL-14", gettext_lazy("Копии аттестатов аккредитации"), completeness.check_accreditation, Needed.SUBMISSION
    ),
    Check("FULL-11", gettext_lazy("Протоколы показателей тяжести"), completeness.check_load_protocols),
    Check("FULL-12", gettext_lazy("Оценки напряжённости"), completeness.check_strain),
    Check("FULL-10", gettext_lazy("Карты аттестации"), completeness.check_cards, is_rule_of_order=True),
    Check("FULL-05", gettext_lazy("Перечни 12.1–12.7"), completeness.check_result_lists, is_rule_of_order=True),
    Check("FULL-06", gettext_lazy("План мероприятий"), completeness.check_plan, is_rule_of_order=True),
    Check("FULL-32", gettext_lazy("План мероприятий: сроки и ответственные"), findings.check_plan_terms),
    Check("FULL-28", gettext_lazy("Согласование с профсоюзом"), findings.check_agreed, is_rule_of_order=True),
    Check(
        "FULL-07", gettext_lazy("Протокол комиссии о завершении работы"), completeness.check_minutes, Needed.SUBMISSION
    ),
    Check("FULL-02", gettext_lazy("Приказ об утверждении"), completeness.check_approval_order, Needed.SUBMISSION),
    Check("FULL-29", gettext_lazy("День приказа об утверждении"), findings.check_order_day, Needed.SUBMISSION),
    Check("FULL-30", gettext_lazy("Ознакомление работников"), findings.check_acquainted, Needed.SUBMISSION),
    Check("FULL-31", gettext_lazy("Представление в госэкспертизу"), findings.check_submitted, Needed.SUBMISSION),
)


@dataclass(frozen=True)
class Finding:
    """What one check has found."""

    check: Check
    problems: list[Problem]

    @property
    def blocks(self) -> bool:
        """Whether the submission is refused for it."""
        return any(problem.blocks for problem in self.problems)


def findings_of(campaign: Campaign, on: dt.date) -> list[Finding]:
    """Return what each check finds in a campaign on a day; a fixed number of queries.

    What a submission has already been let through with, for a recorded reason, is a warning.
    """
    papers = papers_of(campaign, on)
    kind, own = Submission._meta.label_lower, {submission.pk for submission in papers.submissions}
    accepted = {code for of, pk, code in papers.deviations if of == kind and pk in own}
    return [Finding(check, [_softened(p, accepted) for p in check.rule(papers)]) for check in CHECKS]


def _softened(problem: Problem, accepted: set[str]) -> Problem:
    if problem.is_waivable and problem.code in accepted:
        return replace(problem, severity=Severity.WARNING, is_waivable=False)
    return problem


def check_complete_for_submission(performance: Performance) -> list[Problem]:
    """SUB-04: what goes to the expertise is complete; each kind of gap once, with its count (№ 253, п. 15, 16)."""
    submission: Submission = performance.document
    found = findings_of(submission.campaign, performance.on)
    return [_summed(finding, submission.campaign) for finding in found if finding.blocks]


def check_complete_for_approval(performance: Performance) -> list[Problem]:
    """ORDER-19 (warnings): what will be missing is said before the order is issued (№ 253, п. 16)."""
    order: Order = performance.document
    if order.kind != OrderKind.APPROVE:
        return []
    return [
        replace(_summed(finding, order.campaign), severity=Severity.WARNING, is_waivable=False)
        for finding in findings_of(order.campaign, performance.on)
        if finding.problems and finding.check.needed is Needed.APPROVAL and not finding.check.is_rule_of_order
    ]


@dataclass(frozen=True)
class _Page:
    """The page of completeness as the place where to look."""

    campaign: Campaign

    def get_absolute_url(self) -> str:
        return reverse("completeness", args=[self.campaign.pk])


def _summed(finding: Finding, campaign: Campaign) -> Problem:
    """One problem of a kind: itself when it is the only one, else the count and the page."""
    first = finding.problems[0]
    if len(finding.problems) == 1:
        return first
    message = _("%(title)s: замечаний %(count)s, первое — %(first)s") % {
        "title": finding.check.title,
        "count": len(finding.problems),
        "first": first.message,
    }
    return replace(first, message=message, target=_Page(campaign), anchor=finding.check.code)
