"""The law against its second implementation on many random cases: python bench/norms_oracle.py [cases of a kind] [seed].

The suite compares fifty cases of a kind; this run compares as many as asked for, prints how many
cases and differences there were, each different case with both answers, and ends with 1 where they differ.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from norms.cli.commands import COMMANDS
from norms.errors import NormsError
from tests.norms.oracle import air, environment, generate, process
from tests.norms.oracle.ladder import Case, NoAnswerError

MAKERS = {**generate.MAKERS, **air.MAKERS}
JUDGES = {**environment.JUDGES, **process.JUDGES, **air.JUDGES, "special_work": process.special_work}
SHOWN = 5


def answer(case: Case) -> str | None:
    """Class that the library gives, «error» where it refuses."""
    try:
        found: str | None = COMMANDS["classify"].run(case)["class"]
    except NormsError:
        return "error"
    return found


def expected(case: Case) -> str | None:
    """Class that the second implementation gives."""
    try:
        return JUDGES[case["kind"]](case)
    except NoAnswerError:
        return "error"


def main(arguments: list[str]) -> int:
    """Compare and print; returns the exit code."""
    times = int(arguments[0]) if arguments else 1000
    seed = arguments[1] if len(arguments) > 1 else "1"
    start, differences = time.perf_counter(), 0
    for kind, make in MAKERS.items():
        random, own = Random(seed + kind), 0  # noqa: S311 - cases, not secrets
        for _ in range(times):
            case = {"on": "2026-01-01", "kind": kind, **make(random)}
            found, right = answer(case), expected(case)
            if found != right:
                own += 1
                if own <= SHOWN:
                    print(f"{kind}: {found}, второй счёт {right}: {case}")
        differences += own
    spent = time.perf_counter() - start
    print(f"случаев {times * len(MAKERS)}, видов {len(MAKERS)}, различий {differences}, {spent:.0f} с")
    return int(differences > 0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
