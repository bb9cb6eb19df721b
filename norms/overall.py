"""Overall class of a workplace (общая оценка условий труда): № 35, глава 14, п. 85–86."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum

from norms.classes import ConditionsClass
from norms.combine import raise_by_count
from norms.errors import BadInput
from norms.library import norm
from norms.trace import Verdict


class Factor(Enum):
    """The fifteen lines of point 5 of the card, 5.1 to 5.15."""

    CHEMICAL = "5.1"
    BIOLOGICAL = "5.2"
    DUST = "5.3"
    NOISE = "5.4"
    INFRASOUND = "5.5"
    ULTRASOUND = "5.6"
    GENERAL_VIBRATION = "5.7"
    LOCAL_VIBRATION = "5.8"
    FIELDS = "5.9"
    IONISING = "5.10"
    MICROCLIMATE = "5.11"
    LIGHTING = "5.12"
    AIR_IONS = "5.13"
    PHYSICAL_LOAD = "5.14"
    MENTAL_STRAIN = "5.15"

    @property
    def card_line(self) -> str:
        """The line of point 2 of the card («2.4» for noise); points 3 and 4 for the last two."""
        number = int(self.value.partition(".")[2])
        return f"2.{number}" if number <= 13 else str(number - 11)


def overall_class(factors: Mapping[Factor, ConditionsClass], on: dt.date) -> Verdict:
    """Overall class from the classes of the factors that are present (№ 35, п. 85–86).

    The highest; three and more of 3.1 give 3.2; two and more of 3.2, 3.3 or 3.4 give one degree
    more; without cascade: a class won by counting is not counted again.
    """
    if not factors:
        raise BadInput("factors", "не оценён ни один фактор")
    present = [factor for factor in Factor if factor in factors]
    classes = [factors[factor] for factor in present]
    return raise_by_count(classes, norm("overall.combination", on), of=[factor.value for factor in present])
