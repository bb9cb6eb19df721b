"""JSON Schema of what each command answers; an error has the same shape everywhere."""

from __future__ import annotations

from typing import Any

from norms.cli.parts import CLASSES
from norms.entitlements import Outcome, Right

_DAY = {"type": "string", "format": "date"}
_TEXT = {"type": "string"}
_FLAG = {"type": "boolean"}


def _object(properties: dict[str, Any], *, optional: tuple[str, ...] = ()) -> dict[str, Any]:
    required = [name for name in properties if name not in optional]
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


ERROR = _object(
    {"error": _object({"field": _TEXT, "reason": _TEXT, "norm": _TEXT}, optional=("norm",))},
)
STEP = _object(
    {
        "op": _TEXT,
        "inputs": {"type": "object"},
        "output": _TEXT,
        "source": _TEXT,
        "norm": _TEXT,
        "interpretation": _TEXT,
    }
)
_CLASS = {"enum": [*CLASSES, None]}
_VERDICT = {"on": _DAY, "class": _CLASS, "base": _CLASS, "trace": _list(STEP)}
_PART = _object({"title": _TEXT, **{name: shape for name, shape in _VERDICT.items() if name != "on"}})
_RIGHT = _object(
    {
        "right": {"enum": [right.value for right in Right]},
        "outcome": {"enum": [outcome.value for outcome in Outcome]},
        "value": _TEXT,
        "reason": _TEXT,
        "trace": _list(STEP),
        "applies_from": _DAY,
    },
    optional=("applies_from",),
)
_STAGE = _object({"title": _TEXT, "start_on": _DAY, "finish_on": _DAY, "is_provisional": _FLAG})
_DEADLINE = {
    "day": _DAY,
    "recommended": _DAY,
    "is_provisional": _FLAG,
    "why": _list(_TEXT),
    "trace": _list(STEP),
    "valid_through": _DAY,
    "plan": _list(_STAGE),
}
_ROW = {
    "catalogue": _TEXT,
    "title": _TEXT,
    "name": _TEXT,
    "values": {"type": "object", "additionalProperties": _TEXT},
    "act": _TEXT,
    "edition": _TEXT,
    "clause": _TEXT,
}
_SETTING = _object({"note": _TEXT, "question": _TEXT, "readings": _list(_TEXT)})

OUTPUTS: dict[str, dict[str, Any]] = {
    "classify": _object(
        {"kind": _TEXT, **_VERDICT, "lines": _list(_PART), "sums": _list(_PART)}, optional=("lines", "sums")
    ),
    "overall": _object(_VERDICT),
    "entitlements": _object(
        {"on": _DAY, "entitlements": _list(_RIGHT), "remarks": _list(_TEXT)}, optional=("remarks",)
    ),
    "deadline": _object(_DEADLINE, optional=("valid_through", "plan")),
    "lookup": _object({"on": _DAY, "found": _list(_object(_ROW))}),
    "settings": {"type": "object", "additionalProperties": _SETTING},
    "check": _object({"proved": _TEXT}),
    "diff": _object(
        {
            **dict.fromkeys(("key", "title", "kind", "before", "after", "act", "clause", "note"), _TEXT),
            "is_approximate": _FLAG,
            "since": _DAY,
        }
    ),
}
"""Command → schema of one answer; «classify» answers null for a special work below its share."""
