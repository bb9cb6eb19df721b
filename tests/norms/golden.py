"""The golden cases of `tests/cases`: one list of them for every test that wants them."""

from functools import cache
from pathlib import Path

import yaml

CASES = Path(__file__).parent.parent / "cases"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def golden_cases():
    """Every case with the name of its file; files that are not lists of cases belong to other rooms."""
    read = ((path.stem, yaml.load(path.read_text("utf-8"), LOADER)) for path in sorted(CASES.glob("*.yaml")))
    return [(stem, case) for stem, cases in read if isinstance(cases, list) for case in cases]
