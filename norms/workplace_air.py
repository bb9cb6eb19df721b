"""What the air of a workplace adds up to: sums of substances, complexes, micro-organisms together.

One substance is counted once however many zones and limits it was measured against, and sums that
share a substance are not counted beside each other: docs/interpretations/0024-counted-once.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from norms.classes import ConditionsClass
from norms.factors.biological import classify_producer_sum, combine_producers
from norms.factors.chemical import Effect, combine_substances
from norms.factors.chemical_sums import Presence, Sum, find_complex, find_sums
from norms.factors.substances import key_of
from norms.library import norm
from norms.overall import Factor
from norms.quantities import non_negative, positive, shortest
from norms.readings import Method, Reading
from norms.settings import Interpretations
from norms.trace import Verdict


@dataclass(frozen=True, slots=True)
class Line:
    """One line of point 2 of the card: the reading and its verdict (графы 5 and 7)."""

    reading: Reading
    verdict: Verdict


def sums_of_air(
    lines: Sequence[Line], on: dt.date, settings: Interpretations, *, is_chemical_production: bool
) -> tuple[Sum, ...]:
    """Sums of substances of one-directional action and, in chemical production, the complex (п. 18, 22)."""
    substances = [line.reading.averaged(on) for line in lines if line.reading.method is Method.SUBSTANCE]
    dusts = [line.reading.averaged(on) for line in lines if line.reading.method is Method.DUST]
    # Dust enters a sum only where приложение 3 of № 211 names it (quartz, cement).
    known_dusts = [reading for reading in dusts if key_of(_name(reading), reading.cas).is_known]
    sums = find_sums([_presence(reading) for reading in (*substances, *known_dusts)], on, settings)
    if is_chemical_production:
        found = find_complex([_presence(reading) for reading in substances], on)
        return (*sums, found) if found else sums
    return sums


def _name(reading: Reading) -> str:
    return reading.substance or reading.title


def _presence(reading: Reading) -> Presence:
    return Presence(
        name=_name(reading),
        value=non_negative(reading.value, "value"),
        limit=positive(reading.limit, "limit"),
        exposure=reading.exposure,
        cas=reading.cas,
        effects=reading.effects if reading.method is Method.SUBSTANCE else (),
        groups=reading.groups,
        zone=reading.zone,
    )


def chemical_verdict(lines: Sequence[Line], sums: Sequence[Sum], on: dt.date) -> Verdict | None:
    """Class of the chemical factor: its substances, each once, and its sums (№ 35, п. 23, 24)."""
    counted: dict[str, tuple[str, ConditionsClass]] = {}
    for line in lines:
        reading, found = line.reading, line.verdict.conditions_class
        if reading.factor is Factor.CHEMICAL:
            key = key_of(_name(reading), reading.cas).text
            if key not in counted or found > counted[key][1]:
                counted[key] = (_name(reading), found)
    parts = [*counted.values(), *((found.title, found.verdict.conditions_class) for found in _disjoint(sums))]
    if not parts:
        return None
    return combine_substances([found for _, found in parts], on, of=[name for name, _ in parts])


def _disjoint(sums: Sequence[Sum]) -> list[Sum]:
    """The highest sums, leaving out those that share a substance with a higher one."""
    kept: list[Sum] = []
    for candidate in sorted(sums, key=lambda found: found.verdict.conditions_class, reverse=True):
        if not any(candidate.members & other.members for other in kept):
            kept.append(candidate)
    return kept


def producer_verdicts(lines: Sequence[Line], on: dt.date, settings: Interpretations) -> list[tuple[str, Verdict]]:
    """What several micro-organisms with limits add: their number, and allergens below the limit (п. 26)."""
    own = [line for line in lines if line.reading.method is Method.PRODUCER]
    if len(own) < 2:
        return []
    best: dict[str, Line] = {}
    for line in own:
        key = key_of(_name(line.reading)).text
        if key not in best or line.verdict.conditions_class > best[key].verdict.conditions_class:
            best[key] = line
    names = [_name(line.reading) for line in best.values()]
    counted = combine_producers([line.verdict.conditions_class for line in best.values()], on, of=names)
    found = [("Микроорганизмы в совокупности", counted)]
    allergens = [
        r
        for r in (line.reading.averaged(on) for line in best.values())
        if Effect.ALLERGEN in r.effects and r.is_within_limit
    ]
    if len(allergens) >= int(norm("chemical.sum_from", on).number):
        parts = [(_name(r), non_negative(r.value, "value"), positive(r.limit, "limit")) for r in allergens]
        time = shortest([r.exposure for r in allergens])
        found.append(("Микроорганизмы аллергенного действия", classify_producer_sum(parts, time, on, settings)))
    return found
