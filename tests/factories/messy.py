"""Workbooks as people make them: shuffled columns, other words, two masks, merged cells, totals, repeats, bad rows."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import openpyxl

SHOPS = ("Литейный цех", "Механический цех", "Сварочный цех")
PROFESSIONS = ("Вагранщик", "Токарь-расточник", "Электросварщик ручной сварки", "Контролер", "Слесарь-ремонтник")
NAMES = ("Кот Павел Иванович", "Ўласаў Алесь Пятровіч", "Лукашевич Ольга Сергеевна", "Бондарь Игорь Викторович")


@dataclass
class Mess:
    """A kind of workbook: header words to choose from, a maker of good rows, and ways to spoil one."""

    kind: str
    heads: dict[str, tuple[str, ...]]
    row: Callable[[int, random.Random], dict[str, Any]]
    spoil: tuple[tuple[str, Any], ...]
    above: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    double: dict[str, tuple[str, str]] = field(default_factory=dict)


def day(number: int, rng: random.Random, year: int = 2026) -> Any:
    """A day in one of two masks or as Excel's own."""
    found = dt.date(year, 1, 1) + dt.timedelta(days=number % 250)
    return rng.choice([f"{found:%d.%m.%Y}", f"{found:%d.%m.%y}", found.isoformat(), found])


def position(number: int) -> dict[str, Any]:
    """Shop and profession of a row: any shop has any profession."""
    return {"shop": SHOPS[number % 3], "profession": PROFESSIONS[number // 3 % 5]}


def _employee(n: int, rng: random.Random) -> dict[str, Any]:
    return {
        "number": 10_000 + n,
        "name": NAMES[n % 4],
        "sex": rng.choice(["м", "муж.", "Ж", "жен"]),
        "born": day(n, rng, 1970 + n % 30),
        "hired": day(n * 7, rng, 2015),
        **position(n),
    }


def _staff(n: int, rng: random.Random) -> dict[str, Any]:
    heads = 2 + n % 20
    return {
        "number": n + 1,
        "profession": f"Профессия {n // 50 + 1}-{n % 50}",
        "code": f"7223-{n % 1000:03}",
        "grade": str(n % 8 + 1),
        "places": rng.choice([str(n % 4 + 1), n % 4 + 1]),
        "all": rng.choice([heads, f"{heads} чел."]),
        "women": heads // 2,
        "hours": rng.choice(["8", "8,0", 12]),
    }


def _result(n: int, rng: random.Random) -> dict[str, Any]:
    return {
        "protocol": f"{n // 5 + 1}-В/26",
        "day": (dt.date(2026, 9, 1) + dt.timedelta(days=n // 5 % 20)).strftime(rng.choice(["%d.%m.%Y", "%Y-%m-%d"])),
        **position(n),
        "indicator": ("шум", "Пыль чугунная", "Углерода оксид", "освещенность", "температура воздуха")[n % 5],
        "unit": ("дБА", "мг/м3", "мг/м3", "лк", "°C")[n % 5],
        "limit": ("80", "6", "не более 20", "500", "15-26")[n % 5],
        "value": rng.choice(
            [f"{n % 90 + 1},5", n % 90 + 1.5, f"{n % 90 + 1},5 {('дБА', 'мг/м³', 'мг/м³', 'лк', '°C')[n % 5]}"]
        ),
        "kind": ("", "пыль, ПДКсс", "остронаправленное", "", "")[n % 5],
    }


def _line(n: int, rng: random.Random) -> dict[str, Any]:
    card, place = divmod(n, 5)
    ends = dt.datetime(2026, 9, 1, 8) + dt.timedelta(minutes=(30, 200, 230, 440, 480)[place])
    return {
        "card": card + 1,
        "day": (dt.date(2026, 3, 1) + dt.timedelta(days=card % 200)).strftime(("%d.%m.%Y", "%d.%m.%y")[card % 2]),
        **position(card),
        "start": "08:00" if place == 0 else None,
        "what": f"Операция {place + 1}",
        "ends": rng.choice([f"{ends:%H:%M}", f"{ends:%H.%M}", ends.time()]),
        "kind": ("ПЗ", "Оп.", "РП", "Топ", "ОБ")[place],
        "factors": "шум; Пыль чугунная" if place in (1, 3) else None,
    }


def _load(n: int, rng: random.Random) -> dict[str, Any]:
    return {
        "protocol": f"Т-{n // 4 + 1}",
        "day": (dt.date(2026, 5, 1) + dt.timedelta(days=n // 4 % 90)).strftime(rng.choice(["%d.%m.%Y", "%d/%m/%Y"]))
        if n // 4 % 90 % 31 > 12
        else (dt.date(2026, 5, 1) + dt.timedelta(days=n // 4 % 90)).strftime("%d.%m.%Y"),
        **position(n // 4),
        "sex": "м",
        "indicator": ("3.6 наклоны корпуса", "3.3.2 региональные движения", "3.7.1 перемещение", "3.2.1 подъем")[n % 4],
        "value": rng.choice([n % 50, f"{n % 50},5"]),
    }


_SHOP = ("Цех (отдел)", "Структ. подразделение", "Подразд.", "Аддзел")
_PROFESSION = ("Профессия, должность", "Должность служащего (профессия рабочего)", "Наименование профессии")
_DAY = ("Дата протокола", "Дата измерений")
MESSES = {
    mess.kind: mess
    for mess in (
        Mess(
            "employees",
            {
                "number": ("Табельный номер", "Таб. номер", "Табельны нумар", "Таб.№ работника"),
                "name": ("Ф.И.О.", "ФИО работника", "Фамилия, собственное имя, отчество", "Сотрудник"),
                "sex": ("Пол работника", "Пол (м/ж)"),
                "born": ("Дата рожд.", "Дата нараджэння", "Родился"),
                "shop": _SHOP,
                "profession": _PROFESSION,
                "hired": ("Дата приема на работу", "Принят на работу", "Дата прыёму"),
            },
            _employee,
            (("sex", "средний"), ("born", "31.02.1980"), ("number", None)),
            double={"born": ("Даты", "рождения"), "hired": ("Даты", "приема")},
        ),
        Mess(
            "staffing",
            {
                "number": ("№ п/п", "№ позиции", "Номер по порядку"),
                "profession": ("Наименование должности (профессии)", "Профессия (должность)"),
                "code": ("Код по ОКРБ", "Код профессии", "ОКРБ 014-2017"),
                "grade": ("Квалиф. разряд", "Разряд"),
                "places": ("Кол-во рабочих мест", "Рабочих мест", "Колькасць рабочых месц"),
                "all": ("Численность работающих", "Кол-во штатных единиц"),
                "women": ("Кол-во женщин", "в т.ч. женщин"),
                "hours": ("Продолжит. смены, ч", "Длительность смены, ч"),
            },
            _staff,
            (("places", "много"), ("all", "8,5"), ("code", None)),
            double={"all": ("Численность", "всего"), "women": ("Численность", "из них женщин")},
        ),
        Mess(
            "laboratory",
            {
                "protocol": ("Протокол №", "Номер протокола"),
                "day": _DAY,
                "shop": _SHOP,
                "profession": ("Рабочее место", *_PROFESSION),
                "indicator": ("Наименование вещества", "Фактор", "Контролируемое вещество"),
                "unit": ("Ед. изм.", "Единица измерения"),
                "limit": ("ПДК, ПДУ", "Допустимый уровень", "ПДУ"),
                "value": ("Результат измерений", "Факт. значение", "Измерено"),
                "kind": ("Примечание", "Характер действия"),
            },
            _result,
            (("value", "н/о"), ("limit", "?"), ("day", "сентябрь")),
            above=(
                "Лаборатория: ООО «Гигиена-Тест», аттестат аккредитации BY/112 2.4781 действителен до 20.05.2028",
                "Измерения — в присутствии представителя аттестационной комиссии: А. В. Новик",
            ),
            double={"limit": ("Величина", "норматив"), "value": ("Величина", "фактически")},
        ),
        Mess(
            "time_study",
            {
                "card": ("Карта №", "№ фотографии"),
                "day": ("Дата наблюдения", "Дата карты"),
                "shop": _SHOP,
                "profession": _PROFESSION,
                "start": ("Начало работы", "Нач. смены"),
                "what": ("Наименование операции", "Содержание работы"),
                "ends": ("Время окончания", "Текущее время, ч, мин"),
                "kind": ("Индекс", "Категория затрат времени", "Вид затрат времени"),
                "factors": ("Действующие факторы", "Вредные факторы"),
            },
            _line,
            (("kind", "ХХ"), ("ends", "25:70"), ("day", "вчера")),
        ),
        Mess(
            "load_and_strain",
            {
                "protocol": ("Протокол №", "Номер протокола"),
                "day": _DAY,
                "shop": _SHOP,
                "profession": _PROFESSION,
                "sex": ("Пол работника", "Пол (м/ж)"),
                "indicator": ("Показатель тяжести", "Изучаемый показатель"),
                "value": ("Факт. значение показателя", "Величина показателя"),
            },
            _load,
            (("value", "много"), ("indicator", "бег"), ("sex", "-")),
        ),
    )
}


@dataclass
class Made:
    """A workbook and what is true of it: numbers of bad rows and of repeats in the sheet, count of good rows."""

    content: bytes
    bad: set[int] = field(default_factory=set)
    repeats: set[int] = field(default_factory=set)
    good: int = 0


def messy(kind: str, seed: int, size: int = 100, bad: int = 3) -> Made:
    """A workbook of ``size`` rows, ``bad`` of them spoilt, with repeats and totals between them."""
    mess, rng = MESSES[kind], random.Random(seed)
    rows = [mess.row(n, rng) for n in range(size)]
    spoilt = _spoilt(mess, rows, rng, bad)
    keys = list(mess.heads)
    rng.shuffle(keys)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for text in ("ОАО «Завод»", *mess.above, None):
        sheet.append([text])
    _header(sheet, mess, keys, rng)
    made = Made(b"")
    repeated = set(rng.sample([n for n in range(size) if n not in spoilt], 2)) if kind != "time_study" else set()
    for n, row in enumerate(rows):
        if kind == "staffing" and n % 25 == 0:
            sheet.append([f"Цех № {n // 25 + 1}"])
        line = [row[key] for key in keys]
        sheet.append(line)
        if n in spoilt:
            made.bad.add(sheet.max_row)
        if n in repeated:
            sheet.append(line)
            made.repeats.add(sheet.max_row)
        if n % 40 == 39 and kind != "time_study":
            sheet.append(["Итого по цеху", None, 40])
    sheet.append(["Всего", None, size])
    sheet.append([None])
    sheet.append([None, "Начальник отдела", None, None, "И. И. Иванов"])
    made.good = size - len(spoilt)
    buffer = io.BytesIO()
    book.save(buffer)
    made.content = buffer.getvalue()
    return made


def _spoilt(mess: Mess, rows: Sequence[dict[str, Any]], rng: random.Random, bad: int) -> set[int]:
    chosen = sorted(rng.sample(range(1, len(rows)), bad))
    for place, n in enumerate(chosen):
        key, value = mess.spoil[place % len(mess.spoil)]
        rows[n][key] = value
    return set(chosen)


def _header(sheet: Any, mess: Mess, keys: list[str], rng: random.Random) -> None:
    """One row of header, or two with merged cells where two columns stand side by side."""
    pair = [key for key in mess.double if key in keys]
    if pair and rng.random() < 0.7:
        for key in pair:
            keys.remove(key)
        place = rng.randrange(len(keys) + 1)
        keys[place:place] = pair
        top = sheet.max_row + 1
        for index, key in enumerate(keys, start=1):
            if key in pair:
                upper, lower = mess.double[key]
                sheet.cell(top, index, upper if key == pair[0] else None)
                sheet.cell(top + 1, index, lower)
            else:
                sheet.cell(top, index, rng.choice(mess.heads[key]))
                sheet.merge_cells(start_row=top, end_row=top + 1, start_column=index, end_column=index)
        first = keys.index(pair[0]) + 1
        sheet.merge_cells(start_row=top, end_row=top, start_column=first, end_column=first + len(pair) - 1)
    else:
        sheet.append([rng.choice(mess.heads[key]) for key in keys])
    if rng.random() < 0.5:
        sheet.append(list(range(1, len(keys) + 1)))
