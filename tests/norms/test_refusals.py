"""What the law's functions refuse: the field that is wrong and the reason in words, to the letter."""

import datetime as dt
from decimal import Decimal

import pytest

from norms.averages import ZoneLevel
from norms.classes import ConditionsClass as C
from norms.errors import BadInput, NoClassDefined, NormNotFound
from norms.factors.air_ions import classify_ion_counts
from norms.factors.biological import classify_activity, prevailing_activity
from norms.factors.chemical_special import classify_drug, classify_unregulated
from norms.factors.chemical_sums import classify_sum
from norms.factors.fields import FieldKind, classify_field
from norms.factors.ionising import Radiation, RadiationIndicator, classify_radiation_work
from norms.factors.lighting import LightKind, classify_light
from norms.factors.microclimate import ClimateKind, classify_air_speed, classify_climate, classify_radiation
from norms.factors.vibroacoustic import (
    Band,
    LevelKind,
    check_infrasound,
    classify_constant_noise,
    classify_level,
    classify_zones,
)
from norms.library import norm
from norms.lookup import look_up
from norms.mental_strain import check_strain, strain_indicators, unusual_strain_classes
from norms.pension import match_profession
from norms.physical_load import LoadIndicator, Sex, classify_load, combine_load
from norms.quantities import WHOLE_TIME, Exposure
from norms.readings import Method, Reading
from norms.settings import Interpretations
from norms.strain_indicators import classify_object_size, classify_strain_value
from norms.tables import table_on

ON = dt.date(2026, 1, 1)
OLD = dt.date(2019, 12, 31)
ALL = WHOLE_TIME
TEMPERATURE, RADIO = ClimateKind.TEMPERATURE, FieldKind.RADIO_30_300_MHZ
BENDS = classify_load(LoadIndicator.BENDS, Sex.MALE, "60", ON)
SHORT_LIMIT = Interpretations.of_names({"field_maximum": "SHORT_LIMIT"})
EVERY = dict.fromkeys(strain_indicators(ON), C.OPTIMAL)


def zone(limit):
    return ZoneLevel("зона", Decimal(80), Decimal(60), Decimal(limit))


def radiation(*indicators, **more):
    return classify_radiation_work(Radiation(indicators, ALL, **more), ON)


CASES = [
    (lambda: classify_climate(TEMPERATURE, "x", "15", "22", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_climate(TEMPERATURE, "20", "x", "22", ALL, ON), "limit_low", "не число: «x»"),
    (lambda: classify_climate(TEMPERATURE, "20", "15", "x", ALL, ON), "limit", "не число: «x»"),
    (lambda: classify_climate(TEMPERATURE, "20", "23", "22", ALL, ON), "limit_low", "нижняя граница больше верхней"),
    (
        lambda: (
            classify_climate(
                ClimateKind.HUMIDITY, "5", "0", "75", ALL, ON, Interpretations.of_names({"humidity": "SHARE_OF_BOUND"})
            )
            and classify_climate(
                ClimateKind.HUMIDITY, "-5", "0", "75", ALL, ON, Interpretations.of_names({"humidity": "SHARE_OF_BOUND"})
            )
        ),
        "limit_low",
        "должно быть больше нуля",
    ),
    (lambda: classify_air_speed("x", "0.2", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_air_speed("1", "0", ALL, ON), "limit", "должно быть больше нуля"),
    (lambda: classify_air_speed("1", "2", ALL, ON, low="x"), "limit_low", "не число: «x»"),
    (
        lambda: classify_air_speed("0", "2", ALL, OLD, low="0.1"),
        "value",
        "кратность отклонения вниз от нуля не определена: решает комиссия",
    ),
    (lambda: classify_radiation("x", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_radiation("1", ALL, ON, heated_limit="0"), "limit", "должно быть больше нуля"),
    (lambda: classify_light(LightKind.ILLUMINANCE, "x", "1", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_light(LightKind.ILLUMINANCE, "1", "0", ALL, ON), "limit", "должно быть больше нуля"),
    (lambda: classify_ion_counts("x", "600", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_ion_counts("600", "x", ALL, ON), "negative", "не число: «x»"),
    (lambda: classify_level(LevelKind.NOISE, "x", "80", ALL, ON), "value", "не число: «x»"),
    (lambda: classify_level(LevelKind.NOISE, "80", "x", ALL, ON), "limit", "не число: «x»"),
    (
        lambda: classify_level(LevelKind.NOISE, "80", "80", ALL, ON, is_joint=True),
        "is_joint",
        "ПДУ снижается только для контактного ультразвука (п. 36)",
    ),
    (lambda: classify_constant_noise("x", "80", [], ALL, ON), "value", "не число: «x»"),
    (lambda: classify_constant_noise("80", "x", [], ALL, ON), "limit", "не число: «x»"),
    (
        lambda: classify_zones(LevelKind.AIR_ULTRASOUND, [zone(80)], ALL, ON),
        "zones",
        "для ультразвука эквивалентный уровень не предусмотрен (п. 36)",
    ),
    (
        lambda: classify_zones(LevelKind.GENERAL_VIBRATION, [zone(80), zone(81)], ALL, ON),
        "zones",
        "ПДУ зон различаются: правило п. 33 установлено только для шума",
    ),
    (lambda: check_infrasound("x", "80", ON), "value", "не число: «x»"),
    (lambda: check_infrasound("80", "x", ON), "level_a", "не число: «x»"),
    (
        lambda: check_infrasound("89", "80", ON),
        "level_a",
        "разность уровней «линейная» и «А» менее 10 дБ: инфразвук не оценивается",
    ),
    (lambda: classify_field(RADIO, "-1", "1", ALL, ON), "value", "не может быть меньше нуля"),
    (
        lambda: classify_field(FieldKind.ULTRAVIOLET, "1", "1", ALL, ON, background="1"),
        "background",
        "графы 1-го класса для этого показателя в таблице нет",
    ),
    (
        lambda: classify_field(FieldKind.ELECTRIC_50_HZ, "1", "1", ALL, ON, background="0"),
        "background",
        "должно быть больше нуля",
    ),
    (
        lambda: classify_field(RADIO, "1000", "1", ALL, ON, settings=SHORT_LIMIT),
        "limit_short",
        "укажите максимальный ПДУ для кратковременного воздействия (сноска 1 таблицы 5)",
    ),
    (
        lambda: classify_field(RADIO, "1000", "1", ALL, ON, limit_short="0", settings=SHORT_LIMIT),
        "limit_short",
        "должно быть больше нуля",
    ),
    (
        lambda: classify_sum([("а", Decimal("1.1"), Decimal(1))], ALL, ON),
        "parts",
        "суммируются только вещества, не превышающие ПДК (п. 18)",
    ),
    (lambda: classify_unregulated("5", ALL, ON), "hazard_class", "класс опасности — один из 1, 2, 3, 4"),
    (
        lambda: classify_drug("x", "treatment", ALL, ON),
        "kind",
        "вид средства — один из cytostatic, oestrogen, narcotic",
    ),
    (
        lambda: classify_drug("narcotic", "x", ALL, ON),
        "work",
        "вид работы — один из treatment, production, research",
    ),
    (
        lambda: classify_drug("narcotic", "treatment", ALL, ON, is_sealed=True),
        "is_sealed",
        "форма выпуска исключает контакт: вещество не оценивается (п. 22, ч. 2)",
    ),
    (
        lambda: classify_activity("27.9", ALL, ON),
        "clause",
        "нет подпункта 27.9: выберите из 27.1.1, 27.1.2, 27.1.3, 27.1.4",
    ),
    (lambda: prevailing_activity([], ON), "works", "не указано ни одной работы"),
    (radiation, "indicators", "не указан ни один показатель таблицы 7"),
    (
        lambda: radiation(RadiationIndicator("3.3", "5"), works_with_sources=False),
        "3.3",
        "характеристика источника оценивается только для работающих с ИИИ",
    ),
    (lambda: radiation(RadiationIndicator("9.9", "5", "1")), "9.9", "нет такой строки в таблице 7"),
    (
        lambda: radiation(RadiationIndicator("1.1", "5")),
        "1.1",
        "укажите допустимую величину (ДМД, ДПП или ДОА)",
    ),
    (lambda: radiation(RadiationIndicator("1.1", "x", "5")), "1.1", "не число: «x»"),
    (lambda: radiation(RadiationIndicator("1.1", "5", "0")), "1.1", "должно быть больше нуля"),
    (lambda: radiation(RadiationIndicator("3.3", "x")), "3.3", "не число: «x»"),
    (
        lambda: radiation(RadiationIndicator("3.1", "1", "12")),
        "3.1",
        "графы 3.1–3.3 печатают одно условие: укажите характеристику источника или класс",
    ),
    (
        lambda: radiation(RadiationIndicator("3.1", "1", "12"), RadiationIndicator("1.4", "III")),
        "3.1",
        "графы 3.1–3.3 печатают одно условие: укажите характеристику источника или класс",
    ),
    (
        lambda: check_strain({}, ON),
        "indicators",
        f"нет оценки показателей {', '.join(EVERY)}: оцениваются все 19 (п. 80)",
    ),
    (
        lambda: check_strain({**EVERY, "9.1": C.OPTIMAL, "9.2": C.OPTIMAL}, ON),
        "indicators",
        "лишние показатели: 9.1, 9.2",
    ),
    (lambda: combine_load([BENDS, BENDS], ON), "indicators", "показатель тяжести указан дважды"),
    (
        lambda: classify_load(LoadIndicator.BENDS, Sex.MALE, "x", ON),
        "value",
        "не число: «x»",
    ),
    (lambda: classify_strain_value("4.2.1", "x", ON), "value", "не число: «x»"),
    (
        lambda: classify_strain_value("4.2.6-text", "1", ON, shift_minutes="0"),
        "shift_minutes",
        "должно быть больше нуля",
    ),
    (lambda: classify_object_size("1", "0", ON), "percent", "должно быть больше нуля"),
    (lambda: classify_object_size("1", "101", ON), "percent", "не может быть больше 100 %"),
    (
        lambda: Reading(Method.ACTIVITY, "уход", ALL, sample=("1",), clause="27.1.1").verdict(ON),
        "уход: sample",
        "этот показатель не измеряется: выборки у него нет",
    ),
    (lambda: match_profession("", ON), "name", "укажите наименование профессии или должности"),
    (
        lambda: match_profession("кузнец", ON, code="1322"),
        "code",
        "код ОКРБ 006 — пять цифр; коды ОКРБ 014 спискам №\u00a0536 не соответствуют",
    ),
    (lambda: look_up("а", ON), "query", "введите не меньше 2 знаков"),
    (lambda: look_up("аммиак", ON, limit=0), "limit", "от 1 до 200"),
]


@pytest.mark.parametrize(("ask", "field", "reason"), CASES, ids=[f"{n}-{case[1]}" for n, case in enumerate(CASES)])
def test_what_is_wrong_is_named_and_told(ask, field, reason):
    with pytest.raises(BadInput) as refused:
        ask()
    assert (refused.value.field, refused.value.reason) == (field, reason)


def test_an_unknown_catalogue_is_answered_with_the_known_ones():
    with pytest.raises(BadInput) as refused:
        table_on("x", ON)
    assert refused.value.field == "catalogues"
    assert refused.value.reason.startswith("нет справочника «x», есть: ")
    assert ", pension_lists" in refused.value.reason


def test_no_class_names_the_norm_and_its_clause():
    for value in ("12.1", "20400"):
        with pytest.raises(NoClassDefined) as missing:
            radiation(RadiationIndicator("1.1", value, "12"))
        assert "приложение 1, таблица 7" in str(missing.value)
        assert missing.value.key == "ionising.doses"


def test_a_norm_out_of_force_names_itself_and_the_day():
    with pytest.raises(NormNotFound) as missing:
        norm("vibroacoustic.noise", dt.date(2001, 2, 3))
    assert (missing.value.key, missing.value.on) == ("vibroacoustic.noise", dt.date(2001, 2, 3))
    assert "03.02.2001" in str(missing.value)
    assert str(NormNotFound("x", ON)) == "норма «x» не действует на 01.01.2026"


def test_a_class_in_an_empty_cell_is_remarked_not_refused():
    """4.3.2 and 4.3.3 have only classes 1 and 3.2 in table 11."""
    assert unusual_strain_classes(EVERY, ON) == []
    marked = {**EVERY, "4.3.2": C.HARMFUL_1, "4.3.3": C.HARMFUL_2, "4.1.1": C.HARMFUL_1}
    assert unusual_strain_classes(marked, ON) == ["4.3.2"]
    assert unusual_strain_classes({**EVERY, "4.1.1": C.HARMFUL_3}, ON) == ["4.1.1"]
    check_strain(marked, ON)


def test_bands_of_noise_are_told_apart_by_their_excess():
    bands = [Band("63", Decimal(99), Decimal(98)), Band("8000", Decimal(72), Decimal(69))]
    found = classify_constant_noise("80", "80", bands, Exposure.of_percent(100), ON)
    assert next(step for step in found.trace if step.op == "worst_band").output == "8000"
