"""Lines that nobody should write: each is refused with field and reason, none breaks the program."""

import copy
import io
import json
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from norms.__main__ import main

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "docs" / "norms" / "examples"
COMMANDS = ("classify", "overall", "entitlements", "deadline", "lookup", "settings", "check")
MUTANTS = 150
WRONG = (
    *(None, True, False, 0, -1, 1, 1.5, 10**400, -(10**30), 1e308),
    *("", "x", "1e999", "-1", "0", "1e-400", "0e5", "NaN", "1,5", " 3 ", "١٢", "9" * 5000, "99999999999999999999"),
    *("2026-02-30", "0001-01-01", "9999-12-31", "\x00", "\ud800", "3.1", "4", "27.1.1", "SEPARATE"),
    *([], {}, ["x"], {"a": 1}, [[]], [None], [{}], ["3.1"]),
)
FIELDS = (
    "",
    "zz",
    "value",
    "sample",
    "zones",
    "percent",
    "minutes",
    "limit",
    "bands",
    "level_a",
    "settings",
    "is_care",
)


def examples(command):
    if command == "check":
        answers = map(json.loads, (EXAMPLES / "classify.answers.jsonl").read_text("utf-8").splitlines())
        return [{"on": "2026-01-01", "verdict": answer} for answer in answers if "class" in answer]
    return [json.loads(line) for line in (EXAMPLES / f"{command}.jsonl").read_text("utf-8").splitlines()]


def places(value):
    """Every container of a value with a key into it."""
    keys = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    for key in keys:
        yield value, key
        yield from places(value[key])


def broken(random, case):
    """The case with one to three wrong, missing, doubled or unknown members."""
    case = copy.deepcopy(case)
    for _ in range(random.randint(1, 3)):
        found = list(places(case))
        if not found:
            return copy.deepcopy(random.choice(WRONG))
        where, key = random.choice(found)
        draw = random.random()
        if draw < 0.15:
            del where[key]
        elif draw < 0.3 and isinstance(where, dict):
            where[random.choice(FIELDS)] = copy.deepcopy(random.choice(WRONG))
        elif draw < 0.4 and isinstance(where, list):
            where.append(copy.deepcopy(where[key]))
        else:
            where[key] = copy.deepcopy(random.choice(WRONG))
    return case


def answer_of(command, line):
    target = io.StringIO()
    code = main([command], io.StringIO(line + "\n"), target)
    target.getvalue().encode("utf-8")
    (answer,) = map(json.loads, target.getvalue().splitlines())
    return code, answer


@pytest.mark.parametrize("command", COMMANDS)
def test_a_broken_line_is_refused_with_field_and_reason(command):
    random, given = Random(command), examples(command)
    refused = 0
    for _ in range(MUTANTS):
        line = json.dumps(broken(random, random.choice(given)), ensure_ascii=random.random() < 0.5)
        code, answer = answer_of(command, line)
        assert ("error" in answer) is (code == 2), line
        if code == 2:
            refused += 1
            assert answer["error"]["field"], line
            assert answer["error"]["reason"], line
    assert refused > MUTANTS / 2


@pytest.mark.parametrize("command", COMMANDS)
def test_a_line_cut_anywhere_is_refused(command):
    line = json.dumps(examples(command)[0], ensure_ascii=False)
    for end in range(1, len(line), max(len(line) // 20, 1)):
        code, answer = answer_of(command, line[:end])
        assert (code, answer["error"]["field"]) == (2, "строка")


def test_the_program_itself_takes_bytes_that_are_no_text():
    lines = b'\xff\xfe\n{"on": "2026-01-01", "kind": "\xd0"}\n{"on": "2026-01-01", "factors": {"5.4": "\\ud800"}}\n'
    done = subprocess.run(
        [sys.executable, "-m", "norms", "overall"], input=lines, capture_output=True, cwd=ROOT, check=False
    )
    assert (done.returncode, done.stderr) == (2, b"")
    answers = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    assert [answer["error"]["field"] for answer in answers] == ["строка", "kind", "factors.5.4"]
