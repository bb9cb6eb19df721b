"""Schemas and examples of the command line: published, true, and of one mind with the program."""

import json
from pathlib import Path

import pytest

from norms.cli.commands import COMMANDS
from norms.cli.kinds import KINDS
from norms.readings import Method
from tests.norms.golden import golden_cases
from tests.norms.program import run, valid

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "norms"
NOISE = {"on": "2026-01-01", "kind": "noise", "value": "85.5", "limit": "80", "percent": "100"}


@pytest.mark.parametrize("command", list(COMMANDS))
def test_the_published_schema_is_the_programs_own(command):
    _, answers = run(["schema", command])
    published = json.loads((DOCS / "schema" / f"{command}.json").read_text("utf-8"))
    assert published == answers[0], "publish again: python -m norms schema " + command
    assert set(published["$defs"]) == {"input", "output", "error"}
    assert published["title"] == COMMANDS[command].title


@pytest.mark.parametrize("command", list(COMMANDS))
def test_the_published_examples_are_answered_as_published(command):
    lines = (DOCS / "examples" / f"{command}.jsonl").read_text("utf-8").splitlines()
    published = (DOCS / "examples" / f"{command}.answers.jsonl").read_text("utf-8").splitlines()
    schema = json.loads((DOCS / "schema" / f"{command}.json").read_text("utf-8"))["$defs"]
    _, answers = run([command], *lines)
    assert answers == [json.loads(line) for line in published]
    for line, answer in zip(lines, answers, strict=True):
        if "error" in answer:
            assert valid(schema["error"], answer)
        else:
            assert valid(schema["input"], json.loads(line)), line
            assert valid(schema["output"], answer), answer


def test_there_is_an_example_for_every_kind_and_every_factor():
    lines = (DOCS / "examples" / "classify.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["kind"] for line in lines} == set(KINDS)
    assert {method.kind for method in Method} <= set(KINDS)


def of_kind(schema, kind):
    """The branch of a schema for one kind of line; the whole schema where there are no kinds."""
    branches = schema.get("oneOf", [schema])
    return next((b for b in branches if b["properties"].get("kind", {}).get("enum", [kind])[0] == kind), schema)


def test_the_schema_agrees_with_the_program_on_the_golden_cases():
    """What the schema refuses, the program refuses; what the program takes, the schema takes."""
    schemas = {}
    for _, case in golden_cases():
        kind = case["input"].get("kind")
        key = (case["command"], kind)
        if key not in schemas:
            schemas[key] = of_kind(COMMANDS[case["command"]].schema(), kind)
        if "error" not in case["expected"]:
            assert valid(schemas[key], case["input"]), case["name"]


def test_the_schema_refuses_what_the_program_refuses():
    schema = COMMANDS["classify"].schema()
    assert valid(schema, NOISE)
    for wrong in (
        {**NOISE, "colour": "red"},
        {**NOISE, "kind": "magic"},
        {**NOISE, "value": "много"},
        {**NOISE, "value": True},
        {**NOISE, "on": "завтра"},
        {**NOISE, "sample": []},
        {**NOISE, "includes_time": "да"},
    ):
        assert not valid(schema, wrong), wrong
    assert not valid(COMMANDS["overall"].schema(), {"on": "2026-01-01", "factors": {"5.16": "2"}})
    assert not valid(COMMANDS["overall"].schema(), {"factors": {"5.1": "2"}})
