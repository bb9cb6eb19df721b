"""«Почему?» in words: a sentence for each step of a trace.

``translate`` is the caller's gettext; this package itself speaks Russian, and so do the citations and the names
that a trace holds: those of the acts. ``sayings`` is everything that goes through ``translate``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from norms.quantities import NBSP, Exposure, plain, short
from norms.settings import readings_of
from norms.settings_words import all_words, words_of

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_PLACES = {"0": "до целого", "1": "до десятых"}
_OTHER_PLACES = "до {places} знаков после запятой"
_WHOSE = {True: "по умолчанию", False: "по выбору нанимателя"}
_EFFECTS = {True: "класс снижен с {base}", False: "класс не меняется"}
_ZONE, _NOT_RAISED = "{level} дБ — {minutes} мин", "нет, наибольшая"
Translate = Callable[[str], str]
_NUMBER = re.compile(r"-?\d+(\.\d+)?")

_SENTENCES: dict[str, str] = {
    "ratio": "Отношение фактической величины к нормативу: {value} / {limit} = {output}",
    "mean": "Средняя величина ({values}): {output}",
    "energetic_mean": "Средний по энергии уровень ({values}): {output} дБ",
    "equivalent": "Эквивалентный уровень за смену ({zone_list}): {output} дБ",
    "highest_limit": "ПДУ зон различаются, сравнивается с большим: {output} дБ",
    "limit_lowered": "Воздушный и контактный ультразвук действуют совместно: ПДУ {limit} − {by} = {output} дБ",
    "round": "Округление {places_words}: {short_value} → {output}",
    "excess": "Превышение ПДУ: {value} − {limit} = {output} дБ",
    "deviation": "Отклонение от допустимого диапазона {low}…{high}: {output}{choice_words}",
    "worst_band": "Октавные полосы: оценивается {output} Гц{choice_words}",
    "scale": "{title}: {value} — класс {output}",
    "edge": "Значение {value} стоит на границе двух классов — класс {output}{choice_words}",
    "sum": "Сумма отношений концентраций к ПДК: {parts} = {output}",
    "coefficient": "Формальдегид и стирол действуют вместе, коэффициент {output}{choice_words}",
    "within": "Сумма {value} не превышает {limit} — класс {output}",
    "above_one": "Сумма больше единицы, после округления — 1,0: класс {output}{choice_words}",
    "complex": "Комплекс веществ №\u00a0{number} приложения 7 ({members}) — класс {output}",
    "assigned": "{title} — класс {output}",
    "time": "Время воздействия {minutes} из {of} мин ({percent}): {time_effect} — класс {output}",
    "time_included": "Уровень уже приведён ко времени смены, повторно время не учитывается — класс {output}{choice_words}",
    "time_counted": "Время воздействия учитывается{choice_words}",
    "time_in_limit": "ПДУ сам зависит от времени воздействия, класс не снижается — класс {output}",
    "time_not_counted": "Время воздействия для этих работ не учитывается — класс {output}{choice_words}",
    "share_reached": "Время таких работ {minutes} из {of} мин ({percent_of}), порог {percent}\u00a0% — класс {output}",
    "compare": "Фактически {value}, норма {limit} — класс {output}",
    "natural": "Величина {value} не превышает естественный фон {background} — класс {output}",
    "overlap": "Графы 3.1 и 3.2 таблицы 6 перекрываются — класс {output}{choice_words}",
    "field_maximum": "Превышен последний предел таблицы 5 — класс {output}{choice_words}",
    "dose": "{title}: {value}, допустимо {limit} — класс {output}{choice_words}",
    "ionising_count": "Показатели ионизирующего излучения ({classes}) — класс {output}",
    "one_class_lower": "С источниками занято менее {percent}\u00a0% смены ({minutes} из {of_minutes} мин), остальное время — в условиях воздействия: на класс ниже, не ниже {floor}, без суммирования — класс {output}",
    "ions": "Положительных ионов {positive}, отрицательных {negative}: вне нормы {output} из 3 показателей",
    "all_out": "Вне нормы {out} из 3 показателей — класс {output}",
    "activity": "Подпункт {clause}: {title} — класс {output}",
    "prevailing": "Наибольшее время занимают работы подпункта {output}",
    "special_work": "{title} — класс {output}",
    "choice": "{title} — класс {output}",
    "object_size": "Размер объекта различения {size} мм",
    "highest": "Наиболее высокая из оценок ({classes}) — класс {output}",
    "count": "Оценки: {classes}. Повышение: {raised_words} — класс {output}",
    "counting": "Показателей тяжести: {output}{choice_words}",
    "reduce": "Приведение к 8-часовой смене: {value} / {shift_minutes} × {to} = {output}",
    "left_out": "Показатель {indicator} (класс {given}) для доплат не учитывается",
    "strain_count": "Показателей класса 1 — {class_1}, класса 3.1 — {class_3_1}, класса 3.2 — {class_3_2} — класс {output}",
    "full_day": "Учтено {minutes} мин из {shift_minutes} мин смены, требуется {required} мин ({percent}\u00a0%): полный рабочий день — {output}{choice_words}",
    "full_day_missing": "Права предоставляются только занятым полный рабочий день",
    "not_listed": "{why}",
    "paid_otherwise": "За те же условия уже повышена оплата за особый характер работы: доплата не устанавливается",
    "right": "Класс {given}, требуется {needed} и выше: {output}",
    "valid_through": "Приказ от {order_on}, срок {years} лет: результаты действуют по {output}",
    "next_day": "Следующий день после {after}: {output}",
    "day": "{day} — {output} день ({reason})",
    "months": "Событие {event_on}, срок {months} мес.: последний день {output}",
    "stage": "{title}: {length} рабочих дней, с {start_on} по {output}",
}

_NUMBER_OPS = {
    "ratio",
    "mean",
    "energetic_mean",
    "equivalent",
    "highest_limit",
    "limit_lowered",
    "round",
    "excess",
    "deviation",
    "sum",
    "coefficient",
    "reduce",
}
"""Steps whose output is a number: printed with a decimal comma, unlike the class «3.1»."""
_CLASS_KEYS = {"classes", "base", "given", "needed", "floor", "clause", "indicator", "number", "rule", "raised", "of"}

_FACTORS: dict[str, str] = {
    "5.1": "химический фактор",
    "5.2": "биологический фактор",
    "5.3": "пыли, аэрозоли",
    "5.4": "шум",
    "5.5": "инфразвук",
    "5.6": "ультразвук",
    "5.7": "вибрация общая",
    "5.8": "вибрация локальная",
    "5.9": "электромагнитные поля и неионизирующее излучение",
    "5.10": "ионизирующее излучение",
    "5.11": "микроклимат",
    "5.12": "освещение",
    "5.13": "аэроионизация",
    "5.14": "тяжесть труда",
    "5.15": "напряжённость труда",
}
"""Lines of point 5 of the card (``norms.overall.Factor``) in words: nobody knows them by number."""

_SETTINGS: dict[str, tuple[str, ...]] = {
    "deviation": ("humidity", "temperature"),
    "worst_band": ("octave_bands",),
    "edge": ("pose_edge",),
    "coefficient": ("formaldehyde_and_styrene",),
    "above_one": ("sum_above_one",),
    "time_included": ("equivalent_level_time",),
    "time_counted": ("equivalent_level_time", "infectious_care_time"),
    "time_not_counted": ("infectious_care_time",),
    "overlap": ("single_laser_exposure",),
    "field_maximum": ("field_maximum",),
    "dose": ("open_source_dose_rate",),
    "counting": ("load_counting",),
    "full_day": ("full_day",),
}
"""Steps that an unclear point decides: the settings whose reading they may name."""


def sayings() -> Iterable[str]:
    """Return every text that goes through ``translate``, in Russian."""
    yield from (*_SENTENCES.values(), *_FACTORS.values())
    yield from (*_PLACES.values(), _OTHER_PLACES, *_WHOSE.values(), *_EFFECTS.values(), _ZONE, _NOT_RAISED)
    yield from all_words()


def explain(step: Mapping[str, Any], translate: Translate = str) -> str:
    """Return the sentence of one step (a ``Step.as_json()`` mapping), without its source."""
    op = step["op"]
    values = {key: _shown(value, is_number=key not in _CLASS_KEYS) for key, value in step["inputs"].items()}
    values["output"] = _shown(step["output"], is_number=op in _NUMBER_OPS)
    values["choice_words"] = _choice_words(step, translate)
    values.update(_derived(step, translate))
    return translate(_SENTENCES[op]).format(**values)


def explain_all(steps: Iterable[Mapping[str, Any]], translate: Translate = str) -> list[dict[str, str]]:
    """Return sentence, source and note number of each step, in order."""
    return [
        {"text": explain(item, translate), "source": item["source"], "interpretation": item["interpretation"]}
        for item in steps
    ]


def _choice_words(step: Mapping[str, Any], translate: Translate) -> str:
    """How an unclear point was read, and whose choice it is."""
    given = step["inputs"]
    if "reading" not in given:
        return ""
    whose = translate(_WHOSE[bool(given["is_default"])])
    setting = next(name for name in _SETTINGS[step["op"]] if given["reading"] in readings_of(name))
    return f"; {translate(words_of(setting, given['reading']))} ({whose})"


def _derived(step: Mapping[str, Any], translate: Translate) -> dict[str, str]:
    given, op = step["inputs"], step["op"]
    if op == "time":
        lowered = given["base"] != step["output"]
        effect = translate(_EFFECTS[lowered]).format(base=given["base"])
        return {"percent": _percent(given), "time_effect": effect}
    if op == "share_reached":
        return {"percent_of": _percent(given)}
    if op == "round":
        places = translate(_PLACES.get(given["places"], _OTHER_PLACES)).format(places=given["places"])
        return {"places_words": places, "short_value": _shown(plain(short(Decimal(given["value"]))))}
    if op in ("highest", "count", "ionising_count", "one_class_lower"):
        return _counted(given, translate)
    if op == "sum":
        return {"parts": " + ".join(_part(part) for part in given["parts"])}
    if op == "equivalent":
        zones = [{name: _shown(zone[name]) for name in ("level", "minutes")} for zone in given["zones"]]
        return {"zone_list": ", ".join(translate(_ZONE).format(**zone) for zone in zones)}
    return {}


def _counted(given: Mapping[str, Any], translate: Translate) -> dict[str, str]:
    names = [_named(of, translate) for of in given.get("of") or [""] * len(given["classes"])]
    pairs = [f"{name} — {code}" if name else code for name, code in zip(names, given["classes"], strict=True)]
    raised = [f"{n} × {code} → {given['rule'][code]['gives']}" for code, n in given.get("raised", {}).items()]
    return {"classes": "; ".join(pairs), "raised_words": "; ".join(raised) or translate(_NOT_RAISED)}


def _named(of: str, translate: Translate) -> str:
    """What was assessed: a line of the card by its factor and number, anything else as the trace names it."""
    return f"{translate(_FACTORS[of])} ({of})" if of in _FACTORS else of


def _part(part: Mapping[str, str]) -> str:
    weight = f" × {_shown(part['weight'])}" if "weight" in part else ""
    return f"{_shown(part['value'])} / {_shown(part['limit'])}{weight} ({part['name']})"


def _percent(given: Mapping[str, Any]) -> str:
    share = Exposure(Decimal(given["minutes"]), Decimal(given["of"])).percent
    return f"{share}{NBSP}%".replace(".", ",")


def _shown(value: Any, *, is_number: bool = True) -> str:
    """Data of a step for the eye: dates by day, numbers with a decimal comma, lists in a row."""
    if isinstance(value, (list, tuple)):
        return ", ".join(_shown(item, is_number=is_number) for item in value)
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {_shown(item)}" for key, item in value.items())
    text = str(value)
    if _DATE.fullmatch(text):
        return _day(text)
    return text.replace(".", ",") if is_number and _NUMBER.fullmatch(text) else text


def _day(text: str) -> str:
    """A day for the eye; a ground of an employer may only look like one."""
    try:
        return f"{dt.date.fromisoformat(text):%d.%m.%Y}"
    except ValueError:
        return text
