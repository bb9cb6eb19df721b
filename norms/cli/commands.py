"""The commands of «python -m norms»: a checked JSON object in, a JSON object out."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from norms.calendar import WorkingCalendar, WorkWeek
from norms.classes import ConditionsClass
from norms.cli.fields import Field, Shape, parse, schema_of
from norms.cli.kinds import KINDS
from norms.cli.parts import CLASSES, ON, SETTINGS, exposure_of
from norms.entitlements import Membership, Right, WorkplaceOrigin, applies_from, entitlements
from norms.errors import BadInput, NormNotFound
from norms.explain import explain
from norms.library import norm
from norms.lookup import CATALOGUES, look_up
from norms.overall import Factor, overall_class
from norms.plan import Stage, plan_backwards
from norms.quantities import NBSP
from norms.settings import QUESTIONS, Interpretations, readings_of
from norms.terms import DueDay, TermKind, months_after, next_approval_order, valid_through

Result = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what it does, the schema of its input, and its function of a JSON object."""

    title: str
    schema: Callable[[], dict[str, Any]]
    run: Callable[[Any], Result]


def classify(payload: Any) -> Result:
    """Class of one indicator or factor, with its trace; the member «kind» says what it is."""
    if not isinstance(payload, Mapping):
        raise BadInput("строка", "ожидается объект JSON")
    kind = payload.get("kind")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadInput("kind", f"выберите из: {', '.join(KINDS)}")
    values = parse(payload, _classify_fields(kind))
    on = values.pop("on")
    settings = Interpretations.of_names(values.pop("settings", {}))
    del values["kind"]
    verdict = KINDS[kind].run(values, on, settings)
    if verdict is None:
        return {"on": on.isoformat(), "kind": kind, "class": None, "base": None, "trace": []}
    return {"on": on.isoformat(), "kind": kind, **verdict.as_json()}


@functools.cache
def _classify_fields(kind: str) -> tuple[Field, ...]:
    return (
        ON,
        Field("kind", Shape.CHOICE, "вид показателя", is_required=True, choices=(kind,)),
        *KINDS[kind].fields,
        SETTINGS,
    )


def _classify_schema() -> dict[str, Any]:
    return {"oneOf": [{"title": KINDS[kind].title, **schema_of(_classify_fields(kind))} for kind in KINDS]}


_OVERALL = (
    ON,
    Field(
        "factors",
        Shape.MAP,
        "строка пункта 5 карты → класс с учётом времени",
        is_required=True,
        choices=CLASSES,
        keys=tuple(factor.value for factor in Factor),
    ),
)


def overall(payload: Any) -> Result:
    """Overall class of a workplace from the classes of its factors (№ 35, п. 85–86)."""
    values = parse(payload, _OVERALL)
    factors = {Factor(line): ConditionsClass(found) for line, found in values["factors"].items()}
    return {"on": values["on"].isoformat(), **overall_class(factors, values["on"]).as_json()}


_ORIGINS = {
    "REGULAR": WorkplaceOrigin.REGULAR,
    "EXTRAORDINARY": WorkplaceOrigin.REGULAR,
    "NEW_WORKPLACE": WorkplaceOrigin.NEW_WORKPLACE,
}
"""Results of an extraordinary certification apply from its order, as of a regular one (№ 253, п. 17)."""
_ENTITLEMENTS = (
    ON,
    Field("class", Shape.CHOICE, "общая оценка", is_required=True, choices=CLASSES),
    Field("class_for_surcharge", Shape.CHOICE, "общая оценка без сменности (по умолчанию та же)", choices=CLASSES),
    Field("is_full_day", Shape.FLAG, "занят полный рабочий день"),
    Field("minutes", Shape.NUMBER, "или минут работы за смену, которые считает п. 12: сравниваются с 80 % смены"),
    Field("of_minutes", Shape.NUMBER, "продолжительность смены, установленная законодательством, мин"),
    Field("list_536", Shape.CHOICE, f"список №{NBSP}536", choices=("1", "2")),
    Field("textile", Shape.FLAG, "профессия в перечне текстильных производств, работница"),
    Field("medical", Shape.FLAG, "должность в разделе I перечня медицинских работников"),
    Field("short_hours_week", Shape.NUMBER, f"часов по строке списка №{NBSP}57; 0 — строка часов не называет"),
    Field("is_paid_for_special_nature", Shape.FLAG, "за те же условия повышена оплата за особый характер работы"),
    Field("origin", Shape.CHOICE, "рабочее место и аттестация", choices=tuple(_ORIGINS)),
    Field("order_on", Shape.DATE, "день приказа об утверждении: считаются дни начала прав"),
    Field("created_on", Shape.DATE, "день создания нового рабочего места"),
)


def rights(payload: Any) -> Result:
    """Rights of a workplace, each with its reason and first day (№ 35, п. 91–94; № 253, п. 18)."""
    values = parse(payload, _ENTITLEMENTS)
    found, on = ConditionsClass(values["class"]), values["on"]
    membership = Membership(
        list_536=int(values["list_536"]) if "list_536" in values else None,
        textile=values.get("textile", False),
        medical=values.get("medical", False),
        short_hours_week=Decimal(values["short_hours_week"]) if "short_hours_week" in values else None,
        is_paid_for_special_nature=values.get("is_paid_for_special_nature", False),
    )
    surcharge = ConditionsClass(values.get("class_for_surcharge", found.value))
    results = entitlements(found, surcharge, membership, is_full_day=_is_full_day(values), on=on)
    listed = []
    for result in results:
        row = result.as_json()
        if "order_on" in values and result.outcome.value == "CONFIRMED":
            row["applies_from"] = _first_day(result.right, values).isoformat()
        listed.append(row)
    remarks = _remarks(values)
    return {"on": on.isoformat(), "entitlements": listed, **({"remarks": remarks} if remarks else {})}


def _is_full_day(values: Mapping[str, Any]) -> bool:
    """The flag, or the minutes of № 35, п. 12 against 80 % of the shift, exactly."""
    timed = "minutes" in values or "of_minutes" in values
    if timed and "is_full_day" in values:
        raise BadInput("is_full_day", "укажите либо is_full_day, либо минуты")
    if not timed:
        if "is_full_day" not in values:
            raise BadInput("is_full_day", "обязательное поле")
        return bool(values["is_full_day"])
    return exposure_of(values).at_least(norm("full_day.share", values["on"]).number)


def _remarks(values: Mapping[str, Any]) -> list[str]:
    """An order later than six months after the creation of a new workplace (№ 253, п. 18)."""
    if values.get("origin") != "NEW_WORKPLACE" or not {"order_on", "created_on"} <= values.keys():
        return []
    last = months_after(TermKind.NEW_WORKPLACE, values["created_on"], WorkingCalendar()).day
    late = (values["order_on"] - last).days
    if late <= 0:
        return []
    return [
        f"Приказ издан после шести месяцев со дня создания: последний день — {last:%d.%m.%Y}, просрочено дней: {late}; "
        f"последствия просрочки решает человек (№{NBSP}253, п.{NBSP}18)"
    ]


def _first_day(right: Right, values: Mapping[str, Any]) -> dt.date:
    origin = _ORIGINS[values.get("origin", "REGULAR")]
    return applies_from(right, origin, values["order_on"], values.get("created_on"))


_STAGES = Field(
    "stages",
    Shape.OBJECTS,
    "этапы работы по порядку: план считается назад от дня приказа",
    fields=(
        Field("title", Shape.TEXT, "этап", is_required=True),
        Field("working_days", Shape.WHOLE, "рабочих дней", is_required=True),
    ),
)
_DEADLINE = (
    Field("kind", Shape.CHOICE, "срок", is_required=True, choices=("NEXT_ORDER", *(kind.name for kind in TermKind))),
    Field("from", Shape.DATE, "день приказа или события", is_required=True),
    Field("week", Shape.CHOICE, "рабочая неделя нанимателя", choices=tuple(week.name for week in WorkWeek)),
    Field("working_days", Shape.MAP, "свои рабочие дни нанимателя: день → основание"),
    Field("days_off", Shape.MAP, "свои нерабочие дни нанимателя: день → основание"),
    _STAGES,
)


def deadline(payload: Any) -> Result:
    """A term of the procedure with every day looked at, and a plan of stages back from it."""
    values = parse(payload, _DEADLINE)
    try:
        return _due_answer(values)
    except NormNotFound as error:
        error.field = "from"
        raise


def _due_answer(values: Mapping[str, Any]) -> Result:
    calendar, start = _calendar(values), values["from"]
    if values["kind"] == "NEXT_ORDER":
        due = next_approval_order(start, calendar)
        extra: Result = {"valid_through": valid_through(start)[0].isoformat()}
    else:
        due, extra = months_after(TermKind[values["kind"]], start, calendar), {}
    if "stages" in values:
        stages = [Stage(item["title"], item["working_days"]) for item in values["stages"]]
        extra["plan"] = [planned.as_json() for planned in plan_backwards(due.recommended, stages, calendar)]
    return {**_due(due), **extra}


def _due(due: DueDay) -> Result:
    trace = [item.as_json() for item in due.trace]
    return {
        "day": due.day.isoformat(),
        "recommended": due.recommended.isoformat(),
        "is_provisional": due.is_provisional,
        "why": [explain(item) for item in trace],
        "trace": trace,
    }


def _calendar(values: Mapping[str, Any]) -> WorkingCalendar:
    own: dict[dt.date, tuple[bool, str]] = {}
    for name, is_working in (("working_days", True), ("days_off", False)):
        for day, ground in values.get(name, {}).items():
            if (found := _day(day, name)) in own:
                raise BadInput(f"{name}.{day}", "день назван и рабочим, и нерабочим")
            own[found] = (is_working, ground)
    return WorkingCalendar(WorkWeek[values.get("week", "FIVE_DAYS")], own)


def _day(text: str, field: str) -> dt.date:
    fields = (Field("day", Shape.DATE, ""),)
    try:
        return parse({"day": text}, fields)["day"]  # type: ignore[no-any-return]
    except BadInput as error:
        raise BadInput(f"{field}.{text}", error.reason) from error


_LOOKUP = (
    ON,
    Field("query", Shape.TEXT, "часть названия, номер CAS или вид работ", is_required=True),
    Field("catalogues", Shape.CHOICES, "где искать (по умолчанию везде)", choices=tuple(CATALOGUES)),
    Field("limit", Shape.WHOLE, "сколько строк показать (по умолчанию 20)"),
)


def lookup(payload: Any) -> Result:
    """Rows of the catalogues by part of a name, CAS number or kind of work, with act and clause."""
    values = parse(payload, _LOOKUP)
    found = look_up(values["query"], values["on"], catalogues=values.get("catalogues"), limit=values.get("limit", 20))
    return {"on": values["on"].isoformat(), "found": [row.as_json() for row in found]}


def settings(payload: Any) -> Result:
    """Settings of interpretation: the question, its note, the readings with the default first."""
    parse(payload, ())
    return {
        name: {"note": note, "question": question, "readings": list(readings_of(name))}
        for name, (note, question) in QUESTIONS.items()
    }


COMMANDS: dict[str, Command] = {
    "classify": Command("класс показателя или фактора", _classify_schema, classify),
    "overall": Command("общая оценка условий труда", lambda: schema_of(_OVERALL), overall),
    "entitlements": Command("права по результатам аттестации", lambda: schema_of(_ENTITLEMENTS), rights),
    "deadline": Command("сроки процедуры", lambda: schema_of(_DEADLINE), deadline),
    "lookup": Command("поиск по справочникам", lambda: schema_of(_LOOKUP), lookup),
    "settings": Command("чтения неясных мест", lambda: schema_of(()), settings),
}
