"""The program under test: lines in, lines out; and a small validator of its schemas."""

import io
import json
import re

from norms.__main__ import main


def run(arguments, *lines):
    """Exit code and answers of the program."""
    target = io.StringIO()
    text = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)
    code = main(arguments, io.StringIO(text), target)
    return code, [json.loads(line) for line in target.getvalue().splitlines()]


def valid(schema, value):
    """Whether a value fits a schema; the few words of JSON Schema that ours use."""
    if "oneOf" in schema:
        return sum(valid(each, value) for each in schema["oneOf"]) == 1
    kinds = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int, "number": (int, float)}
    types = schema.get("type", [])
    types = [types] if isinstance(types, str) else types
    if types and not any(
        isinstance(value, kinds[t]) and (t == "boolean" or not isinstance(value, bool)) for t in types
    ):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        return False
    if isinstance(value, list):
        return len(value) >= schema.get("minItems", 0) and all(valid(schema.get("items", {}), v) for v in value)
    if isinstance(value, dict):
        return _valid_object(schema, value)
    return True


def _valid_object(schema, value):
    properties, rest = schema.get("properties", {}), schema.get("additionalProperties", {})
    if any(name not in value for name in schema.get("required", ())):
        return False
    if rest is False and set(value) - set(properties):
        return False
    if "propertyNames" in schema and not all(valid(schema["propertyNames"], name) for name in value):
        return False
    return all(valid(properties.get(name, rest or {}), inner) for name, inner in value.items())
