"""The whole judgement of one workplace: evidence in, card out. Pure: no database, no clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from norms.classes import ConditionsClass
from norms.entitlements import Entitlement, Membership, entitlements
from norms.errors import BadInput
from norms.exposure import FullDay
from norms.factors.biological import combine_biological
from norms.factors.dust import combine_dusts
from norms.factors.fields import combine_fields
from norms.factors.ionising import Radiation, RadiationVerdict, classify_radiation_work
from norms.factors.lighting import combine_lighting
from norms.factors.microclimate import combine_microclimate
from norms.library import fingerprint
from norms.mental_strain import classify_special_work, combine_strain
from norms.overall import Factor, overall_class
from norms.physical_load import LoadVerdict, combine_load
from norms.quantities import Exposure
from norms.readings import Reading
from norms.settings import DEFAULTS, Interpretations
from norms.trace import Verdict
from norms.workplace_air import Line as Line
from norms.workplace_air import chemical_verdict, producer_verdicts, sums_of_air


@dataclass(frozen=True, slots=True)
class SpecialWork:
    """Work that п. 83, ч. 8–11 assesses without the 19 indicators: a key of the norm
    «strain.special_works» and the share of the shift that it takes."""

    kind: str
    exposure: Exposure


@dataclass(frozen=True, slots=True)
class Evidence:
    """All that is known of a workplace when its card is made.

    ``is_chemical_production``: the profession belongs to chemical or oil-refining production, so
    that complexes of приложение 7 count (п. 22, ч. 3).
    """

    readings: Sequence[Reading]
    load: Sequence[LoadVerdict]
    strain: Mapping[str, ConditionsClass]
    full_day: FullDay
    membership: Membership = field(default_factory=Membership)
    radiation: Radiation | None = None
    special_work: SpecialWork | None = None
    is_chemical_production: bool = False


@dataclass(frozen=True, slots=True)
class Judgement:
    """The content of a certification card."""

    lines: tuple[Line, ...]
    sums: tuple[tuple[str, Verdict], ...]
    factors: Mapping[Factor, Verdict]
    overall: Verdict
    overall_without_shift_work: Verdict
    entitlements: tuple[Entitlement, ...]
    norms_on: dt.date
    norms_fingerprint: str
    radiation: RadiationVerdict | None = None
    load: tuple[LoadVerdict, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the judgement as plain JSON data, every verdict with its trace."""
        radiation = self.radiation.lines if self.radiation else ()
        return {
            "on": self.norms_on.isoformat(),
            "lines": [
                {"factor": line.reading.factor.value, "title": line.reading.title, **line.verdict.as_json()}
                for line in self.lines
            ],
            "sums": [{"title": title, **verdict.as_json()} for title, verdict in self.sums],
            "radiation": [{"code": item.code, **verdict.as_json()} for item, verdict in radiation],
            "load": [{"indicator": found.indicator.value, **found.verdict.as_json()} for found in self.load],
            "factors": {factor.value: verdict.as_json() for factor, verdict in self.factors.items()},
            "overall": self.overall.as_json(),
            "overall_without_shift_work": self.overall_without_shift_work.as_json(),
            "entitlements": [right.as_json() for right in self.entitlements],
            "norms_fingerprint": self.norms_fingerprint,
        }


Combine = Callable[..., Verdict]
_COMBINERS: dict[Factor, Combine] = {
    Factor.BIOLOGICAL: combine_biological,
    Factor.DUST: combine_dusts,
    Factor.FIELDS: combine_fields,
    Factor.MICROCLIMATE: combine_microclimate,
    Factor.LIGHTING: combine_lighting,
}


def judge_workplace(evidence: Evidence, on: dt.date, settings: Interpretations = DEFAULTS) -> Judgement:
    """Return the judgement of a workplace under the norms of the day ``on``.

    Raises ``BadInput`` or ``NoClassDefined`` where the evidence cannot be judged.
    """
    lines = tuple(Line(reading, reading.verdict(on, settings, evidence.readings)) for reading in evidence.readings)
    air = sums_of_air(lines, on, settings, is_chemical_production=evidence.is_chemical_production)
    radiation = classify_radiation_work(evidence.radiation, on, settings) if evidence.radiation else None
    factors: dict[Factor, Verdict] = {}
    for factor in Factor:
        if factor is Factor.CHEMICAL:
            found = chemical_verdict(lines, air, on)
        elif factor is Factor.IONISING:
            found = radiation.verdict if radiation else None
        else:
            found = _factor_verdict(factor, lines, on, settings)
        if found:
            factors[factor] = found
    if evidence.load:
        factors[Factor.PHYSICAL_LOAD] = combine_load(evidence.load, on, settings)
    without_shift = dict(factors)
    strain = _strain(evidence, on)
    if strain:
        factors[Factor.MENTAL_STRAIN], without_shift[Factor.MENTAL_STRAIN] = strain
    overall = overall_class(_classes(factors), on)
    surcharge = overall_class(_classes(without_shift), on)
    rights = entitlements(
        overall.conditions_class,
        surcharge.conditions_class,
        evidence.membership,
        is_full_day=evidence.full_day.is_full,
        on=on,
    )
    sums = tuple((found.title, found.verdict) for found in air)
    load = tuple(evidence.load)
    return Judgement(lines, sums, factors, overall, surcharge, rights, on, fingerprint(), radiation, load)


def _classes(factors: Mapping[Factor, Verdict]) -> dict[Factor, ConditionsClass]:
    return {factor: verdict.conditions_class for factor, verdict in factors.items()}


def _factor_verdict(factor: Factor, lines: Sequence[Line], on: dt.date, settings: Interpretations) -> Verdict | None:
    own = [(line.reading.title, line.verdict) for line in lines if line.reading.factor is factor]
    if factor is Factor.BIOLOGICAL:
        own += producer_verdicts(lines, on, settings)
    if not own:
        return None
    combine = _COMBINERS.get(factor)
    if combine is None:
        return max((verdict for _, verdict in own), key=lambda verdict: verdict.conditions_class)
    return combine([verdict.conditions_class for _, verdict in own], on, of=[title for title, _ in own])


def _strain(evidence: Evidence, on: dt.date) -> tuple[Verdict, Verdict] | None:
    """Class of mental strain, with and without shift work: of the special work, else of 19 indicators."""
    if evidence.special_work:
        work = evidence.special_work
        special = classify_special_work(work.kind, work.exposure, on)
        if special:
            return special, special
        if not evidence.strain:
            raise BadInput("strain", "доля времени ниже порога п. 83: нужны оценки всех 19 показателей")
    if not evidence.strain:
        return None
    return combine_strain(evidence.strain, on), combine_strain(evidence.strain, on, count_shift_work=False)
