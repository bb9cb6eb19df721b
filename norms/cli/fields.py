"""What a JSON object may hold: one description that validates input and prints its JSON Schema."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from norms.errors import BadInput
from norms.quantities import NUMBER_PATTERN, decimal_of, plain

_ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_NO_DAY = "ожидается день ГГГГ-ММ-ДД"


class Shape(Enum):
    """Kinds of JSON values."""

    NUMBER = "number"
    WHOLE = "whole"
    TEXT = "text"
    FLAG = "flag"
    DATE = "date"
    CHOICE = "choice"
    NUMBERS = "numbers"
    CHOICES = "choices"
    OBJECTS = "objects"
    MAP = "map"


@dataclass(frozen=True, slots=True)
class Field:
    """One member of a JSON object. ``choices`` for CHOICE, CHOICES and the values of MAP; ``keys``
    for the keys of MAP where they are fixed; ``fields`` for OBJECTS."""

    name: str
    shape: Shape
    doc: str
    is_required: bool = False
    choices: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    fields: tuple[Field, ...] = field(default=())


def parse(payload: Any, fields: Sequence[Field], path: str = "") -> dict[str, Any]:
    """Return the checked values of a JSON object; absent optional members are left out.

    Raises ``BadInput`` with the path of the faulty member, like «parts[1].limit».
    """
    if not isinstance(payload, Mapping):
        raise BadInput(path or "строка", "ожидается объект JSON")
    known = {item.name: item for item in fields}
    if unknown := [name for name in payload if name not in known]:
        raise BadInput(_join(path, unknown[0]), f"неизвестное поле, есть: {', '.join(known)}")
    values = {}
    for item in fields:
        where = _join(path, item.name)
        if payload.get(item.name) is not None:
            values[item.name] = _PARSERS[item.shape](payload[item.name], item, where)
        elif item.is_required:
            raise BadInput(where, "обязательное поле")
    return values


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name or "строка"


def iso_day(raw: Any, where: str) -> dt.date:
    """Return a day written «2026-11-24» and in no other way; raises ``BadInput``."""
    try:
        if _ISO_DAY.fullmatch(raw):
            return dt.date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise BadInput(where, _NO_DAY) from error
    raise BadInput(where, _NO_DAY)


def _number(raw: Any, _: Field, where: str) -> str:
    return plain(decimal_of(raw, where))


def _whole(raw: Any, _: Field, where: str) -> int:
    if isinstance(raw, bool) or not isinstance(raw, int):
        raise BadInput(where, "ожидается целое число")
    return raw


def _text(raw: Any, _: Field, where: str) -> str:
    if not isinstance(raw, str):
        raise BadInput(where, "ожидается текст")
    return raw


def _flag(raw: Any, _: Field, where: str) -> bool:
    if not isinstance(raw, bool):
        raise BadInput(where, "ожидается true или false")
    return raw


def _date(raw: Any, _: Field, where: str) -> dt.date:
    day = iso_day(raw, where)
    if not 1992 <= day.year <= 2099:
        raise BadInput(where, "год вне пределов 1992–2099")
    return day


def _choice(raw: Any, item: Field, where: str) -> str:
    if not isinstance(raw, str) or raw not in item.choices:
        raise BadInput(where, f"выберите из: {', '.join(item.choices)}")
    return raw


def _list(raw: Any, where: str) -> list[Any]:
    if not isinstance(raw, list) or not raw:
        raise BadInput(where, "ожидается непустой список")
    return raw


def _numbers(raw: Any, item: Field, where: str) -> list[str]:
    return [_number(each, item, f"{where}[{index}]") for index, each in enumerate(_list(raw, where))]


def _choices(raw: Any, item: Field, where: str) -> list[str]:
    return [_choice(each, item, f"{where}[{index}]") for index, each in enumerate(_list(raw, where))]


def _objects(raw: Any, item: Field, where: str) -> list[dict[str, Any]]:
    return [parse(each, item.fields, f"{where}[{index}]") for index, each in enumerate(_list(raw, where))]


def _map(raw: Any, item: Field, where: str) -> dict[str, str]:
    if not isinstance(raw, Mapping):
        raise BadInput(where, "ожидается объект JSON")
    if unknown := [key for key in raw if item.keys and key not in item.keys]:
        raise BadInput(_join(where, unknown[0]), f"выберите из: {', '.join(item.keys)}")
    each = _choice if item.choices else _text
    return {key: each(value, item, _join(where, key)) for key, value in raw.items()}


_PARSERS = {
    Shape.NUMBER: _number,
    Shape.WHOLE: _whole,
    Shape.TEXT: _text,
    Shape.FLAG: _flag,
    Shape.DATE: _date,
    Shape.CHOICE: _choice,
    Shape.NUMBERS: _numbers,
    Shape.CHOICES: _choices,
    Shape.OBJECTS: _objects,
    Shape.MAP: _map,
}


def schema_of(fields: Sequence[Field]) -> dict[str, Any]:
    """Return the JSON Schema of an object with these members."""
    required = [item.name for item in fields if item.is_required]
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {item.name: {"description": item.doc, **_schema(item)} for item in fields},
        "additionalProperties": False,
    }
    return {**schema, "required": required} if required else schema


_NUMBER_SCHEMA: dict[str, Any] = {"type": ["string", "number"], "pattern": rf"^\s*{NUMBER_PATTERN}\s*$"}


def _schema(item: Field) -> dict[str, Any]:
    choice = {"type": "string", "enum": list(item.choices)} if item.choices else {"type": "string"}
    simple: dict[Shape, dict[str, Any]] = {
        Shape.NUMBER: _NUMBER_SCHEMA,
        Shape.WHOLE: {"type": "integer"},
        Shape.TEXT: {"type": "string"},
        Shape.FLAG: {"type": "boolean"},
        Shape.DATE: {"type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
        Shape.CHOICE: choice,
        Shape.NUMBERS: {"type": "array", "minItems": 1, "items": _NUMBER_SCHEMA},
        Shape.CHOICES: {"type": "array", "minItems": 1, "items": choice},
        Shape.MAP: _map_schema(item, choice),
    }
    if item.shape in simple:
        return simple[item.shape]
    return {"type": "array", "minItems": 1, "items": schema_of(item.fields)}


def _map_schema(item: Field, choice: dict[str, Any]) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "object", "additionalProperties": choice}
    return {**schema, "propertyNames": {"enum": list(item.keys)}} if item.keys else schema
