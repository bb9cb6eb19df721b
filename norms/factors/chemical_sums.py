"""Substances that act together: sums of ratios (№ 35, п. 18, 18-1) and complexes (п. 22, ч. 3).

Which substances act in one direction is data: приложение 3 of № 211, приложение 7 of № 35, and
the coefficient of formaldehyde and styrene of № 37.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from typing import Any

from norms.classes import ConditionsClass
from norms.errors import BadInput
from norms.exposure import with_exposure
from norms.factors.chemical import Effect, classify_ratio
from norms.factors.substances import SubstanceKey, key_of
from norms.library import norm, norm_if_any
from norms.model import NormValue
from norms.quantities import Exposure, decimal_from, non_negative, plain, positive, short, shortest
from norms.settings import DEFAULTS, FormaldehydeAndStyrene, Interpretations, SumAboveOne, SummedEffects
from norms.trace import Step, Verdict, step

_PAIR = {"formaldehyde", "styrene"}


class ChemicalGroup(Enum):
    """Families of приложение 3 of № 211 and приложение 7 of № 35 that no list names one by one."""

    NARCOTIC = "NARCOTIC"
    REPRODUCTIVE = "REPRODUCTIVE"
    AMINO = "AMINO"
    NITRO = "NITRO"
    CHLORINATED = "CHLORINATED"
    BROMINATED = "BROMINATED"
    ALCOHOL = "ALCOHOL"
    ALKALI = "ALKALI"
    AROMATIC = "AROMATIC"
    SATURATED_HYDROCARBON = "SATURATED_HYDROCARBON"


@dataclass(frozen=True, slots=True)
class Presence:
    """A substance in the air of one zone: concentration and limit in mg/m³, and how it acts."""

    name: str
    value: Decimal
    limit: Decimal
    exposure: Exposure
    cas: str = ""
    effects: tuple[Effect, ...] = ()
    groups: tuple[ChemicalGroup, ...] = ()
    zone: str = ""
    key: SubstanceKey = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", key_of(self.name, self.cas))

    @property
    def ratio(self) -> Fraction:
        """Concentration over limit, exact."""
        return Fraction(self.value) / Fraction(self.limit)


@dataclass(frozen=True, slots=True)
class Sum:
    """Substances assessed together, and what came out."""

    title: str
    members: frozenset[str]
    verdict: Verdict


def classify_sum(
    parts: Sequence[tuple[str, Decimal, Decimal]],
    exposure: Exposure,
    on: dt.date,
    *,
    weights: Mapping[str, Decimal] | None = None,
    settings: Interpretations = DEFAULTS,
    limit_rule: str = "chemical.sum_limit",
    scale: str = "chemical.general.max_single",
) -> Verdict:
    """Class of substances of one-directional action, each within its limit (№ 35, п. 18).

    ``parts`` holds (name, concentration, limit). The sum of ratios above one is assessed by the
    first row of table 1; a substance above its own limit does not enter the sum (``BadInput``).
    ``weights`` multiplies ratios by name: see docs/interpretations/0035-formaldehyde-styrene.md.
    Micro-organisms have their own ``limit_rule`` and ``scale`` (п. 26).
    """
    for _, value, limit in parts:
        non_negative(value, "parts"), positive(limit, "parts")
    if any(value > limit for _, value, limit in parts):
        raise BadInput("parts", "суммируются только вещества, не превышающие ПДК (п. 18)")
    rule, weighing = norm(limit_rule, on), weights or {}
    exact = sum((Fraction(v) / Fraction(lim) * Fraction(weighing.get(name, 1)) for name, v, lim in parts), Fraction(0))
    total = decimal_from(exact)
    trace = [step("sum", plain(short(total)), rule, parts=[_part_json(part, weighing) for part in parts])]
    if total <= rule.number:
        found = ConditionsClass.PERMISSIBLE
        trace.append(step("within", found, rule, value=plain(short(total)), limit=plain(rule.number)))
        return with_exposure(found, tuple(trace), exposure, on)
    found, steps = classify_ratio(total, scale, on)
    trace.extend(steps)
    if not found.is_harmful:
        found, reading = _just_above_one(found, rule, settings)
        trace.append(reading)
    return with_exposure(found, tuple(trace), exposure, on)


def _part_json(part: tuple[str, Decimal, Decimal], weights: Mapping[str, Decimal]) -> dict[str, str]:
    name, value, limit = part
    shown = {"name": name, "value": plain(value), "limit": plain(limit)}
    return {**shown, "weight": plain(short(weights[name]))} if name in weights else shown


def _just_above_one(found: ConditionsClass, rule: NormValue, settings: Interpretations) -> tuple[ConditionsClass, Step]:
    if settings.sum_above_one is SumAboveOne.HARMFUL:
        found = ConditionsClass.HARMFUL_1
    return found, step("above_one", found, rule, note="0022", **settings.mark("sum_above_one"))


def find_sums(presences: Sequence[Presence], on: dt.date, settings: Interpretations = DEFAULTS) -> tuple[Sum, ...]:
    """Every sum that the substances of a workplace make, zone by zone (№ 35, п. 18, 18-1).

    Only substances within their limits are summed, each once, by its higher ratio.
    """
    found: list[Sum] = []
    for zone in dict.fromkeys(presence.zone for presence in presences):
        present = _once([p for p in presences if p.zone == zone and p.value <= p.limit])
        in_zone: list[Sum] = []
        for title, group in _groups(present, on, settings):
            if not any(known.members >= {p.key.text for p in group} for known in in_zone):
                in_zone.append(_best_sum(title, group, on, settings))
        found += in_zone
    return tuple(found)


def _once(presences: Sequence[Presence]) -> list[Presence]:
    """One presence a substance: the one with the higher ratio (максимально разовая or среднесменная)."""
    best: dict[str, Presence] = {}
    for presence in presences:
        known = best.get(presence.key.text)
        if known is None or presence.ratio > known.ratio:
            best[presence.key.text] = presence
    return list(best.values())


def _groups(present: Sequence[Presence], on: dt.date, settings: Interpretations) -> list[tuple[str, list[Presence]]]:
    """Groups of two and more substances that act in one direction, the largest first."""
    least = int(norm("chemical.sum_from", on).number)
    keys = {p.key.text for p in present}
    rows: list[Mapping[str, Any]] = [*norm("chemical.one_directional", on).items]
    if settings.summed_effects is SummedEffects.AS_37:
        rule = norm_if_any("chemical.one_directional_37", on)
        rows += rule.items if rule else ()
    if norm_if_any("chemical.formaldehyde_styrene", on) and keys >= _PAIR:
        rows.append({"title": "Формальдегид и стирол", "substances": _PAIR})
    rows += norm("chemical.combinations", on).items
    groups = [
        (row["title"], [p for p in present if _belongs(p, row)])
        for row in rows
        if "needs" not in row or row["needs"] in keys
    ]
    return sorted((g for g in groups if len(g[1]) >= least), key=lambda group: -len(group[1]))


def _belongs(presence: Presence, row: Mapping[str, Any]) -> bool:
    return (
        any(effect.value in row.get("effects", ()) for effect in presence.effects)
        or any(group.value in row.get("groups", ()) for group in presence.groups)
        or presence.key.text in row.get("substances", ())
    )


def _best_sum(title: str, group: Sequence[Presence], on: dt.date, settings: Interpretations) -> Sum:
    """The highest class that the group or its longest-acting part gives.

    Substances act together only as long as the shortest of them; a part of the group without its
    briefest member may act longer (docs/interpretations/0024-counted-once.md).
    """
    least = int(norm("chemical.sum_from", on).number)
    verdicts = []
    for share in sorted({p.exposure.share for p in group}):
        acting = [p for p in group if p.exposure.share >= share]
        if len(acting) >= least:
            verdicts.append(sum_of(acting, on, settings))
    best = max(verdicts, key=lambda verdict: verdict.conditions_class)
    return Sum(title, frozenset(p.key.text for p in group), best)


def sum_of(acting: Sequence[Presence], on: dt.date, settings: Interpretations = DEFAULTS) -> Verdict:
    """Class of substances that act together as long as the briefest of them, formaldehyde and
    styrene with the coefficient of № 37 (№ 35, п. 18)."""
    parts = [(p.name, p.value, p.limit) for p in acting]
    time = shortest([p.exposure for p in acting])
    weights = _weights(acting, on, settings)
    found = classify_sum(parts, time, on, weights=weights, settings=settings)
    if not weights:
        return found
    rule = norm("chemical.formaldehyde_styrene", on)
    first = step("coefficient", rule.value, rule, note="0035", **settings.mark("formaldehyde_and_styrene"))
    return Verdict(found.conditions_class, found.base, (first, *found.trace))


def _weights(group: Sequence[Presence], on: dt.date, settings: Interpretations) -> dict[str, Decimal]:
    """Weights of formaldehyde and styrene where both are in the group (№ 37, п. 3)."""
    pair = [p for p in group if p.key.text in _PAIR]
    rule = norm_if_any("chemical.formaldehyde_styrene", on)
    if len(pair) < 2 or rule is None:
        return {}
    multiplies = settings.formaldehyde_and_styrene is FormaldehydeAndStyrene.MULTIPLIES
    return {p.name: rule.number if multiplies else 1 / rule.number for p in pair}


def find_complex(presences: Sequence[Presence], on: dt.date) -> Sum | None:
    """The complex of приложение 7 that acts longest in chemical and oil-refining production (п. 22, ч. 3).

    All members present and none above its limit: class 3.1, with time. ``None`` where there is no complex.
    """
    rule = norm_if_any("chemical.complexes", on)
    if rule is None:
        return None
    present = [p for p in presences if 0 < p.value <= p.limit]
    found: list[tuple[Fraction, Mapping[str, Any], list[Presence]]] = []
    for row in rule.items:
        members = [_members(present, member) for member in row["members"]]
        if all(members):
            acting = [max(choice, key=lambda p: p.exposure.share) for choice in members]
            found.append((min(p.exposure.share for p in acting), row, acting))
    if not found:
        return None
    _, row, acting = max(found, key=lambda item: item[0])
    gives = ConditionsClass(norm("chemical.complex_class", on).text)
    title = f"Комплекс №\u00a0{row['number']} приложения 7: {row['title']}"
    first = step("complex", gives, rule, note="0037", number=row["number"], members=[p.name for p in acting])
    verdict = with_exposure(gives, (first,), shortest([p.exposure for p in acting]), on)
    return Sum(title, frozenset(p.key.text for p in acting), verdict)


def _members(present: Sequence[Presence], member: str) -> list[Presence]:
    return [p for p in present if p.key.text == member or any(g.value == member for g in p.groups)]
