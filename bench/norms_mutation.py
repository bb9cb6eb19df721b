"""Mutation score of the law: how many changed lines of norms/ the tests notice.

Run: python bench/norms_mutation.py FOLDER [MUTANTS…], with mutmut, pytest, hypothesis, holidays and
PyYAML installed for this python. norms/ and its tests are copied to FOLDER (once: a FOLDER that is
there is taken as it is), mutmut makes the mutants and finds which tests touch which function.
MUTANTS are beginnings of names, like «norms.terms.»; without them all are run. Prints the score of
each module and of all; exit code 1 when the whole is below the budget.

mutmut alone collects the chosen tests anew for every mutant, most of its time here; so we collect
once and fork a child for each mutant, which runs the tests of its function up to the first failure.
Mutants of what runs while modules are imported are too late in such a child: what survives there
is run once more in a fresh process.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import multiprocessing
import os
import resource
import shutil
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
BUDGET = 90
SECONDS = 40
"""Processor time after which a mutant counts as noticed: it does not end."""
CONFIG = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]

[tool.mutmut]
source_paths = ["norms"]
also_copy = ["docs", "bench", "tests"]
pytest_add_cli_args_test_selection = ["tests/norms"]
# The size of a mutated module says nothing, a process of its own is not under mutmut.
pytest_add_cli_args = [
    "-p", "no:cacheprovider",
    "--deselect", "tests/norms/test_words.py::test_the_house_rules_of_size",
    "--deselect", "tests/norms/test_broken_lines.py::test_the_program_itself_takes_bytes_that_are_no_text",
]
"""
AT_IMPORT = ("norms.cli.", "norms.settings.", "norms.model.", "norms.readings.", "norms.checking.state.")
FRESH_TESTS = ("test_schemas", "test_cli", "test_words", "test_check_trace", "test_oracle")


class Mutants:
    """A pytest plugin: instead of the tests, runs every mutant against the tests of its function."""

    def __init__(self, names: list[str], stats: dict[str, Any], log: Path) -> None:
        self.names, self.log = names, log
        self.tests, self.durations = stats["tests_by_mangled_function_name"], stats["duration_by_test"]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Run the mutants one after another; each answer is a line of the log."""
        items = {item.nodeid: item for item in session.items}
        with self.log.open("a", encoding="utf-8") as log:
            for name in self.names:
                ids = sorted(self.tests.get(name.partition("__mutmut_")[0], ()), key=lambda i: self.durations.get(i, 0))
                log.write(f"{name} {_in_child(name, [items[i] for i in ids if i in items])}\n")
                log.flush()
        return True


def _in_child(name: str, items: list[pytest.Item]) -> str:
    child = os.fork()
    if child == 0:
        os._exit(_child(name, items))
    status = os.waitpid(child, 0)[1]
    return "timeout" if os.WIFSIGNALED(status) else "killed" if os.WEXITSTATUS(status) else "survived"


def _child(name: str, items: list[pytest.Item]) -> int:
    from _pytest.runner import runtestprotocol

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    os.environ["MUTANT_UNDER_TEST"] = name
    for item, following in zip(items, [*items[1:], None], strict=True):
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=following)):
            return 1
    return 0


def _fresh(name: str) -> str:
    """Run a mutant of what happens at import in a process of its own."""
    os.environ["MUTANT_UNDER_TEST"] = name
    process = multiprocessing.get_context("spawn").Process(target=_fresh_child)
    process.start()
    process.join()
    return "survived" if process.exitcode == 0 else "killed"


def _fresh_child() -> None:
    tests = [f"tests/norms/{test}.py" for test in FRESH_TESTS]
    sys.exit(pytest.main(["-x", "-p", "no:cacheprovider", "-p", "no:terminal", *tests]))


def prepare(folder: Path) -> None:
    """Copy the law and its tests; mutmut makes the mutants and finds the tests of each function."""
    folder.mkdir(parents=True)
    for part in ("norms", "docs", "bench", "tests/norms", "tests/cases"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pyproject.toml").write_text(CONFIG, "utf-8")
    os.chdir(folder)
    importlib.import_module("mutmut.__main__").cli(["run", "norms.errors.*"], standalone_mode=False)


def names_of(prefixes: list[str]) -> list[str]:
    """All mutants whose names begin so."""
    found: list[str] = []
    for path in sorted(Path("norms").rglob("*.py.meta")):
        found += json.loads(path.read_text("utf-8"))["exit_code_by_key"]
    return [name for name in found if not prefixes or name.startswith(tuple(prefixes))]


def report(answers: dict[str, str]) -> float:
    """Print the score of each module; returns that of all."""
    counts: dict[str, Counter[str]] = {}
    for name, answer in answers.items():
        module = name.partition(".x")[0]
        counts.setdefault(module, Counter())[answer] += 1
    for module, found in sorted(counts.items()):
        total = found.total()
        print(f"{module}: {total - found['survived']} of {total}, {100 - 100 * found['survived'] / total:.1f} %")
    survived = sum(answer == "survived" for answer in answers.values())
    score = 100 - 100 * survived / len(answers)
    print(f"{len(answers) - survived} of {len(answers)} mutants noticed: {score:.1f} % (budget {BUDGET} %)")
    return score


def main(folder: Path, prefixes: list[str]) -> int:
    """Prepare if needed, run, count; returns the exit code."""
    if not folder.exists():
        prepare(folder)
    os.chdir(folder / "mutants")
    stats, log = json.loads(Path("mutmut-stats.json").read_text("utf-8")), folder / "answers.log"
    done = dict(line.split() for line in log.read_text("utf-8").splitlines()) if log.exists() else {}
    names = [name for name in names_of(prefixes) if name not in done]
    names.sort(key=lambda name: hashlib.sha256(name.encode()).digest())  # cut off, it is still a fair sample
    arguments = ["tests/norms", "-p", "no:cacheprovider", "-p", "no:terminal"]
    pytest.main(arguments, plugins=[Mutants(names, stats, log)])
    done |= dict(line.split() for line in log.read_text("utf-8").splitlines())
    with log.open("a", encoding="utf-8") as answers:
        for name in [n for n in names_of(prefixes) if done[n] == "survived" and n.startswith(AT_IMPORT)]:
            done[name] = _fresh(name)
            answers.write(f"{name} {done[name]}\n")
    return int(report({name: done[name] for name in names_of(prefixes)}) < BUDGET)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), sys.argv[2:]))
