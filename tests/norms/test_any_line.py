"""Any line at all, nearly right or wholly wrong: an answer, or a refusal with field and reason; never a traceback."""

import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from norms.__main__ import main
from norms.cli.commands import COMMANDS

NUMBERS = st.sampled_from(
    [
        *(
            "0",
            "-0",
            "0.0",
            "0,5",
            "1",
            "2",
            "80",
            "100",
            "100.01",
            "-1",
            "1e20",
            "-1e20",
            "1e-20",
            "99999999999999999999",
        ),
        *("1e308", "x", "", "NaN", "Infinity", " 7 ", "١٢", 0, -1, 10**25, None, True, [], {}),
    ]
)
TEXTS = st.sampled_from(
    [
        *(
            "27.1.1",
            "27.1.2",
            "27.1.3",
            "4.2.1",
            "4.2.6-text",
            "4.4.1",
            "3.3",
            "2.2-portable",
            "1.1",
            "1.2",
            "2.1",
            "4.2.2",
        ),
        *(
            "4.1.1",
            "underground",
            "above_1000_volts",
            "формальдегид",
            "стирол",
            "50-00-0",
            "",
            "\x00",
            "\ud800",
            "a" * 400,
        ),
    ]
)
DAYS = st.sampled_from(
    [
        *("2026-01-01", "2026-01-01", "2019-12-31", "2014-01-01", "1992-01-01", "2099-12-31", "2024-02-29"),
        *("0001-01-01", "9999-12-31", "2026-02-30", "20260101", "2026-W01-1", "2026-01-01T00:00", "", 20260101, None),
    ]
)
JUNK = st.sampled_from([None, True, 0, -1, 10**30, "", "x", "\ud800", [], {}, [[]], {"a": {}}])
KEYS = ("humidity", "pose_edge", "2026-11-24", "x", "4.1.1", "\ud800")


def fits(schema):
    """Values after a schema, now and then with something else in their place."""
    return st.one_of(st.deferred(lambda: exact(schema)), st.deferred(lambda: exact(schema)), JUNK)


def exact(schema):
    if "oneOf" in schema:
        return st.sampled_from(schema["oneOf"]).flatmap(exact)
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if isinstance(kind, list):
        return NUMBERS
    if kind == "object":
        return an_object(schema)
    if kind == "array":
        return st.lists(exact(schema["items"]), min_size=1, max_size=3)
    if kind == "boolean":
        return st.booleans()
    if kind == "integer":
        return st.sampled_from([0, 1, 5, 20, 1000, 1001, -1, 10**30])
    return DAYS if schema.get("format") == "date" else TEXTS


def an_object(schema):
    rest = schema.get("additionalProperties")
    if isinstance(rest, dict):
        keys = schema.get("propertyNames", {}).get("enum", KEYS)
        whole = st.fixed_dictionaries({key: exact(rest) for key in keys})
        return whole if len(keys) > len(KEYS) else st.dictionaries(st.sampled_from(keys), fits(rest), max_size=3)
    required = set(schema.get("required", ()))
    members = {name: exact(inner) if name in required else fits(inner) for name, inner in schema["properties"].items()}
    return st.fixed_dictionaries(
        {name: inner for name, inner in members.items() if name in required},
        optional={name: inner for name, inner in members.items() if name not in required},
    )


def answered(command, line):
    target = io.StringIO()
    code = main([command], io.StringIO(line + "\n"), target)
    (answer,) = map(json.loads, target.getvalue().splitlines())
    if code == 2:
        assert answer["error"]["field"], line
        assert answer["error"]["reason"], line
    assert ("error" in answer) is (code == 2), line
    return answer


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_near_the_schema_is_answered_or_refused(command):
    @settings(max_examples=80, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(fits(COMMANDS[command].schema()))
    def run_all(payload):
        answer = answered(command, json.dumps(payload))
        if command in ("classify", "overall") and answer.get("class"):
            proof = answered("check", json.dumps({"on": answer["on"], "verdict": answer}))
            assert proof == {"proved": answer["class"]}, payload

    run_all()


def test_a_byte_order_mark_is_no_part_of_the_line():
    line = '{"on": "2026-01-01", "kind": "dust", "limit": 1, "percent": 100, "value": 1.1}'
    assert answered("classify", "\ufeff" + line) == answered("classify", line)


@pytest.mark.parametrize(
    ("line", "field", "reason"),
    [
        ('{"on": "2026-01-01", "kind": "noise", "value": 1e1000000000000000000000000}', "строка", "не JSON: "),
        ('{"on": "2026-01-01", "kind": "noise", "value": NaN}', "строка", "не JSON: NaN — не число"),
        ('{"on": "2026-01-01", "kind": "noise", "kind": "dust"}', "kind", "поле указано дважды"),
        ('{"": 1, "": 2}', "строка", "поле указано дважды"),
        ('{"a": ' * 100_000, "строка", "не JSON: "),
        ('"' + "x" * 10_000_000 + '"', "строка", "ожидается объект JSON"),
        (
            '{"on": "2026-01-01", "kind": "dust", "limit": 1, "percent": 1, "value": "' + "9" * 10_000_000 + '"}',
            "value",
            "в числе больше 20 знаков",
        ),
        ('{"on": "2026-W01-1", "kind": "dust"}', "on", "ожидается день ГГГГ-ММ-ДД"),
        ('{"on": "20260101", "kind": "dust"}', "on", "ожидается день ГГГГ-ММ-ДД"),
    ],
    ids=["exponent", "nan", "doubled", "doubled-empty", "deep", "long", "long-number", "week", "compact"],
)
def test_a_line_that_nobody_should_write_is_refused_in_words(line, field, reason):
    error = answered("classify", line)["error"]
    assert error["field"] == field
    assert error["reason"].startswith(reason)
