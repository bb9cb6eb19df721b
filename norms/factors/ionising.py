"""Ionising radiation: № 35, глава 8, приложение 1, таблица 7."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from norms.classes import ConditionsClass
from norms.combine import take_highest
from norms.errors import BadInput, NoClassDefined
from norms.exposure import with_exposure, without_exposure
from norms.library import norm
from norms.quantities import Exposure, decimal_of, non_negative, plain, positive
from norms.settings import DEFAULTS, Interpretations, OpenSourceDoseRate
from norms.trace import Step, Verdict, step


@dataclass(frozen=True, slots=True)
class RadiationIndicator:
    """One row of table 7: its number («3.3», «2.2-portable»), the value in the row's unit, for dose
    rows the permissible value ДМД, ДПП or ДОА, and the class that a person chose where several
    columns print the same condition (empty: the class of the source's characteristic)."""

    code: str
    value: str
    limit: str = ""
    assessed_as: ConditionsClass | None = None


@dataclass(frozen=True, slots=True)
class Radiation:
    """Work with sources of ionising radiation at one workplace.

    ``exposure`` is the time of work directly with the sources. ``works_with_sources`` is false for
    staff that only stays in the zone of radiation (п. 44). ``in_zone_whole_shift``: the rest of the
    shift passes in conditions of radiation too (п. 62).
    """

    indicators: Sequence[RadiationIndicator]
    exposure: Exposure
    works_with_sources: bool = True
    in_zone_whole_shift: bool = False


@dataclass(frozen=True, slots=True)
class RadiationVerdict:
    """Class of each indicator without time (графа 5) and of the factor (графа 7)."""

    lines: tuple[tuple[RadiationIndicator, Verdict], ...]
    verdict: Verdict


def classify_radiation_work(
    radiation: Radiation, on: dt.date, settings: Interpretations = DEFAULTS
) -> RadiationVerdict:
    """Class of the factor «ионизирующее излучение» (№ 35, п. 40–62).

    Indicators are combined (п. 53, 54), then time counts (п. 45, 55.5); where п. 62 applies, each
    indicator goes one class down, not below 3.1, and nothing is summed. A dose above the
    permissible one stays class 4 there: it is no matter of the time at the source.
    """
    if not radiation.indicators:
        raise BadInput("indicators", "не указан ни один показатель таблицы 7")
    sources = norm("ionising.sources", on).table
    own = [(item.code, _by_source(item, radiation, on)) for item in radiation.indicators if item.code in sources]
    found_by_source = [(code, ConditionsClass(found.output)) for code, found in own]
    lines = []
    for item in radiation.indicators:
        if item.code in sources:
            found = _by_source(item, radiation, on)
        else:
            found = _by_dose(item, radiation, found_by_source, on, settings)
        conditions_class = ConditionsClass(found.output)
        lines.append((item, Verdict(conditions_class, conditions_class, (found,))))
    classes = [verdict.conditions_class for _, verdict in lines]
    codes = [item.code for item in radiation.indicators]
    partly = decimal_of(norm("ionising.partly_in_zone", on).table["share"])
    steps = tuple(step for _, verdict in lines for step in verdict.trace)
    if radiation.in_zone_whole_shift and not radiation.exposure.at_least(partly):
        lowered = _one_class_lower(classes, codes, radiation.exposure, on)
        return RadiationVerdict(tuple(lines), without_exposure(lowered.conditions_class, (*steps, *lowered.trace)))
    combined = combine_radiation(classes, on, of=codes)
    trace = (*steps, *combined.trace)
    return RadiationVerdict(tuple(lines), with_exposure(combined.conditions_class, trace, radiation.exposure, on))


def _by_source(item: RadiationIndicator, radiation: Radiation, on: dt.date) -> Step:
    """Characteristic of the source, from its documents (п. 59–61)."""
    if not radiation.works_with_sources:
        raise BadInput(item.code, "характеристика источника оценивается только для работающих с ИИИ")
    row = norm("ionising.sources", on).table[item.code]
    if "categories" in row:
        rule = norm("ionising.sources", on)
        if item.value not in row["categories"]:
            raise BadInput(item.code, f"выберите из {', '.join(row['categories'])}")
        return step("assigned", row["categories"][item.value], rule, title=row["title"], row=item.code, key=item.value)
    scale = norm(f"ionising.{item.code}", on)
    measured = non_negative(item.value, item.code)
    found = scale.classify(measured)
    return step("scale", found, scale, value=plain(measured), scale=scale.scale.as_text(), title=scale.title)


def _by_dose(
    item: RadiationIndicator,
    radiation: Radiation,
    sources: Sequence[tuple[str, ConditionsClass]],
    on: dt.date,
    settings: Interpretations,
) -> Step:
    """Measured rows: within the permissible value the class is that of the source (п. 52)."""
    rule = norm("ionising.doses", on)
    if item.code not in rule.table:
        raise BadInput(item.code, "нет такой строки в таблице 7")
    row = rule.table[item.code]
    if not item.limit:
        raise BadInput(item.code, "укажите допустимую величину (ДМД, ДПП или ДОА)")
    measured, permitted = non_negative(item.value, item.code), positive(item.limit, item.code)
    given = {"code": item.code, "title": row["title"], "value": plain(measured), "limit": plain(permitted)}
    if measured > permitted:
        return _above(row, given, measured, permitted, rule, settings)
    if not radiation.works_with_sources:
        if not row["zone"]:
            raise BadInput(item.code, "для находящихся в зоне воздействия ИИИ строка класса не даёт")
        return step("dose", row["zone"], rule, note="0030", **given, chosen="zone")
    found = item.assessed_as or _class_of_source(item.code, sources)
    if found.value not in row["classes"]:
        raise BadInput(item.code, f"класс {found} для строки не предусмотрен: {', '.join(row['classes'])}")
    chosen = "person" if item.assessed_as else "source"
    return step("dose", found, rule, note="0030", **given, chosen=chosen)


def _class_of_source(code: str, sources: Sequence[tuple[str, ConditionsClass]]) -> ConditionsClass:
    kind = code.rpartition(".")[0]
    classes = [found for other, found in sources if other.rpartition(".")[0] == kind]
    if not classes:
        raise BadInput(code, "графы 3.1–3.3 печатают одно условие: укажите характеристику источника или класс")
    return max(classes)


def _above(
    row: Mapping[str, Any],
    given: Mapping[str, str],
    measured: Decimal,
    permitted: Decimal,
    rule: Any,
    settings: Interpretations,
) -> Step:
    """Above the permissible value: class 4, in row 1.1 only above 1700 of it as printed."""
    if not row["over"]:
        raise NoClassDefined(rule.key, f"{given['code']}: {plain(measured)}", rule.citation)
    mark: dict[str, Any] = {}
    if "times" in row:
        mark = settings.mark("open_source_dose_rate")
        printed = settings.open_source_dose_rate is OpenSourceDoseRate.AS_PRINTED
        if printed and measured <= permitted * decimal_of(row["times"]):
            raise NoClassDefined(rule.key, f"{given['code']}: {plain(measured)}", rule.citation)
    return step("dose", row["over"], rule, note="0030", **given, chosen="over", **mark)


def combine_radiation(classes: Sequence[ConditionsClass], on: dt.date, *, of: Sequence[str] = ()) -> Verdict:
    """Class of several indicators: two and more of 3.2 give 3.3, of 3.3 give 3.4; 3.3 and 3.4
    together, or two of 3.4, give 4 (№ 35, п. 53, 54; docs/interpretations/0030-ionising.md)."""
    rule = norm("ionising.combination", on)
    found = take_highest(classes, rule).conditions_class
    for code, gives in rule.table["same"].items():
        if classes.count(ConditionsClass(code)) >= int(rule.table["count"]):
            found = max(found, ConditionsClass(gives))
    mixed = [ConditionsClass(code) for code in rule.table["mixed"]["classes"]]
    if max(mixed) in classes and sum(classes.count(c) for c in mixed) >= int(rule.table["count"]):
        found = max(found, ConditionsClass(rule.table["mixed"]["gives"]))
    given = [c.value for c in classes]
    reason = step("ionising_count", found, rule, note="0030", classes=given, of=list(of), rule=dict(rule.table))
    return Verdict(found, found, (reason,))


def _one_class_lower(
    classes: Sequence[ConditionsClass], codes: Sequence[str], exposure: Exposure, on: dt.date
) -> Verdict:
    rule = norm("ionising.partly_in_zone", on)
    floor = ConditionsClass(rule.table["floor"])
    exceeded = ConditionsClass.DANGEROUS
    lowered = [found if found is exceeded else found.lowered(1, floor) for found in classes]
    found = max(lowered)
    reason = step(
        "one_class_lower",
        found,
        rule,
        classes=[c.value for c in classes],
        of=list(codes),
        floor=floor.value,
        percent=rule.table["share"],
        minutes=plain(exposure.minutes),
        of_minutes=plain(exposure.of),
    )
    return without_exposure(found, (reason,))
