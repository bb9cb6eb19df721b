"""What the law may know of: no classifier in the checker, no clock, no network."""

import ast
import datetime as dt
from pathlib import Path

from norms.check_trace import TraceRefusedError
from norms.errors import BadInput, NoClassDefined, NormNotFound
from norms.library import norm

ROOT = Path(__file__).parents[2]
ON = dt.date(2026, 1, 1)


def imports_of(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def test_the_checker_imports_no_classifier():
    allowed = {"norms.errors", "norms.library", "norms.model", "norms.checking", "norms.checking.state"}
    files = [ROOT / "norms" / "check_trace.py", *sorted((ROOT / "norms" / "checking").glob("*.py"))]
    assert len(files) == 7
    for path in files:
        own = {name for name in imports_of(path) if name and name.startswith("norms")}
        assert own <= allowed, path


def test_the_law_knows_no_django_no_clock_no_network_and_nothing_outside():
    forbidden = {"django", "time", "random", "socket", "urllib", "requests", "os", "subprocess"}
    for path in sorted((ROOT / "norms").rglob("*.py")):
        top = {(name or "").partition(".")[0] for name in imports_of(path)}
        assert not top & forbidden, path
        text = path.read_text("utf-8")
        assert "float(" not in text or path.name == "values.py", path
        assert ".today(" not in text, path
        assert ".now(" not in text, path


def test_errors_of_the_classifiers_are_of_one_family():
    for error in (BadInput("a", "b"), NormNotFound("k", ON), NoClassDefined("k", "v", "s"), TraceRefusedError(0, "r")):
        assert error.__class__.__mro__[1].__name__ == "NormsError"
    assert norm("dust", ON)
