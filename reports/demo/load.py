"""A plant of any size for measuring: rows go in by the bulk services of the product.

With history and with the guards of the database on; the journal gets one line for each thousand
rows. Documents are opened as drafts, a part of the protocols is issued by ``perform``.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from django.db import models, transaction

from accounts.models import Employer, Role, User
from accounts.services.access import totp_give
from accounts.services.employers import PersonName, employer_create, membership_grant, user_create
from accounts.services.journal import journal_append
from attestation.models import Campaign, CertificationCard
from attestation.services.preparation import campaign_create
from documents.services.bulk import bulk_insert
from documents.services.editing import document_create
from documents.services.perform import perform
from measurements.models import Indicator, Laboratory, MeasurementProtocol, MeasurementResult
from measurements.services.protocols import indicator_put, laboratory_put
from norms.factors.vibroacoustic import LevelKind, classify_level
from norms.quantities import Exposure
from workplaces.models import AnalogousGroup, Department, Employee, Profession, Workplace

M = TypeVar("M", bound=models.Model)
DAY = dt.date(2026, 9, 1)
CHUNK, SECTIONS, RESULTS_A_PROTOCOL = 1000, 20, 1000
SHOPS = ["Литейный", "Механосборочный", "Кузнечный", "Гальванический", "Инструментальный", "Ремонтно-механический"]
TRADES = [
    "Токарь-расточник",
    "Обрубщик",
    "Монтёр",
    "Электромонтёр",
    "Слесарь-ремонтник",
    "Фрезеровщик",
    "Шлифовщик",
    "Термист",
    "Гальваник",
    "Маляр",
    "Электросварщик",
    "Плавильщик",
    "Формовщик",
    "Стерженщик",
    "Контролёр",
    "Кладовщик",
    "Грузчик",
    "Уборщик",
    "Лаборант",
    "Инженер",
]
WORKS = ("", " по ремонту оборудования", " на станках с числовым программным управлением", " участка", " смены")
SURNAMES = ["Иванов", "Петров", "Ковалёв", "Новик", "Кот", "Бойко", "Соловьёв", "Жук", "Мороз", "Савчук"]
INDICATORS = ("шум", "пыль кварцсодержащая", "марганец", "температура воздуха", "освещённость")


@dataclass
class Load:
    """What has been made so far, and how long each step took, in seconds."""

    employer: Employer
    officer: User
    seconds: dict[str, float] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def step(self, name: str, work: Callable[[], int]) -> None:
        """Do one step in one transaction and keep its time."""
        began = time.perf_counter()
        with transaction.atomic():
            self.counts[name] = work()
        self.seconds[name] = round(time.perf_counter() - began, 1)

    def insert(self, model: type[M], rows: Iterator[M], act: str) -> int:
        """Insert rows by thousands, with history and a line in the journal for each thousand."""
        total = 0
        while chunk := list(islice(rows, CHUNK)):
            bulk_insert(model, chunk, actor=self.officer)
            total += len(chunk)
            payload = {"count": len(chunk), "name": str(model._meta.verbose_name_plural)}
            journal_append(
                employer_id=self.employer.pk, actor=self.officer, act=act, target=self.employer, payload=payload
            )
        return total


def people(name: str, password: str, count: int) -> Load:
    """Make the employer and ``count`` people who read everything: officer, officer2…"""
    employer = employer_create(name=name, actor=None)
    users = []
    for place in range(1, count + 1):
        username = "officer" if place == 1 else f"officer{place}"
        user = user_create(username=username, name=PersonName(SURNAMES[place % 10], "Пётр", "Ильич"), password=password)
        membership_grant(
            user=user, employer=employer, role=Role.SAFETY_OFFICER, valid_from=dt.date(2020, 1, 1), actor=None
        )
        totp_give(user)  # without a second factor every page leads to its set-up
        users.append(user)
    return Load(employer, users[0])


def fill(load: Load, workplaces: int, results: int) -> None:
    """Fill an employer: half as many groups as workplaces, an employee for each, a card for each group."""
    groups = workplaces // 2
    load.step("departments", lambda: _departments(load, max(1, workplaces // 1000)))
    load.step("professions", lambda: load.insert(Profession, _folded(_professions(load)), "profession.put"))
    load.step("groups", lambda: load.insert(AnalogousGroup, _folded(_groups(load, groups)), "group.put"))
    load.step("workplaces", lambda: load.insert(Workplace, _folded(_workplaces(load)), "workplace.put"))
    load.step("employees", lambda: load.insert(Employee, _folded(_employees(load, workplaces)), "employee.put"))
    load.step("results", lambda: _results(load, results))
    load.step("issued", lambda: _issue(load, 5))
    load.step("cards", lambda: _cards(load))


def _folded(rows: Iterator[Any]) -> Iterator[Any]:
    for row in rows:
        row.fold()
        yield row


def _own(load: Load, model: Any) -> list[Any]:
    return list(model.objects.filter(employer=load.employer).order_by("pk"))


def _departments(load: Load, shops: int) -> int:
    names = [f"{SHOPS[n % len(SHOPS)]} цех № {n + 1}" for n in range(shops)]
    tops = (Department(employer=load.employer, name=name, place=n) for n, name in enumerate(names))
    made = load.insert(Department, _folded(tops), "department.put")
    sections = (
        Department(employer=load.employer, parent=shop, name=f"участок {n + 1}", place=n)
        for shop in _own(load, Department)
        for n in range(SECTIONS)
    )
    return made + load.insert(Department, _folded(sections), "department.put")


def _professions(load: Load) -> Iterator[Profession]:
    for number, trade in enumerate(TRADES):
        for variant, work in enumerate(WORKS):
            code = f"{7000 + number}-{variant:03}"
            yield Profession(employer=load.employer, code=code, name=trade + work, reference_issue="2")


def _groups(load: Load, count: int) -> Iterator[AnalogousGroup]:
    sections = list(Department.objects.filter(employer=load.employer, parent__isnull=False).select_related("parent"))
    professions = _own(load, Profession)
    for n in range(count):
        group = AnalogousGroup(employer=load.employer, number=str(n + 1), place=n, headcount=4, shifts=2)
        group.department = sections[n % len(sections)]
        group.profession = professions[(n // len(sections)) % len(professions)]
        group.grade = str(2 + n // (len(sections) * len(professions)))
        yield group


def _with_relations(load: Load) -> list[AnalogousGroup]:
    found = AnalogousGroup.objects.filter(employer=load.employer).select_related("department__parent", "profession")
    return list(found.order_by("pk"))


def _workplaces(load: Load) -> Iterator[Workplace]:
    for group in _with_relations(load):
        for place in (1, 2):
            yield Workplace(
                employer=load.employer, group=group, number=f"{group.number}.{place}", room=f"пролёт {place}"
            )


def _employees(load: Load, count: int) -> Iterator[Employee]:
    groups = _with_relations(load)
    for n in range(count):
        name = f"{SURNAMES[n % 10]} {'ПИА'[n % 3]}ётр Ильич"
        yield Employee(
            employer=load.employer, personnel_number=str(n + 1), full_name=name, sex="м", group=groups[n % len(groups)]
        )


def _results(load: Load, count: int) -> int:
    laboratory = laboratory_put(
        employer=load.employer,
        name="Лаборатория",
        accreditation_number="BY/112 1.0001",
        accredited_through=dt.date(2028, 1, 1),
        actor=load.officer,
    )
    indicators = [
        indicator_put(employer=load.employer, name=name, factor="NOISE", method="NOISE", unit="дБА")
        for name in INDICATORS
    ]
    groups = list(AnalogousGroup.objects.filter(employer=load.employer).order_by("pk").values_list("pk", flat=True))
    made = 0
    for start in range(0, count, RESULTS_A_PROTOCOL):
        protocol = _protocol(load, laboratory, start)
        size = min(RESULTS_A_PROTOCOL, count - start)
        rows = (_result(load, protocol, indicators, groups, start + n, count) for n in range(size))
        made += load.insert(MeasurementResult, rows, "measurementprotocol.put")
    return made


def _protocol(load: Load, laboratory: Laboratory, start: int) -> MeasurementProtocol:
    protocol = MeasurementProtocol(
        employer=load.employer,
        laboratory=laboratory,
        number=str(start // RESULTS_A_PROTOCOL + 1),
        dated_on=DAY,
        measured_on=DAY,
        representative="инженер по охране труда",
    )
    return document_create(protocol, actor=load.officer)


def _result(
    load: Load,
    protocol: MeasurementProtocol,
    indicators: Sequence[Indicator],
    groups: Sequence[int],
    place: int,
    count: int,
) -> MeasurementResult:
    number = place * len(groups) // count
    return MeasurementResult(
        employer=load.employer,
        protocol=protocol,
        group_id=groups[number],
        indicator=indicators[place % len(indicators)],
        method="NOISE",
        value=_level(number),
        limit=Decimal(80),
        unit="дБА",
    )


def _level(group: int) -> Decimal:
    return Decimal(74 + group * 7 % 40)


@cache
def _class_of(level: Decimal) -> str:
    verdict = classify_level(LevelKind.NOISE, level, Decimal(80), Exposure.of_minutes(400, 480), DAY)
    return str(verdict.conditions_class.value)


def _issue(load: Load, count: int) -> int:
    """Issue the first protocols, as far as the rules let them; the rest stay drafts."""
    from documents.problems import UnableToPerform

    issued = 0
    for protocol in MeasurementProtocol.objects.filter(employer=load.employer).order_by("pk")[:count]:
        try:
            perform(protocol, "issue", actor=load.officer, on=DAY)
        except UnableToPerform:
            continue
        issued += 1
    return issued


def _cards(load: Load) -> int:
    """Open a card for each group; the class is what the norm says of its noise."""
    campaign = campaign_create(employer=load.employer, title="Нагрузочная", dated_on=DAY, actor=load.officer)
    return load.insert(CertificationCard, _card_rows(load, campaign), "certificationcard.create")


def _card_rows(load: Load, campaign: Campaign) -> Iterator[CertificationCard]:
    for place, group in enumerate(_with_relations(load)):
        yield CertificationCard(
            employer=load.employer,
            campaign=campaign,
            group=group,
            number=group.number,
            dated_on=DAY,
            profession=group.profession.code_and_name,
            overall_class=_class_of(_level(place)),
        )
