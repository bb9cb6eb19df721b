"""Members that many kinds of input share, and how they become values of the law's functions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from norms.averages import ZoneLevel, required_sample
from norms.classes import ConditionsClass
from norms.cli.fields import Field, Shape
from norms.errors import BadInput
from norms.factors.chemical import Averaging, Effect
from norms.factors.chemical_sums import ChemicalGroup
from norms.factors.ionising import Radiation, RadiationIndicator
from norms.factors.vibroacoustic import Band
from norms.overall import Factor
from norms.physical_load import LoadIndicator, LoadVerdict, Sex, classify_load
from norms.quantities import NBSP, WHOLE_TIME, Exposure
from norms.readings import Method, Reading
from norms.settings import Interpretations

CLASSES = tuple(found.value for found in ConditionsClass)
ON = Field("on", Shape.DATE, "день, на который берутся нормы", is_required=True)
SETTINGS = Field("settings", Shape.MAP, "чтения неясных мест: имя настройки → чтение (docs/interpretations)")
MINUTES = Field("minutes", Shape.NUMBER, "сколько минут действует фактор")
OF_MINUTES = Field("of_minutes", Shape.NUMBER, "продолжительность рабочего времени, мин")
PERCENT = Field("percent", Shape.NUMBER, "или доля рабочего времени, %")
TIME = (MINUTES, OF_MINUTES, PERCENT)
TITLE = Field("title", Shape.TEXT, "название показателя для сообщений")
VALUE = Field("value", Shape.NUMBER, "фактическая величина")
SAMPLE = Field("sample", Shape.NUMBERS, "или величины однотипных рабочих мест: оценивается средняя (п. 8)")
WORKPLACES = Field("workplaces", Shape.WHOLE, "сколько однотипных рабочих мест: в выборке их не менее 20 % (п. 8)")
LIMIT = Field("limit", Shape.NUMBER, "гигиенический норматив в той же единице", is_required=True)


def exposure_of(values: Mapping[str, Any]) -> Exposure:
    """Build the exposure from «minutes» and «of_minutes», or from «percent»; raises ``BadInput``."""
    if "percent" in values:
        if "minutes" in values or "of_minutes" in values:
            raise BadInput("percent", "укажите либо минуты, либо проценты")
        return Exposure.of_percent(values["percent"])
    if "minutes" not in values or "of_minutes" not in values:
        raise BadInput("minutes", "укажите minutes и of_minutes или percent")
    return Exposure.of_minutes(values["minutes"], values["of_minutes"])


_EFFECTS = Field("effects", Shape.CHOICES, "особенности действия", choices=tuple(e.name for e in Effect))
_AVERAGING = Field("averaging", Shape.CHOICE, "какая ПДК", choices=tuple(a.name for a in Averaging))
_GROUPS = Field("groups", Shape.CHOICES, "химические группы", choices=tuple(g.name for g in ChemicalGroup))
_IDENTITY = (
    Field("substance", Shape.TEXT, "название вещества, если title подробнее"),
    Field("cas", Shape.TEXT, "номер CAS"),
    Field("zone", Shape.TEXT, "рабочая зона: вещества одной зоны действуют вместе"),
)
_ZONES = Field(
    "zones",
    Shape.OBJECTS,
    "уровни в зонах за смену вместо value и limit: рассчитывается эквивалентный уровень",
    fields=(
        Field("title", Shape.TEXT, "зона"),
        Field("level", Shape.NUMBER, "уровень, дБ (дБА)", is_required=True),
        Field("minutes", Shape.NUMBER, "время в зоне, мин", is_required=True),
        Field("limit", Shape.NUMBER, "ПДУ зоны", is_required=True),
    ),
)
_BANDS = Field(
    "bands",
    Shape.OBJECTS,
    "октавные полосы постоянного шума",
    fields=(
        Field("frequency", Shape.TEXT, "среднегеометрическая частота, Гц", is_required=True),
        Field("level", Shape.NUMBER, "уровень звукового давления, дБ", is_required=True),
        Field("limit", Shape.NUMBER, "ПДУ полосы, дБ", is_required=True),
    ),
)
_LOW = Field("limit_low", Shape.NUMBER, "нижняя граница нормы")
_ANY_LIMIT = Field("limit", Shape.NUMBER, "ПДУ в той же единице")
_INCLUDES_TIME = Field("includes_time", Shape.FLAG, "уровень уже эквивалентный за смену")
_LEVEL = (VALUE, SAMPLE, WORKPLACES, _ANY_LIMIT, _INCLUDES_TIME, _ZONES)
_MEASURED = (VALUE, SAMPLE, WORKPLACES, LIMIT)
_FIELD = (
    *_MEASURED,
    Field("background", Shape.NUMBER, "естественный фон в той же единице"),
    Field("limit_short", Shape.NUMBER, "максимальный ПДУ для кратковременного воздействия"),
)
_RANGE = (VALUE, SAMPLE, WORKPLACES, Field("limit_low", Shape.NUMBER, "нижняя граница нормы", is_required=True), LIMIT)

_OWN_FIELDS: dict[Method, tuple[Field, ...]] = {
    Method.SUBSTANCE: (*_MEASURED, _EFFECTS, _AVERAGING, _GROUPS, *_IDENTITY),
    Method.SKIN: _MEASURED,
    Method.UNREGULATED: (
        Field("clause", Shape.CHOICE, "класс опасности", is_required=True, choices=("1", "2", "3", "4")),
    ),
    Method.DRUG: (
        Field(
            "clause", Shape.CHOICE, "вид средства", is_required=True, choices=("cytostatic", "oestrogen", "narcotic")
        ),
        Field("work", Shape.CHOICE, "вид работы", is_required=True, choices=("treatment", "production", "research")),
    ),
    Method.DUST: (*_MEASURED, *_IDENTITY),
    Method.PRODUCER: (*_MEASURED, _EFFECTS, *_IDENTITY),
    Method.ACTIVITY: (
        Field("clause", Shape.TEXT, "подпункт п. 27: «27.1.1»–«27.1.4»", is_required=True),
        Field("is_care", Shape.FLAG, "обслуживание инфекционных пациентов"),
    ),
    Method.NOISE: (*_LEVEL, _BANDS),
    Method.INFRASOUND: (*_LEVEL, Field("level_a", Shape.NUMBER, "уровень по характеристике «А», дБ")),
    Method.GENERAL_VIBRATION: _LEVEL,
    Method.LOCAL_VIBRATION: _LEVEL,
    Method.AIR_ULTRASOUND: _MEASURED,
    Method.CONTACT_ULTRASOUND: _MEASURED,
    Method.TEMPERATURE: _RANGE,
    Method.HUMIDITY: _RANGE,
    Method.AIR_SPEED: (*_MEASURED, _LOW),
    Method.RADIATION_OPEN: (VALUE, SAMPLE, WORKPLACES),
    Method.OPEN_AIR: (),
    Method.DEEP_COLD: (),
    Method.AIR_IONS: (
        Field("value", Shape.NUMBER, "положительных ионов в см³", is_required=True),
        Field("negative", Shape.NUMBER, "отрицательных ионов в см³", is_required=True),
        Field("near_static_fields", Shape.FLAG, "есть источники электростатических полей"),
    ),
}


def reading_fields(method: Method) -> tuple[Field, ...]:
    """Members of a reading of this method, without «on» and «kind»."""
    own = _OWN_FIELDS.get(method)
    if own is None:
        own = _FIELD if method.factor is Factor.FIELDS else _MEASURED
    return (TITLE, *TIME, *own)


_NOT_OF_READING = ("minutes", "of_minutes", "percent", "title", "workplaces")


def reading_of(method: Method, values: Mapping[str, Any]) -> Reading:
    """Build a reading from checked members; raises ``BadInput``."""
    given = [name for name in ("value", "sample", "zones") if name in values]
    if method.needs_measurement and not given:
        raise BadInput("value", "обязательное поле")
    if len(given) > 1:
        raise BadInput(given[1], f"укажите что-то одно: {', '.join(given)}")
    if "limit" not in values and any(f.name == "limit" for f in reading_fields(method)) and "zones" not in values:
        raise BadInput("limit", "обязательное поле")
    plain = {name: value for name, value in values.items() if name not in _NOT_OF_READING}
    built = {name: _BUILD[name](value) if name in _BUILD else value for name, value in plain.items()}
    timed = values.keys() & {"minutes", "of_minutes", "percent"} or not _is_timeless(method, values)
    exposure = exposure_of(values) if timed else WHOLE_TIME
    return Reading(method, values.get("title", ""), exposure, **built)


def check_sample(values: Mapping[str, Any], on: dt.date) -> None:
    """Raise ``BadInput`` where fewer than 20 % of the same-type workplaces were measured (№ 35, п. 8)."""
    if "workplaces" not in values:
        return
    if "sample" not in values:
        raise BadInput("workplaces", "число однотипных мест указывают с выборкой")
    needed = required_sample(values["workplaces"], on)
    if len(values["sample"]) < needed:
        raise BadInput("sample", f"обследуется не менее 20{NBSP}% однотипных рабочих мест: нужно {needed} (п.{NBSP}8)")


def _is_timeless(method: Method, values: Mapping[str, Any]) -> bool:
    """Whether the class does not depend on the time of action: fields of table 5, equivalent levels."""
    timed_fields = (Method.DISPLAY_TERMINAL, Method.ULTRAVIOLET, Method.LASER_CHRONIC, Method.LASER_SINGLE)
    if method.factor is Factor.FIELDS:
        return method not in timed_fields
    return bool(values.get("includes_time") or values.get("zones"))


def _zones(raw: list[dict[str, str]]) -> tuple[ZoneLevel, ...]:
    return tuple(
        ZoneLevel(z.get("title", ""), Decimal(z["level"]), Decimal(z["minutes"]), Decimal(z["limit"])) for z in raw
    )


_BUILD: dict[str, Any] = {
    "sample": tuple,
    "effects": lambda raw: tuple(Effect[name] for name in raw),
    "averaging": lambda raw: Averaging[raw],
    "groups": lambda raw: tuple(ChemicalGroup[name] for name in raw),
    "zones": _zones,
    "bands": lambda raw: tuple(Band(b["frequency"], Decimal(b["level"]), Decimal(b["limit"])) for b in raw),
}

LOAD = (
    Field(
        "indicator", Shape.CHOICE, "строка таблицы 10", is_required=True, choices=tuple(i.value for i in LoadIndicator)
    ),
    Field("sex", Shape.CHOICE, "пол работника", is_required=True, choices=tuple(sex.value for sex in Sex)),
    Field("value", Shape.NUMBER, "величина в единице строки", is_required=True),
    Field("shift_minutes", Shape.NUMBER, "продолжительность смены, мин (по умолчанию 480)"),
)


def load_of(values: Mapping[str, Any], on: Any, settings: Interpretations) -> LoadVerdict:
    """Classify one indicator of physical load from checked members."""
    shift = values.get("shift_minutes", "480")
    return classify_load(
        LoadIndicator(values["indicator"]),
        Sex(values["sex"]),
        values["value"],
        on,
        shift_minutes=shift,
        settings=settings,
    )


RADIATION = (
    *TIME,
    Field("works_with_sources", Shape.FLAG, "работает с источниками (иначе — в зоне воздействия)"),
    Field("in_zone_whole_shift", Shape.FLAG, "остальное время смены — в условиях воздействия (п. 62)"),
    Field(
        "indicators",
        Shape.OBJECTS,
        "показатели таблицы 7",
        is_required=True,
        fields=(
            Field("code", Shape.TEXT, "номер строки: «3.3», «2.2-portable»", is_required=True),
            Field("value", Shape.NUMBER, "величина или категория", is_required=True),
            Field("limit", Shape.NUMBER, "допустимая величина ДМД, ДПП, ДОА"),
            Field("assessed_as", Shape.CHOICE, "класс, выбранный человеком", choices=CLASSES),
        ),
    ),
)


def radiation_of(values: Mapping[str, Any]) -> Radiation:
    """Build work with ionising radiation from checked members."""
    indicators = [
        RadiationIndicator(
            item["code"],
            item["value"],
            item.get("limit", ""),
            ConditionsClass(item["assessed_as"]) if "assessed_as" in item else None,
        )
        for item in values["indicators"]
    ]
    return Radiation(
        indicators,
        exposure_of(values),
        works_with_sources=values.get("works_with_sources", True),
        in_zone_whole_shift=values.get("in_zone_whole_shift", False),
    )
