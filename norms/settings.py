"""Where the act can be read in two ways: the employer's choice, one field a question.

``QUESTIONS`` names the note in docs/interpretations/ of each. The first member of every choice is
our default; the trace says which reading was used and whether it is the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from norms.errors import BadInput


class FullDayReading(Enum):
    """Which minutes make up the 80 % of № 35, п. 12."""

    FOUR_KINDS = "FOUR_KINDS"
    OPERATIVE_UNDER_FACTORS = "OPERATIVE_UNDER_FACTORS"


class EquivalentLevelTime(Enum):
    """Whether п. 11 lowers the class of a level that is already reduced to the shift."""

    COUNTED_ONCE = "COUNTED_ONCE"
    COUNTED_AGAIN = "COUNTED_AGAIN"


class HumidityDeviation(Enum):
    """Table 8 measures the deviation of humidity in points of humidity or in shares of the bound."""

    POINTS = "POINTS"
    SHARE_OF_BOUND = "SHARE_OF_BOUND"


class TemperatureDeviation(Enum):
    """Whether a deviation of temperature is rounded to the grid of table 8, 0.1 °C."""

    ROUNDED = "ROUNDED"
    EXACT = "EXACT"


class PoseEdge(Enum):
    """Class of exactly 80 % standing and exactly 10 % in a forced pose: both ranges print the edge."""

    HIGHER = "HIGHER"
    LOWER = "LOWER"


class SumAboveOne(Enum):
    """A sum of ratios between 1 and 1.05: rounded to 1.0 (class 2), or harmful by п. 18 (3.1)."""

    ROUNDED = "ROUNDED"
    HARMFUL = "HARMFUL"


class SummedEffects(Enum):
    """Actions on the body that are summed: irritant, allergen, carcinogen (№ 211, приложение 3);
    with № 37 also acutely directed."""

    AS_211 = "AS_211"
    AS_37 = "AS_37"


class OctaveBands(Enum):
    """Constant noise: bands decide only while the sound level keeps its limit, or the worst of all."""

    SOUND_LEVEL_FIRST = "SOUND_LEVEL_FIRST"
    WORST_OF_ALL = "WORST_OF_ALL"


class JointActivities(Enum):
    """Works of 27.1.3 and 27.1.4: each with its own time, or with their times together (п. 27.2)."""

    SEPARATE = "SEPARATE"
    TOGETHER = "TOGETHER"


class InfectiousCareTime(Enum):
    """Care of infectious patients under 27.1.1 and 27.1.2: time not counted as for research, or counted."""

    NOT_COUNTED = "NOT_COUNTED"
    COUNTED = "COUNTED"


class FieldMaximum(Enum):
    """What the last step of table 5 (note 1) multiplies: the limit itself or the one for short exposure."""

    SAME_LIMIT = "SAME_LIMIT"
    SHORT_LIMIT = "SHORT_LIMIT"


class SingleLaserExposure(Enum):
    """Class of laser radiation above ПДУ2 up to 10 ПДУ2: columns 3.1 and 3.2 of table 6 overlap."""

    SECOND_DEGREE = "SECOND_DEGREE"
    FIRST_DEGREE = "FIRST_DEGREE"


class OpenSourceDoseRate(Enum):
    """Row 1.1 of table 7 above ДМД: class 4 only from 1700 ДМД as printed, or at once as in other rows."""

    AS_PRINTED = "AS_PRINTED"
    AS_OTHER_ROWS = "AS_OTHER_ROWS"


class LoadCounting(Enum):
    """What one indicator of п. 77 is: a row of table 10 or a line of point 3 of the card."""

    ROWS = "ROWS"
    CARD_LINES = "CARD_LINES"


class FormaldehydeAndStyrene(Enum):
    """What the coefficient 1.25 of № 37 does to the ratios of formaldehyde and styrene."""

    MULTIPLIES = "MULTIPLIES"
    DIVIDES = "DIVIDES"


QUESTIONS: dict[str, tuple[str, str]] = {
    "full_day": ("0003", "Какие минуты составляют полный рабочий день"),
    "equivalent_level_time": ("0002", "Эквивалентный уровень и время воздействия"),
    "humidity": ("0005", "Отклонение относительной влажности"),
    "temperature": ("0001", "Округление отклонения температуры"),
    "pose_edge": ("0008", "Граничные значения рабочей позы"),
    "sum_above_one": ("0022", "Сумма отношений от 1 до 1,05"),
    "summed_effects": ("0023", "Какие особенности действия суммируются"),
    "octave_bands": ("0025", "Октавные полосы постоянного шума"),
    "joint_activities": ("0026", "Работы подпунктов 27.1.3 и 27.1.4 отдельно или в совокупности"),
    "infectious_care_time": ("0027", "Время обслуживания инфекционных пациентов"),
    "field_maximum": ("0028", "Класс 4 по электромагнитным полям"),
    "single_laser_exposure": ("0029", "Лазерное излучение от ПДУ2 до 10 ПДУ2"),
    "open_source_dose_rate": ("0030", "Мощность дозы при работе с открытыми источниками"),
    "load_counting": ("0031", "Что считается показателем тяжести"),
    "formaldehyde_and_styrene": ("0035", "Коэффициент формальдегида и стирола"),
}
"""Setting → number of its note and the question in words."""


@dataclass(frozen=True, slots=True)
class Interpretations:
    """An employer's readings of the unclear points; without arguments, our defaults."""

    full_day: FullDayReading = FullDayReading.FOUR_KINDS
    equivalent_level_time: EquivalentLevelTime = EquivalentLevelTime.COUNTED_ONCE
    humidity: HumidityDeviation = HumidityDeviation.POINTS
    temperature: TemperatureDeviation = TemperatureDeviation.ROUNDED
    pose_edge: PoseEdge = PoseEdge.HIGHER
    sum_above_one: SumAboveOne = SumAboveOne.ROUNDED
    summed_effects: SummedEffects = SummedEffects.AS_211
    octave_bands: OctaveBands = OctaveBands.SOUND_LEVEL_FIRST
    joint_activities: JointActivities = JointActivities.SEPARATE
    infectious_care_time: InfectiousCareTime = InfectiousCareTime.NOT_COUNTED
    field_maximum: FieldMaximum = FieldMaximum.SAME_LIMIT
    single_laser_exposure: SingleLaserExposure = SingleLaserExposure.SECOND_DEGREE
    open_source_dose_rate: OpenSourceDoseRate = OpenSourceDoseRate.AS_PRINTED
    load_counting: LoadCounting = LoadCounting.ROWS
    formaldehyde_and_styrene: FormaldehydeAndStyrene = FormaldehydeAndStyrene.MULTIPLIES

    def mark(self, name: str) -> dict[str, Any]:
        """Return what a trace says of the setting ``name``: the reading and whether it is our default."""
        chosen: Enum = getattr(self, name)
        return {"reading": chosen.value, "is_default": chosen is getattr(DEFAULTS, name)}

    @classmethod
    def of_names(cls, chosen: Mapping[str, str]) -> Interpretations:
        """Build from names of settings and of readings; raises ``BadInput`` naming the setting."""
        values = {}
        for name, reading in chosen.items():
            if name not in QUESTIONS:
                raise BadInput(f"settings.{name}", f"нет такой настройки, есть: {', '.join(QUESTIONS)}")
            values[name] = _member(name, reading)
        return cls(**values)


DEFAULTS = Interpretations()


def _member(name: str, reading: str) -> Any:
    kind = type(getattr(DEFAULTS, name))
    if reading not in kind.__members__:
        raise BadInput(f"settings.{name}", f"выберите из {', '.join(kind.__members__)}")
    return kind[reading]


def readings_of(name: str) -> tuple[str, ...]:
    """Return the readings of the setting ``name``, the default first."""
    return tuple(type(getattr(DEFAULTS, name)).__members__)
