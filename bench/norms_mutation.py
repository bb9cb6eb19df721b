"""Mutation score of the law: how many changed lines of norms/ the tests notice.

Run: python bench/norms_mutation.py FOLDER, with mutmut, pytest, hypothesis, holidays and PyYAML
installed for this python. FOLDER must not exist: norms/ and its tests are copied there, mutated and
run (about half an hour on two cores); prints the score, exit code 1 when it is below the budget.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUDGET = 90
CONFIG = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib"]

[tool.mutmut]
source_paths = ["norms"]
also_copy = ["docs", "bench", "tests"]
pytest_add_cli_args_test_selection = ["tests/norms"]
# The size of a mutated module says nothing.
pytest_add_cli_args = ["-p", "no:cacheprovider", "--deselect", "tests/norms/test_words.py::test_the_house_rules_of_size"]
"""
# Mutants run in children of one process: what it has read with sound functions must be forgotten.
CONFTEST = """
import os, sys
import pytest

READERS = {"norms.loader", "norms.tables", "norms.factors.substances", "norms.library", "norms.model"}

def forget(modules):
    for name in modules & set(sys.modules):
        for thing in list(vars(sys.modules[name]).values()):
            if hasattr(thing, "cache_clear"):
                thing.cache_clear()

@pytest.fixture(autouse=True, scope="session")
def fresh_readers():
    if os.environ.get("MUTANT_UNDER_TEST", "").rpartition(".")[0].startswith(tuple(READERS)):
        forget(READERS | {"norms.calendar"})

@pytest.fixture(autouse=True)
def fresh_names():
    if "norms.factors.substances" in sys.modules:
        sys.modules["norms.factors.substances"].key_of.cache_clear()
"""


def main(folder: Path) -> int:
    """Copy, mutate, run and count; returns the exit code."""
    folder.mkdir(parents=True)
    for part in ("norms", "docs", "bench", "tests/norms", "tests/cases"):
        shutil.copytree(ROOT / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "pyproject.toml").write_text(CONFIG, "utf-8")
    (folder / "tests" / "norms" / "conftest.py").write_text(CONFTEST, "utf-8")
    os.chdir(folder)
    mutmut = importlib.import_module("mutmut.__main__").cli
    for command in ("run", "export-cicd-stats"):
        mutmut([command], standalone_mode=False)
    found = json.loads(Path("mutants", "mutmut-cicd-stats.json").read_text("utf-8"))
    noticed = found["killed"] + found["timeout"]
    score = 100 * noticed / found["total"]
    print(f"{noticed} of {found['total']} mutants noticed: {score:.1f} % (budget {BUDGET} %)")
    return 0 if score >= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
