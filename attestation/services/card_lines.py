"""The rows of a card: what points 2 to 6 say, from the judgement and the papers behind it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

from attestation.evidence import GatheredEvidence
from attestation.models import CardFactor, CardLine, CardLoadLine, CardStrainLine, CertificationCard, Entitlement
from measurements.evidence import ion_limits
from measurements.models import MeasurementResult
from norms.averages import equivalent_level, highest_limit
from norms.overall import Factor
from norms.physical_load import LoadVerdict
from norms.quantities import Exposure, plain, round_half_up
from norms.readings import Method, Reading
from norms.trace import Verdict
from norms.workplace import Judgement


def card_rows_write(card: CertificationCard, found: GatheredEvidence, judgement: Judgement) -> None:
    """Write points 2 to 6 of a card anew: lines, factors, load, strain, rights. The caller journals."""
    for name in card.PARTS:
        getattr(card, name).all().delete()
    owner: dict[str, Any] = {"employer_id": card.employer_id, "card": card}
    CardLine.objects.bulk_create([*_lines(owner, found, judgement)])
    CardFactor.objects.bulk_create(
        CardFactor(
            **owner,
            place=place,
            factor=factor.name,
            conditions_class=verdict.conditions_class.value,
            trace=trace_json(verdict.trace),
        )
        for place, (factor, verdict) in enumerate(judgement.factors.items())
    )
    CardLoadLine.objects.bulk_create(_load_line(owner, place, load) for place, load in enumerate(found.load_verdicts))
    CardStrainLine.objects.bulk_create(
        CardStrainLine(
            **owner,
            place=place,
            indicator=row.indicator,
            characteristic=row.characteristic,
            conditions_class=row.conditions_class,
        )
        for place, row in enumerate(found.strain.values.all() if found.strain else ())
    )
    Entitlement.objects.bulk_create(
        Entitlement(
            **owner,
            place=place,
            right=right.right.value,
            outcome=right.outcome.value,
            value=right.value,
            reason=right.reason,
            trace=trace_json(right.trace),
        )
        for place, right in enumerate(judgement.entitlements)
    )


def _lines(owner: dict[str, Any], found: GatheredEvidence, judgement: Judgement) -> list[CardLine]:
    order = {factor: place for place, factor in enumerate(Factor)}
    pairs = sorted(zip(judgement.lines, found.sources, strict=True), key=lambda pair: order[pair[0].reading.factor])
    lines = [_line(owner, found, judgement.norms_on, line.reading, line.verdict, source) for line, source in pairs]
    lines += [_sum_line(owner, title, verdict) for title, verdict in judgement.sums]
    if judgement.radiation and found.evidence and found.evidence.radiation:
        time = found.evidence.radiation.exposure
        pairs_of_table = zip(found.radiation_results, judgement.radiation.lines, strict=True)
        lines += [_radiation_line(owner, found, time, result, line) for result, (_row, line) in pairs_of_table]
    lines.sort(key=lambda line: order[Factor[line.factor]])
    for place, line in enumerate(lines):
        line.place = place
    return lines


def _line(
    owner: dict[str, Any],
    found: GatheredEvidence,
    on: dt.date,
    reading: Reading,
    verdict: Verdict,
    source: MeasurementResult | None,
) -> CardLine:
    return CardLine(
        **owner,
        factor=reading.factor.name,
        method=reading.method.name,
        title=reading.title,
        protocol=source.protocol if source else None,
        unit=source.unit if source else "",
        limit_text=_limit_text(reading, on),
        value_text=_fact_text(reading, on),
        base_class=verdict.base.value,
        exposure_minutes=found.mean(reading.exposure.minutes),
        exposure_percent=_number(plain(reading.exposure.percent)),
        conditions_class=verdict.conditions_class.value,
        trace=trace_json(verdict.trace),
    )


def _radiation_line(
    owner: dict[str, Any], found: GatheredEvidence, time: Exposure, result: MeasurementResult, verdict: Verdict
) -> CardLine:
    """A row of table 7; time counts for all of them together, in the class of the factor (№ 35, п. 45)."""
    return CardLine(
        **owner,
        factor=Factor.IONISING.name,
        method=result.method,
        title=f"{result.indicator.name} ({result.row})",
        protocol=result.protocol,
        unit=result.unit,
        limit_text=_decimal(result.limit),
        value_text=_decimal(result.value),
        base_class=verdict.base.value,
        exposure_minutes=found.mean(time.minutes),
        exposure_percent=_number(plain(time.percent)),
        conditions_class=verdict.conditions_class.value,
        trace=trace_json(verdict.trace),
    )


def _decimal(value: Decimal | None) -> str:
    return "" if value is None else _number(plain(value))


def _sum_line(owner: dict[str, Any], title: str, verdict: Verdict) -> CardLine:
    """The sum of ratios stands in графа 4 (№ 35, п. 18)."""
    total = next(step for step in verdict.trace if step.op == "sum")
    shown = round_half_up(Decimal(total.output), 2)
    return CardLine(
        **owner,
        factor=Factor.CHEMICAL.name,
        method="SUM",
        title=f"{title}, сумма отношений к ПДК",
        limit_text="1",
        value_text=_number(plain(shown)),
        base_class=verdict.base.value,
        conditions_class=verdict.conditions_class.value,
        trace=trace_json(verdict.trace),
    )


def _load_line(owner: dict[str, Any], place: int, load: LoadVerdict) -> CardLoadLine:
    return CardLoadLine(
        **owner,
        place=place,
        indicator=load.indicator.value,
        limit_text=load.printed_norm,
        value_text=_number(plain(round_half_up(load.value, 2))),
        conditions_class=load.verdict.conditions_class.value,
        trace=trace_json(load.verdict.trace),
    )


def _fact_text(reading: Reading, on: dt.date) -> str:
    """Графа 4: what was measured; of several zones the equivalent level, of a sample the mean, of ions both counts."""
    if reading.zones:
        return _number(plain(round_half_up(equivalent_level(reading.zones, on).value, 1)))
    if reading.method is Method.AIR_IONS:
        return f"+{_number(reading.value)}; −{_number(reading.negative)}"
    if reading.sample:
        return _number(plain(round_half_up(Decimal(reading.averaged(on).value), 2)))
    return _number(reading.value)


def _limit_text(reading: Reading, on: dt.date) -> str:
    if reading.zones:
        return _number(plain(highest_limit(reading.zones, on).value))
    if reading.method is Method.AIR_IONS:
        positive, negative = ion_limits(on)
        return f"+{positive}; −{negative}"
    if reading.method is Method.RADIATION_OPEN and not reading.limit:
        return "140"
    low, high = _number(reading.limit_low), _number(reading.limit)
    return f"{low}–{high}" if low else high


def _number(text: str) -> str:
    return text.replace(".", ",")


def trace_json(steps: Any) -> list[dict[str, Any]]:
    """Return the steps of a trace as the card keeps them."""
    return [step.as_json() for step in steps]
