"""Why: the steps that lead from a measured value to a class.

A step holds its inputs and output as plain text, so that it can be stored with a card, shown as
«Почему 3.2?», and recomputed by a program that knows nothing of the classifiers.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from norms.classes import ConditionsClass
from norms.model import NormValue


@dataclass(frozen=True, slots=True)
class Step:
    """One inference. ``op`` is its kind (see explain.py), ``inputs`` what went in, ``output``
    what came out, ``source`` the clause, ``interpretation`` the number of our note, if any."""

    op: str
    inputs: Mapping[str, Any]
    output: str
    source: str = ""
    norm: str = ""
    interpretation: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the step as plain JSON data."""
        return {
            "op": self.op,
            "inputs": dict(self.inputs),
            "output": self.output,
            "source": self.source,
            "norm": self.norm,
            "interpretation": self.interpretation,
        }


def step(
    op: str, output: object, norm: NormValue | None = None, *, note: str = "", source: str = "", **inputs: Any
) -> Step:
    """Build a step whose citation is that of ``norm`` unless ``source`` is given."""
    citation = source or (norm.citation if norm else "")
    return Step(op, inputs, str(output), citation, norm.key if norm else "", note)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A class and how it came about.

    ``base`` is the class without the time of action (графа 5 of the card), ``conditions_class``
    the class with it (графа 7); they are equal where time does not count.
    """

    conditions_class: ConditionsClass
    base: ConditionsClass
    trace: tuple[Step, ...] = field(default=())

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain JSON data."""
        return {
            "class": self.conditions_class.value,
            "base": self.base.value,
            "trace": [item.as_json() for item in self.trace],
        }
