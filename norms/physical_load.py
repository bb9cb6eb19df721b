"""Physical load (тяжесть трудового процесса): № 35, глава 12, приложение 1, таблица 10."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import raise_by_count, take_highest
from norms.errors import BadInput
from norms.library import norm
from norms.model import NormValue
from norms.quantities import non_negative, plain, positive, short
from norms.settings import DEFAULTS, Interpretations, LoadCounting, PoseEdge
from norms.trace import Step, Verdict, step


class Sex(Enum):
    """Sex of the worker: table 10 has other limits for women."""

    MALE = "м"
    FEMALE = "ж"


class LoadIndicator(Enum):
    """Rows of table 10 under the numbers of point 3 of the card."""

    REGIONAL_TO_1_M = "3.1.1"
    GENERAL_1_TO_5_M = "3.1.2-near"
    GENERAL_OVER_5_M = "3.1.2-far"
    LIFT_ALTERNATING = "3.2.1"
    LIFT_CONSTANT = "3.2.2"
    HOURLY_FROM_SURFACE = "3.2.3-surface"
    HOURLY_FROM_FLOOR = "3.2.3-floor"
    LOCAL_MOVES_KEYBOARD = "3.3.1-keyboard"
    LOCAL_MOVES = "3.3.1"
    REGIONAL_MOVES = "3.3.2"
    STATIC_ONE_HAND = "3.4.1"
    STATIC_TWO_HANDS = "3.4.2"
    STATIC_BODY = "3.4.3"
    POSE_STANDING = "3.5-standing"
    POSE_AWKWARD = "3.5-awkward"
    POSE_FORCED = "3.5-forced"
    BENDS = "3.6"
    WALK_HORIZONTAL = "3.7.1"
    WALK_VERTICAL = "3.7.2"

    @property
    def card_line(self) -> str:
        """The line of the card that the indicator stands in: «3.5» for each of the three poses."""
        return self.value.partition("-")[0]


POSES = (LoadIndicator.POSE_STANDING, LoadIndicator.POSE_AWKWARD, LoadIndicator.POSE_FORCED)


@dataclass(frozen=True, slots=True)
class LoadVerdict:
    """One indicator: its class, its value reduced to 8 hours, and the norm to print (п. 77)."""

    indicator: LoadIndicator
    verdict: Verdict
    value: Decimal
    printed_norm: str


def _scale_for(indicator: LoadIndicator, sex: Sex, on: dt.date) -> NormValue:
    by_sex = indicator.value in norm("load.indicators_by_sex", on).items
    suffix = f".{sex.name.lower()}" if by_sex else ""
    return norm(f"load.{indicator.value}{suffix}", on)


def reduce_to_eight_hours(
    indicator: LoadIndicator, value: Decimal, shift_minutes: Decimal, on: dt.date
) -> tuple[Decimal, tuple[Step, ...]]:
    """Recalculate an amount per shift to a shift of 8 hours: Z8 = Z / T × 8 (№ 35, п. 13, ч. 3).

    Masses of a single load, masses per hour and shares of the shift do not depend on its length.
    """
    rule = norm("load.per_shift_indicators", on)
    base = norm("load.reference_shift_minutes", on).number
    if shift_minutes == base or indicator.value not in rule.items:
        return value, ()
    reduced = value * base / shift_minutes
    return reduced, (
        step(
            "reduce",
            plain(short(reduced)),
            rule,
            value=plain(value),
            shift_minutes=plain(shift_minutes),
            to=plain(base),
        ),
    )


def classify_load(
    indicator: LoadIndicator,
    sex: Sex,
    value: Decimal | int | str,
    on: dt.date,
    *,
    shift_minutes: Decimal | int | str = 480,
    settings: Interpretations = DEFAULTS,
) -> LoadVerdict:
    """Class of one indicator in its unit of table 10 (kg·m, kg, kgf·s, km, number, % of shift).

    Raises ``NoClassDefined`` where the table gives women no class: the load is over the limit
    that the sanitary rules allow, a person decides (docs/interpretations/0006-women-lifting.md).
    """
    measured, steps = reduce_to_eight_hours(
        indicator, non_negative(value, "value"), positive(shift_minutes, "shift_minutes"), on
    )
    scale = _scale_for(indicator, sex, on)
    found = scale.classify(measured)
    last = step(
        "scale",
        found,
        scale,
        value=plain(short(measured) if steps else measured),
        scale=scale.scale.as_text(),
        title=scale.title,
        sex=sex.value,
    )
    trace = (*steps, last)
    if indicator in POSES and (edge := _edge(measured, scale, settings)):
        found, trace = ConditionsClass(edge.output), (*trace, edge)
    exceeded = ConditionsClass.PERMISSIBLE if found.is_harmful else ConditionsClass.OPTIMAL
    return LoadVerdict(indicator, Verdict(found, found, trace), measured, scale.scale.printed(exceeded))


def _edge(measured: Decimal, scale: NormValue, settings: Interpretations) -> Step | None:
    """Table 10 prints the edges 80 % and 10 % of poses in two classes: docs/interpretations/0008-pose-edges.md."""
    brackets = scale.scale.brackets
    lower = next((i for i, b in enumerate(brackets) if b.is_open and b.edge == measured), None)
    if lower is None:
        return None
    chosen = brackets[lower + 1] if settings.pose_edge is PoseEdge.HIGHER else brackets[lower]
    mark = settings.mark("pose_edge")
    return step("edge", chosen.conditions_class, scale, note="0008", value=plain(measured), **mark)


def combine_poses(verdicts: Sequence[LoadVerdict], on: dt.date) -> Verdict:
    """Class of line 3.5: the worst of the poses, one indicator of the card."""
    return _highest_of(verdicts, on, "load.pose_combination")


def _highest_of(verdicts: Sequence[LoadVerdict], on: dt.date, rule: str) -> Verdict:
    classes = [v.verdict.conditions_class for v in verdicts]
    return take_highest(classes, norm(rule, on), of=[v.indicator.value for v in verdicts])


def combine_load(verdicts: Sequence[LoadVerdict], on: dt.date, settings: Interpretations = DEFAULTS) -> Verdict:
    """Class of physical load (№ 35, п. 77): the highest indicator; three and more of 3.1 give 3.2,
    three and more of 3.2 give 3.3; never above 3.3.

    The poses count as one indicator; so may all rows of one line of the card
    (docs/interpretations/0031-load-indicators.md).
    """
    lines: dict[str, list[LoadVerdict]] = {}
    for found in verdicts:
        own_line = found.indicator in POSES or settings.load_counting is LoadCounting.CARD_LINES
        lines.setdefault(found.indicator.card_line if own_line else found.indicator.value, []).append(found)
    if sum(map(len, lines.values())) != len({v.indicator for v in verdicts}):
        raise BadInput("indicators", "показатель тяжести указан дважды")
    classes: list[ConditionsClass] = []
    trace: list[Step] = []
    for rows in lines.values():
        classes.append(max(row.verdict.conditions_class for row in rows))
        if len(rows) > 1:
            is_pose = rows[0].indicator in POSES
            trace += _highest_of(rows, on, "load.pose_combination" if is_pose else "load.line_combination").trace
    total = raise_by_count(classes, norm("load.combination", on), of=list(lines))
    counting = step(
        "counting", str(len(lines)), norm("load.combination", on), note="0031", **settings.mark("load_counting")
    )
    return Verdict(total.conditions_class, total.base, (*trace, counting, *total.trace))
