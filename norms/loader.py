"""Reads the data files of the law and trusts nothing in them.

Refused: unknown keys, duplicate keys, floats and bare numbers (numbers are text, read as
``Decimal``), bare dates, a value without act and clause, editions out of order.
"""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, cast

import yaml

from norms.classes import ConditionsClass
from norms.errors import BadNormFile
from norms.model import Act, Bracket, Edition, Norm, Scale, Value

DATA = Path(__file__).parent / "data"
CLASS_CODES = tuple(found.value for found in ConditionsClass)
_NORM_KEYS = {"title", "unit", "kind", "editions"}
_EDITION_KEYS = {"act", "clause", "verified", "value", "note", "ends", "approximate", "amended_by"}
_ACT_KEYS = {"issuer", "adopted", "number", "title", "edition", "url"}


class _SuspiciousLoader(yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader):  # type: ignore[misc]
    """A YAML loader that knows only text, lists, mappings, booleans and null."""


def _refuse_scalar(loader: Any, node: yaml.ScalarNode) -> None:
    raise BadNormFile(f"{node.start_mark}: «{node.value}» must be quoted text")


def _unique_mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise BadNormFile(f"{key_node.start_mark}: keys are text")
        if key in result:
            raise BadNormFile(f"{key_node.start_mark}: duplicate key «{key}»")
        result[key] = loader.construct_object(value_node, deep=True)
    return result


for _tag in ("float", "int", "timestamp"):
    _SuspiciousLoader.add_constructor(f"tag:yaml.org,2002:{_tag}", _refuse_scalar)
_SuspiciousLoader.add_constructor("tag:yaml.org,2002:map", _unique_mapping)


def read_yaml(text: str) -> Any:
    """Parse YAML text under the strict rules above; raises ``BadNormFile``."""
    try:
        return yaml.load(text, Loader=_SuspiciousLoader)  # noqa: S506 - subclass of the safe loader
    except yaml.YAMLError as error:
        raise BadNormFile(str(error)) from error


def _only(keys: set[str], given: Mapping[str, Any], where: str, *, required: set[str]) -> None:
    if unknown := set(given) - keys:
        raise BadNormFile(f"{where}: unknown keys {sorted(unknown)}")
    if missing := required - set(given):
        raise BadNormFile(f"{where}: missing keys {sorted(missing)}")


def _number(raw: Any, where: str) -> Decimal:
    if not isinstance(raw, str):
        raise BadNormFile(f"{where}: a number is quoted text")
    try:
        return Decimal(raw)
    except InvalidOperation as error:
        raise BadNormFile(f"{where}: not a number: «{raw}»") from error


def _day(raw: Any, where: str) -> dt.date:
    try:
        return dt.date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise BadNormFile(f"{where}: not a day: «{raw}»") from error


def _scale(raw: Any, where: str) -> Scale:
    """A scale is a list of [class, edge]: the edge is «5» (up to and with 5), «<80» (below 80)
    or null (everything above); «printed» captions follow the edge where the act prints ranges."""
    brackets: list[Bracket] = []
    for row in raw:
        if not isinstance(row, list) or len(row) not in (2, 3) or row[0] not in CLASS_CODES:
            raise BadNormFile(f"{where}: a row of a scale is [class, edge, caption]: {row}")
        code, edge, *printed = row
        below = isinstance(edge, str) and edge.startswith("<")
        limit = None if edge is None else _number(edge.removeprefix("<") if below else edge, where)
        if brackets and (brackets[-1].edge is None or (limit is not None and limit <= brackets[-1].edge)):
            raise BadNormFile(f"{where}: edges of a scale must rise")
        brackets.append(Bracket(ConditionsClass(code), limit, below, printed[0] if printed else ""))
    return Scale(tuple(brackets))


_KINDS = {"scale": list, "number": str, "text": str, "table": dict, "list": list}


def _value(kind: str, raw: Any, where: str) -> Value:
    if kind not in _KINDS:
        raise BadNormFile(f"{where}: unknown kind «{kind}»")
    if not isinstance(raw, _KINDS[kind]):
        raise BadNormFile(f"{where}: a value of kind «{kind}» is written otherwise")
    if kind == "scale":
        return _scale(raw, where)
    if kind == "number":
        return _number(raw, where)
    return tuple(raw) if kind == "list" else cast(Value, raw)


def _flag(body: Mapping[str, Any], name: str, where: str) -> bool:
    given = body.get(name, False)
    if not isinstance(given, bool):
        raise BadNormFile(f"{where}: «{name}» is true or false")
    return given


def _edition(kind: str, first_day: str, body: Mapping[str, Any], acts: Mapping[str, Act], where: str) -> Edition:
    _only(_EDITION_KEYS, body, where, required={"act", "clause"})
    for act in (body["act"], body.get("amended_by", body["act"])):
        if act not in acts:
            raise BadNormFile(f"{where}: unknown act «{act}»")
    ended = _flag(body, "ends", where)
    if ended == ("value" in body):
        raise BadNormFile(f"{where}: an edition has either a value or «ends: true»")
    return Edition(
        valid_from=_day(first_day, where),
        value=None if ended else _value(kind, body["value"], where),
        act=acts[body["act"]],
        clause=body["clause"],
        is_verified=_flag(body, "verified", where),
        note=body.get("note", ""),
        is_approximate=_flag(body, "approximate", where),
        amended_by=acts[body["amended_by"]] if "amended_by" in body else None,
    )


def _editions(kind: str, raw: Mapping[str, Any], acts: Mapping[str, Act], where: str) -> tuple[Edition, ...]:
    if not raw:
        raise BadNormFile(f"{where}: no editions")
    editions = tuple(_edition(kind, day, body, acts, f"{where} from {day}") for day, body in raw.items())
    days = [edition.valid_from for edition in editions]
    if days != sorted(set(days)):
        raise BadNormFile(f"{where}: editions must stand in order of their first days")
    return editions


@functools.cache
def load_acts() -> dict[str, Act]:
    """Return the register of legal acts, by key."""
    raw = read_yaml((DATA / "acts.yaml").read_text("utf-8"))
    for key, body in raw.items():
        _only(_ACT_KEYS, body, f"acts: {key}", required=_ACT_KEYS - {"url", "edition"})
    return {
        key: Act(key=key, **{"url": "", "edition": "", **body, "adopted": _day(body["adopted"], f"acts: {key}")})
        for key, body in raw.items()
    }


@functools.cache
def load_norms() -> dict[str, Norm]:
    """Return every norm of the data files, by key; raises ``BadNormFile`` on the first fault."""
    acts = load_acts()
    norms: dict[str, Norm] = {}
    for path in sorted(DATA.glob("norms/**/*.yaml")):
        for key, body in read_yaml(path.read_text("utf-8")).items():
            where = f"{path.name}: {key}"
            _only(_NORM_KEYS, body, where, required={"title", "kind", "editions"})
            if key in norms:
                raise BadNormFile(f"{where}: defined twice")
            editions = _editions(body["kind"], body["editions"], acts, where)
            norms[key] = Norm(key, body["title"], body.get("unit", ""), body["kind"], editions)
    return norms
