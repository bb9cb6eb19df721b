"""Gathers the evidence of a group on a day and puts it into the words of the law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from accounts.models import Employer
from attestation.models import CertificationCard, LegalStanding
from attestation.sources import Sources, sources_in_force
from documents.registry import Performance
from measurements.evidence import radiation_of, radiation_results, readings_of
from measurements.models import (
    Indicator,
    MeasurementResult,
    MentalStrainAssessment,
    PhysicalLoadProtocol,
    TimeStudyCard,
)
from measurements.selectors import StudyLine, exposure_minutes, full_day_of
from norms.classes import ConditionsClass
from norms.entitlements import Membership
from norms.errors import NormsError
from norms.physical_load import LoadIndicator, LoadVerdict, Sex, classify_load, combine_load
from norms.quantities import Exposure, round_half_up
from norms.readings import Method, Reading
from norms.settings import DEFAULTS, Interpretations
from norms.workplace import Evidence, Judgement, judge_workplace
from workplaces.models import AnalogousGroup


@dataclass
class GatheredEvidence:
    """Everything found for a card, what is missing, and the evidence in the law's own words.

    ``evidence`` is ``None`` while a time study is missing: without shares nothing can be judged. It is
    ``None`` as well where the papers cannot be put into words of the law: ``refusal`` says why.
    """

    studies: Sequence[TimeStudyCard]
    load_protocol: PhysicalLoadProtocol | None
    strain: MentalStrainAssessment | None
    results: Sequence[MeasurementResult]
    without_exposure: Sequence[MeasurementResult] = ()
    unmeasured: Sequence[Indicator] = ()
    without_ground: Sequence[Indicator] = ()
    sources: Sequence[MeasurementResult | None] = ()
    evidence: Evidence | None = None
    radiation_results: Sequence[MeasurementResult] = ()
    refusal: NormsError | None = None
    load_verdicts: Sequence[LoadVerdict] = field(default_factory=tuple)
    settings: Interpretations = DEFAULTS

    @property
    def study(self) -> TimeStudyCard | None:
        """The latest time study."""
        return self.studies[-1] if self.studies else None

    def mean(self, minutes: Decimal) -> Decimal:
        """Minutes of all studies together as minutes of one shift, to 0.01: the form prints these (№ 35, п. 15)."""
        return round_half_up(minutes / len(self.studies), 2)


def judge(found: GatheredEvidence, on: dt.date) -> Judgement:
    """Return the judgement of gathered evidence under the norms of a day and the employer's readings.

    Raises ``NormsError`` where the evidence cannot be judged, ``ValueError`` without a time study.
    """
    if found.refusal is not None:
        raise found.refusal
    if found.evidence is None:
        raise ValueError("a card without a time study cannot be judged")
    return judge_workplace(found.evidence, on, found.settings)


def gathered(performance: Performance) -> GatheredEvidence:
    """Return the evidence for the card of an act, read once for all of its rules."""
    if "evidence" not in performance.memo:
        performance.memo["evidence"] = gather(performance.document, performance.on)
    found: GatheredEvidence = performance.memo["evidence"]
    return found


def gather(card: CertificationCard, on: dt.date) -> GatheredEvidence:
    """Return the evidence for a card on a day: the latest papers in force, none of them later."""
    return assembled(sources_in_force(card.group, on), card.group, card.employer, on)


def assembled(sources: Sources, group: AnalogousGroup, employer: Employer, on: dt.date) -> GatheredEvidence:
    """Return what the papers of a group say, in the words of the law, under the employer's readings."""
    lines, settings = sources.lines, employer.readings
    load_protocol, load = heaviest_load(sources.load, group.shift_minutes, on, settings)
    found = GatheredEvidence(
        sources.studies, load_protocol, sources.strain, sources.results, load_verdicts=load, settings=settings
    )
    if not sources.studies:
        return found
    minutes = exposure_minutes(lines)
    found.without_exposure = [result for result in sources.results if result.indicator_id not in minutes]
    _sort_unmeasured(found, lines, sources.grounds)
    found.radiation_results = radiation_results(sources.results)
    try:
        found.evidence = _in_words_of_the_law(found, sources, group, employer, on)
    except NormsError as error:
        found.refusal = error
    return found


def _in_words_of_the_law(
    found: GatheredEvidence, sources: Sources, group: AnalogousGroup, employer: Employer, on: dt.date
) -> Evidence:
    lines, of = sources.lines, sources.shift_minutes
    minutes = exposure_minutes(lines)
    measured = readings_of(sources.results, minutes, of)
    extra = _without_measuring(found, lines, of)
    found.sources = [*(result for result, _reading in measured), *(None for _reading in extra)]
    return Evidence(
        radiation=radiation_of(sources.results, minutes, of, group.ionising_work),
        readings=[*(reading for _result, reading in measured), *extra],
        load=found.load_verdicts,
        strain=_strain_classes(sources.strain),
        special_work=sources.strain.special if sources.strain else None,
        is_chemical_production=bool(sources.standing and sources.standing.is_chemical_production),
        full_day=full_day_of(lines, of, employer, on),
        membership=membership_by(sources.standing),
    )


def heaviest_load(
    protocols: Sequence[PhysicalLoadProtocol], shift_minutes: int, on: dt.date, settings: Interpretations
) -> tuple[PhysicalLoadProtocol | None, tuple[LoadVerdict, ...]]:
    """Return the load protocol with the higher class and its verdicts, where men and women have one each
    (docs/interpretations/0013-mixed-groups.md)."""
    judged = []
    for protocol in protocols:
        verdicts = tuple(
            classify_load(
                LoadIndicator(row.indicator),
                Sex(protocol.sex),
                row.value or Decimal(0),
                on,
                shift_minutes=shift_minutes,
                settings=settings,
            )
            for row in protocol.values.all()
        )
        judged.append((combine_load(verdicts, on, settings).conditions_class, protocol, verdicts))
    if not judged:
        return None, ()
    _found, protocol, verdicts = max(judged, key=lambda item: item[0])
    return protocol, verdicts


def membership_of(group: AnalogousGroup) -> Membership:
    """Return the legal lists that name the profession of a group."""
    return membership_by(getattr(group, "standing", None))


def membership_by(standing: LegalStanding | None) -> Membership:
    """The same from the standing itself; none is known of a group without one."""
    if standing is None:
        return Membership()
    return Membership(standing.list_536, standing.is_textile, standing.is_medical, standing.short_hours_week)


def _strain_classes(strain: MentalStrainAssessment | None) -> Mapping[str, ConditionsClass]:
    if strain is None:
        return {}
    return {row.indicator: ConditionsClass(row.conditions_class) for row in strain.values.all() if row.conditions_class}


def _sort_unmeasured(found: GatheredEvidence, lines: Sequence[StudyLine], grounds: Collection[str]) -> None:
    """What acts by the study but was not measured: work without measuring has its ground or not."""
    measured = {result.indicator_id for result in found.results}
    acting = {indicator.pk: indicator for line in lines for indicator in line.indicators}
    silent = [indicator for indicator in acting.values() if indicator.pk not in measured]
    found.unmeasured = [i for i in silent if i.needs_measurement]
    found.without_ground = [i for i in silent if i.ground and i.ground not in grounds]


def _without_measuring(found: GatheredEvidence, lines: Sequence[StudyLine], of: int) -> list[Reading]:
    """Open air and the like in one reading (their times add up, п. 67), and what п. 21, 22 and 27 assess by itself."""
    without_ground = {indicator.pk for indicator in found.without_ground}
    readings = []
    outdoors = sum(line.minutes for line in lines if any(i.method == Method.OPEN_AIR.name for i in line.indicators))
    if outdoors:
        names = sorted({i.name for line in lines for i in line.indicators if i.method == Method.OPEN_AIR.name})
        readings.append(Reading(Method.OPEN_AIR, "; ".join(names), Exposure.of_minutes(outdoors, of)))
    minutes: dict[Indicator, Decimal] = {}
    for line in lines:
        for indicator in line.indicators:
            is_own = not indicator.needs_measurement and indicator.method != Method.OPEN_AIR.name
            if is_own and indicator.pk not in without_ground:
                minutes[indicator] = minutes.get(indicator, Decimal(0)) + line.minutes
    for indicator, acting in minutes.items():
        exposure = Exposure.of_minutes(acting, of)
        method, work = Method[indicator.method], indicator.work
        readings.append(
            Reading(method, indicator.name, exposure, clause=indicator.clause, work=work, is_care=indicator.is_care)
        )
    return readings
