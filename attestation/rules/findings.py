"""What the state expertise usually finds: papers that are there and do not hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from attestation.models import Order
from attestation.papers import CampaignPapers
from attestation.rules.preparation import is_listed_by_law
from attestation.selectors import approval_due, result_digests
from attestation.states import AgreementState, OrderState, SubmissionState
from documents.problems import Problem, Severity
from measurements.models import FactorCode, TimeStudyCard, TimeStudyRow
from norms.terms import protocol_is_fresh

_CODE = re.compile(r"\d{4}-\d{3}")
_DAY_MINUTES = 24 * 60
_TOO_SHORT_TO_COPY = 3  # lines


def check_named_in_lists(papers: CampaignPapers) -> list[Problem]:
    """FULL-21: every workplace of the legal lists is certified (№ 253, п. 5¹, ч. 1)."""
    listed = {group.pk for group in papers.groups}
    target = papers.workplace_list or papers.campaign
    return [
        Problem(
            "FULL-21",
            _("%s: профессия предусмотрена списками, рабочее место не аттестуется") % group,
            "№ 253, п. 5¹, ч. 1",
            target,
            "items",
        )
        for group in papers.named
        if group.pk not in listed and is_listed_by_law(group)
    ]


def check_study_sums(papers: CampaignPapers) -> list[Problem]:
    """FULL-22: the lines of each time study make up its shift (№ 35, п. 12, 13)."""
    problems = []
    for study in papers.evidence.studies.values():
        total = _minutes(study, papers.evidence.rows.get(study.pk, ()))
        if total != study.shift_minutes:
            message = _("%(study)s: строки дают %(total)s мин, смена — %(shift)s мин") % {
                "study": study,
                "total": total,
                "shift": study.shift_minutes,
            }
            problems.append(Problem("FULL-22", message, "№ 35, п. 12, 13", study, "rows"))
    return problems


def check_study_copied(papers: CampaignPapers) -> list[Problem]:
    """FULL-23 (warning): no time study repeats another word for word and minute for minute (№ 253, п. 5.6.2)."""
    alike: dict[tuple[object, ...], list[TimeStudyCard]] = defaultdict(list)
    for study in papers.evidence.studies.values():
        rows = papers.evidence.rows.get(study.pk, ())
        if len(rows) >= _TOO_SHORT_TO_COPY:
            key = (study.starts_at, *((row.observed.casefold(), row.ends_at, row.kind) for row in rows))
            alike[key].append(study)
    return [
        Problem(
            "FULL-23",
            _("%(study)s: строка в строку повторяет %(first)s") % {"study": study, "first": same[0]},
            "№ 253, п. 5.6.2; № 35, п. 13",
            study,
            "rows",
            severity=Severity.WARNING,
        )
        for same in alike.values()
        for study in same[1:]
    ]


def check_representative(papers: CampaignPapers) -> list[Problem]:
    """FULL-24: somebody of the commission was present at the measurements (№ 253, п. 9)."""
    return [
        Problem(
            "FULL-24",
            _("%s: не указан представитель аттестационной комиссии") % protocol,
            "№ 253, п. 9",
            protocol,
            "representative",
        )
        for protocol in papers.evidence.protocols
        if protocol.pk in papers.evidence.groups_of and not protocol.representative.strip()
    ]


def check_laboratory(papers: CampaignPapers) -> list[Problem]:
    """FULL-25: the laboratory was accredited on that day and for that factor (№ 253, п. 8; № 35, п. 88)."""
    problems, citation = [], "№ 253, п. 8; № 35, п. 88"
    for protocol in papers.evidence.protocols:
        laboratory, day = protocol.laboratory, protocol.measured_on
        factors = papers.evidence.factors.get(protocol.pk, frozenset())
        began = laboratory.accredited_from
        if factors and (day > laboratory.accredited_through or (began is not None and day < began)):
            message = _("%s: измерения вне срока действия аттестата аккредитации") % protocol
            problems.append(Problem("FULL-25", message, citation, protocol, "measured_on"))
        for factor in sorted(factors - papers.evidence.scope.get(laboratory.pk, frozenset())):
            name = FactorCode(factor).label if factor else _("фактор не определён")
            message = _("%(protocol)s: «%(factor)s» вне области аккредитации") % {"protocol": protocol, "factor": name}
            problems.append(Problem("FULL-25", message, citation, protocol, "results"))
    return problems


def check_protocol_year(papers: CampaignPapers) -> list[Problem]:
    """FULL-26: measured within the year before the card (№ 35, п. 8)."""
    problems = []
    for protocol in papers.evidence.protocols:
        days = [papers.cards[g].dated_on for g in papers.evidence.groups_of.get(protocol.pk, ()) if g in papers.cards]
        latest = max((day for day in days if day is not None), default=None)
        if latest is not None and not protocol_is_fresh(protocol.measured_on, latest):
            message = _("%s: измерения старше года на день карты") % protocol
            problems.append(Problem("FULL-26", message, "№ 35, п. 8", protocol, "measured_on"))
    return problems


def check_profession_code(papers: CampaignPapers) -> list[Problem]:
    """FULL-27: the profession bears its code of the classifier «Занятия» (№ 253, п. 5.4)."""
    return [
        Problem(
            "FULL-27",
            _("%(group)s: код профессии по ОКРБ «Занятия» — %(code)s")
            % {"group": group, "code": f"«{group.profession.code}»" if group.profession.code else _("не указан")},
            "№ 253, п. 5.4",
            group,
            "profession",
        )
        for group in papers.groups
        if not _CODE.fullmatch(group.profession.code)
    ]


def check_agreed(papers: CampaignPapers) -> list[Problem]:
    """FULL-28: lists and plan are agreed with every union as they are (№ 253, п. 13)."""
    if not papers.unions:
        return []
    digests, found = result_digests(papers.campaign), {agreement.union_id: agreement for agreement in papers.agreements}
    return [
        Problem(
            "FULL-28",
            _("Перечни и план в нынешнем виде не согласованы: %s") % union,
            "№ 253, п. 13",
            found.get(union.pk, papers.campaign),
            "agreements",
        )
        for union in papers.unions
        if union.pk not in found
        or found[union.pk].state != AgreementState.AGREED
        or found[union.pk].agreed_digests != digests
    ]


def check_order_day(papers: CampaignPapers) -> list[Problem]:
    """FULL-29 (warning): the order of approval was issued on its day (№ 253, п. 19)."""
    order = papers.approval
    due = approval_due(papers.campaign)
    if order is None or order.state != OrderState.ISSUED or due is None or order.dated_on in (None, due.day):
        return []
    has_reason = (Order._meta.label_lower, order.pk, "ORDER-14") in papers.deviations
    message = _("Приказ издан %(on)s, а должен быть издан %(due)s; причина %(word)s") % {
        "on": f"{order.dated_on:%d.%m.%Y}",
        "due": f"{due.day:%d.%m.%Y}",
        "word": _("записана") if has_reason else _("не записана"),
    }
    return [Problem("FULL-29", message, "№ 253, п. 19", order, "dated_on", severity=Severity.WARNING)]


def check_acquainted(papers: CampaignPapers) -> list[Problem]:
    """FULL-30 (warning): workers are acquainted with card and order under signature (№ 253, п. 13)."""
    if not papers.pending_acquaintances:
        return []
    message = _("Не ознакомлено работников: %s") % papers.pending_acquaintances
    return [Problem("FULL-30", message, "№ 253, п. 13", papers.campaign, "acquaintances", severity=Severity.WARNING)]


def check_submitted(papers: CampaignPapers) -> list[Problem]:
    """FULL-31 (warning): after each order of approval or change the papers go to the expertise (№ 253, п. 15)."""
    order = papers.approval
    if order is None or order.state != OrderState.ISSUED:
        return []
    waiting = (SubmissionState.PREPARED, SubmissionState.RETURNED)
    late = [s for s in papers.submissions if s.state in waiting and papers.on > s.due_on]
    problems = [
        Problem(
            "FULL-31",
            _("Срок представления в госэкспертизу истёк %s") % f"{submission.due_on:%d.%m.%Y}",
            "№ 253, п. 15",
            submission,
            "due_on",
            severity=Severity.WARNING,
        )
        for submission in late
    ]
    with_submission = {submission.order_id for submission in papers.submissions}
    for issued in papers.campaign.orders.filter(state=OrderState.ISSUED).exclude(kind="HOLD"):
        if issued.pk not in with_submission:
            message = _("%s: документы в госэкспертизу не представлены") % issued
            problems.append(
                Problem("FULL-31", message, "№ 253, п. 15", issued, "submission", severity=Severity.WARNING)
            )
    return problems


def check_plan_terms(papers: CampaignPapers) -> list[Problem]:
    """FULL-32: each measure of the plan has a term and a person (№ 253, п. 12.8; № 35, приложение 13)."""
    return [
        Problem(
            "FULL-32",
            _("%(group)s: мероприятие без срока или ответственного") % {"group": measure.group},
            "№ 253, п. 12.8; № 35, приложение 13",
            papers.plan,
            f"measures-{measure.pk}",
        )
        for measure in papers.measures
        if measure.due_on is None or not measure.responsible.strip()
    ]


def _minutes(study: TimeStudyCard, rows: Sequence[TimeStudyRow]) -> int:
    """Minutes from the beginning of the shift to the clock of the last line; past midnight goes on."""
    if not rows:
        return 0
    last, first = rows[-1].ends_at, study.starts_at
    if last is None:
        return 0
    passed = (last.hour * 60 + last.minute) - (first.hour * 60 + first.minute)
    return passed if passed > 0 else passed + _DAY_MINUTES
