"""What the workbooks do not hold and people type in: points 1.10–1.13 of the card, the title sheet of a protocol."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import Any

from documents.services.editing import document_edit, part_save
from documents.services.reference import reference_save
from measurements.models import FactorCode, MeasurementProtocol
from norms.loader import read_yaml
from reports.demo.scenario import Scenario
from workplaces.models import AnalogousGroup

FILE = "workplaces.yaml"
FIELDS = {"work": "work_description", "equipment": "equipment", "tools": "tools", "materials": "materials"}


@functools.cache
def descriptions_of(folder: Path) -> dict[str, dict[str, Any]]:
    """What each profession does, with what and on what, as the safety officer describes it."""
    found: dict[str, dict[str, Any]] = read_yaml((folder / FILE).read_text("utf-8"))
    return found


def workplaces_describe(scenario: Scenario) -> int:
    """Describe every workplace as its page does; return how many there are. Raises ``KeyError`` for an unknown one."""
    told = descriptions_of(scenario.folder)
    groups = list(AnalogousGroup.objects.filter(employer=scenario.plant).select_related("profession"))
    for group in groups:
        lines = told[group.profession.name]
        for key, name in FIELDS.items():
            setattr(group, name, lines[key])
        reference_save(group, actor=scenario.people["officer"])
    return len(groups)


def protocol_complete(protocol: MeasurementProtocol, scenario: Scenario) -> None:
    """Fill in the title sheet of a protocol and the character of its noise, as the laboratory does before it issues."""
    guest, told = scenario.people["laboratory"], descriptions_of(scenario.folder)
    results = list(protocol.results.select_related("indicator", "group__profession"))
    titles = scenario.data["laboratory"]["titles"]
    own = [titles[factor] for factor in dict.fromkeys(result.indicator.factor for result in results)]
    changes = {name: _joined(own, name) for name in ("kind_acts", "method_acts", "sampled_by")}
    document_edit(protocol, changes, actor=guest)
    for result in results:
        if result.indicator.factor == FactorCode.NOISE:
            result.noise_kind = told[result.group.profession.name]["noise"]
            part_save(result, actor=guest)


def _joined(titles: list[dict[str, str]], name: str) -> str:
    """The acts of several factors of one protocol, each once."""
    return "; ".join(dict.fromkeys(act for title in titles for act in title[name].split("; ")))
