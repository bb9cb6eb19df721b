"""Checks of a card: before it is assessed, before it is signed, while it is signed."""

from __future__ import annotations

from typing import cast

from django.utils.translation import gettext as _

from attestation.evidence import gathered, judge
from attestation.models import CertificationCard, FactorList, Seat
from attestation.selectors import commission_on, hold_order, seat_in
from documents.models import Meaning
from documents.problems import Problem, Severity
from documents.registry import Performance
from documents.selectors import signatures_of
from measurements.models import FactorCode
from norms.classes import ConditionsClass
from norms.errors import NormsError
from norms.readings import Method
from norms.terms import protocol_is_fresh

ZONE_STUDIES = 3  # № 35, п. 15: «не менее трёх»


def check_evidence_present(performance: Performance) -> list[Problem]:
    """CARD-01: a time study, a load protocol and a strain assessment stand behind the card (№ 253, п. 11; № 35, п. 13)."""
    card: CertificationCard = performance.document
    found = gathered(performance)
    needed = (
        (
            found.study,
            _("нет утверждённой карты фотографии рабочего времени"),
            "№ 253, п. 11; № 35, п. 13",
            "time-study",
        ),
        (found.load_protocol, _("нет подписанного протокола показателей тяжести"), "№ 253, п. 11; № 35, п. 76", "load"),
        (found.strain, _("нет подписанной оценки напряжённости"), "№ 35, п. 80", "strain"),
    )
    return [
        Problem("CARD-01", f"{card.group}: {message}", citation, card.group, anchor)
        for document, message, citation, anchor in needed
        if document is None
    ]


def check_studies_of_zones(performance: Performance) -> list[Problem]:
    """CARD-14: time in different working zones is the mean of at least three studies (№ 35, п. 15)."""
    card: CertificationCard = performance.document
    studies = gathered(performance).studies
    if not card.group.in_zones or not 0 < len(studies) < ZONE_STUDIES:
        return []
    message = _("%(group)s: работа в различных рабочих зонах, нужно не менее трёх фотографий, утверждено: %(count)s")
    words = message % {"group": card.group, "count": len(studies)}
    return [Problem("CARD-14", words, "№ 35, п. 15", card.group, "time-study")]


def check_exposure_known(performance: Performance) -> list[Problem]:
    """CARD-02: what was measured has its time in the time study, and only there (№ 35, п. 11, 13)."""
    found = gathered(performance)
    if found.study is None:
        return []
    return [
        Problem(
            "CARD-02",
            _("«%s» измерен, но в фотографии рабочего времени не указан: время воздействия неизвестно")
            % result.indicator,
            "№ 35, п. 11, 13",
            found.study,
            "rows",
        )
        for result in found.without_exposure
    ]


def check_factors_measured(performance: Performance) -> list[Problem]:
    """CARD-03: what acts by the time study was measured or may be assessed without measuring (№ 253, п. 7).

    The commission may decide that a factor is within its norm for sure: a recorded reason.
    """
    card: CertificationCard = performance.document
    found = gathered(performance)
    problems = [
        Problem(
            "CARD-03",
            _("%(group)s: «%(indicator)s» действует по фотографии рабочего времени, но не измерен")
            % {"group": card.group, "indicator": indicator},
            "№ 253, п. 7; № 35, п. 7",
            card.group,
            "protocols",
            is_waivable=True,
        )
        for indicator in found.unmeasured
    ]
    problems += [
        Problem(
            "CARD-04",
            _("«%(indicator)s»: нет основания для оценки без измерений по пп. %(clause)s")
            % {"indicator": indicator, "clause": indicator.ground},
            "№ 35, п. 27",
            card.group,
            "unmeasured",
        )
        for indicator in found.without_ground
    ]
    return problems


def check_factors_planned(performance: Performance) -> list[Problem]:
    """CARD-05 (warning): what was measured stands on the list of factors (№ 253, п. 5.6.3)."""
    card: CertificationCard = performance.document
    factor_list: FactorList | None = getattr(card.campaign, "factor_list", None)
    planned = (
        set(factor_list.items.filter(group=card.group).values_list("indicator_id", flat=True)) if factor_list else set()
    )
    measured = {result.indicator for result in gathered(performance).results}
    return [
        Problem(
            "CARD-05",
            _("«%s» измерен, но в перечне факторов рабочего места не указан") % indicator,
            "№ 253, п. 5.6.3",
            factor_list or card.campaign,
            "items",
            severity=Severity.WARNING,
        )
        for indicator in sorted(measured, key=str)
        if indicator.pk not in planned
    ]


def check_protocols_fresh(performance: Performance) -> list[Problem]:
    """CARD-06: protocols are not older than one year when the card uses them (№ 35, п. 8)."""
    card: CertificationCard = performance.document
    if is_amended(card):
        return []
    protocols = {result.protocol for result in gathered(performance).results}
    return [
        Problem(
            "CARD-06",
            _("%(protocol)s: измерения %(day)s старше года")
            % {"protocol": protocol, "day": f"{protocol.measured_on:%d.%m.%Y}"},
            "№ 35, п. 8",
            protocol,
            "measured_on",
        )
        for protocol in sorted(protocols, key=lambda p: p.pk)
        if not protocol_is_fresh(protocol.measured_on, performance.on)
    ]


def check_judgeable(performance: Performance) -> list[Problem]:
    """CARD-07: every value has a class; where the act gives none, a person decides (№ 35, приложение 1)."""
    card: CertificationCard = performance.document
    found = gathered(performance)
    if found.evidence is None and found.refusal is None:
        return []
    try:
        judge(found, performance.on)
    except NormsError as error:
        return [Problem("CARD-07", str(error), "№ 35, приложение 1", card.group, "evidence")]
    return []


def check_harmful_proved(performance: Performance) -> list[Problem]:
    """CARD-08: behind every class of 3 and more stands a protocol, or work assessed without one (№ 253, п. 11; № 35, п. 8)."""
    card: CertificationCard = performance.document
    return [
        Problem(
            "CARD-08",
            _("%(factor)s: класс %(class)s без протокола")
            % {"factor": FactorCode(line.factor).label, "class": line.base_class},
            "№ 253, п. 11; № 35, п. 8",
            card,
            "lines",
        )
        for line in card.lines.all()
        if line.protocol_id is None and ConditionsClass(line.base_class).is_harmful and _needs_protocol(line.method)
    ]


def _needs_protocol(method: str) -> bool:
    """Sums and rows of table 7 stand on protocols like everything the act does not assess without measuring."""
    known = Method.__members__.get(method)
    return known is None or known.needs_measurement


def check_still_the_same(performance: Performance) -> list[Problem]:
    """CARD-09: the evidence has not changed since the card was assessed: no voided or newer paper (№ 253, п. 11)."""
    card: CertificationCard = performance.document
    if is_amended(card):
        return []
    found = gathered(performance)
    used = (card.time_studies or [card.time_study_id], card.load_protocol_id, card.strain_assessment_id)
    now = ([study.pk for study in found.studies], _pk(found.load_protocol), _pk(found.strain))
    same_protocols = set(card.lines.exclude(protocol=None).values_list("protocol_id", flat=True)) == {
        result.protocol_id for result in (*found.sources, *found.radiation_results) if result
    }
    if used == now and same_protocols:
        return []
    message = _("После оценки изменились документы, на которых стоит карта: верните её в работу и оцените заново")
    return [Problem("CARD-09", message, "№ 253, п. 11", card, "evidence")]


def check_signs_in_seat(performance: Performance) -> list[Problem]:
    """CARD-10: a member signs in the seat that the order gives on that day, and once (№ 253, п. 11)."""
    card: CertificationCard = performance.document
    seat = seat_in(performance)
    wanted = Seat.CHAIR if performance.transition == "sign_as_chair" else Seat.MEMBER
    if seat is None or seat.seat != wanted:
        message = _("На %(day)s у вас нет места «%(seat)s» по приказу") % {
            "day": f"{performance.on:%d.%m.%Y}",
            "seat": wanted.label,
        }
        return [Problem("CARD-10", message, "№ 253, п. 3, 11", card, "signatures")]
    if signatures_of(card).filter(signer=performance.actor, meaning__in=COMMISSION_MEANINGS).exists():
        return [Problem("CARD-10", _("Вы уже подписали эту карту"), "№ 253, п. 11", card, "signatures")]
    return []


def check_members_signed(performance: Performance) -> list[Problem]:
    """CARD-11: the chair signs last, when every member has signed, or as many as the order's quorum asks
    (№ 253, п. 11; docs/interpretations/0060-quorum.md).
    """
    card: CertificationCard = performance.document
    meanings = (Meaning.AGREED, Meaning.DISSENTED)
    signed = set(signatures_of(card).filter(meaning__in=meanings).values_list("signer_id", flat=True))
    members = [m for m in commission_on(card.campaign, performance.on) if m.seat == Seat.MEMBER]
    missing = [member for member in members if member.user_id not in signed]
    order = hold_order(card.campaign)
    if order is not None and order.quorum is not None and len(members) - len(missing) >= order.quorum:
        return []
    return [
        Problem("CARD-11", _("Ещё не подписал: %s") % member, "№ 253, п. 11", card, "signatures") for member in missing
    ]


def is_amended(card: CertificationCard) -> bool:
    """Whether a card took its classes over from the card that it changes: evidence is not gathered anew."""
    old = cast(CertificationCard | None, card.supersedes)
    return old is not None and card.norms_on == old.norms_on


COMMISSION_MEANINGS = (Meaning.AGREED, Meaning.DISSENTED, Meaning.APPROVED)


def _pk(document: object) -> int | None:
    return getattr(document, "pk", None)


ASSESS_RULES = (
    check_evidence_present,
    check_studies_of_zones,
    check_exposure_known,
    check_factors_measured,
    check_factors_planned,
    check_protocols_fresh,
    check_judgeable,
)
SEND_RULES = (check_harmful_proved, check_still_the_same, check_protocols_fresh)
