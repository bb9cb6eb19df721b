"""The chemical factor as a whole from a command line: substances, their sums and complexes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from norms.cli.fields import Field, Shape
from norms.cli.parts import TIME, check_sample, exposure_of, reading_fields, reading_of
from norms.errors import BadInput
from norms.factors.chemical_sums import Presence, Sum, sum_of
from norms.readings import Method
from norms.settings import Interpretations
from norms.trace import Verdict
from norms.workplace_air import Line, chemical_verdict, sums_of_air

PARTS = Field(
    "parts",
    Shape.OBJECTS,
    "вещества не выше своих ПДК",
    is_required=True,
    fields=(
        Field("name", Shape.TEXT, "вещество", is_required=True),
        Field("value", Shape.NUMBER, "концентрация", is_required=True),
        Field("limit", Shape.NUMBER, "ПДК", is_required=True),
    ),
)
CHEMICAL_FACTOR = (
    Field(
        "substances",
        Shape.OBJECTS,
        "вещества рабочего места: суммы и комплексы находятся по зонам, действиям и группам",
        is_required=True,
        fields=reading_fields(Method.SUBSTANCE),
    ),
    Field("is_chemical_production", Shape.FLAG, "производство химических продуктов и нефтепереработки (п. 22, ч. 3)"),
)


@dataclass(frozen=True, slots=True)
class AirVerdict:
    """The factor, and what it was made of: the lines of substances and the sums."""

    verdict: Verdict
    lines: tuple[Line, ...]
    sums: tuple[Sum, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the verdict as plain JSON data, each line and sum with its own trace."""
        return {
            **self.verdict.as_json(),
            "lines": [{"title": line.reading.title, **line.verdict.as_json()} for line in self.lines],
            "sums": [{"title": found.title, **found.verdict.as_json()} for found in self.sums],
        }


def parts_of(values: Mapping[str, Any]) -> list[tuple[str, Decimal, Decimal]]:
    """Return (name, value, limit) of each part; raises ``BadInput`` where one is named twice."""
    parts = [(part["name"], Decimal(part["value"]), Decimal(part["limit"])) for part in values["parts"]]
    for index, (name, value, limit) in enumerate(parts):
        if name in [other for other, _, _ in parts[:index]]:
            raise BadInput(f"parts[{index}].name", "вещество указано дважды")
        if value < 0:
            raise BadInput(f"parts[{index}].value", "не может быть меньше нуля")
        if limit <= 0:
            raise BadInput(f"parts[{index}].limit", "должно быть больше нуля")
    return parts


def substance_sum(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> Verdict:
    """Class of substances of one-directional action, known by name: formaldehyde with styrene too."""
    exposure = exposure_of(values)
    return sum_of([Presence(name, value, limit, exposure) for name, value, limit in parts_of(values)], on, settings)


def chemical_factor(values: Mapping[str, Any], on: dt.date, settings: Interpretations) -> AirVerdict:
    """Class of the chemical factor of a workplace (№ 35, п. 16–24)."""
    readings = []
    for index, item in enumerate(values["substances"]):
        try:
            check_sample(item, on)
            readings.append(reading_of(Method.SUBSTANCE, item))
        except BadInput as error:
            raise BadInput(f"substances[{index}].{error.field}", error.reason) from error
    lines = tuple(Line(reading, reading.verdict(on, settings)) for reading in readings)
    sums = sums_of_air(lines, on, settings, is_chemical_production=values.get("is_chemical_production", False))
    found = chemical_verdict(lines, sums, on)
    assert found is not None
    return AirVerdict(found, lines, sums)


SUM_FIELDS = (PARTS, *TIME)
"""Members of a sum of ratios."""
