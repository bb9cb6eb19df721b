"""«python -m norms»: cases as JSON lines on standard input, answers as JSON lines on standard output.

Exit code 0 when every line was answered, 2 when any was refused; a refusal is an answer too:
{"error": {"field": …, "reason": …}}. See docs/norms/cli.md.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any, BinaryIO, TextIO

from norms.check_trace import TraceRefusedError, check_judgement, check_verdict
from norms.cli.commands import COMMANDS
from norms.cli.fields import iso_day
from norms.cli.outputs import ERROR, OUTPUTS
from norms.diff import changes
from norms.errors import BadInput, NoClassDefined, NormNotFound

REFUSED = 2


def main(arguments: list[str], source: TextIO, target: TextIO) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    if options.command == "diff":
        return _answer_all([lambda: _diff(options.start, options.end)], target)
    if options.command == "schema":
        _print(_schema(options.of), target)
        return 0
    run = check if options.command == "check" else COMMANDS[options.command].run
    return _answer_all((_reader(line, run) for line in source if line.strip()), target)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m norms", description="Право аттестации рабочих мест: строки JSON")
    commands = parser.add_subparsers(dest="command", required=True, metavar="команда")
    for name, command in COMMANDS.items():
        commands.add_parser(name, help=command.title)
    commands.add_parser("check", help="проверка следа: оценка пересчитывается по шагам")
    diff = commands.add_parser("diff", help="что изменилось в нормах между двумя днями")
    diff.add_argument("--from", dest="start", required=True, metavar="ГГГГ-ММ-ДД")
    diff.add_argument("--to", dest="end", required=True, metavar="ГГГГ-ММ-ДД")
    schema = commands.add_parser("schema", help="схема JSON входа и выхода команды")
    schema.add_argument("of", choices=list(COMMANDS))
    return parser


def _schema(name: str) -> dict[str, Any]:
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": COMMANDS[name].title,
        "$defs": {"input": COMMANDS[name].schema(), "output": OUTPUTS[name], "error": ERROR},
        "$ref": "#/$defs/input",
    }


def _reader(line: str, run: Callable[[Any], Any]) -> Callable[[], Any]:
    return lambda: run(_parsed(line))


def _parsed(line: str) -> Any:
    try:
        return _DECODER.decode(line.removeprefix("\ufeff"))
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise BadInput("строка", f"не JSON: {error}") from error


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        ((doubled, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise BadInput(doubled or "строка", "поле указано дважды")
    return members


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} — не число")


_DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_members)
"""Numbers exact, no NaN, no member twice; a byte order mark before the first line is no part of it."""


def _answer_all(questions: Iterable[Callable[[], Any]], target: TextIO) -> int:
    code = 0
    for question in questions:
        try:
            answers = question()
        except (BadInput, NoClassDefined, NormNotFound, TraceRefusedError) as error:
            answers, code = {"error": _error(error)}, REFUSED
        for answer in answers if isinstance(answers, list) else [answers]:
            _print(answer, target)
    return code


def _error(error: BadInput | NoClassDefined | NormNotFound | TraceRefusedError) -> dict[str, str]:
    if isinstance(error, BadInput):
        return {"field": error.field, "reason": error.reason}
    if isinstance(error, NormNotFound):
        return {"field": error.field, "reason": str(error), "norm": error.key}
    if isinstance(error, TraceRefusedError):
        return {"field": f"trace[{error.step}]", "reason": error.reason}
    return {"field": "value", "reason": str(error), "norm": error.key}


def _print(answer: Any, target: TextIO) -> None:
    line = json.dumps(answer, ensure_ascii=False)
    # Half of a surrogate pair, given back from the input, is no text: it stays the escape that it was.
    target.write(line.encode("utf-8", "backslashreplace").decode("utf-8") + "\n")


def check(payload: Any) -> dict[str, Any]:
    """Recompute {"on": day, "verdict": {…}} or {"judgement": {…}} from its trace."""
    try:
        if "judgement" in payload:
            return {"proved": check_judgement(payload["judgement"])}
        return {"proved": check_verdict(payload["verdict"], iso_day(payload["on"], "on"))}
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadInput("строка", "ожидается on и verdict или judgement") from error


def _diff(start: str, end: str) -> list[dict[str, Any]]:
    return [change.as_json() for change in changes(iso_day(start, "from"), iso_day(end, "to"))]


def utf8(source: BinaryIO) -> TextIO:
    """Text of a stream of bytes in UTF-8, whatever the machine's locale; wrong bytes become wrong characters."""
    return io.TextIOWrapper(source, encoding="utf-8", errors="surrogateescape", newline="\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], utf8(sys.stdin.buffer), utf8(sys.stdout.buffer)))
