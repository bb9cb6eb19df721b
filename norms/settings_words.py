"""The readings of unclear points in words, for the person who chooses one and for the explanation of a class."""

from __future__ import annotations

from norms.errors import BadInput
from norms.settings import QUESTIONS

_WORDS: dict[str, dict[str, str]] = {
    "full_day": {
        "FOUR_KINDS": "четыре вида времени п. 12 полностью",
        "OPERATIVE_UNDER_FACTORS": "оперативное время — только при действии вредного фактора",
    },
    "equivalent_level_time": {
        "COUNTED_ONCE": "время учтено один раз",
        "COUNTED_AGAIN": "класс снижается и для эквивалентного уровня",
    },
    "humidity": {
        "POINTS": "в процентных пунктах влажности",
        "SHARE_OF_BOUND": "в процентах от границы нормы",
    },
    "temperature": {"ROUNDED": "округляется до 0,1 °C", "EXACT": "без округления"},
    "pose_edge": {
        "HIGHER": "граница относится к более высокому классу",
        "LOWER": "граница относится к более низкому классу",
    },
    "sum_above_one": {
        "ROUNDED": "сравнивается округлённая величина",
        "HARMFUL": "любая сумма больше единицы вредна",
    },
    "summed_effects": {
        "AS_211": "раздражающее, аллергенное, канцерогенное (№ 211)",
        "AS_37": "также остронаправленное (№ 37)",
    },
    "octave_bands": {
        "SOUND_LEVEL_FIRST": "полосы решают, пока уровень звука в норме",
        "WORST_OF_ALL": "наихудший из всех показателей",
    },
    "joint_activities": {
        "SEPARATE": "каждая работа со своим временем",
        "TOGETHER": "время работ складывается",
    },
    "infectious_care_time": {
        "NOT_COUNTED": "обслуживание пациентов — как работа с возбудителями",
        "COUNTED": "обслуживание пациентов — не работа с возбудителями",
    },
    "field_maximum": {
        "SAME_LIMIT": "кратность того же ПДУ",
        "SHORT_LIMIT": "кратность ПДУ для кратковременного воздействия",
    },
    "single_laser_exposure": {
        "SECOND_DEGREE": "от ПДУ до 10 ПДУ — класс 3.2",
        "FIRST_DEGREE": "от ПДУ до 10 ПДУ — класс 3.1",
    },
    "open_source_dose_rate": {
        "AS_PRINTED": "класс 4 — более 1700 допустимых величин",
        "AS_OTHER_ROWS": "класс 4 — при любом превышении",
    },
    "load_counting": {
        "ROWS": "считаются строки таблицы 10",
        "CARD_LINES": "считаются позиции пункта 3 карты",
    },
    "formaldehyde_and_styrene": {
        "MULTIPLIES": "отношения умножаются на коэффициент",
        "DIVIDES": "отношения делятся на коэффициент",
    },
}


def words_of(setting: str, reading: str) -> str:
    """Return what a reading of a setting means; raises ``BadInput`` for one that we do not have."""
    try:
        return _WORDS[setting][reading]
    except KeyError as error:
        raise BadInput(f"settings.{setting}", f"нет прочтения {reading}") from error


def all_words() -> tuple[str, ...]:
    """Return every question that an unclear point asks, and what every reading of it means."""
    questions = (question for _note, question in QUESTIONS.values())
    return (*questions, *(words for readings in _WORDS.values() for words in readings.values()))
