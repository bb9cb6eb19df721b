"""Kinds of cases that «classify» takes: their members, and what classifies them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from norms.classes import ConditionsClass
from norms.cli.air import CHEMICAL_FACTOR, SUM_FIELDS, AirVerdict, chemical_factor, parts_of, substance_sum
from norms.cli.fields import Field, Shape
from norms.cli.parts import (
    CLASSES,
    LOAD,
    RADIATION,
    TIME,
    check_sample,
    exposure_of,
    load_of,
    radiation_of,
    reading_fields,
    reading_of,
)
from norms.factors.biological import classify_activities, classify_producer_sum, combine_producers, prevailing_activity
from norms.factors.chemical import combine_substances
from norms.factors.ionising import classify_radiation_work
from norms.mental_strain import classify_special_work, combine_strain
from norms.physical_load import combine_load
from norms.readings import Method
from norms.settings import Interpretations
from norms.strain_indicators import classify_object_size, classify_strain_choice, classify_strain_value
from norms.trace import Verdict

Run = Callable[[Mapping[str, Any], dt.date, Interpretations], Verdict | AirVerdict | None]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: what it is, its members besides «on», «kind» and «settings», its function."""

    title: str
    fields: tuple[Field, ...]
    run: Run


def _reading(method: Method) -> Kind:
    def run(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
        check_sample(values, on)
        return reading_of(method, values).verdict(on, settings)

    return Kind(f"показатель фактора {method.factor.value}", reading_fields(method), run)


_WORKS = Field(
    "works",
    Shape.OBJECTS,
    "работы п. 27 со временем каждой",
    is_required=True,
    fields=(
        Field("clause", Shape.TEXT, "подпункт п. 27", is_required=True),
        Field("is_care", Shape.FLAG, "обслуживание инфекционных пациентов"),
        *TIME,
    ),
)


def _activities(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
    works = [(w["clause"], exposure_of(w), w.get("is_care", False)) for w in values["works"]]
    return max(classify_activities(works, on, settings), key=lambda verdict: verdict.conditions_class)


def _prevailing(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
    works = [(work["clause"], exposure_of(work), work.get("is_care", False)) for work in values["works"]]
    return prevailing_activity(works, on, settings)


_CLASSES = Field("classes", Shape.CHOICES, "классы частей с учётом времени", is_required=True, choices=CLASSES)


def _classes(values: Mapping[str, Any]) -> list[ConditionsClass]:
    return [ConditionsClass(code) for code in values["classes"]]


def _load_total(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
    return combine_load([load_of(item, on, settings) for item in values["indicators"]], on, settings)


def _strain(values: Mapping[str, Any], on: dt.date, _: Interpretations) -> Verdict:
    classes = {code: ConditionsClass(found) for code, found in values["classes"].items()}
    return combine_strain(classes, on, count_shift_work=values.get("count_shift_work", True))


def _joint_ultrasound(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
    check_sample(values, on)
    reading = reading_of(Method.CONTACT_ULTRASOUND, values)
    air = replace(reading, method=Method.AIR_ULTRASOUND)
    return reading.verdict(on, settings, (reading, air))


_NUMBER_OF_ROW = Field("value", Shape.NUMBER, "величина в единице строки", is_required=True)

KINDS: dict[str, Kind] = {
    **{method.kind: _reading(method) for method in Method},
    "joint_contact_ultrasound": Kind(
        "контактный ультразвук вместе с воздушным (п. 36)",
        reading_fields(Method.CONTACT_ULTRASOUND),
        _joint_ultrasound,
    ),
    "substance_sum": Kind(
        "вещества однонаправленного действия не выше ПДК (п. 18)",
        SUM_FIELDS,
        substance_sum,
    ),
    "chemical_factor": Kind("химический фактор целиком: вещества, суммы, комплексы", CHEMICAL_FACTOR, chemical_factor),
    "producer_sum": Kind(
        "микроорганизмы аллергенного действия не выше ПДК (п. 26)",
        SUM_FIELDS,
        lambda v, on, settings: classify_producer_sum(parts_of(v), exposure_of(v), on, settings),
    ),
    "substances": Kind(
        "химический фактор по классам веществ (п. 23)",
        (_CLASSES,),
        lambda v, on, _: combine_substances(_classes(v), on),
    ),
    "producers": Kind(
        "микроорганизмы по их классам (п. 26)", (_CLASSES,), lambda v, on, _: combine_producers(_classes(v), on)
    ),
    "activities": Kind("несколько работ п. 27", (_WORKS,), _activities),
    "prevailing_activity": Kind("постоянные работы с возбудителями разных групп (п. 27.1.2)", (_WORKS,), _prevailing),
    "ionising": Kind(
        "ионизирующее излучение",
        RADIATION,
        lambda v, on, settings: classify_radiation_work(radiation_of(v), on, settings).verdict,
    ),
    "load": Kind("показатель тяжести", LOAD, lambda v, on, settings: load_of(v, on, settings).verdict),
    "load_total": Kind(
        "тяжесть трудового процесса (п. 77)",
        (Field("indicators", Shape.OBJECTS, "показатели", is_required=True, fields=LOAD),),
        _load_total,
    ),
    "strain_value": Kind(
        "измеряемый показатель напряжённости",
        (
            Field("row", Shape.TEXT, "номер показателя: «4.2.1», «4.2.6-text»", is_required=True),
            _NUMBER_OF_ROW,
            Field("shift_minutes", Shape.NUMBER, "продолжительность смены, мин (по умолчанию 480)"),
        ),
        lambda v, on, _: classify_strain_value(v["row"], v["value"], on, shift_minutes=v.get("shift_minutes", "480")),
    ),
    "object_size": Kind(
        "размер объекта различения (4.2.4)",
        (
            Field("size", Shape.NUMBER, "размер, мм", is_required=True),
            Field("percent", Shape.NUMBER, "длительность наблюдения, % смены", is_required=True),
        ),
        lambda v, on, _: classify_object_size(v["size"], v["percent"], on),
    ),
    "strain_choice": Kind(
        "показатель напряжённости по описанию",
        (
            Field("code", Shape.TEXT, "номер показателя", is_required=True),
            Field("choice", Shape.CHOICE, "класс подходящего описания", is_required=True, choices=CLASSES),
        ),
        lambda v, on, _: classify_strain_choice(v["code"], v["choice"], on),
    ),
    "strain": Kind(
        "напряжённость по 19 показателям (п. 83)",
        (
            Field("classes", Shape.MAP, "показатель → класс", is_required=True, choices=CLASSES),
            Field("count_shift_work", Shape.FLAG, "false — для размеров доплат"),
        ),
        _strain,
    ),
    "special_work": Kind(
        "работы п. 83, ч. 8–11; без класса, если решают 19 показателей",
        (Field("work", Shape.TEXT, "вид работы", is_required=True), *TIME),
        lambda v, on, _: classify_special_work(v["work"], exposure_of(v), on),
    ),
}
"""Every kind of case by its name in the member «kind»."""
