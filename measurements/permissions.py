"""Who may do what in the measurements room."""

from __future__ import annotations

from typing import Any

import rules

from accounts.models import Role, User
from accounts.permissions import has_role, is_safety_officer, reads_everything
from measurements.models import MeasurementProtocol

is_laboratory = has_role(Role.LABORATORY)
assesses = has_role(Role.SAFETY_OFFICER, Role.SPECIALIST)
heads_department = has_role(Role.DEPARTMENT_HEAD, Role.SAFETY_OFFICER)


@rules.predicate
def is_guest_of_laboratory(user: User, target: Any = None) -> bool:
    """The protocol or instrument is of a laboratory that the person works for."""
    laboratory_id = getattr(target, "laboratory_id", None)
    return laboratory_id is not None and user.laboratories.filter(pk=laboratory_id).exists()


@rules.predicate
def is_not_yet_a_row(user: User, target: Any = None) -> bool:
    """Creating: the target is the employer itself, not a protocol of somebody's laboratory."""
    return target is not None and not isinstance(target, MeasurementProtocol) and not hasattr(target, "laboratory_id")


own_protocols = is_laboratory & (is_guest_of_laboratory | is_not_yet_a_row)

for verb in ("change", "issue"):
    rules.add_perm(f"measurements.{verb}_measurementprotocol", is_safety_officer | own_protocols)
rules.add_perm("measurements.void_measurementprotocol", is_safety_officer | own_protocols)
rules.add_perm("measurements.view_measurementprotocol", reads_everything | own_protocols)

for model in ("laboratory", "instrument", "laboratoryscope", "instrumentfactor", "verification"):
    rules.add_perm(f"measurements.view_{model}", reads_everything | is_laboratory)
    rules.add_perm(f"measurements.change_{model}", is_safety_officer | is_laboratory)
for model in ("indicator", "unmeasuredcondition"):
    rules.add_perm(f"measurements.view_{model}", reads_everything | is_laboratory)
    rules.add_perm(f"measurements.change_{model}", assesses)

rules.add_perm("measurements.view_timestudycard", reads_everything)
rules.add_perm("measurements.approve_timestudycard", heads_department)
for verb in ("change", "complete", "reopen", "void"):
    rules.add_perm(f"measurements.{verb}_timestudycard", assesses)

for model in ("physicalloadprotocol", "mentalstrainassessment"):
    rules.add_perm(f"measurements.view_{model}", reads_everything)
    for verb in ("change", "approve", "void"):
        rules.add_perm(f"measurements.{verb}_{model}", assesses)
